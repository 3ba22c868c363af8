<?php
/**
 * POST agents/{name}/estimates.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Rest;

use DevSkyy\Connection\CatalogueSync;
use DevSkyy\Roles;
use WP_Error;
use WP_REST_Request;
use WP_REST_Response;

/**
 * Time and cost of a run, before it is started.
 */
final class AgentEstimatesRoute implements Route {

	/**
	 * Takes its parts.
	 *
	 * @param Guard         $guard Permission callbacks.
	 * @param RunAsk        $ask   Reads the request.
	 * @param CatalogueSync $sync  Brings the snapshot up to date.
	 * @param Reply         $reply Hands on.
	 */
	public function __construct(
		private readonly Guard $guard,
		private readonly RunAsk $ask,
		private readonly CatalogueSync $sync,
		private readonly Reply $reply
	) {}

	/** Registers the route. */
	public function register(): void {
		register_rest_route(
			'devskyy/v1',
			'/agents/(?P<name>[a-z][a-z0-9-]*)/estimates',
			array(
				'methods'             => 'POST',
				'callback'            => $this->estimate( ... ),
				'permission_callback' => $this->guard->permission( Roles::RUN ),
				'args'                => $this->ask->args(),
			)
		);
	}

	/**
	 * The service's estimate, on a catalogue that it knows.
	 *
	 * @param WP_REST_Request $request `targets`, `options`.
	 */
	public function estimate( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		$body = $this->ask->read( $request );
		if ( is_wp_error( $body ) ) {
			return $body;
		}
		$ready = $this->sync->step( 5 );
		return is_wp_error( $ready ) ? $ready : $this->reply->forward( 'POST', 'agents/' . $request['name'] . '/estimates', $body );
	}
}
