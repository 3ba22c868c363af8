<?php
/**
 * The sample catalogue in WooCommerce.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

/** Makes products through WooCommerce's own objects. */
final class DevSkyy_Sample_Woo_Import {

	/**
	 * Takes the pictures.
	 *
	 * @param DevSkyy_Sample_Pictures $pictures Pictures.
	 */
	public function __construct( private readonly DevSkyy_Sample_Pictures $pictures ) {}

	/**
	 * Makes all categories, tags and attributes of some pieces, so that pieces can be imported side by side afterwards.
	 *
	 * @param array<int,array<string,mixed>> $pieces Pieces.
	 */
	public function terms( array $pieces ): void {
		$order = 0;
		foreach ( $pieces as $piece ) {
			foreach ( $piece['categories'] as $path ) {
				$this->category( $path );
			}
			foreach ( $piece['tags'] as $tag ) {
				$this->term( $tag, 'product_tag' );
			}
			foreach ( $piece['attributes'] as $attribute ) {
				$taxonomy = $this->taxonomy( $attribute['name'] );
				foreach ( $attribute['values'] as $value ) {
					// In the order of the catalogue: sizes from small to large, not by the alphabet.
					add_term_meta( $this->term( $value, $taxonomy ), 'order', ++$order, true );
				}
			}
		}
		delete_transient( 'wc_attribute_taxonomies' );
	}

	/**
	 * Imports one piece; returns the product's id.
	 *
	 * @param array<string,mixed> $piece A piece of the sample catalogue.
	 */
	public function import( array $piece ): int {
		$known = wc_get_product_id_by_sku( $piece['sku'] );
		if ( $known && '1' === get_post_meta( $known, '_devskyy_sample', true ) ) {
			return $known;
		}
		$variable = 'variable' === $piece['type'];
		$product  = $variable ? new WC_Product_Variable( $known ) : new WC_Product_Simple( $known );
		$product->set_name( $piece['title'] );
		$product->set_slug( $piece['slug'] );
		$product->set_sku( $piece['sku'] );
		$product->set_status( 'publish' );
		$product->set_short_description( $piece['short_description'] );
		$product->set_description( $piece['description'] );
		$product->set_weight( $piece['weight'] );
		$product->set_category_ids( array_map( $this->category( ... ), $piece['categories'] ) );
		$product->set_tag_ids( array_map( fn( string $tag ): int => $this->term( $tag, 'product_tag' ), $piece['tags'] ) );
		$product->set_attributes( $this->attributes( $piece['attributes'] ) );
		$this->pictures( $product, $piece );
		if ( ! $variable ) {
			$this->price( $product, $piece );
		}
		if ( true === ( $piece['handsOff'] ?? false ) ) {
			$product->update_meta_data( '_devskyy_hands_off', '1' );
		}
		$id = $product->save();
		if ( $variable ) {
			$this->variations( $id, $piece['variations'] );
			WC_Product_Variable::sync( $id );
		}
		return $id;
	}

	/**
	 * The last category of a path, its parents made on the way.
	 *
	 * @param string[] $path Names from the top.
	 */
	private function category( array $path ): int {
		$parent = 0;
		foreach ( $path as $name ) {
			$parent = $this->term( $name, 'product_cat', $parent );
		}
		return $parent;
	}

	/**
	 * A term by name, made when it is not there.
	 *
	 * @param string $name     Name.
	 * @param string $taxonomy Taxonomy.
	 * @param int    $parent   Parent term.
	 */
	private function term( string $name, string $taxonomy, int $parent = 0 ): int {
		$found = term_exists( $name, $taxonomy, 'product_cat' === $taxonomy ? $parent : null );
		$term  = $found ? $found : wp_insert_term( $name, $taxonomy, array( 'parent' => $parent ) );
		if ( is_wp_error( $term ) ) {
			throw new RuntimeException( "The term $name could not be made in $taxonomy: " . $term->get_error_message() );
		}
		return (int) $term['term_id'];
	}

