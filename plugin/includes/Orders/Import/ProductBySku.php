<?php
/**
 * Products by their SKU.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Orders\Import;

use DevSkyy\Catalogue\BuiltIn\ProductData;
use DevSkyy\Catalogue\Catalogue;
use DevSkyy\Catalogue\Decimal;

/**
 * Finds the product of a line. A variation's SKU leads to its product in WooCommerce; the built-in catalogue knows its
 * products' own.
 */
final class ProductBySku {

	/**
	 * Takes the active catalogue.
	 *
	 * @param Catalogue $catalogue The active catalogue.
	 */
	public function __construct( private readonly Catalogue $catalogue ) {}

	/**
	 * The product's id; 0 when there is none.
	 *
	 * @param string $sku The SKU.
	 */
	public function find( string $sku ): int {
		if ( 'built-in' === $this->catalogue->type() ) {
			return ( new ProductData( new Decimal() ) )->id_by_sku( $sku );
		}
		$id = $this->catalogue->available() ? (int) wc_get_product_id_by_sku( $sku ) : 0;
		return 'product_variation' === get_post_type( $id ) ? (int) wp_get_post_parent_id( $id ) : $id;
	}
}
