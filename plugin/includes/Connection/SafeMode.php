<?php
/**
 * When the site must not talk to the service.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Connection;

use WP_Error;

/**
 * The owner's kill switch (`DEVSKYY_DISABLED` in wp-config.php), and the guard of copies: a site whose address is not the one that was
 * paired must not speak as the original.
 */
final class SafeMode {

	/**
	 * Takes its parts.
	 *
	 * @param ConnectionStore $store    The pinned connection.
	 * @param bool            $disabled Whether the kill switch is set.
	 */
	public function __construct( private readonly ConnectionStore $store, private readonly bool $disabled ) {}

	/** Why nothing at all may be exchanged; null when it may. */
	public function disabled(): ?WP_Error {
		return $this->disabled ? new WP_Error(
			'devskyy_disabled',
			__( 'DevSkyy is switched off on this site: it exchanges nothing with its service.', 'devskyy' ),
			array(
				'status' => 503,
				'next'   => __( 'Take the line with DEVSKYY_DISABLED out of wp-config.php to switch it on again.', 'devskyy' ),
			)
		) : null;
	}

	/** Why the connection may not be used; null when it may. */
	public function error(): ?WP_Error {
		$original = $this->original();
		return $this->disabled() ?? ( null === $original ? null : new WP_Error(
			'devskyy_copied',
			/* translators: 1: address of the site that was connected, 2: address of this site. */
			sprintf( __( 'This site looks like a copy: the connection belongs to %1$s, and this is %2$s. So that it does not speak as the original, it exchanges nothing with the service.', 'devskyy' ), $original, home_url() ),
			array(
				'status' => 409,
				'next'   => __( 'Say in DevSkyy → Settings whether this is a copy or the same site at a new address.', 'devskyy' ),
			)
		) );
	}

	/** A connection made before addresses were pinned takes the present one. */
	public function remember_home(): void {
		$connection = $this->store->connection();
		if ( null !== $connection && ! isset( $connection['home'] ) ) {
			$this->store->amend( array( 'home' => home_url() ) );
		}
	}

	/** The address that was paired, when this site has another one; null else. http and https are the same site. */
	public function original(): ?string {
		$home = $this->store->connection()['home'] ?? '';
		return '' === $home || $this->bare( $home ) === $this->bare( home_url() ) ? null : $home;
	}

	/**
	 * Host and path of an address.
	 *
	 * @param string $url An address.
	 */
	private function bare( string $url ): string {
		return strtolower( untrailingslashit( (string) preg_replace( '#^https?://#i', '', $url ) ) );
	}
}
