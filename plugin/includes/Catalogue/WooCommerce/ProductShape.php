<?php
/**
 * WooCommerce products in the contract's shape.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Catalogue\WooCommerce;

use DevSkyy\Catalogue\Decimal;
use DevSkyy\Catalogue\Fields\FieldSet;
use DevSkyy\Catalogue\HandsOff;
use DevSkyy\Catalogue\Images;
use DevSkyy\Catalogue\Moments;
use WC_Product;
use WP_Post;

/**
 * What the shop stores of a product, without the filters by which other plugins alter what visitors see.
 */
final class ProductShape {

	/**
	 * Takes its helpers.
	 *
	 * @param AttributeEntries $entries    The stored attributes.
	 * @param Attributes       $attributes Their values.
	 * @param VariationShape   $variations Variations.
	 * @param Images           $images     Pictures.
	 * @param Decimal          $decimal    Numbers.
	 * @param Moments          $moments    Times.
	 * @param HandsOff         $hands_off  The owner's mark.
	 */
	public function __construct(
		private readonly AttributeEntries $entries,
		private readonly Attributes $attributes,
		private readonly VariationShape $variations,
		private readonly Images $images,
		private readonly Decimal $decimal,
		private readonly Moments $moments,
		private readonly HandsOff $hands_off
	) {}

	/**
	 * The product's attachments: main picture, gallery, pictures of variations.
	 *
	 * @param WC_Product $product The product.
	 * @return list<int>
	 */
	public function image_ids( WC_Product $product ): array {
		$ids = array( $product->get_image_id( 'edit' ), ...$product->get_gallery_image_ids( 'edit' ) );
		foreach ( $this->variations->of( $product ) as $variation ) {
			$ids[] = $variation->get_image_id( 'edit' );
		}
		return $this->images->existing( $ids );
	}

	/**
	 * The whole shape.
	 *
	 * @param WC_Product $product The product.
	 * @param WP_Post    $post    Its post.
	 * @param FieldSet   $fields  Reads its fields.
	 * @return array<string,mixed>
	 */
	public function shape( WC_Product $product, WP_Post $post, FieldSet $fields ): array {
		$id     = $product->get_id();
		$images = $this->image_ids( $product );
		$texts  = (array) $fields->read( $id, array( 'title', 'short_description', 'description', 'seo_title', 'seo_description', 'categories', 'tags' ) );
		return array_merge(
			array(
				'id'     => $id,
				'kind'   => 'product',
				'type'   => $product->get_type(),
				'status' => $post->post_status,
				'sku'    => $product->get_sku( 'edit' ),
				'url'    => (string) get_permalink( $id ),
			),
			$texts,
			$this->attribute_part( $id ),
			$this->money_part( $product ),
			array(
				'weight'      => (string) $product->get_weight( 'edit' ),
				'weight_unit' => (string) get_option( 'woocommerce_weight_unit', 'kg' ),
				'dimensions'  => array(
					'length' => (string) $product->get_length( 'edit' ),
					'width'  => (string) $product->get_width( 'edit' ),
					'height' => (string) $product->get_height( 'edit' ),
					'unit'   => (string) get_option( 'woocommerce_dimension_unit', 'cm' ),
				),
				'images'      => $this->images->shape( $images ),
				'image_alt'   => $this->images->alts( $images ),
				'variations'  => array_map( $this->variations->shape( ... ), $this->variations->of( $product ) ),
				'hands_off'   => $this->hands_off->marked( $id ),
				'created'     => $this->moments->created( $post ),
				'modified'    => $this->moments->modified( $post ),
			)
		);
	}

	/**
	 * `attributes`, their names, and those that make variations.
	 *
	 * @param int $id The product's id.
	 * @return array<string,mixed>
	 */
	private function attribute_part( int $id ): array {
		$values    = new \stdClass();
		$names     = new \stdClass();
		$variation = array();
		$rows      = $this->entries->stored( $id );
		foreach ( $rows as $key => $row ) {
			$slug = $this->entries->slug( $row );
			if ( '' === $slug || $this->entries->key( $rows, $slug ) !== $key || ( $this->entries->is_global( $row ) && ! taxonomy_exists( (string) $row['name'] ) ) ) {
				continue;
			}
			$values->{$slug} = $this->attributes->values( $id, $row );
			$names->{$slug}  = wc_attribute_label( (string) $row['name'] );
			if ( ! empty( $row['is_variation'] ) ) {
				$variation[] = $slug;
			}
		}
		return array(
			'attributes'           => $values,
			'attribute_names'      => $names,
			'variation_attributes' => $variation,
		);
	}

	/**
	 * Prices and stock.
	 *
	 * @param WC_Product $product The product.
	 * @return array<string,mixed>
	 */
	private function money_part( WC_Product $product ): array {
		return array(
			'currency'       => get_woocommerce_currency(),
			'regular_price'  => $this->decimal->price( $product->get_regular_price( 'edit' ) ),
			'sale_price'     => $this->decimal->price( $product->get_sale_price( 'edit' ) ),
			'price'          => $this->decimal->price( $product->get_price( 'edit' ) ),
			'stock_status'   => $this->variations->stock_status( $product ),
			'stock_quantity' => $product->get_manage_stock( 'edit' ) ? $this->decimal->quantity( $product->get_stock_quantity( 'edit' ) ) : null,
		);
	}
}
