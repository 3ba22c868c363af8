<?php
/**
 * GET catalogue/{id}.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Rest;

use DevSkyy\Catalogue\Catalogue;
use DevSkyy\Catalogue\Unavailable;
use DevSkyy\Roles;
use WP_Error;
use WP_REST_Request;
use WP_REST_Response;

/**
 * One product in the contract's shape.
 */
final class CatalogueItemRoute implements Route {

	/**
	 * Takes its helpers.
	 *
	 * @param Catalogue $catalogue The active catalogue.
	 * @param Guard     $guard     Permission callbacks.
	 */
	public function __construct( private readonly Catalogue $catalogue, private readonly Guard $guard ) {}

	/** {@inheritDoc} */
	public function register(): void {
		register_rest_route(
			'devskyy/v1',
			'/catalogue/(?P<id>[1-9]\d{0,18})',
			array(
				'methods'             => 'GET',
				'callback'            => $this->get( ... ),
				'permission_callback' => $this->guard->permission( Roles::VIEW ),
				'args'                => array(
					'id' => array(
						'type'    => 'integer',
						'minimum' => 1,
					),
				),
			)
		);
	}

	/**
	 * Answers.
	 *
	 * @param WP_REST_Request<array<string,mixed>> $request The request.
	 */
	public function get( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		if ( $this->catalogue instanceof Unavailable ) {
			return $this->catalogue->error();
		}
		$product = $this->catalogue->find( (int) $request['id'] );
		if ( null === $product ) {
			/* translators: %d: a product's id. */
			return new WP_Error( 'devskyy_product_unknown', sprintf( __( 'There is no product %d in this shop.', 'devskyy' ), (int) $request['id'] ), array( 'status' => 404 ) );
		}
		return new WP_REST_Response( $product );
	}
}
