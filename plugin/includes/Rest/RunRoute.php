<?php
/**
 * GET runs/{id}.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Rest;

use DevSkyy\Connection\OutboxDrain;
use DevSkyy\Connection\Runs;
use DevSkyy\Roles;
use WP_Error;
use WP_REST_Request;
use WP_REST_Response;

/**
 * One run with its report.
 */
final class RunRoute implements Route {

	/**
	 * Takes its parts.
	 *
	 * @param Guard       $guard Permission callbacks.
	 * @param Runs        $runs  Runs.
	 * @param OutboxDrain $drain Fetches results on the way.
	 */
	public function __construct( private readonly Guard $guard, private readonly Runs $runs, private readonly OutboxDrain $drain ) {}

	/** Registers the route. */
	public function register(): void {
		register_rest_route(
			'devskyy/v1',
			'/runs/(?P<id>[0-9a-f]{8}-[0-9a-f-]{27})',
			array(
				'methods'             => 'GET',
				'callback'            => $this->read( ... ),
				'permission_callback' => $this->guard->permission( Roles::VIEW ),
			)
		);
	}

	/**
	 * The run.
	 *
	 * @param WP_REST_Request $request `id`.
	 */
	public function read( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		$this->drain->poll();
		$run = $this->runs->get( (string) $request['id'] );
		if ( ! is_wp_error( $run ) && $this->runs->awaits_delivery( $run ) ) {
			$this->drain->poll( true );
			$run = $this->runs->get( (string) $request['id'] );
		}
		return is_wp_error( $run ) ? $run : new WP_REST_Response( $run );
	}
}