	/**
	 * The taxonomy of an attribute, e.g. pa_material; made when it is not there.
	 *
	 * @param string $label The attribute's label.
	 */
	private function taxonomy( string $label ): string {
		$slug     = wc_sanitize_taxonomy_name( $label );
		$taxonomy = wc_attribute_taxonomy_name( $slug );
		if ( 0 === wc_attribute_taxonomy_id_by_name( $slug ) ) {
			$made = wc_create_attribute( array( 'name' => $label, 'slug' => $slug, 'type' => 'select', 'order_by' => 'menu_order' ) );
			if ( is_wp_error( $made ) ) {
				throw new RuntimeException( "The attribute $label could not be made: " . $made->get_error_message() );
			}
		}
		if ( ! taxonomy_exists( $taxonomy ) ) {
			register_taxonomy( $taxonomy, array( 'product', 'product_variation' ), array( 'hierarchical' => false, 'show_ui' => false, 'query_var' => true, 'rewrite' => false ) );
		}
		return $taxonomy;
	}

	/**
	 * WooCommerce's attribute objects.
	 *
	 * @param array<int,array{name:string,values:string[],variation:bool}> $attributes Attributes of a piece.
	 * @return WC_Product_Attribute[]
	 */
	private function attributes( array $attributes ): array {
		$made = array();
		foreach ( $attributes as $position => $attribute ) {
			$taxonomy = $this->taxonomy( $attribute['name'] );
			$object   = new WC_Product_Attribute();
			$object->set_id( wc_attribute_taxonomy_id_by_name( $taxonomy ) );
			$object->set_name( $taxonomy );
			$object->set_options( array_map( fn( string $value ): int => $this->term( $value, $taxonomy ), $attribute['values'] ) );
			$object->set_position( $position );
			$object->set_visible( true );
			$object->set_variation( $attribute['variation'] );
			$made[ $taxonomy ] = $object;
		}
		return $made;
	}

	/**
	 * The first picture is the product's, the others its gallery.
	 *
	 * @param WC_Product          $product Product.
	 * @param array<string,mixed> $piece   Piece.
	 */
	private function pictures( WC_Product $product, array $piece ): void {
		$ids = array_filter( array_map( fn( array $picture ): int => $this->pictures->attachment( $picture['file'], $picture['alt'], $piece['title'] ), $piece['pictures'] ) );
		$product->set_image_id( (int) array_shift( $ids ) );
		$product->set_gallery_image_ids( array_values( $ids ) );
	}

	/**
	 * Prices and stock of a product or variation.
	 *
	 * @param WC_Product          $product Product.
	 * @param array<string,mixed> $from    Piece or variation.
	 */
	private function price( WC_Product $product, array $from ): void {
		$product->set_regular_price( $from['regular_price'] );
		$product->set_sale_price( $from['sale_price'] );
		if ( null !== $from['stock'] ) {
			$product->set_manage_stock( true );
			$product->set_stock_quantity( $from['stock'] );
		}
	}

	/**
	 * The variations of a product.
	 *
	 * @param int                             $parent     Product's id.
	 * @param array<int,array<string,mixed>> $variations Variations.
	 */
	private function variations( int $parent, array $variations ): void {
		foreach ( $variations as $order => $variation ) {
			$object = new WC_Product_Variation( wc_get_product_id_by_sku( $variation['sku'] ) );
			$object->set_parent_id( $parent );
			$object->set_sku( $variation['sku'] );
			$object->set_menu_order( $order );
			$object->set_attributes( $this->choice( $variation['attributes'] ) );
			$this->price( $object, $variation );
			$object->save();
		}
	}

	/**
	 * A variation's attributes as WooCommerce stores them: taxonomy → slug.
	 *
	 * @param array<string,string> $attributes Label → value.
	 * @return array<string,string>
	 */
	private function choice( array $attributes ): array {
		$made = array();
		foreach ( $attributes as $label => $value ) {
			$taxonomy          = $this->taxonomy( $label );
			$made[ $taxonomy ] = get_term( $this->term( $value, $taxonomy ), $taxonomy )->slug;
		}
		return $made;
	}
}
