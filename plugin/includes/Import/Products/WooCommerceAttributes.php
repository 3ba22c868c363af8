<?php
/**
 * Attributes of imported WooCommerce products.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Import\Products;

use RuntimeException;
use WC_Product;
use WC_Product_Attribute;

/**
 * Global attributes by their labels, and the attributes of products and variations, as WooCommerce's own importer makes them.
 */
final class WooCommerceAttributes {

	/**
	 * Label → taxonomy.
	 *
	 * @var array<string,string>
	 */
	private array $taxonomies = array();

	/**
	 * Takes its helper.
	 *
	 * @param TermIndex $terms Terms by name.
	 */
	public function __construct( private readonly TermIndex $terms ) {}

	/** Forgets all: after a rollback ids may be gone. */
	public function forget(): void {
		$this->taxonomies = array();
	}

	/**
	 * Sets a product's attributes.
	 *
	 * @param WC_Product                $product The product.
	 * @param list<array<string,mixed>> $given   Each {name, values, visible, global, default}.
	 * @param list<string>              $axes    Names of those that make its variations.
	 */
	public function set( WC_Product $product, array $given, array $axes ): void {
		$made     = array();
		$defaults = array();
		$before   = $product->get_attributes();
		foreach ( $given as $position => $one ) {
			$taxonomy = $one['global'] ? $this->taxonomy( $one['name'] ) : '';
			$key      = '' === $taxonomy ? sanitize_title( $one['name'] ) : $taxonomy;
			$default  = in_array( $one['default'], $one['values'], true ) ? $one['default'] : '';
			$axis     = '' !== $default || in_array( mb_strtolower( $one['name'] ), $axes, true ) || ( isset( $before[ $key ] ) && $before[ $key ] instanceof WC_Product_Attribute && $before[ $key ]->get_variation() );
			if ( '' !== $default ) {
				$defaults[ $key ] = '' === $taxonomy ? $default : $this->slug( $taxonomy, $default );
			}
			if ( '' !== $taxonomy && array() === $one['values'] ) {
				continue;
			}
			$missing   = array();
			$attribute = new WC_Product_Attribute();
			$attribute->set_id( '' === $taxonomy ? 0 : wc_attribute_taxonomy_id_by_name( $taxonomy ) );
			$attribute->set_name( '' === $taxonomy ? $one['name'] : $taxonomy );
			$attribute->set_options( '' === $taxonomy ? $one['values'] : $this->terms->names( $taxonomy, array_values( array_map( 'wc_sanitize_term_text_based', $one['values'] ) ), $missing ) );
			$attribute->set_position( $position );
			$attribute->set_visible( $one['visible'] );
			$attribute->set_variation( $axis );
			$made[] = $attribute;
		}
		$product->set_attributes( $made );
		if ( $product->is_type( 'variable' ) ) {
			$product->set_default_attributes( $defaults );
		}
	}

	/**
	 * The values of a variation; attributes of the parent that are not yet for variations become so, which saves the parent.
	 *
	 * @param WC_Product                $parent The product.
	 * @param list<array<string,mixed>> $given  Each {name, values, global}.
	 * @return array<string,string> Slug → value.
	 */
	public function values( WC_Product $parent, array $given ): array {
		$attributes = array_filter( $parent->get_attributes(), static fn( mixed $one ): bool => $one instanceof WC_Product_Attribute );
		$values     = array();
		$changed    = false;
		foreach ( $given as $one ) {
			$key       = $one['global'] ? $this->taxonomy( $one['name'] ) : sanitize_title( $one['name'] );
			$attribute = $attributes[ $key ] ?? null;
			if ( null === $attribute ) {
				continue;
			}
			if ( ! $attribute->get_variation() ) {
				$attributes[ $key ] = clone $attribute;
				$attributes[ $key ]->set_variation( true );
				$changed = true;
			}
			$value = (string) ( $one['values'][0] ?? '' );
			$values[ sanitize_title( $attribute->get_name() ) ] = $attribute->is_taxonomy() && '' !== $value ? $this->slug( $key, $value ) : $value;
		}
		if ( $changed ) {
			$parent->set_attributes( array_values( $attributes ) );
			$parent->save();
		}
		return $values;
	}

	/**
	 * The slug of a global attribute's value.
	 *
	 * @param string $taxonomy The attribute's taxonomy.
	 * @param string $name     The value.
	 */
	private function slug( string $taxonomy, string $name ): string {
		$id   = $this->terms->id( $taxonomy, wc_sanitize_term_text_based( $name ) );
		$term = 0 === $id ? null : get_term( $id, $taxonomy );
		return $term instanceof \WP_Term ? $term->slug : sanitize_title( $name );
	}

	/**
	 * The taxonomy of a global attribute; made where it is missing.
	 *
	 * @param string $label The attribute's label.
	 * @throws RuntimeException When WooCommerce refuses the name.
	 */
	private function taxonomy( string $label ): string {
		if ( ! isset( $this->taxonomies[ $label ] ) ) {
			$labels = wp_list_pluck( wc_get_attribute_taxonomies(), 'attribute_label', 'attribute_name' );
			$name   = array_search( $label, $labels, true );
			$name   = false === $name ? wc_sanitize_taxonomy_name( $label ) : (string) $name;
			if ( ! wc_attribute_taxonomy_id_by_name( $name ) ) {
				$this->make( $label, $name );
			}
			$this->taxonomies[ $label ] = wc_attribute_taxonomy_name( $name );
		}
		return $this->taxonomies[ $label ];
	}

	/**
	 * A new global attribute; its taxonomy is registered for the rest of this request, as WooCommerce does it at the next one.
	 *
	 * @param string $label Its label.
	 * @param string $name  Its name.
	 * @throws RuntimeException When WooCommerce refuses the name.
	 */
	private function make( string $label, string $name ): void {
		if ( ! current_user_can( 'manage_product_terms' ) ) {
			/* translators: %s: an attribute's name. */
			throw new RuntimeException( sprintf( __( 'The attribute "%s" does not exist, and your account may not make attributes.', 'devskyy' ), $label ) ); // phpcs:ignore WordPress.Security.EscapeOutput -- A message, escaped where it is shown.
		}
		$made = wc_create_attribute(
			array(
				'name'         => $label,
				'slug'         => $name,
				'type'         => 'select',
				'order_by'     => 'menu_order',
				'has_archives' => false,
			)
		);
		if ( is_wp_error( $made ) ) {
			throw new RuntimeException( $made->get_error_message() ); // phpcs:ignore WordPress.Security.EscapeOutput -- A message, escaped where it is shown.
		}
		register_taxonomy(
			wc_attribute_taxonomy_name( $name ),
			array( 'product', 'product_variation' ),
			array(
				'labels'       => array( 'name' => $label ),
				'hierarchical' => true,
				'show_ui'      => false,
				'query_var'    => true,
				'rewrite'      => false,
				'capabilities' => array(
					'manage_terms' => 'manage_product_terms',
					'edit_terms'   => 'edit_product_terms',
					'delete_terms' => 'delete_product_terms',
					'assign_terms' => 'assign_product_terms',
				),
			)
		);
		// WooCommerce asks this list which taxonomies are attributes; it fills it once a request.
		foreach ( wc_get_attribute_taxonomies() as $one ) {
			$GLOBALS['wc_product_attributes'][ wc_attribute_taxonomy_name( $one->attribute_name ) ] = $one; // phpcs:ignore WordPress.NamingConventions.PrefixAllGlobals -- WooCommerce's own global.
		}
	}
}
