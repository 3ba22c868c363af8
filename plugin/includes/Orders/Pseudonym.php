<?php
/**
 * Customers without names.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Orders;

/**
 * The same customer gets the same sign on this site, and nobody without the site's key can tell who it is (HMAC-SHA-256,
 * RFC 2104). The key never leaves WordPress.
 */
final class Pseudonym {

	public const OPTION = 'devskyy_pseudonym_key';

	/**
	 * The sign of a customer; null when there is nothing to know the customer by.
	 *
	 * @param string $customer An e-mail address, or a number or name in another system.
	 */
	public function of( string $customer ): ?string {
		$customer = mb_strtolower( trim( $customer ) );
		return '' === $customer ? null : substr( hash_hmac( 'sha256', $customer, $this->key() ), 0, 32 );
	}

	/** The site's key; made once. */
	private function key(): string {
		$key = get_option( self::OPTION, '' );
		if ( ! is_string( $key ) || 64 !== strlen( $key ) ) {
			// Of two requests that make it at once the first wins.
			add_option( self::OPTION, bin2hex( random_bytes( 32 ) ), '', false );
			wp_cache_delete( self::OPTION, 'options' );
			$key = (string) get_option( self::OPTION );
		}
		return $key;
	}
}
