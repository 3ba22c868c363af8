<?php
/**
 * Terms while a batch is imported.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Import\Products;

use Closure;
use WP_Term_Query;

/**
 * A post that this batch made has the terms that this batch gave it; and a look for a term by its name or slug finds the same as a moment
 * ago, though WordPress forgets it whenever any product gets a term.
 */
final class FreshTerms {

	/**
	 * Post → taxonomies in which it got a term.
	 *
	 * @var array<int,array<string,true>>
	 */
	private array $given = array();

	/**
	 * Looks for terms → what they found.
	 *
	 * @var array<string,array<mixed>>
	 */
	private array $known = array();

	/**
	 * Terms whose list of products is dropped already.
	 *
	 * @var array<int,true>
	 */
	private array $dropped = array();

	private bool $asking = false;

	/**
	 * Hooks and callbacks, taken off again by stop().
	 *
	 * @var list<array{string,Closure}>
	 */
	private array $hooks = array();

	/**
	 * Takes what knows the posts.
	 *
	 * @param FreshMeta $meta Knows which posts this batch made.
	 */
	public function __construct( private readonly FreshMeta $meta ) {}

	/** Begins. */
	public function start(): void {
		$this->given   = array();
		$this->known   = array();
		$this->dropped = array();
		$forget        = function (): void {
			$this->known = array();
		};
		$this->hooks   = array(
			array( 'terms_pre_query', $this->ask( ... ) ),
			array( 'add_term_relationship', $this->give( ... ) ),
			array( 'delete_term_metadata', $this->drop( ... ) ),
			array( 'added_term_meta', $this->kept( ... ) ),
			array( 'created_term', $forget ),
			array( 'edited_terms', $forget ),
			array( 'delete_term', $forget ),
		);
		foreach ( $this->hooks as list( $hook, $callback ) ) {
			add_filter( $hook, $callback, 10, 3 );
		}
	}

	/** Ends; WordPress asks the database again. */
	public function stop(): void {
		foreach ( $this->hooks as list( $hook, $callback ) ) {
			remove_filter( $hook, $callback );
		}
		$this->hooks = array();
		$this->known = array();
		$this->given = array();
	}

	/**
	 * Answers a look for terms.
	 *
	 * @param mixed         $terms Null, or what other filters answered.
	 * @param WP_Term_Query $query The look.
	 */
	private function ask( mixed $terms, WP_Term_Query $query ): mixed {
		if ( null !== $terms || $this->asking ) {
			return $terms;
		}
		$asked   = $query->query_vars;
		$objects = (array) ( $asked['object_ids'] ?? array() );
		if ( array() !== $objects ) {
			return $this->none( array_values( $objects ), array_values( array_map( 'strval', (array) $asked['taxonomy'] ) ) ) && 'count' !== $asked['fields'] ? array() : null;
		}
		if ( ( empty( $asked['slug'] ) && empty( $asked['name'] ) && empty( $asked['include'] ) ) || ! empty( $asked['hide_empty'] ) ) {
			return null;
		}
		$key = md5( (string) wp_json_encode( $asked ) );
		if ( ! isset( $this->known[ $key ] ) ) {
			$this->asking = true;
			$found        = ( new WP_Term_Query() )->query( $asked );
			$this->asking = false;
			if ( ! is_array( $found ) || array() === $found ) {
				return is_array( $found ) ? $found : null;
			}
			$this->known[ $key ] = $found;
		}
		return $this->known[ $key ];
	}

	/**
	 * Whether all of these posts were made by this batch and have no term in the taxonomies.
	 *
	 * @param list<mixed>  $objects    Posts.
	 * @param list<string> $taxonomies Taxonomies.
	 */
	private function none( array $objects, array $taxonomies ): bool {
		foreach ( $objects as $id ) {
			if ( ! $this->meta->made( (int) $id ) || array() !== array_intersect_key( $this->given[ (int) $id ] ?? array(), array_flip( $taxonomies ) ) ) {
				return false;
			}
		}
		return array() !== $taxonomies;
	}

	/**
	 * A post gets a term.
	 *
	 * @param mixed  $id       The post.
	 * @param mixed  $term     Unused.
	 * @param string $taxonomy The taxonomy.
	 */
	private function give( mixed $id, mixed $term, string $taxonomy ): void {
		$this->given[ (int) $id ][ $taxonomy ] = true;
	}

	/**
	 * WooCommerce drops a term's list of products with each product that gets the term; once is enough.
	 *
	 * @param mixed  $done What other filters did.
	 * @param mixed  $id   The term.
	 * @param string $key  The key.
	 */
	private function drop( mixed $done, mixed $id, string $key ): mixed {
		if ( null !== $done || 'product_ids' !== $key ) {
			return $done;
		}
		if ( isset( $this->dropped[ (int) $id ] ) ) {
			return false;
		}
		$this->dropped[ (int) $id ] = true;
		return null;
	}

	/**
	 * A term got meta, perhaps its list of products again.
	 *
	 * @param mixed $meta Unused.
	 * @param mixed $id   The term.
	 */
	private function kept( mixed $meta, mixed $id ): void {
		unset( $this->dropped[ (int) $id ] );
	}
}
