<?php
/**
 * Keeps the service's snapshot of the orders up to date.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Orders;

use DevSkyy\Connection\ConnectionStore;
use DevSkyy\Connection\ServiceClient;
use WP_Error;

/**
 * Sends orders in batches of at most 200 and about 1 MB: all of them once a day (in steps that can be continued), and each
 * minute what has changed. WooCommerce's orders first, then the imported ones.
 */
final class OrderSync {

	public const OPTION = 'devskyy_order_sync';

	private const BATCH_ITEMS = 100;
	private const BATCH_BYTES = 900 * KB_IN_BYTES;

	/**
	 * Takes its parts.
	 *
	 * @param ServiceClient   $client   Signed requests.
	 * @param ConnectionStore $pairing  The pinned connection.
	 * @param Orders          $live     WooCommerce's orders.
	 * @param OrderStore      $imported The table of imported orders.
	 * @param OrderTracker    $tracker  WooCommerce's orders that changed.
	 */
	public function __construct(
		private readonly ServiceClient $client,
		private readonly ConnectionStore $pairing,
		private readonly Orders $live,
		private readonly OrderStore $imported,
		private readonly OrderTracker $tracker
	) {}

	/**
	 * How far the snapshot is: when a full sync last ended (ISO 8601, null: never), how many orders the service holds (null:
	 * unknown), and how many wait to be sent.
	 *
	 * @return array{synced:string|null,orders:int|null,waiting:int}
	 */
	public function shown(): array {
		$state = $this->state();
		return array(
			'synced'  => $state['synced'],
			'orders'  => $state['orders'],
			'waiting' => $this->imported->waiting() + $this->tracker->waiting(),
		);
	}

	/** Asks for a full sync; the next step begins it. */
	public function restart(): void {
		delete_option( self::OPTION );
	}

	/**
	 * Goes on for some seconds.
	 *
	 * @param int $seconds Time to spend.
	 * @return true|WP_Error
	 */
	public function step( int $seconds ): bool|WP_Error {
		$until = time() + $seconds;
		$state = $this->state();
		if ( '' !== $state['generation'] || null === $state['synced'] || strtotime( $state['synced'] ) < time() - DAY_IN_SECONDS ) {
			$done = $this->full( $state, $until );
			if ( is_wp_error( $done ) || ! $done ) {
				return is_wp_error( $done ) ? $done : true;
			}
		}
		return $this->changes( $until );
	}

	/**
	 * Where a full sync stands. Another pairing begins anew: that service knows nothing yet.
	 *
	 * @return array{site:string,generation:string,source:string,position:int,synced:string|null,orders:int|null}
	 */
	private function state(): array {
		$site  = (string) ( $this->pairing->connection()['site_id'] ?? '' );
		$state = get_option( self::OPTION );
		$state = is_array( $state ) && ( $state['site'] ?? '' ) === $site ? $state : array();
		return array(
			'site'       => $site,
			'generation' => (string) ( $state['generation'] ?? '' ),
			'source'     => (string) ( $state['source'] ?? 'woocommerce' ),
			'position'   => (int) ( $state['position'] ?? 0 ),
			'synced'     => isset( $state['synced'] ) ? (string) $state['synced'] : null,
			'orders'     => isset( $state['orders'] ) ? (int) $state['orders'] : null,
		);
	}

	/**
	 * Batches of a full sync; true when it is complete, false when time ran out.
	 *
	 * @param array{site:string,generation:string,source:string,position:int,synced:string|null,orders:int|null} $state As state() answers it.
	 * @param int                                                                                               $until Unix time.
	 */
	private function full( array $state, int $until ): bool|WP_Error {
		if ( '' === $state['generation'] ) {
			$state = array(
				'generation' => wp_generate_uuid4(),
				'source'     => 'woocommerce',
				'position'   => 0,
			) + $state;
		}
		do {
			$batch = 'woocommerce' === $state['source'] ? $this->live_batch( $state['position'] ) : $this->imported_batch( $state['position'] );
			$last  = null === $batch['next'] && 'imported' === $state['source'];
			$sent  = $this->send( $state['generation'], $last, $batch['orders'], array() );
			if ( is_wp_error( $sent ) ) {
				return $sent;
			}
			if ( 'imported' === $state['source'] ) {
				$this->imported->sent( array_column( $batch['orders'], 'id' ) );
			}
			$state = array(
				'generation' => $last ? '' : $state['generation'],
				'source'     => null === $batch['next'] ? 'imported' : $state['source'],
				'position'   => $batch['next'] ?? 0,
				'synced'     => $last ? gmdate( 'Y-m-d\TH:i:s\Z' ) : $state['synced'],
				'orders'     => $sent,
			) + $state;
			update_option( self::OPTION, $state, false );
		} while ( ! $last && time() < $until );
		return $last;
	}

