<?php
/**
 * How products are, to the byte.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Import\Products;

use DevSkyy\Catalogue\Fields\Bytes;
use DevSkyy\Catalogue\Fields\ExactPost;
use DevSkyy\Proposals\Json;
use WP_Error;
use WP_Post;

/**
 * The post's columns, all its meta and its terms, read and put back through WordPress' own functions.
 */
final class Snapshots {

	private const COLUMNS = array( 'post_title', 'post_content', 'post_excerpt', 'post_status', 'post_name', 'post_parent', 'menu_order', 'post_password', 'comment_status', 'post_type', 'post_date' );

	/** Meta that changes though nobody changes the product. */
	private const VOLATILE = array( '_edit_lock', '_edit_last', '_wp_old_slug', '_wp_old_date', '_product_version' );

	/**
	 * How posts are.
	 *
	 * @param list<int> $ids Posts.
	 * @return array<int,array{post:array<string,mixed>,meta:array<string,list<mixed>>,terms:array<string,list<int>>}> By id; those that are gone are left out.
	 */
	public function take( array $ids ): array {
		_prime_post_caches( $ids, false, true );
		$found = array();
		$types = array();
		foreach ( $ids as $id ) {
			$post = get_post( $id );
			if ( $post instanceof WP_Post && 'trash' !== $post->post_status ) {
				$types[ $post->post_type ][] = $id;

				$meta = array_diff_key( (array) get_post_meta( $id ), array_flip( self::VOLATILE ) );
				ksort( $meta );
				$found[ $id ] = array(
					'post'  => array_intersect_key( (array) $post->to_array(), array_flip( self::COLUMNS ) ),
					'meta'  => array_map( static fn( mixed $values ): array => array_map( ( new Bytes() )->pack( ... ), array_values( (array) $values ) ), $meta ),
					'terms' => array(),
				);
			}
		}
		foreach ( $types as $type => $of ) {
			foreach ( $this->terms( $of, (string) $type ) as $id => $terms ) {
				if ( isset( $found[ $id ] ) ) {
					$found[ $id ]['terms'] = $terms;
				}
			}
		}
		return $found;
	}

	/**
	 * A fingerprint of a snapshot.
	 *
	 * @param array<string,mixed> $snapshot As take() answers.
	 */
	public function seal( array $snapshot ): string {
		return hash( 'sha256', ( new Json() )->write( array_intersect_key( $snapshot, array_flip( array( 'post', 'meta', 'terms' ) ) ) ) );
	}

	/**
	 * Puts post, meta and terms back.
	 *
	 * @param int                 $id       The post.
	 * @param array<string,mixed> $snapshot As take() answers.
	 */
	public function restore( int $id, array $snapshot ): bool|WP_Error {
		$now     = $this->take( array( $id ) )[ $id ] ?? null;
		$changed = null === $now ? array() : array_udiff_assoc( $snapshot['post'], $now['post'], static fn( mixed $one, mixed $other ): int => (string) $one <=> (string) $other );
		if ( null === $now ) {
			return new WP_Error( 'devskyy_product_gone', __( 'The product no longer exists.', 'devskyy' ), array( 'status' => 404 ) );
		}
		if ( array() !== $changed ) {
			$done = ( new ExactPost() )->during( $id, $changed, static fn(): mixed => wp_update_post( array( 'ID' => $id ), true ) );
			if ( is_wp_error( $done ) ) {
				return $done;
			}
		}
		foreach ( array_keys( $snapshot['meta'] + $now['meta'] ) as $key ) {
			if ( ( $snapshot['meta'][ $key ] ?? null ) !== ( $now['meta'][ $key ] ?? null ) ) {
				$this->put_meta( $id, (string) $key, $snapshot['meta'][ $key ] ?? array() );
			}
		}
		foreach ( array_keys( $snapshot['terms'] + $now['terms'] ) as $taxonomy ) {
			$terms = $snapshot['terms'][ $taxonomy ] ?? array();
			if ( ( $now['terms'][ $taxonomy ] ?? array() ) !== $terms ) {
				$set = wp_set_object_terms( $id, $terms, (string) $taxonomy );
				if ( is_wp_error( $set ) ) {
					return $set;
				}
			}
		}
		clean_post_cache( $id );
		return true;
	}

	/**
	 * All values of a meta key.
	 *
	 * @param int         $id     The post.
	 * @param string      $key    The key.
	 * @param list<mixed> $packed Stored texts, packed.
	 */
	private function put_meta( int $id, string $key, array $packed ): void {
		delete_metadata( 'post', $id, wp_slash( $key ) );
		foreach ( $packed as $one ) {
			$text = (string) ( new Bytes() )->unpack( $one );
			add_metadata( 'post', $id, wp_slash( $key ), wp_slash( maybe_unserialize( $text ) ) );
		}
	}

	/**
	 * The terms of posts of one type.
	 *
	 * @param list<int> $ids  Posts.
	 * @param string    $type Their type.
	 * @return array<int,array<string,list<int>>> Id → taxonomy → term ids.
	 */
	private function terms( array $ids, string $type ): array {
		$taxonomies = array_values( get_object_taxonomies( $type ) );
		$rows       = array() === $taxonomies || array() === $ids ? array() : wp_get_object_terms(
			$ids,
			$taxonomies,
			array(
				'fields'                 => 'all_with_object_id',
				'orderby'                => 'term_id',
				'update_term_meta_cache' => false,
			)
		);
		$found      = array();
		foreach ( is_array( $rows ) ? $rows : array() as $term ) {
			$found[ (int) get_object_vars( $term )['object_id'] ][ (string) $term->taxonomy ][] = (int) $term->term_id;
		}
		foreach ( $found as $id => $terms ) {
			ksort( $terms );
			$found[ $id ] = $terms;
		}
		return $found;
	}
}
