<?php
/**
 * Why stock is not set.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Catalogue\Stock;

use WP_Error;

/**
 * The words that both stocks share.
 */
final class Refusal {

	/** There is no such product or variation. */
	public function gone(): WP_Error {
		return new WP_Error( 'devskyy_product_gone', __( 'The product or variation no longer exists.', 'devskyy' ), array( 'status' => 404 ) );
	}

	/** The product's stock is that of its variations. */
	public function of_variations(): WP_Error {
		return new WP_Error( 'devskyy_stock_variations', __( 'This product has variations, and their pieces are counted. Choose the variation.', 'devskyy' ), array( 'status' => 409 ) );
	}

	/** A count below zero. */
	public function negative(): WP_Error {
		return new WP_Error( 'devskyy_stock_negative', __( 'There cannot be fewer than 0 pieces.', 'devskyy' ), array( 'status' => 400 ) );
	}

	/**
	 * Somebody sold or counted meanwhile.
	 *
	 * @param array{quantity:int|float|null,status:string} $now The stock of now.
	 */
	public function changed( array $now ): WP_Error {
		return new WP_Error(
			'devskyy_stock_changed',
			__( 'The stock has changed since you saw it: pieces were sold or counted. Look at the new number, then set it again.', 'devskyy' ),
			array(
				'status' => 409,
				'stock'  => $now,
			)
		);
	}
}
