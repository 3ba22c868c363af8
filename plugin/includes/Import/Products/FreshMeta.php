<?php
/**
 * Meta of posts that were made a moment ago.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Import\Products;

/**
 * What is in the meta of a post that this batch made is known without asking: WordPress asks the database three times for each value
 * that it stores and twice for each that is not there. All values still go through add_metadata() and its hooks.
 */
final class FreshMeta {

	/** Hooks → callbacks, taken off again by stop(). */
	private const HOOKS = array(
		'added_post_meta'   => array( 'added', 4 ),
		'updated_post_meta' => array( 'updated', 4 ),
		'deleted_post_meta' => array( 'deleted', 3 ),
		'wp_insert_post'    => array( 'inserted', 3 ),
		'clean_post_cache'  => array( 'serve', 1 ),
		'deleted_post'      => array( 'gone', 1 ),
	);

	/**
	 * Post → key → stored texts, of every post that got meta in this batch.
	 *
	 * @var array<int,array<string,list<string|null>>>
	 */
	private array $meta = array();

	/**
	 * Posts that this batch made.
	 *
	 * @var array<int,true>
	 */
	private array $fresh = array();

	/**
	 * The callbacks.
	 *
	 * @var array<string,\Closure>
	 */
	private array $callbacks = array();

	/** Begins. */
	public function start(): void {
		$this->meta  = array();
		$this->fresh = array();
		foreach ( self::HOOKS as $hook => list( $method, $arguments ) ) {
			$this->callbacks[ $hook ] = $this->$method( ... );
			add_action( $hook, $this->callbacks[ $hook ], PHP_INT_MIN, $arguments );
		}
		$this->callbacks['update_post_metadata'] = $this->update( ... );
		$this->callbacks['delete_post_metadata'] = $this->delete( ... );
		add_filter( 'update_post_metadata', $this->callbacks['update_post_metadata'], PHP_INT_MAX, 5 );
		add_filter( 'delete_post_metadata', $this->callbacks['delete_post_metadata'], PHP_INT_MAX, 5 );
	}

	/** Ends; WordPress asks the database again. */
	public function stop(): void {
		foreach ( $this->callbacks as $hook => $callback ) {
			remove_filter( $hook, $callback, in_array( $hook, array( 'update_post_metadata', 'delete_post_metadata' ), true ) ? PHP_INT_MAX : PHP_INT_MIN );
		}
		foreach ( array_keys( $this->fresh ) as $id ) {
			wp_cache_delete( $id, 'post_meta' );
		}
		$this->callbacks = array();
		$this->meta      = array();
		$this->fresh     = array();
	}

	/**
	 * Whether this batch made the post.
	 *
	 * @param int $id A post.
	 */
	public function made( int $id ): bool {
		return isset( $this->fresh[ $id ] );
	}

	/**
	 * A value that a fresh post does not have yet is added without a look for it.
	 *
	 * @param mixed  $done  What other filters did.
	 * @param int    $id    The post.
	 * @param string $key   The key.
	 * @param mixed  $value The value, unslashed.
	 * @param mixed  $only  The value to replace; "" = any.
	 */
	private function update( mixed $done, mixed $id, string $key, mixed $value, mixed $only ): mixed {
		if ( null !== $done || ! isset( $this->fresh[ $id ] ) || isset( $this->meta[ $id ][ $key ] ) || '' !== $only ) {
			return $done;
		}
		return add_metadata( 'post', (int) $id, wp_slash( $key ), wp_slash( $value ) );
	}

	/**
	 * A value that a fresh post does not have needs no deleting.
	 *
	 * @param mixed  $done  What other filters did.
	 * @param mixed  $id    The post.
	 * @param string $key   The key.
	 * @param mixed  $value The value to delete; "" = any.
	 * @param mixed  $all   Whether of all posts.
	 */
	private function delete( mixed $done, mixed $id, string $key, mixed $value, mixed $all ): mixed {
		return null === $done && ! $all && isset( $this->fresh[ $id ] ) && ! isset( $this->meta[ $id ][ $key ] ) ? false : $done;
	}

	/**
	 * Meta was added to a post.
	 *
	 * @param int    $meta  The meta's id.
	 * @param int    $id    The post.
	 * @param string $key   The key.
	 * @param mixed  $value The value.
	 */
	private function added( mixed $meta, mixed $id, string $key, mixed $value ): void {
		$this->meta[ $id ][ $key ][] = $this->stored( $value );
		$this->serve( $id );
	}

	/**
	 * Meta of a post was changed.
	 *
	 * @param int    $meta  The meta's id.
	 * @param int    $id    The post.
	 * @param string $key   The key.
	 * @param mixed  $value The value.
	 */
	private function updated( mixed $meta, mixed $id, string $key, mixed $value ): void {
		if ( isset( $this->fresh[ $id ] ) ) {
			// Of several values of one key only some may have changed: the database knows.
			count( $this->meta[ $id ][ $key ] ?? array() ) > 1 ? $this->gone( $id ) : $this->meta[ $id ][ $key ] = array( $this->stored( $value ) );
			$this->serve( $id );
		}
	}

	/**
	 * Meta of a post was deleted.
	 *
	 * @param mixed  $metas The metas' ids.
	 * @param int    $id    The post.
	 * @param string $key   The key.
	 */
	private function deleted( mixed $metas, mixed $id, string $key ): void {
		if ( count( (array) $metas ) < count( $this->meta[ $id ][ $key ] ?? array() ) ) {
			$this->gone( $id );
			return;
		}
		unset( $this->meta[ $id ][ $key ] );
		$this->serve( $id );
	}

	/**
	 * A post was stored.
	 *
	 * @param int   $id     The post.
	 * @param mixed $post   Unused.
	 * @param bool  $update Whether it was there before.
	 */
	private function inserted( mixed $id, mixed $post, mixed $update ): void {
		if ( ! $update ) {
			$this->fresh[ $id ] = true;
			$this->serve( $id );
		}
	}

	/**
	 * Nothing is known of a post any more.
	 *
	 * @param int $id The post.
	 */
	private function gone( mixed $id ): void {
		unset( $this->fresh[ $id ], $this->meta[ $id ] );
	}

	/**
	 * Puts what is known into WordPress' cache.
	 *
	 * @param int $id The post.
	 */
	private function serve( mixed $id ): void {
		if ( isset( $this->fresh[ $id ] ) ) {
			wp_cache_set( $id, $this->meta[ $id ] ?? array(), 'post_meta' );
		}
	}

	/**
	 * A value as the database gives it back.
	 *
	 * @param mixed $value The value.
	 */
	private function stored( mixed $value ): ?string {
		$value = maybe_serialize( $value );
		return null === $value ? null : (string) $value;
	}
}
