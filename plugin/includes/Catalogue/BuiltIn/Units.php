<?php
/**
 * Currency and units of the built-in catalogue.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Catalogue\BuiltIn;

use NumberFormatter;

/**
 * The shop's settings for money and measures.
 */
final class Units {

	public const CURRENCY = 'devskyy_currency';
	public const WEIGHT   = 'devskyy_weight_unit';
	public const LENGTH   = 'devskyy_dimension_unit';

	/** ISO 4217 code. */
	public function currency(): string {
		$code = strtoupper( (string) get_option( self::CURRENCY, 'USD' ) );
		return preg_match( '/\A[A-Z]{3}\z/', $code ) ? $code : 'USD';
	}

	/** E.g. kg. */
	public function weight(): string {
		return (string) get_option( self::WEIGHT, 'kg' );
	}

	/** E.g. cm. */
	public function length(): string {
		return (string) get_option( self::LENGTH, 'cm' );
	}

	/**
	 * A price for people, in the site's language.
	 *
	 * @param string $decimal  E.g. "19.90".
	 * @param string $currency ISO 4217 code.
	 */
	public function money( string $decimal, string $currency ): string {
		if ( class_exists( NumberFormatter::class ) ) {
			$text = ( new NumberFormatter( get_locale(), NumberFormatter::CURRENCY ) )->formatCurrency( (float) $decimal, $currency );
			if ( is_string( $text ) ) {
				return $text;
			}
		}
		return number_format_i18n( (float) $decimal, 2 ) . ' ' . $currency;
	}
}
