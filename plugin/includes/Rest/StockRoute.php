<?php
/**
 * Stock of one product.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Rest;

use DevSkyy\Catalogue\Catalogue;
use DevSkyy\Catalogue\CatalogueFactory;
use DevSkyy\Catalogue\Stock\Stock;
use DevSkyy\Roles;
use WP_Error;
use WP_REST_Request;
use WP_REST_Response;

/**
 * `GET devskyy/v1/catalogue/{id}/stock?variation=` → `{quantity, status}`; `PUT` of the same `{quantity, seen, variation?}` sets it, for a
 * person who may edit the product.
 */
final class StockRoute implements Route {

	/**
	 * Takes its parts.
	 *
	 * @param Guard     $guard     Makes permission callbacks.
	 * @param Catalogue $catalogue The active catalogue.
	 */
	public function __construct( private readonly Guard $guard, private readonly Catalogue $catalogue ) {}

	/** {@inheritDoc} */
	public function register(): void {
		$count     = array(
			'type'    => array( 'integer', 'null' ),
			'maximum' => 1000000000,
		);
		$variation = array(
			'variation' => array(
				'type'    => 'integer',
				'minimum' => 0,
				'default' => 0,
			),
		);
		$endpoint  = fn( string $method, string $capability, callable $does, array $args ): array => array(
			'methods'             => $method,
			'callback'            => $does,
			'permission_callback' => $this->guard->permission( $capability ),
			'args'                => $variation + $args,
		);
		register_rest_route(
			'devskyy/v1',
			'/catalogue/(?P<id>[1-9][0-9]{0,17})/stock',
			array(
				$endpoint( 'GET', Roles::VIEW, $this->get( ... ), array() ),
				$endpoint(
					'PUT',
					Roles::APPROVE,
					$this->put( ... ),
					array(
						'quantity' => $count,
						'seen'     => $count,
					)
				),
			)
		);
	}

	/**
	 * The stock of now.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	private function get( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		$stock = $this->stock();
		return rest_ensure_response( is_wp_error( $stock ) ? $stock : $stock->read( (int) $request['id'], (int) $request['variation'] ) );
	}

	/**
	 * Sets it.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	private function put( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		$stock = $this->stock();
		$id    = (int) $request['id'];
		// Core takes a null for a parameter that is missing.
		if ( ! $request->has_param( 'quantity' ) || ! $request->has_param( 'seen' ) ) {
			return new WP_Error( 'devskyy_stock_what', __( 'Say the new "quantity" and the one that was "seen"; null means that pieces are not counted.', 'devskyy' ), array( 'status' => 400 ) );
		}
		if ( is_wp_error( $stock ) ) {
			return $stock;
		}
		if ( null !== $this->catalogue->find( $id ) && ! $this->catalogue->can_edit( $id, wp_get_current_user() ) ) {
			return new WP_Error( 'devskyy_forbidden', __( 'Your account may not edit this product.', 'devskyy' ), array( 'status' => 403 ) );
		}
		$seen = array( 'quantity' => null === $request['seen'] ? null : (int) $request['seen'] );
		return rest_ensure_response( $stock->write( $id, null === $request['quantity'] ? null : (int) $request['quantity'], $seen, (int) $request['variation'] ) );
	}

	/** The active catalogue's stock. */
	private function stock(): Stock|WP_Error {
		if ( ! $this->catalogue->available() ) {
			return new WP_Error( 'devskyy_catalogue_unavailable', __( 'The products cannot be reached now: the shop plugin that keeps them is switched off, or the shop is being moved.', 'devskyy' ), array( 'status' => 503 ) );
		}
		return ( new CatalogueFactory() )->stock();
	}
}
