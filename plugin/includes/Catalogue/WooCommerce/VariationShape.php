<?php
/**
 * Variations in the product's shape.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Catalogue\WooCommerce;

use DevSkyy\Catalogue\Decimal;
use WC_Product;
use WC_Product_Variation;

/**
 * The shape's `variations`.
 */
final class VariationShape {

	/**
	 * Takes its helper.
	 *
	 * @param Decimal $decimal Numbers.
	 */
	public function __construct( private readonly Decimal $decimal ) {}

	/**
	 * The published variations of a product; none for other kinds of product.
	 *
	 * @param WC_Product $product The product.
	 * @return list<WC_Product_Variation>
	 */
	public function of( WC_Product $product ): array {
		if ( ! $product->is_type( 'variable' ) ) {
			return array();
		}
		$ids = array_map( 'intval', $product->get_children() );
		_prime_post_caches( $ids, true, true );
		$found = array_map( 'wc_get_product', $ids );
		return array_values( array_filter( $found, static fn( mixed $one ): bool => $one instanceof WC_Product_Variation && 'publish' === $one->get_status( 'edit' ) ) );
	}

	/**
	 * One of the shape's `variations`.
	 *
	 * @param WC_Product_Variation $variation The variation.
	 * @return array<string,mixed>
	 */
	public function shape( WC_Product_Variation $variation ): array {
		$attributes = new \stdClass();
		foreach ( $variation->get_attributes() as $name => $value ) {
			$slug = (string) preg_replace( '/^pa_/', '', (string) $name );

			$attributes->{$slug} = $this->value( (string) $name, (string) $value );
		}
		return array(
			'id'             => $variation->get_id(),
			'sku'            => $variation->get_sku( 'edit' ),
			'attributes'     => $attributes,
			'regular_price'  => $this->decimal->price( $variation->get_regular_price( 'edit' ) ),
			'sale_price'     => $this->decimal->price( $variation->get_sale_price( 'edit' ) ),
			'stock_status'   => $this->stock_status( $variation ),
			'stock_quantity' => true === $variation->get_manage_stock( 'edit' ) ? $this->decimal->quantity( $variation->get_stock_quantity( 'edit' ) ) : null,
		);
	}

	/**
	 * One of the contract's three words.
	 *
	 * @param WC_Product $product A product or variation.
	 */
	public function stock_status( WC_Product $product ): string {
		$status = $product->get_stock_status( 'edit' );
		if ( in_array( $status, array( 'instock', 'outofstock', 'onbackorder' ), true ) ) {
			return $status;
		}
		return $product->is_in_stock() ? 'instock' : 'outofstock';
	}

	/**
	 * A value's name: of a global attribute the term's.
	 *
	 * @param string $name  The attribute's stored name.
	 * @param string $value Stored value; "" is any.
	 */
	private function value( string $name, string $value ): string {
		$term = '' !== $value && taxonomy_exists( $name ) ? get_term_by( 'slug', $value, $name ) : false;
		return $term instanceof \WP_Term ? wp_specialchars_decode( $term->name, ENT_QUOTES ) : $value;
	}
}
