<?php
/**
 * GET runs/events.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Rest;

use DevSkyy\Connection\OutboxDrain;
use DevSkyy\Roles;
use WP_Error;
use WP_REST_Request;
use WP_REST_Response;

/**
 * Progress of all runs since a cursor: one short poll for a whole screen.
 */
final class RunEventsRoute implements Route {

	/**
	 * Takes its parts.
	 *
	 * @param Guard       $guard Permission callbacks.
	 * @param OutboxDrain $drain Fetches results on the way.
	 * @param Reply       $reply Hands on.
	 */
	public function __construct( private readonly Guard $guard, private readonly OutboxDrain $drain, private readonly Reply $reply ) {}

	/** Registers the route. */
	public function register(): void {
		register_rest_route(
			'devskyy/v1',
			'/runs/events',
			array(
				'methods'             => 'GET',
				'callback'            => $this->read( ... ),
				'permission_callback' => $this->guard->permission( Roles::VIEW ),
				'args'                => array(
					// Empty is as good as absent: who has no cursor yet asks with `?after=`.
					'after' => array(
						'type'    => array( 'integer', 'string' ),
						'minimum' => 0,
						'pattern' => '^\\d*$',
					),
					'limit' => array(
						'type'    => 'integer',
						'minimum' => 1,
						'maximum' => 500,
					),
				),
			)
		);
	}

	/**
	 * `{events, next}`; without `after` no events, and `next` is the newest.
	 *
	 * @param WP_REST_Request $request `after`, `limit`.
	 */
	public function read( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		$this->drain->poll();
		$asked = array_intersect_key( $request->get_query_params(), array_flip( array( 'after', 'limit' ) ) );
		$query = http_build_query( array_diff( $asked, array( '' ) ) );
		return $this->reply->forward( 'GET', 'runs/events' . ( '' === $query ? '' : '?' . $query ) );
	}
}
