<?php
/**
 * WooCommerce's orders, in both order storages.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Tests;

use Automattic\WooCommerce\Utilities\OrderUtil;
use DevSkyy\Orders\Money;
use DevSkyy\Orders\Orders;
use DevSkyy\Orders\OrderTracker;
use DevSkyy\Orders\Pseudonym;
use DevSkyy\Orders\WooCommerceOrders;
use WC_Order;
use WC_Order_Item_Product;
use WC_Product_Simple;

require_once __DIR__ . '/OrdersContract.php';

class OrdersWooCommerceTest extends OrdersContract {

	/** Whether orders are in tables of their own. */
	protected const HPOS = true;

	protected function setUp(): void {
		if ( ! class_exists( 'WooCommerce' ) ) {
			self::markTestSkipped( 'WooCommerce: not run, as this site has none (DEVSKYY_WOOCOMMERCE or the cache may give one).' );
		}
		add_filter( 'pre_wp_mail', '__return_true' );
		parent::setUp();
	}

	protected function tearDown(): void {
		if ( class_exists( 'WooCommerce' ) ) {
			remove_filter( 'pre_wp_mail', '__return_true' );
			parent::tearDown();
		}
	}

	protected function orders(): Orders {
		update_option( 'woocommerce_custom_orders_table_data_sync_enabled', 'no' );
		update_option( 'woocommerce_custom_orders_table_enabled', static::HPOS ? 'yes' : 'no' );
		self::assertSame( static::HPOS, OrderUtil::custom_orders_table_usage_is_enabled() );
		return new WooCommerceOrders( new Pseudonym(), new Money() );
	}

	protected function make( array $facts ): string {
		$product = wc_get_product( wc_get_product_id_by_sku( $facts['sku'] ) );
		if ( ! $product instanceof WC_Product_Simple ) {
			$product = new WC_Product_Simple();
			$product->set_name( 'Piece' );
			$product->set_sku( $facts['sku'] );
			$product->save();
		}
		$gross = (float) $facts['net'] + (float) $facts['tax'];
		$item  = new WC_Order_Item_Product();
		$item->set_product( $product );
		$item->set_quantity( $facts['quantity'] );
		$item->set_subtotal( $facts['net'] );
		$item->set_total( $facts['net'] );
		$item->set_taxes( array( 'total' => array( 1 => $facts['tax'] ), 'subtotal' => array( 1 => $facts['tax'] ) ) ); // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
		$order = new WC_Order();
		$order->set_currency( $facts['currency'] );
		$order->set_billing_email( trim( $facts['customer'] ) );
		$order->set_billing_first_name( 'Ada' );
		$order->set_date_created( $facts['created'] );
		$order->add_item( $item );
		$order->set_cart_tax( $facts['tax'] );
		$order->set_total( (string) $gross );
		$order->set_status( $facts['status'] );
		$order->save();
		if ( $facts['refunded_quantity'] > 0 ) {
			$share  = $facts['refunded_quantity'] / $facts['quantity'];
			$refund = wc_create_refund(
				array(
					'order_id'   => $order->get_id(),
					'amount'     => $facts['refunded'],
					'line_items' => array(
						array_key_first( $order->get_items() ) => array(
							'qty'          => $facts['refunded_quantity'],
							'refund_total' => (float) $facts['net'] * $share,
							'refund_tax'   => array( 1 => (float) $facts['tax'] * $share ),
						),
					),
				)
			);
			self::assertNotWPError( $refund );
			if ( $order->get_id() > 0 && wc_get_order( $order->get_id() )->get_status() !== $facts['status'] ) {
				$again = wc_get_order( $order->get_id() );
				$again->set_status( $facts['status'] );
				$again->save();
			}
		}
		return 'wc-' . $order->get_id();
	}

	private static function assertNotWPError( mixed $result ): void {
		self::assertNotInstanceOf( \WP_Error::class, $result, is_wp_error( $result ) ? $result->get_error_message() : '' );
	}

	public function test_each_change_of_an_order_is_noted_until_it_is_sent(): void {
		global $wpdb;
		$tracker = new OrderTracker( $wpdb );
		$tracker->register();
		$wpdb->query( "DELETE FROM {$wpdb->prefix}devskyy_dirty WHERE kind = 'order'" );
		$id    = (int) substr( $this->order( '1', '2026-03-01T10:00:00Z' ), 3 );
		$first = $tracker->take( 10 );
		self::assertSame( array( $id ), array_values( $first ) );
		wc_get_order( $id )->update_status( 'refunded' );
		$tracker->clear( array_keys( $first ) );
		$second = $tracker->take( 10 );
		self::assertSame( array( $id ), array_values( $second ), 'A change that came while the first was sent is not lost.' );
		$tracker->clear( array_keys( $second ) );
		wc_get_order( $id )->delete( true );
		self::assertContains( $id, $tracker->take( 10 ) );
		self::assertNull( $this->orders->find( 'wc-' . $id ) );
	}
}
