<?php
/**
 * WooCommerce's orders that changed.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Orders;

use wpdb;

/**
 * Remembers in the table `dirty` which orders changed until the service has them.
 */
final class OrderTracker {

	/**
	 * Takes the database.
	 *
	 * @param wpdb $wpdb The site's database.
	 */
	public function __construct( private readonly wpdb $wpdb ) {}

	/** Hangs it on WooCommerce's hooks, which are the same for both order storages. */
	public function register(): void {
		foreach ( array( 'woocommerce_new_order', 'woocommerce_update_order', 'woocommerce_order_status_changed', 'woocommerce_order_refunded', 'woocommerce_trash_order', 'woocommerce_untrash_order', 'woocommerce_before_delete_order' ) as $hook ) {
			add_action( $hook, fn( mixed $id ) => $this->note( (int) $id ), 100 );
		}
	}

	/**
	 * The oldest changes: seq → order id.
	 *
	 * @param int $limit How many at most.
	 * @return array<int,int>
	 */
	public function take( int $limit ): array {
		$rows = $this->wpdb->get_results( $this->wpdb->prepare( 'SELECT seq, object_id FROM %i WHERE kind = %s ORDER BY seq LIMIT %d', $this->table(), 'order', $limit ), ARRAY_A );
		return array_map( 'intval', array_column( is_array( $rows ) ? $rows : array(), 'object_id', 'seq' ) );
	}

	/**
	 * Forgets changes; an order that changed again since has another seq.
	 *
	 * @param list<int> $seqs What take() told.
	 */
	public function clear( array $seqs ): void {
		foreach ( $seqs as $seq ) {
			$this->wpdb->delete( $this->table(), array( 'seq' => $seq ) );
		}
	}

	/** How many changed orders wait. */
	public function waiting(): int {
		return (int) $this->wpdb->get_var( $this->wpdb->prepare( 'SELECT COUNT(*) FROM %i WHERE kind = %s', $this->table(), 'order' ) );
	}

	/**
	 * Notes an order; each time anew, so that a batch that was read in between does not swallow a later change.
	 *
	 * @param int $id The order's id.
	 */
	private function note( int $id ): void {
		if ( $id > 0 ) {
			$this->wpdb->replace(
				$this->table(),
				array(
					'kind'      => 'order',
					'object_id' => $id,
					'deleted'   => 0,
				),
				array( '%s', '%d', '%d' )
			);
		}
	}

	/** The table's full name. */
	private function table(): string {
		return $this->wpdb->prefix . 'devskyy_dirty';
	}
}
