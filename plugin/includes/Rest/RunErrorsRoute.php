<?php
/**
 * GET runs/{id}/errors.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Rest;

use DevSkyy\Roles;
use WP_Error;
use WP_REST_Request;
use WP_REST_Response;

/**
 * What went wrong in a run, attempt by attempt, as the service keeps it.
 */
final class RunErrorsRoute implements Route {

	/**
	 * Takes its parts.
	 *
	 * @param Guard $guard Permission callbacks.
	 * @param Reply $reply Hands on.
	 */
	public function __construct( private readonly Guard $guard, private readonly Reply $reply ) {}

	/** Registers the route. */
	public function register(): void {
		register_rest_route(
			'devskyy/v1',
			'/runs/(?P<id>[0-9a-f]{8}-[0-9a-f-]{27})/errors',
			array(
				'methods'             => 'GET',
				'callback'            => $this->read( ... ),
				'permission_callback' => $this->guard->permission( Roles::VIEW ),
			)
		);
	}

	/**
	 * The newest hundred.
	 *
	 * @param WP_REST_Request $request `id`.
	 */
	public function read( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		return $this->reply->forward( 'GET', 'runs/' . rawurlencode( (string) $request['id'] ) . '/errors' );
	}
}
