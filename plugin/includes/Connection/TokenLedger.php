<?php
/**
 * Token ids that were seen.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Connection;

use WP_Error;
use wpdb;

/**
 * Remembers each token's jti in a unique row until it can no longer be valid, so that no token is accepted twice.
 */
final class TokenLedger {

	/**
	 * Takes the database.
	 *
	 * @param wpdb $wpdb The site's database.
	 */
	public function __construct( private readonly wpdb $wpdb ) {}

	/**
	 * Spends a jti: true the first time, false after that, an error when the database did not store it.
	 *
	 * @param string $jti     The token's id.
	 * @param int    $expires Unix time after which the token is refused by its age anyway.
	 */
	public function spend( string $jti, int $expires ): bool|WP_Error {
		$rows = $this->wpdb->query( (string) $this->wpdb->prepare( 'INSERT IGNORE INTO %i (jti, expires) VALUES (%s, %d)', $this->table(), hash( 'sha256', $jti ), $expires ) );
		if ( false === $rows ) {
			return new WP_Error( 'devskyy_database', __( 'The site could not store the request’s token. Try again.', 'devskyy' ), array( 'status' => 503 ) );
		}
		return 1 === $rows;
	}

	/** Removes the rows of tokens that have expired. */
	public function sweep(): void {
		$this->wpdb->query( (string) $this->wpdb->prepare( 'DELETE FROM %i WHERE expires < %d', $this->table(), time() ) );
	}

	/** The table's full name. */
	private function table(): string {
		return $this->wpdb->prefix . 'devskyy_tokens';
	}
}
