<?php
/**
 * Units of weight and length.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Import\Products;

/**
 * Converts between the units that WooCommerce knows. Pound, ounce, inch and yard are the international ones of 1959.
 */
final class Measures {

	/** One unit in grams or millimetres. */
	private const UNITS = array(
		'g'   => 1.0,
		'kg'  => 1000.0,
		'lbs' => 453.59237,
		'lb'  => 453.59237,
		'oz'  => 28.349523125,
		'mm'  => 1.0,
		'cm'  => 10.0,
		'm'   => 1000.0,
		'in'  => 25.4,
		'yd'  => 914.4,
	);

	/**
	 * A value in another unit, rounded to four places; as it is when the units are the same or unknown.
	 *
	 * @param string $value A decimal.
	 * @param string $from  Its unit.
	 * @param string $to    The shop's unit.
	 */
	public function convert( string $value, string $from, string $to ): string {
		if ( $from === $to || ! isset( self::UNITS[ $from ], self::UNITS[ $to ] ) ) {
			return $value;
		}
		$text = number_format( (float) $value * self::UNITS[ $from ] / self::UNITS[ $to ], 4, '.', '' );
		return rtrim( rtrim( $text, '0' ), '.' );
	}
}
