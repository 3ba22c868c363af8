<?php
/**
 * Sums of orders.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Orders;

/**
 * Orders of a period by currency and month. Amounts of different currencies are never added up. Orders that were not paid
 * for (pending, failed, cancelled) do not count, as in WooCommerce's own analytics.
 */
final class Summary {

	/** Statuses that do not count. */
	public const UNCOUNTED = array( 'pending', 'failed', 'cancelled', 'canceled', 'checkout-draft' );

	private const PAGE = 100;

	/** Seconds after which the rest is left out, and said so. */
	private const PATIENCE = 10.0;

	private const SUMS = array( 'net', 'tax', 'shipping', 'gross', 'refunded' );

	/**
	 * Takes its helper.
	 *
	 * @param Money $money Amounts.
	 */
	public function __construct( private readonly Money $money ) {}

	/**
	 * The sums of one source.
	 *
	 * @param Orders   $orders Where the orders are.
	 * @param int|null $after  Unix time, included.
	 * @param int|null $before Unix time, not included.
	 * @return array{source:string,orders:int,counted:int,complete:bool,first:string|null,last:string|null,uncounted_statuses:list<string>,currencies:list<array<string,mixed>>,months:list<array<string,mixed>>}
	 */
	public function of( Orders $orders, ?int $after, ?int $before ): array {
		$until   = microtime( true ) + self::PATIENCE;
		$sums    = array();
		$months  = array();
		$counted = 0;
		$seen    = 0;
		$first   = null;
		$last    = null;
		$page    = 0;
		do {
			$found = $orders->list(
				array(
					'after'    => $after,
					'before'   => $before,
					'page'     => ++$page,
					'per_page' => self::PAGE,
				)
			);
			$seen += count( $found['items'] );
			foreach ( $found['items'] as $order ) {
				$first = $first ?? $order['created'];
				$last  = $order['created'];
				if ( ! in_array( $order['status'], self::UNCOUNTED, true ) ) {
					++$counted;
					$this->add( $sums, array( 'currency' => $order['currency'] ), $order );
					$this->add(
						$months,
						array(
							'month'    => substr( $order['created'], 0, 7 ),
							'currency' => $order['currency'],
						),
						$order
					);
				}
			}
		} while ( array() !== $found['items'] && $seen < $found['total'] && microtime( true ) < $until );
		return array(
			'source'             => $orders->source(),
			'orders'             => $found['total'],
			'counted'            => $counted,
			'complete'           => $seen >= $found['total'],
			'first'              => $first,
			'last'               => $last,
			'uncounted_statuses' => self::UNCOUNTED,
			'currencies'         => $this->texts( $sums ),
			'months'             => $this->texts( $months ),
		);
	}

	/**
	 * Adds an order to the sums of its kind.
	 *
	 * @param array<string,array<string,mixed>> $sums  Sums by kind.
	 * @param array<string,string>              $kind  The order's kind.
	 * @param array<string,mixed>               $order The order.
	 */
	private function add( array &$sums, array $kind, array $order ): void {
		$key = implode( ' ', $kind );
		$sum = $sums[ $key ] ?? $kind + array(
			'orders'   => 0,
			'quantity' => 0.0,
		) + array_fill_keys( self::SUMS, 0.0 );
		++$sum['orders'];
		$sum['quantity'] += array_sum( array_column( $order['lines'], 'quantity' ) );
		foreach ( self::SUMS as $name ) {
			$sum[ $name ] += (float) $order[ $name ];
		}
		$sums[ $key ] = $sum;
	}

	/**
	 * Sums as the contract writes amounts, in order.
	 *
	 * @param array<string,array<string,mixed>> $sums Sums by kind.
	 * @return list<array<string,mixed>>
	 */
	private function texts( array $sums ): array {
		ksort( $sums );
		return array_values(
			array_map(
				function ( array $sum ): array {
					foreach ( self::SUMS as $name ) {
						$sum[ $name ] = $this->money->text( round( $sum[ $name ], 4 ) );
					}
					return $sum;
				},
				$sums
			)
		);
	}
}
