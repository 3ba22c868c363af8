<?php
/**
 * Post meta, read and put back exactly.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Catalogue\Fields;

/**
 * One meta key of a post: its text, its journal (each stored row) and the exact way back.
 */
final class StoredMeta {

	/**
	 * Takes the packer of bytes.
	 *
	 * @param Bytes $bytes Packs bytes for JSON.
	 */
	public function __construct( private readonly Bytes $bytes ) {}

	/**
	 * The text; "" when there is none.
	 *
	 * @param int    $id  The post's id.
	 * @param string $key The meta key.
	 */
	public function text( int $id, string $key ): string {
		$value = get_post_meta( $id, $key, true );
		return is_scalar( $value ) ? (string) $value : '';
	}

	/**
	 * Stores a text; "" removes the key.
	 *
	 * @param int    $id   The post's id.
	 * @param string $key  The meta key.
	 * @param string $text The text.
	 */
	public function set( int $id, string $key, string $text ): void {
		if ( '' === $text ) {
			delete_post_meta( $id, $key );
			return;
		}
		update_post_meta( $id, $key, wp_slash( $text ) );
	}

	/**
	 * Every stored row of the key, in order.
	 *
	 * @param int    $id  The post's id.
	 * @param string $key The meta key.
	 * @return list<mixed>
	 */
	public function journal( int $id, string $key ): array {
		return array_map( $this->bytes->pack( ... ), array_values( (array) get_post_meta( $id, $key, false ) ) );
	}

	/**
	 * Puts the rows back as they were; the key's sanitisers are held off for this one write of the site's own value.
	 *
	 * @param int         $id   The post's id.
	 * @param string      $key  The meta key.
	 * @param list<mixed> $rows What journal() returned.
	 */
	public function restore( int $id, string $key, array $rows ): void {
		if ( $this->journal( $id, $key ) === $rows ) {
			return;
		}
		$values = array_map( $this->bytes->unpack( ... ), $rows );
		if ( 1 === count( $values ) && 1 >= count( (array) get_post_meta( $id, $key, false ) ) ) {
			$this->exactly( $id, $key, $values[0], static fn( mixed $slashed ) => update_post_meta( $id, $key, $slashed ) );
			return;
		}
		delete_post_meta( $id, $key );
		foreach ( $values as $value ) {
			$this->exactly( $id, $key, $value, static fn( mixed $slashed ) => add_post_meta( $id, $key, $slashed ) );
		}
	}

	/**
	 * One write past the key's sanitisers.
	 *
	 * @param int                   $id    The post's id.
	 * @param string                $key   The meta key.
	 * @param mixed                 $value The value.
	 * @param callable(mixed):mixed $write Writes a slashed value.
	 */
	private function exactly( int $id, string $key, mixed $value, callable $write ): void {
		$hooks = array( "sanitize_post_meta_{$key}", "sanitize_post_meta_{$key}_for_" . get_post_type( $id ) );
		$hold  = static fn(): mixed => $value;
		foreach ( $hooks as $hook ) {
			add_filter( $hook, $hold, PHP_INT_MAX );
		}
		try {
			$write( wp_slash( $value ) );
		} finally {
			foreach ( $hooks as $hook ) {
				remove_filter( $hook, $hold, PHP_INT_MAX );
			}
		}
	}
}
