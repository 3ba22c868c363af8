<?php
/**
 * The parts of the orders.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Orders;

use DevSkyy\Connection\Module as Connection;
use DevSkyy\Rest\Guard;
use DevSkyy\Rest\OrdersRoute;
use DevSkyy\Rest\Route;
use wpdb;

/**
 * Builds the orders' parts once, for the composition root.
 */
final class Module {

	public readonly OrderSync $sync;
	public readonly OrderStore $store;

	private readonly WooCommerceOrders $live;
	private readonly ImportedOrders $imported;
	private readonly OrderTracker $tracker;

	/**
	 * Takes what comes from outside.
	 *
	 * @param wpdb       $wpdb       The site's database.
	 * @param Connection $connection The connection's parts.
	 */
	public function __construct( wpdb $wpdb, private readonly Connection $connection ) {
		$this->store    = new OrderStore( $wpdb );
		$this->tracker  = new OrderTracker( $wpdb );
		$this->live     = new WooCommerceOrders( new Pseudonym(), new Money() );
		$this->imported = new ImportedOrders( $this->store );
		$this->sync     = new OrderSync( $connection->client, $connection->store, $this->live, $this->store, $this->tracker );
	}

	/** Hangs it on WordPress. */
	public function register(): void {
		$this->tracker->register();
	}

	/** The minute's work: what the service does not know yet. */
	public function tick(): void {
		if ( $this->connection->client->paired() ) {
			$this->sync->step( 15 );
		}
	}

	/**
	 * The routes of the orders.
	 *
	 * @param Guard $guard Makes permission callbacks.
	 * @return list<Route>
	 */
	public function routes( Guard $guard ): array {
		return array( new OrdersRoute( $guard, array( $this->live, $this->imported ), $this->sync, $this->store ) );
	}
}
