<?php
/**
 * POST runs/{id}/cancel.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Rest;

use DevSkyy\Connection\Runs;
use DevSkyy\Connection\RunStore;
use DevSkyy\Connection\ServiceClient;
use DevSkyy\Roles;
use WP_Error;
use WP_REST_Request;
use WP_REST_Response;

/**
 * Stops a run; what it has proposed so far stays.
 */
final class RunCancelRoute implements Route {

	/**
	 * Takes its parts.
	 *
	 * @param Guard         $guard  Permission callbacks.
	 * @param ServiceClient $client Signed requests.
	 * @param Runs          $runs   Merges.
	 * @param RunStore      $store  The site's table.
	 */
	public function __construct(
		private readonly Guard $guard,
		private readonly ServiceClient $client,
		private readonly Runs $runs,
		private readonly RunStore $store
	) {}

	/** Registers the route. */
	public function register(): void {
		register_rest_route(
			'devskyy/v1',
			'/runs/(?P<id>[0-9a-f]{8}-[0-9a-f-]{27})/cancel',
			array(
				'methods'             => 'POST',
				'callback'            => $this->cancel( ... ),
				'permission_callback' => $this->guard->permission( Roles::RUN ),
			)
		);
	}

	/**
	 * The run as it is after that.
	 *
	 * @param WP_REST_Request $request `id`.
	 */
	public function cancel( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		$id  = (string) $request['id'];
		$run = $this->client->request( 'POST', 'runs/' . $id . '/cancel', array() );
		return is_wp_error( $run ) ? $run : new WP_REST_Response( $this->runs->merge( $run, $this->store->find( $id ) ) );
	}
}
