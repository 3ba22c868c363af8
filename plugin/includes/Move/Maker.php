<?php
/**
 * Writes WooCommerce products.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Move;

use DevSkyy\Catalogue\BuiltIn\PostType;
use DevSkyy\Catalogue\BuiltIn\Units;
use WC_Product;
use WC_Product_Attribute;
use WC_Product_Simple;
use WC_Product_Variable;
use WC_Product_Variation;

/**
 * Through WooCommerce's own objects only. Texts, pictures and dates are the post's own and are not touched.
 *
 * @phpstan-import-type Piece from Source
 * @phpstan-import-type Offer from Source
 */
final class Maker {

	/**
	 * Takes its helpers.
	 *
	 * @param TermMap $terms New terms of old ones.
	 * @param Units   $units The built-in catalogue's units.
	 */
	public function __construct( private readonly TermMap $terms, private readonly Units $units ) {}

	/**
	 * The new categories and tags of a product.
	 *
	 * @param array<string,mixed> $piece What it is.
	 * @return array{categories:list<int>,tags:list<int>}
	 *
	 * @phpstan-param Piece $piece
	 */
	public function terms( array $piece ): array {
		return array(
			'categories' => $this->terms->all( $piece['categories'], PostType::CATEGORY ),
			'tags'       => $this->terms->all( $piece['tags'], PostType::TAG ),
		);
	}

	/**
	 * Gives the post what makes it a product.
	 *
	 * @param int                     $id    The product's id.
	 * @param array<string,mixed>     $piece What it is.
	 * @param array<string,list<int>> $terms Its new categories and tags.
	 * @param string|null             $slug  A new slug; null keeps the old one.
	 *
	 * @phpstan-param Piece $piece
	 */
	public function product( int $id, array $piece, array $terms, ?string $slug ): void {
		$product = array() === $piece['variations'] ? new WC_Product_Simple( $id ) : new WC_Product_Variable( $id );
		$product->set_sku( $piece['sku'] );
		if ( null !== $slug ) {
			$product->set_slug( $slug );
		}
		$product->set_weight( $this->weight( $piece['weight'] ) );
		$product->set_length( $this->length( $piece['length'] ) );
		$product->set_width( $this->length( $piece['width'] ) );
		$product->set_height( $this->length( $piece['height'] ) );
		$product->set_gallery_image_ids( $piece['gallery'] );
		$product->set_attributes( $this->attributes( $piece ) );
		if ( array() !== $terms['categories'] ) {
			// Without one WooCommerce would add its default category, and the piece would no longer be what it was.
			$product->set_category_ids( $terms['categories'] );
		}
		$product->set_tag_ids( $terms['tags'] );
		if ( $product instanceof WC_Product_Simple ) {
			$this->offer( $product, $piece );
			if ( '' === $piece['stock'] && in_array( $piece['stock_status'], array( 'outofstock', 'onbackorder' ), true ) ) {
				$product->set_stock_status( $piece['stock_status'] );
			}
		}
		$product->save();
	}

	/**
	 * Makes the variations; those that an interrupted conversion left behind go first.
	 *
	 * @param int                 $id    The product's id.
	 * @param array<string,mixed> $piece What it is.
	 *
	 * @phpstan-param Piece $piece
	 */
	public function variations( int $id, array $piece ): void {
		$left = get_posts(
			array(
				'post_type'   => 'product_variation',
				'post_parent' => $id,
				'post_status' => 'any',
				'numberposts' => -1,
				'fields'      => 'ids',
			)
		);
		foreach ( $left as $one ) {
			( new WC_Product_Variation( (int) $one ) )->delete( true );
		}
		foreach ( $piece['variations'] as $order => $one ) {
			$variation = new WC_Product_Variation();
			$variation->set_parent_id( $id );
			$variation->set_status( 'publish' );
			$variation->set_menu_order( $order );
			$variation->set_sku( $one['sku'] );
			$variation->set_attributes( array_map( static fn( string $value ): string => trim( str_replace( '|', '/', $value ) ), $one['attributes'] ) );
			$this->offer( $variation, $one );
			$variation->save();
		}
		if ( array() !== $piece['variations'] ) {
			WC_Product_Variable::sync( $id );
		}
	}

	/**
	 * Price and stock.
	 *
	 * @param WC_Product          $product A simple product or a variation.
	 * @param array<string,mixed> $offer   {regular_price, sale_price, stock}.
	 *
	 * @phpstan-param array{regular_price:string,sale_price:string,stock:string,...} $offer
	 */
	private function offer( WC_Product $product, array $offer ): void {
		$product->set_regular_price( $offer['regular_price'] );
		$product->set_sale_price( $offer['sale_price'] );
		$product->set_manage_stock( '' !== $offer['stock'] );
		if ( '' !== $offer['stock'] ) {
			$product->set_stock_quantity( (float) $offer['stock'] );
		}
	}

	/**
	 * Attributes of the product's own, in order.
	 *
	 * @param array<string,mixed> $piece What it is.
	 * @return list<WC_Product_Attribute>
	 *
	 * @phpstan-param Piece $piece
	 */
	private function attributes( array $piece ): array {
		$made = array();
		foreach ( array_values( $piece['attributes'] ) as $position => $row ) {
			$attribute = new WC_Product_Attribute();
			$attribute->set_name( $row['name'] );
			$attribute->set_options( $row['values'] );
			$attribute->set_position( $position );
			$attribute->set_visible( true );
			$attribute->set_variation( $row['variation'] );
			$made[] = $attribute;
		}
		return $made;
	}

	/**
	 * A weight in WooCommerce's unit.
	 *
	 * @param string $value In the built-in catalogue's unit.
	 */
	public function weight( string $value ): string {
		$to = (string) get_option( 'woocommerce_weight_unit', 'kg' );
		return ! is_numeric( $value ) || $to === $this->units->weight() ? $value : (string) round( (float) wc_get_weight( (float) $value, $to, $this->units->weight() ), 4 );
	}

	/**
	 * A length in WooCommerce's unit.
	 *
	 * @param string $value In the built-in catalogue's unit.
	 */
	public function length( string $value ): string {
		$to = (string) get_option( 'woocommerce_dimension_unit', 'cm' );
		return ! is_numeric( $value ) || $to === $this->units->length() ? $value : (string) round( (float) wc_get_dimension( (float) $value, $to, $this->units->length() ), 4 );
	}
}
