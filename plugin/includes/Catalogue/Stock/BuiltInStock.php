<?php
/**
 * Stock of the built-in catalogue.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Catalogue\Stock;

use DevSkyy\Catalogue\BuiltIn\BuiltInCatalogue;
use DevSkyy\Catalogue\BuiltIn\ProductData;
use WP_Error;

/**
 * The product's own field, or its variation's.
 */
final class BuiltInStock implements Stock {

	/**
	 * Takes its parts.
	 *
	 * @param BuiltInCatalogue $catalogue Reads products.
	 * @param ProductData      $data      What is stored.
	 */
	public function __construct( private readonly BuiltInCatalogue $catalogue, private readonly ProductData $data ) {}

	/** {@inheritDoc} */
	public function read( int $id, int $variation = 0 ): array|WP_Error {
		wp_cache_delete( $id, 'post_meta' );
		$product = $this->catalogue->find( $id );
		$offers  = null === $product || 0 === $variation ? array( $product ) : array_values( array_filter( $product['variations'], static fn( array $one ): bool => $one['id'] === $variation ) );
		$offer   = $offers[0] ?? null;
		return null === $offer ? ( new Refusal() )->gone() : array(
			'quantity' => $offer['stock_quantity'],
			'status'   => $offer['stock_status'],
		);
	}

	/** {@inheritDoc} */
	public function write( int $id, ?int $quantity, array $seen, int $variation = 0 ): array|WP_Error {
		$now = $this->read( $id, $variation );
		if ( is_wp_error( $now ) ) {
			return $now;
		}
		$rows = $this->data->variations( $id );
		if ( 0 === $variation && array() !== $rows ) {
			return ( new Refusal() )->of_variations();
		}
		if ( $now['quantity'] !== $seen['quantity'] || ( null !== $quantity && $quantity < 0 ) ) {
			return $now['quantity'] !== $seen['quantity'] ? ( new Refusal() )->changed( $now ) : ( new Refusal() )->negative();
		}
		if ( 0 === $variation ) {
			$this->data->set_text( $id, ProductData::STOCK, (string) $quantity );
			return $this->read( $id );
		}
		$set = static fn( array $row ): array => $row['id'] === $variation ? array( 'stock' => (string) $quantity ) + $row : $row;
		$this->data->set_variations( $id, array_map( $set, $rows ) );
		return $this->read( $id, $variation );
	}
}
