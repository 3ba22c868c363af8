<?php
/**
 * 3D models.
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
 * `GET devskyy/v1/models` → `{models, total}`; `POST models {upload, title, options}` → 202 with the model. The list's polls take open
 * models a step further.
 */
final class ModelsRoute implements Route {

	/** Seconds of work in one poll. */
	private const POLL = 2.0;

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
			'/models',
			array(
				array(
					'methods'             => 'GET',
					'callback'            => $this->list( ... ),
					'permission_callback' => $this->guard->permission( Roles::VIEW ),
					'args'                => self::PAGING + array(
						'search' => array(
							'type'      => 'string',
							'maxLength' => 200,
							'default'   => '',
						),
						'status' => array(
							'type'    => 'array',
							'items'   => array(
								'type' => 'string',
								'enum' => Model::STATUSES,
							),
							'default' => array(),
						),
						'kind'   => array(
							'type'    => 'array',
							'items'   => array(
								'type' => 'string',
								'enum' => Model::KINDS,
							),
							'default' => array(),
						),
					),
				),
				array(
					'methods'             => 'POST',
					'callback'            => $this->start( ... ),
					'permission_callback' => $this->guard->permission( Roles::APPROVE ),
					'args'                => array(
						'upload'  => array(
							'type'     => 'string',
							'format'   => 'uuid',
							'required' => true,
						),
						'title'   => array(
							'type'      => 'string',
							'maxLength' => 250,
							'default'   => '',
						),
						'options' => array(
							'type'    => 'object',
							'default' => array(),
						),
					),
				),
			)
		);
	}

	/**
	 * A page of models.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	private function list( WP_REST_Request $request ): WP_REST_Response {
		$this->work->run( self::POLL );
		$page = $this->models->store->list(
			array(
				'page'     => (int) $request['page'],
				'per_page' => (int) $request['per_page'],
				'search'   => (string) $request['search'],
				'status'   => array_values( (array) $request['status'] ),
				'kind'     => array_values( (array) $request['kind'] ),
			)
		);
		return new WP_REST_Response( $this->shape->page( $page ) );
	}

	/**
	 * Starts a model.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	private function start( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		$model = $this->models->start( (string) $request['upload'], sanitize_text_field( (string) $request['title'] ), (array) $request['options'] );
		return is_wp_error( $model ) ? $model : new WP_REST_Response( $this->shape->of( $model ), 202 );
	}
}
