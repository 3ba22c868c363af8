<?php
/**
 * Amounts as the contract writes them.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Orders;

/**
 * Decimals with two places, or more where there are more.
 */
final class Money {

	/**
	 * An amount as text, e.g. "23.80".
	 *
	 * @param float|int|string $amount A number.
	 */
	public function text( float|int|string $amount ): string {
		$text = number_format( (float) $amount, 6, '.', '' );
		$text = (string) preg_replace( '/(\.\d\d\d*?)0+\z/', '$1', $text );
		return (string) preg_replace( '/\A-(0\.0+)\z/', '$1', $text );
	}
}
