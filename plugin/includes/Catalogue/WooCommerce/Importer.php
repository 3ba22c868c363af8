<?php
/**
 * Imports pieces into WooCommerce.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Catalogue\WooCommerce;

use DevSkyy\Catalogue\HandsOff;
use DevSkyy\Catalogue\Pictures;
use WC_Product_Attribute;
use WC_Product_Simple;
use WC_Product_Variable;
use WC_Product_Variation;
use WP_Error;

/**
 * Makes WooCommerce products of pieces such as the sample shop's. A piece whose SKU is published already is left as it
 * is, so an import that was cut off can be run again.
 */
final class Importer {

	/**
	 * Takes its helpers.
	 *
	 * @param HandsOff $hands_off The owner's mark.
	 * @param Pictures $pictures  Puts files into the media library.
	 */
	public function __construct( private readonly HandsOff $hands_off, private readonly Pictures $pictures ) {}

	/**
	 * Imports one piece.
	 *
	 * @param array<string,mixed> $piece The piece.
	 * @param int                 $order Its place in the shop's list.
	 * @return array{id:int,made:bool}|WP_Error
	 */
	public function import( array $piece, int $order = 0 ): array|WP_Error {
		$known = (int) wc_get_product_id_by_sku( (string) $piece['sku'] );
		if ( 0 !== $known && 'publish' === get_post_status( $known ) ) {
			return array(
				'id'   => $known,
				'made' => false,
			);
		}
		$product = 'variable' === $piece['type'] ? new WC_Product_Variable( $known ) : new WC_Product_Simple( $known );
		$product->set_status( 'draft' );
		$product->set_slug( (string) $piece['slug'] );
		$product->set_name( (string) $piece['title'] );
		$product->set_sku( (string) $piece['sku'] );
		$product->set_menu_order( $order );
		$product->set_date_created( time() - $order * HOUR_IN_SECONDS );
		$product->set_short_description( (string) $piece['short_description'] );
		$product->set_description( (string) $piece['description'] );
		$product->set_weight( (string) $piece['weight'] );
		$product->set_attributes( $this->attributes( (array) $piece['attributes'] ) );
		$product->set_category_ids( $this->categories( (array) $piece['categories'] ) );
		$product->set_tag_ids( $this->tags( (array) $piece['tags'] ) );
		if ( $product instanceof WC_Product_Simple ) {
			$this->price( $product, $piece );
		}
		$id     = $product->save();
		$images = $this->pictures->attach( $id, array_values( (array) $piece['pictures'] ) );
		if ( is_wp_error( $images ) ) {
			return $images;
		}
		$product->set_image_id( $images[0] ?? 0 );
		$product->set_gallery_image_ids( array_slice( $images, 1 ) );
		foreach ( (array) $piece['variations'] as $one ) {
			$this->variation( $id, (array) $one );
		}
		$this->hands_off->mark( $id, ! empty( $piece['handsOff'] ) );
		// Published last: a piece is either whole in the shop or made again by the next import.
		$product->set_status( 'publish' );
		$product->save();
		if ( $product instanceof WC_Product_Variable ) {
			WC_Product_Variable::sync( $id );
		}
		return array(
			'id'   => $id,
			'made' => true,
		);
	}

	/**
	 * Price and stock of a simple product or a variation.
	 *
	 * @param WC_Product_Simple|WC_Product_Variation $product The product.
	 * @param array<string,mixed>                    $piece   {regular_price, sale_price, stock}.
	 */
	private function price( WC_Product_Simple|WC_Product_Variation $product, array $piece ): void {
		$product->set_regular_price( (string) $piece['regular_price'] );
		$product->set_sale_price( (string) $piece['sale_price'] );
		$product->set_manage_stock( null !== ( $piece['stock'] ?? null ) );
		if ( null !== ( $piece['stock'] ?? null ) ) {
			$product->set_stock_quantity( (float) $piece['stock'] );
		}
	}

	/**
	 * One variation; made once.
	 *
	 * @param int                 $parent The product's id.
	 * @param array<string,mixed> $one    The variation.
	 */
	private function variation( int $parent, array $one ): void {
		$variation = new WC_Product_Variation( (int) wc_get_product_id_by_sku( (string) $one['sku'] ) );
		$values    = array();
		foreach ( (array) $one['attributes'] as $name => $value ) {
			$values[ sanitize_title( (string) $name ) ] = (string) $value;
		}
		$variation->set_parent_id( $parent );
		$variation->set_sku( (string) $one['sku'] );
		$variation->set_attributes( $values );
		$this->price( $variation, $one );
		$variation->save();
	}

	/**
	 * Custom attributes, in order.
	 *
	 * @param array<mixed> $given Each {name, values, variation}.
	 * @return list<WC_Product_Attribute>
	 */
	private function attributes( array $given ): array {
		$made = array();
		foreach ( array_values( $given ) as $position => $one ) {
			$attribute = new WC_Product_Attribute();
			$attribute->set_name( (string) $one['name'] );
			$attribute->set_options( array_map( 'strval', (array) $one['values'] ) );
			$attribute->set_position( $position );
			$attribute->set_visible( true );
			$attribute->set_variation( ! empty( $one['variation'] ) );
			$made[] = $attribute;
		}
		return $made;
	}

	/**
	 * Ids of the categories of all paths.
	 *
	 * @param array<mixed> $paths Each a list of names from the top.
	 * @return list<int>
	 */
	private function categories( array $paths ): array {
		$ids = array();
		foreach ( $paths as $path ) {
			$parent = 0;
			foreach ( (array) $path as $name ) {
				$parent = $this->term( (string) $name, 'product_cat', $parent );
				$ids[]  = $parent;
			}
		}
		return array_values( array_unique( array_filter( $ids ) ) );
	}

	/**
	 * Ids of the tags.
	 *
	 * @param array<mixed> $names Names.
	 * @return list<int>
	 */
	private function tags( array $names ): array {
		return array_values( array_filter( array_map( fn( mixed $name ): int => $this->term( (string) $name, 'product_tag', 0 ), $names ) ) );
	}

	/**
	 * A term's id; it is made where it is missing. 0 when WordPress refuses it.
	 *
	 * @param string $name     The term's name.
	 * @param string $taxonomy Its taxonomy.
	 * @param int    $parent   Its parent.
	 */
	private function term( string $name, string $taxonomy, int $parent ): int {
		$found = term_exists( $name, $taxonomy, $parent );
		$made  = is_array( $found ) ? $found : wp_insert_term( wp_slash( $name ), $taxonomy, array( 'parent' => max( 0, $parent ) ) );
		return is_wp_error( $made ) ? (int) $made->get_error_data( 'term_exists' ) : (int) $made['term_id'];
	}
}
