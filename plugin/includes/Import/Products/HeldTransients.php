<?php
/**
 * Transients while a batch is imported.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Import\Products;

/**
 * WooCommerce drops the same short-lived values (lists of sale products, counts, price ranges) after each product, with one or two
 * statements each. While a batch runs, transients live in memory; what was dropped meanwhile is dropped from the database once, at its end.
 */
final class HeldTransients {

	private const PREFIX = 'delete_transient_';

	/**
	 * Names that were dropped.
	 *
	 * @var array<string,true>
	 */
	private array $dropped = array();

	private bool $holding = false;

	/**
	 * The listener.
	 *
	 * @var \Closure|null
	 */
	private ?\Closure $listener = null;

	/** Begins; a site with a lasting object cache keeps its transients there already. */
	public function start(): void {
		if ( $this->holding || wp_using_ext_object_cache() ) {
			return;
		}
		$this->holding  = true;
		$this->listener = function ( string $hook ): void {
			if ( str_starts_with( $hook, self::PREFIX ) ) {
				$this->dropped[ substr( $hook, strlen( self::PREFIX ) ) ] = true;
			}
		};
		add_action( 'all', $this->listener );
		wp_using_ext_object_cache( true );
	}

	/**
	 * Ends.
	 *
	 * @param callable(int):bool $fresh Whether a post was made meanwhile: what is named after it was never stored.
	 */
	public function stop( callable $fresh ): void {
		if ( ! $this->holding ) {
			return;
		}
		$this->holding = false;
		wp_using_ext_object_cache( false );
		if ( null !== $this->listener ) {
			remove_action( 'all', $this->listener );
		}
		foreach ( array_keys( $this->dropped ) as $name ) {
			if ( 1 !== preg_match( '/_(\d+)\z/', (string) $name, $found ) || ! $fresh( (int) $found[1] ) ) {
				delete_transient( (string) $name );
			}
		}
		$this->dropped = array();
		if ( class_exists( 'WC_Cache_Helper' ) ) {
			\WC_Cache_Helper::get_transient_version( 'product', true );
		}
	}
}
