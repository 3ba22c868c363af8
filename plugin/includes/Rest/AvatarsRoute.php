<?php
/**
 * Avatars.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Rest;

use DevSkyy\Models\Models;
use DevSkyy\Models\ModelShape;
use DevSkyy\Models\ModelWork;
use DevSkyy\Roles;
use WP_Error;
use WP_REST_Request;
use WP_REST_Response;

/**
 * `GET devskyy/v1/avatars` → `{models, total}` of the kinds avatar and dressed; `POST avatars {avatar, garments, title}` → 202 with a model.
 */
final class AvatarsRoute implements Route {

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
		$uuid = array(
			'type'   => 'string',
			'format' => 'uuid',
		);
		register_rest_route(
			'devskyy/v1',
			'/avatars',
			array(
				array(
					'methods'             => 'GET',
					'callback'            => $this->list( ... ),
					'permission_callback' => $this->guard->permission( Roles::VIEW ),
					'args'                => self::PAGING,
				),
				array(
					'methods'             => 'POST',
					'callback'            => $this->dress( ... ),
					'permission_callback' => $this->guard->permission( Roles::APPROVE ),
					'args'                => array(
						'avatar'   => array( 'required' => true ) + $uuid,
						'garments' => array(
							'type'     => 'array',
							'items'    => $uuid,
							'minItems' => 1,
							'maxItems' => 10,
							'required' => true,
						),
						'title'    => array(
							'type'      => 'string',
							'minLength' => 1,
							'maxLength' => 250,
							'required'  => true,
						),
					),
				),
			)
		);
	}

	/**
	 * A page of avatars.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	private function list( WP_REST_Request $request ): WP_REST_Response {
		$this->work->run( self::POLL );
		$page = $this->models->store->list(
			array(
				'page'     => (int) $request['page'],
				'per_page' => (int) $request['per_page'],
				'kind'     => array( 'avatar', 'dressed' ),
			)
		);
		return new WP_REST_Response( $this->shape->page( $page ) );
	}

	/**
	 * Dresses an avatar.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	private function dress( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		$model = $this->models->dress( (string) $request['avatar'], array_values( (array) $request['garments'] ), sanitize_text_field( (string) $request['title'] ) );
		return is_wp_error( $model ) ? $model : new WP_REST_Response( $this->shape->of( $model ), 202 );
	}
}
