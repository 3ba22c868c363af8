<?php
/**
 * One 3D model.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Rest;

use DevSkyy\Models\Model;
use DevSkyy\Models\Models;
use DevSkyy\Models\ModelShape;
use DevSkyy\Models\ModelWork;
use DevSkyy\Roles;
use WP_Error;
use WP_REST_Request;
use WP_REST_Response;

/**
 * `GET devskyy/v1/models/{id}`; `PUT models/{id} {title, name, products: [{id, variant}]}`; `DELETE models/{id}` → 204.
 */
final class ModelRoute implements Route {

	public const ID = '/models/(?P<id>[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})';

	/** Seconds of work in one poll. */
	private const POLL = 2.0;

	/** Products of one model at most. */
	private const PRODUCTS = 200;

	/**
	 * Takes its parts.
	 *
	 * @param Guard      $guard  Makes permission callbacks.
	 * @param Models     $models What people do with models.
	 * @param ModelShape $shape  The answer's shape.
	 * @param ModelWork  $work   Goes on with models.
	 */
	public function __construct( private readonly Guard $guard, private readonly Models $models, private readonly ModelShape $shape, private readonly ModelWork $work ) {}

	/** {@inheritDoc} */
	public function register(): void {
		register_rest_route(
			'devskyy/v1',
			self::ID,
			array(
				array(
					'methods'             => 'GET',
					'callback'            => $this->get( ... ),
					'permission_callback' => $this->guard->permission( Roles::VIEW ),
				),
				array(
					'methods'             => 'PUT',
					'callback'            => $this->edit( ... ),
					'permission_callback' => $this->guard->permission( Roles::APPROVE ),
					'args'                => array(
						'title'    => array(
							'type'      => 'string',
							'minLength' => 1,
							'maxLength' => 250,
						),
						'name'     => array(
							'type'      => 'string',
							'minLength' => 1,
							'maxLength' => 200,
						),
						'products' => array(
							'type'     => 'array',
							'maxItems' => self::PRODUCTS,
							'items'    => array(
								'type'       => 'object',
								'properties' => array(
									'id'      => array(
										'type'     => 'integer',
										'minimum'  => 1,
										'required' => true,
									),
									'variant' => array(
										'type'      => array( 'string', 'null' ),
										'maxLength' => 250,
									),
								),
							),
						),
					),
				),
				array(
					'methods'             => 'DELETE',
					'callback'            => $this->delete( ... ),
					'permission_callback' => $this->guard->permission( Roles::APPROVE ),
				),
			)
		);
	}

	/**
	 * The model, a step further.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	private function get( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		$model = $this->find( $request );
		return is_wp_error( $model ) ? $model : new WP_REST_Response( $this->shape->of( $this->work->step( $model, microtime( true ) + self::POLL ) ) );
	}

	/**
	 * Names it, attaches it.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	private function edit( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		$model = $this->find( $request );
		if ( is_wp_error( $model ) ) {
			return $model;
		}
		$products = null;
		if ( is_array( $request['products'] ) ) {
			$products = array();
			foreach ( $request['products'] as $one ) {
				$products[ (int) $one['id'] ] = '' === (string) ( $one['variant'] ?? '' ) ? null : (string) $one['variant'];
			}
		}
		$named = null === $request['name'] ? $model : $this->models->rename( $model, (string) $request['name'] );
		if ( is_wp_error( $named ) ) {
			return $named;
		}
		$model = $named;
		$title = null === $request['title'] ? null : sanitize_text_field( (string) $request['title'] );
		$model = $this->models->edit( $model, $title, $products );
		return is_wp_error( $model ) ? $model : new WP_REST_Response( $this->shape->of( $model ) );
	}

	/**
	 * Deletes it.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	private function delete( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		$model = $this->find( $request );
		$done  = is_wp_error( $model ) ? $model : $this->models->delete( $model );
		return is_wp_error( $done ) ? $done : new WP_REST_Response( null, 204 );
	}

	/**
	 * The model.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	private function find( WP_REST_Request $request ): Model|WP_Error {
		return $this->models->store->get( (string) $request['id'] ) ?? $this->models->unknown();
	}
}
