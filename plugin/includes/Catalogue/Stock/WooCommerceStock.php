<?php
/**
 * WooCommerce's stock.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Catalogue\Stock;

use DevSkyy\Catalogue\WooCommerce\WooCommerceCatalogue;
use WC_Product;
use WP_Error;

/**
 * Through WooCommerce's own objects, so that its look-up tables, low-stock mails and hooks follow.
 */
final class WooCommerceStock implements Stock {

	/**
	 * Takes the catalogue.
	 *
	 * @param WooCommerceCatalogue $catalogue Reads products.
	 */
	public function __construct( private readonly WooCommerceCatalogue $catalogue ) {}

	/** {@inheritDoc} */
	public function read( int $id, int $variation = 0 ): array|WP_Error {
		$product = $this->product( $id, $variation );
		if ( null === $product ) {
			return ( new Refusal() )->gone();
		}
		$shape = (array) $this->catalogue->find( $id );
		$offer = 0 === $variation ? $shape : array_column( $shape['variations'], null, 'id' )[ $variation ] ?? null;
		return null === $offer ? ( new Refusal() )->gone() : array(
			'quantity' => $offer['stock_quantity'],
			'status'   => $offer['stock_status'],
		);
	}

	/** {@inheritDoc} */
	public function write( int $id, ?int $quantity, array $seen, int $variation = 0 ): array|WP_Error {
		$now     = $this->read( $id, $variation );
		$product = $this->product( $id, $variation );
		if ( is_wp_error( $now ) || null === $product ) {
			return is_wp_error( $now ) ? $now : ( new Refusal() )->gone();
		}
		if ( 0 === $variation && $product->is_type( 'variable' ) ) {
			return ( new Refusal() )->of_variations();
		}
		if ( $now['quantity'] !== $seen['quantity'] || ( null !== $quantity && $quantity < 0 ) ) {
			return $now['quantity'] !== $seen['quantity'] ? ( new Refusal() )->changed( $now ) : ( new Refusal() )->negative();
		}
		if ( ( null !== $quantity ) !== $product->get_manage_stock( 'edit' ) ) {
			$product->set_manage_stock( null !== $quantity );
			if ( null !== $quantity ) {
				$product->set_stock_quantity( (float) $quantity );
			}
			$product->save();
		} elseif ( null !== $quantity ) {
			wc_update_product_stock( $product, $quantity, 'set' );
		}
		return $this->read( $id, $variation );
	}

	/**
	 * The product or its variation, as the database has it now.
	 *
	 * @param int $id        The product's id.
	 * @param int $variation The variation's id, or 0.
	 */
	private function product( int $id, int $variation ): ?WC_Product {
		$wanted = 0 === $variation ? $id : $variation;
		clean_post_cache( $wanted );
		wp_cache_delete( $wanted, 'post_meta' );
		$product = 0 !== $variation && (int) wp_get_post_parent_id( $variation ) !== $id ? false : wc_get_product( $wanted );
		return $product instanceof WC_Product ? $product : null;
	}
}
