<?php
/**
 * Saves WooCommerce products.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Catalogue\WooCommerce;

use DevSkyy\Catalogue\Fields\ExactPost;
use DevSkyy\Catalogue\Fields\Saver;
use WC_Product;
use WP_Error;

/**
 * Through WooCommerce's own objects, so that its look-up tables, caches and hooks follow.
 */
final class WooSaver implements Saver {

	private const SETTERS = array(
		'post_title'   => 'set_name',
		'post_excerpt' => 'set_short_description',
		'post_content' => 'set_description',
	);

	/**
	 * Takes its helper.
	 *
	 * @param ExactPost $exact Holds the post's row to given bytes.
	 */
	public function __construct( private readonly ExactPost $exact ) {}

	/** {@inheritDoc} */
	public function texts( int $id, array $columns ): bool|WP_Error {
		$product = wc_get_product( $id );
		if ( ! $product instanceof WC_Product ) {
			return $this->gone();
		}
		foreach ( $columns as $column => $bytes ) {
			$product->{self::SETTERS[ $column ]}( $bytes );
		}
		if ( array() !== $product->get_changes() ) {
			$this->exact->during( $id, $columns, $product->save( ... ) );
		}
		return true;
	}

	/** {@inheritDoc} */
	public function terms( int $id, string $taxonomy, array $terms ): bool|WP_Error {
		$product = wc_get_product( $id );
		if ( ! $product instanceof WC_Product ) {
			return $this->gone();
		}
		'product_cat' === $taxonomy ? $product->set_category_ids( $terms ) : $product->set_tag_ids( $terms );
		if ( array() !== $product->get_changes() ) {
			$product->save();
		}
		// WooCommerce gives a product without a category its default one; what had none must have none again.
		$stored = wp_get_object_terms( $id, $taxonomy, array( 'fields' => 'ids' ) );
		if ( is_wp_error( $stored ) ) {
			return $stored;
		}
		$stored = array_map( 'intval', (array) $stored );
		$same   = array() === array_diff( $stored, $terms ) && array() === array_diff( $terms, $stored );
		$set    = $same ? array() : wp_set_object_terms( $id, $terms, $taxonomy );
		return is_wp_error( $set ) ? $set : true;
	}

	/** The product is not there. */
	private function gone(): WP_Error {
		return new WP_Error( 'devskyy_product_gone', __( 'The product no longer exists.', 'devskyy' ), array( 'status' => 404 ) );
	}
}