	/**
	 * A page of WooCommerce's orders, the oldest first: an order that comes meanwhile is at the end.
	 *
	 * @param int $page How many pages are through.
	 * @return array{orders:list<array<string,mixed>>,next:int|null}
	 */
	private function live_batch( int $page ): array {
		$found = $this->live->list(
			array(
				'page'     => $page + 1,
				'per_page' => self::BATCH_ITEMS,
			)
		);
		return array(
			'orders' => $found['items'],
			'next'   => ( $page + 1 ) * self::BATCH_ITEMS < $found['total'] ? $page + 1 : null,
		);
	}

	/**
	 * Imported orders after an id.
	 *
	 * @param int $after The last one's id.
	 * @return array{orders:list<array<string,mixed>>,next:int|null}
	 */
	private function imported_batch( int $after ): array {
		$orders = $this->imported->after( $after, self::BATCH_ITEMS );
		$last   = end( $orders );
		return array(
			'orders' => $orders,
			'next'   => count( $orders ) < self::BATCH_ITEMS || false === $last ? null : (int) substr( (string) $last['id'], 4 ),
		);
	}

	/**
	 * Sends what has changed since.
	 *
	 * @param int $until Unix time.
	 * @return true|WP_Error
	 */
	private function changes( int $until ): bool|WP_Error {
		do {
			$dirty  = $this->tracker->take( self::BATCH_ITEMS );
			$orders = array();
			$gone   = array();
			foreach ( $dirty as $id ) {
				$order                    = $this->live->find( 'wc-' . $id );
				null === $order ? $gone[] = 'wc-' . $id : $orders[] = $order;
			}
			$mine = $this->imported->unsent( self::BATCH_ITEMS );
			if ( array() === $dirty && array() === $mine['orders'] && array() === $mine['gone'] ) {
				return true;
			}
			$sent = $this->send( null, false, array_merge( $orders, $mine['orders'] ), array_merge( $gone, $mine['gone'] ) );
			if ( is_wp_error( $sent ) ) {
				return $sent;
			}
			$this->tracker->clear( array_keys( $dirty ) );
			$this->imported->sent( array_merge( array_column( $mine['orders'], 'id' ), $mine['gone'] ) );
			update_option( self::OPTION, array( 'orders' => $sent ) + $this->state(), false );
		} while ( time() < $until );
		return true;
	}

	/**
	 * Sends orders, in several requests where they are large; answers how many orders the service holds now.
	 *
	 * @param string|null               $generation Of a full sync.
	 * @param bool                      $complete   Ends a full sync.
	 * @param list<array<string,mixed>> $orders     Order shapes.
	 * @param list<string>              $deleted    Ids.
	 */
	private function send( ?string $generation, bool $complete, array $orders, array $deleted ): int|WP_Error {
		do {
			$part  = array();
			$bytes = 0;
			while ( array() !== $orders ) {
				$bytes += strlen( (string) wp_json_encode( $orders[0] ) );
				if ( array() !== $part && $bytes > self::BATCH_BYTES ) {
					break;
				}
				$part[] = array_shift( $orders );
			}
			$answer = $this->client->request(
				'POST',
				'orders/batches',
				array(
					'generation' => $generation,
					'complete'   => $complete && array() === $orders,
					'orders'     => $part,
					'deleted'    => array() === $orders ? $deleted : array(),
				)
			);
			if ( is_wp_error( $answer ) ) {
				return $answer;
			}
		} while ( array() !== $orders );
		return (int) ( $answer['orders'] ?? 0 );
	}
}
