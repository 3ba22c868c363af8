<?php
/**
 * Decimals as the contract writes them.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Catalogue;

/**
 * Stored numbers in the product's shape.
 */
final class Decimal {

	/**
	 * A price such as "19.90"; null when there is none, or what is stored is not a price.
	 *
	 * @param mixed $stored What storage holds.
	 */
	public function price( mixed $stored ): ?string {
		$text = is_scalar( $stored ) ? trim( (string) $stored ) : '';
		if ( preg_match( '/\A\d+(\.\d+)?\z/', $text ) ) {
			return $text;
		}
		if ( ! is_numeric( $text ) || (float) $text < 0 || ! is_finite( (float) $text ) ) {
			return null;
		}
		$plain = number_format( (float) $text, 6, '.', '' );
		return rtrim( rtrim( $plain, '0' ), '.' );
	}

	/**
	 * A count of pieces; null when they are not counted.
	 *
	 * @param mixed $stored What storage holds.
	 */
	public function quantity( mixed $stored ): int|float|null {
		if ( ! is_numeric( $stored ) ) {
			return null;
		}
		$number = (float) $stored;
		return floor( $number ) === $number && abs( $number ) < 1e15 ? (int) $number : $number;
	}
}
