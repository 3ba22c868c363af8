<?php
/**
 * Reading filters that a client sent.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Proposals;

use WP_Error;

/**
 * Text to Filter; refuses what it does not know, so that a misspelt filter never means "all".
 */
final class FilterReader {

	public const KEYS = array( 'status', 'agent', 'kind', 'target', 'run', 'search' );

	/**
	 * Reads filters.
	 *
	 * @param array<string,mixed> $given Filters by name.
	 */
	public function read( array $given ): Filter|WP_Error {
		foreach ( $given as $name => $value ) {
			if ( ! in_array( $name, self::KEYS, true ) || ! is_scalar( $value ) ) {
				/* translators: 1: name of a filter, 2: list of names. */
				return $this->refuse( sprintf( __( 'The filter "%1$s" cannot be used. Use text or a number for one of: %2$s.', 'devskyy' ), $name, implode( ', ', self::KEYS ) ) );
			}
		}
		$text   = array_map( static fn ( $value ): string => trim( (string) $value ), $given ) + array_fill_keys( self::KEYS, '' );
		$status = array_values( array_unique( array_filter( array_map( 'trim', explode( ',', $text['status'] ) ) ) ) );
		if ( array() !== array_diff( $status, Status::ALL ) ) {
			/* translators: %s: list of states. */
			return $this->refuse( sprintf( __( 'The filter "status" takes one or more of: %s.', 'devskyy' ), implode( ', ', Status::ALL ) ) );
		}
		if ( '' !== $text['target'] && ! ctype_digit( $text['target'] ) ) {
			return $this->refuse( __( 'The filter "target" takes the id of a product, post or page.', 'devskyy' ) );
		}
		return new Filter( $status, $text['agent'], $text['kind'], (int) $text['target'], $text['run'], mb_substr( $text['search'], 0, 200 ) );
	}

	/**
	 * A refusal in words.
	 *
	 * @param string $message What is wrong.
	 */
	private function refuse( string $message ): WP_Error {
		return new WP_Error( 'devskyy_filter', $message, array( 'status' => 400 ) );
	}
}
