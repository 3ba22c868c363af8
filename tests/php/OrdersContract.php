<?php
/**
 * What every source of orders must do, whatever keeps them.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Tests;

use DevSkyy\Connection\Json;
use DevSkyy\Connection\Schemas;
use DevSkyy\Orders\Money;
use DevSkyy\Orders\Orders;
use DevSkyy\Orders\Summary;

abstract class OrdersContract extends TestCase {

	protected Orders $orders;

	/** The source under test. */
	abstract protected function orders(): Orders;

	/**
	 * Makes an order of one line.
	 *
	 * @param array{number:string,created:string,status:string,customer:string,sku:string,quantity:int,net:string,tax:string,currency:string,refunded_quantity:int,refunded:string} $facts
	 * @return string Its id.
	 */
	abstract protected function make( array $facts ): string;

	protected function setUp(): void {
		parent::setUp();
		$this->as_user( 'administrator' );
		$this->orders = $this->orders();
	}

	/** An order with some facts changed. */
	protected function order( string $number, string $created, array $other = array() ): string {
		return $this->make(
			$other + array(
				'number'            => $number,
				'created'           => $created,
				'status'            => 'completed',
				'customer'          => 'Ada@example.org',
				'sku'               => 'OC-1',
				'quantity'          => 2,
				'net'               => '40.00',
				'tax'               => '7.60',
				'currency'          => 'EUR',
				'refunded_quantity' => 0,
				'refunded'          => '0',
			)
		);
	}

	public function test_an_order_has_the_contracts_shape_with_lines_amounts_and_refunds(): void {
		$id    = $this->order( '1001', '2026-03-01T10:00:00Z', array( 'refunded_quantity' => 1, 'refunded' => '23.80' ) ); // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
		$order = $this->orders->find( $id );
		self::assertIsArray( $order );
		self::assertSame( array( $id, $this->orders->source(), 'completed', 'EUR', '2026-03-01T10:00:00Z' ), array( $order['id'], $order['source'], $order['status'], $order['currency'], $order['created'] ) );
		self::assertSame( array( '40.00', '7.60', '47.60', '23.80' ), array( $order['net'], $order['tax'], $order['gross'], $order['refunded'] ) );
		self::assertCount( 1, $order['lines'] );
		$line = $order['lines'][0];
		self::assertSame( array( 'OC-1', 2.0, '40.00', '7.60', '47.60', 1.0, '23.80' ), array( $line['sku'], (float) $line['quantity'], $line['net'], $line['tax'], $line['gross'], (float) $line['refunded_quantity'], $line['refunded'] ) );
		$built = dirname( __DIR__, 2 ) . '/plugin/build/schemas';
		if ( is_file( $built . '/orders.order.json' ) ) {
			$fits = ( new Schemas( $built, new Json() ) )->check( 'orders.order', json_decode( (string) wp_json_encode( $order ), true ), 'order' );
			self::assertTrue( $fits, is_wp_error( $fits ) ? $fits->get_error_message() : '' );
		}
	}

	public function test_the_same_customer_has_the_same_sign_and_no_name_is_told(): void {
		$one   = $this->orders->find( $this->order( '1', '2026-03-01T10:00:00Z' ) );
		$two   = $this->orders->find( $this->order( '2', '2026-03-02T10:00:00Z', array( 'customer' => 'ada@EXAMPLE.org ' ) ) );
		$other = $this->orders->find( $this->order( '3', '2026-03-03T10:00:00Z', array( 'customer' => 'bob@example.org' ) ) );
		self::assertMatchesRegularExpression( '/\A[0-9a-f]{32}\z/', $one['customer'] );
		self::assertSame( $one['customer'], $two['customer'] );
		self::assertNotSame( $one['customer'], $other['customer'] );
		self::assertStringNotContainsStringIgnoringCase( 'ada', (string) wp_json_encode( $one ) );
		self::assertStringNotContainsStringIgnoringCase( 'example.org', (string) wp_json_encode( $one ) );
	}

	public function test_a_period_has_its_beginning_and_not_its_end_and_pages_are_stable(): void {
		foreach ( array( '2026-03-01', '2026-03-02', '2026-03-03', '2026-03-04' ) as $number => $day ) {
			$this->order( (string) $number, $day . 'T00:00:00Z' );
		}
		$wish = array(
			'after'    => (int) strtotime( '2026-03-02T00:00:00Z' ),
			'before'   => (int) strtotime( '2026-03-04T00:00:00Z' ),
			'per_page' => 1,
		);
		$days = static fn( array $page ): array => array_map( static fn( array $order ): string => substr( $order['created'], 0, 10 ), $page['items'] );
		$one  = $this->orders->list( $wish );
		self::assertSame( array( array( '2026-03-02' ), 2 ), array( $days( $one ), $one['total'] ) );
		self::assertSame( array( '2026-03-03' ), $days( $this->orders->list( array( 'page' => 2 ) + $wish ) ) );
		self::assertSame( array(), $days( $this->orders->list( array( 'page' => 3 ) + $wish ) ) );
		self::assertSame( array( '2026-03-03' ), $days( $this->orders->list( array( 'newest' => true ) + $wish ) ) );
	}

	public function test_orders_are_found_by_their_status(): void {
		$this->order( '1', '2026-03-01T10:00:00Z', array( 'status' => 'processing' ) );
		$this->order( '2', '2026-03-02T10:00:00Z' );
		self::assertSame( array( 'processing' ), array_column( $this->orders->list( array( 'status' => array( 'processing' ) ) )['items'], 'status' ) );
		self::assertSame( 0, $this->orders->list( array( 'status' => array( 'no-such' ) ) )['total'] );
	}

	public function test_sums_are_by_currency_and_month_and_leave_out_what_was_not_paid(): void {
		$this->order( '1', '2026-03-01T10:00:00Z' );
		$this->order( '2', '2026-04-02T10:00:00Z', array( 'refunded_quantity' => 2, 'refunded' => '47.60' ) ); // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
		$this->order( '3', '2026-04-03T10:00:00Z', array( 'currency' => 'USD' ) );
		$this->order( '4', '2026-04-04T10:00:00Z', array( 'status' => 'cancelled' ) );
		$sums = ( new Summary( new Money() ) )->of( $this->orders, null, null );
		self::assertSame( array( 4, 3, true, '2026-03-01T10:00:00Z', '2026-04-04T10:00:00Z' ), array( $sums['orders'], $sums['counted'], $sums['complete'], $sums['first'], $sums['last'] ) );
		self::assertSame( array( 'EUR', 'USD' ), array_column( $sums['currencies'], 'currency' ) );
		$euro = $sums['currencies'][0];
		self::assertSame( array( 2, 4.0, '80.00', '15.20', '95.20', '47.60' ), array( $euro['orders'], $euro['quantity'], $euro['net'], $euro['tax'], $euro['gross'], $euro['refunded'] ) );
		self::assertSame( array( '2026-03 EUR', '2026-04 EUR', '2026-04 USD' ), array_map( static fn( array $one ): string => $one['month'] . ' ' . $one['currency'], $sums['months'] ) );
	}

	public function test_what_is_not_there_is_null(): void {
		foreach ( array( 'wc-999999', 'csv-999999', 'wc-0', 'x', '', 'wc-1 OR 1' ) as $id ) {
			self::assertNull( $this->orders->find( $id ) );
		}
	}

	public function test_the_routes_answer_for_who_runs_the_shop_only(): void {
		$id = $this->order( '1', '2026-03-01T10:00:00Z' );
		foreach ( array( '', '/summary', '/state', '/' . $id ) as $path ) {
			$this->as_user( 'editor' );
			self::assertSame( 403, $this->rest( 'GET', '/devskyy/v1/orders' . $path )->get_status(), $path );
			wp_set_current_user( 0 );
			self::assertSame( 401, $this->rest( 'GET', '/devskyy/v1/orders' . $path )->get_status(), $path );
			$this->as_user( 'shop_manager' );
			$answer = $this->rest( 'GET', '/devskyy/v1/orders' . $path, array( 'source' => $this->orders->source() ) );
			self::assertSame( 200, $answer->get_status(), $path . wp_json_encode( $answer->get_data() ) );
		}
		self::assertSame( $id, $this->rest( 'GET', '/devskyy/v1/orders', array( 'source' => $this->orders->source(), 'after' => '2026-03-01', 'before' => '2026-03-02' ) )->get_data()[0]['id'] ); // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
		self::assertSame( 400, $this->rest( 'GET', '/devskyy/v1/orders', array( 'after' => 'yesterday' ) )->get_status() );
		self::assertSame( 404, $this->rest( 'GET', '/devskyy/v1/orders/wc-999999' )->get_status() );
	}
}
