<?php
/**
 * What people ask of a 3D model.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Rest;

use DevSkyy\Models\Models;
use DevSkyy\Models\ModelShape;
use DevSkyy\Roles;
use WP_Error;
use WP_REST_Request;
use WP_REST_Response;

/**
 * `POST devskyy/v1/models/{id}/process {options}` → 202; `POST models/{id}/cancel`.
 */
final class ModelActionsRoute implements Route {

	/**
	 * Takes its parts.
	 *
	 * @param Guard      $guard  Makes permission callbacks.
	 * @param Models     $models What people do with models.
	 * @param ModelShape $shape  The answer's shape.
	 */
	public function __construct( private readonly Guard $guard, private readonly Models $models, private readonly ModelShape $shape ) {}

	/** {@inheritDoc} */
	public function register(): void {
		foreach ( array(
			'process' => array( 'options' => array( 'type' => 'object' ) ),
			'cancel'  => array(),
		) as $action => $args ) {
			register_rest_route(
				'devskyy/v1',
				ModelRoute::ID . '/' . $action,
				array(
					'methods'             => 'POST',
					'callback'            => $this->{$action}( ... ),
					'permission_callback' => $this->guard->permission( Roles::APPROVE ),
					'args'                => $args,
				)
			);
		}
	}

	/**
	 * Processes it again, with other options or the same.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	private function process( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		$model = $this->models->store->get( (string) $request['id'] );
		if ( null === $model ) {
			return $this->models->unknown();
		}
		$options = is_array( $request['options'] ) ? $request['options'] : ( $model->state['options'] ?? array() );
		$model   = $this->models->process( $model, $options );
		return is_wp_error( $model ) ? $model : new WP_REST_Response( $this->shape->of( $model ), 202 );
	}

	/**
	 * Stops it.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	private function cancel( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		$model = $this->models->store->get( (string) $request['id'] );
		$model = null === $model ? $this->models->unknown() : $this->models->cancel( $model );
		return is_wp_error( $model ) ? $model : new WP_REST_Response( $this->shape->of( $model ) );
	}
}
