<?php
/**
 * WooCommerce's orders.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Orders;

use WC_Order;
use WC_Order_Item_Product;
use WC_Product;

/**
 * Read through WooCommerce's own objects only, so that it is the same with high-performance order storage and without.
 */
final class WooCommerceOrders implements Orders {

	/**
	 * Takes its helpers.
	 *
	 * @param Pseudonym $pseudonym Customers without names.
	 * @param Money     $money     Amounts.
	 */
	public function __construct( private readonly Pseudonym $pseudonym, private readonly Money $money ) {}

	/** {@inheritDoc} */
	public function source(): string {
		return 'woocommerce';
	}

	/** {@inheritDoc} */
	public function available(): bool {
		return class_exists( 'WooCommerce' ) && function_exists( 'wc_get_orders' );
	}

	/** {@inheritDoc} */
	public function list( array $wish = array() ): array {
		if ( ! $this->available() ) {
			return array(
				'items' => array(),
				'total' => 0,
			);
		}
		$known  = array_keys( wc_get_order_statuses() );
		$wanted = array_map( static fn( string $status ): string => 'wc-' . $status, $wish['status'] ?? array() );
		$query  = array(
			'type'     => 'shop_order',
			'status'   => array() === $wanted ? $known : array_values( array_intersect( $known, $wanted ) ),
			'limit'    => max( 1, (int) ( $wish['per_page'] ?? 20 ) ),
			'page'     => max( 1, (int) ( $wish['page'] ?? 1 ) ),
			'orderby'  => array(
				'date' => true === ( $wish['newest'] ?? false ) ? 'DESC' : 'ASC',
				'ID'   => 'ASC',
			),
			'paginate' => true,
		);
		if ( isset( $wish['after'] ) || isset( $wish['before'] ) ) {
			$query['date_created'] = ( $wish['after'] ?? 0 ) . '...' . ( ( $wish['before'] ?? time() + 366 * DAY_IN_SECONDS ) - 1 );
		}
		$found = array() === $query['status'] ? null : wc_get_orders( $query );
		$items = is_object( $found ) ? array_filter( $found->orders, static fn( mixed $order ): bool => $order instanceof WC_Order ) : array();
		return array(
			'items' => array_values( array_map( $this->shape( ... ), $items ) ),
			'total' => is_object( $found ) ? (int) $found->total : 0,
		);
	}

	/** {@inheritDoc} */
	public function find( string $id ): ?array {
		$order = $this->available() && 1 === preg_match( '/\Awc-([1-9][0-9]{0,17})\z/', $id, $found ) ? wc_get_order( (int) $found[1] ) : false;
		return $order instanceof WC_Order && 'shop_order' === $order->get_type() && array_key_exists( 'wc-' . $order->get_status(), wc_get_order_statuses() ) ? $this->shape( $order ) : null;
	}

	/**
	 * One order in the contract's shape.
	 *
	 * @param WC_Order $order The order.
	 * @return array<string,mixed>
	 */
	private function shape( WC_Order $order ): array {
		$returned = $this->returned( $order );
		$lines    = array();
		foreach ( $order->get_items() as $id => $item ) {
			if ( $item instanceof WC_Order_Item_Product ) {
				$lines[] = $this->line( $item, $returned[ (int) $id ] ?? array( 0.0, 0.0 ) );
			}
		}
		$gross    = (float) $order->get_total( 'edit' );
		$tax      = (float) $order->get_total_tax( 'edit' );
		$shipping = (float) $order->get_shipping_total( 'edit' );
		return array(
			'id'       => 'wc-' . $order->get_id(),
			'source'   => 'woocommerce',
			'number'   => mb_substr( (string) $order->get_order_number(), 0, 100 ),
			'status'   => $order->get_status(),
			'currency' => $order->get_currency( 'edit' ),
			'created'  => gmdate( 'Y-m-d\TH:i:s\Z', (int) $order->get_date_created()?->getTimestamp() ),
			'customer' => $this->pseudonym->of( $this->customer( $order ) ),
			'country'  => $order->get_billing_country( 'edit' ),
			'net'      => $this->money->text( $gross - $tax - $shipping ),
			'tax'      => $this->money->text( $tax ),
			'shipping' => $this->money->text( $shipping ),
			'gross'    => $this->money->text( $gross ),
			'refunded' => $this->money->text( (float) $order->get_total_refunded() ),
			'lines'    => array_slice( $lines, 0, 1000 ),
		);
	}

	/**
	 * What the customer is known by.
	 *
	 * @param WC_Order $order The order.
	 */
	private function customer( WC_Order $order ): string {
		$email = $order->get_billing_email( 'edit' );
		$user  = '' === $email && $order->get_customer_id( 'edit' ) > 0 ? get_userdata( $order->get_customer_id( 'edit' ) ) : false;
		return false === $user ? $email : $user->user_email;
	}

	/**
	 * One line.
	 *
	 * @param WC_Order_Item_Product $item     The item.
	 * @param array{float,float}    $returned How many came back, and for how much.
	 * @return array<string,mixed>
	 */
	private function line( WC_Order_Item_Product $item, array $returned ): array {
		$product = $item->get_product();
		$net     = (float) $item->get_total( 'edit' );
		$tax     = (float) $item->get_total_tax( 'edit' );
		return array(
			'product'           => $item->get_product_id( 'edit' ) > 0 ? $item->get_product_id( 'edit' ) : null,
			'variation'         => $item->get_variation_id( 'edit' ) > 0 ? $item->get_variation_id( 'edit' ) : null,
			'sku'               => $product instanceof WC_Product ? $product->get_sku( 'edit' ) : '',
			'title'             => wp_strip_all_tags( $item->get_name( 'edit' ) ),
			'quantity'          => (float) $item->get_quantity( 'edit' ),
			'net'               => $this->money->text( $net ),
			'tax'               => $this->money->text( $tax ),
			'gross'             => $this->money->text( $net + $tax ),
			'refunded_quantity' => $returned[0],
			'refunded'          => $this->money->text( $returned[1] ),
		);
	}

	/**
	 * What came back of each line: item id → quantity and gross amount.
	 *
	 * @param WC_Order $order The order.
	 * @return array<int,array{float,float}>
	 */
	private function returned( WC_Order $order ): array {
		$sums = array();
		foreach ( $order->get_refunds() as $refund ) {
			foreach ( $refund->get_items() as $item ) {
				if ( $item instanceof WC_Order_Item_Product ) {
					$of          = (int) $item->get_meta( '_refunded_item_id' );
					$sum         = $sums[ $of ] ?? array( 0.0, 0.0 );
					$sums[ $of ] = array( $sum[0] + abs( (float) $item->get_quantity( 'edit' ) ), $sum[1] + abs( (float) $item->get_total( 'edit' ) + (float) $item->get_total_tax( 'edit' ) ) );
				}
			}
		}
		return $sums;
	}
}
