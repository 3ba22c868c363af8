<?php
/**
 * POST agents/{name}/runs.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Rest;

use DevSkyy\Connection\CatalogueSync;
use DevSkyy\Connection\RunStore;
use DevSkyy\Connection\ServiceClient;
use DevSkyy\Roles;
use WP_Error;
use WP_REST_Request;
use WP_REST_Response;

/**
 * Starts a run. The targets' data go to the service first; without the service nothing is stored.
 */
final class AgentRunsRoute implements Route {

	/**
	 * Takes its parts.
	 *
	 * @param Guard         $guard  Permission callbacks.
	 * @param RunAsk        $ask    Reads the request.
	 * @param CatalogueSync $sync   Brings the snapshot up to date.
	 * @param ServiceClient $client Signed requests.
	 * @param RunStore      $runs   Remembers who asked.
	 */
	public function __construct(
		private readonly Guard $guard,
		private readonly RunAsk $ask,
		private readonly CatalogueSync $sync,
		private readonly ServiceClient $client,
		private readonly RunStore $runs
	) {}

	/** Registers the route. */
	public function register(): void {
		register_rest_route(
			'devskyy/v1',
			'/agents/(?P<name>[a-z][a-z0-9-]*)/runs',
			array(
				'methods'             => 'POST',
				'callback'            => $this->start( ... ),
				'permission_callback' => $this->guard->permission( Roles::RUN ),
				'args'                => $this->ask->args(),
			)
		);
	}

	/**
	 * 202 with the run's id.
	 *
	 * @param WP_REST_Request $request `targets`, `options`.
	 */
	public function start( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		if ( ! $this->client->paired() ) {
			return $this->client->unpaired();
		}
		$body = $this->ask->read( $request );
		if ( is_wp_error( $body ) ) {
			return $body;
		}
		$ready = $this->sync->before_run( $body['targets'] );
		if ( is_wp_error( $ready ) ) {
			return $ready;
		}
		$name   = (string) $request['name'];
		$answer = $this->client->request( 'POST', 'agents/' . $name . '/runs', $body, array( 'Idempotency-Key' => $this->key( $request ) ) );
		if ( is_wp_error( $answer ) ) {
			return $answer;
		}
		$id = (string) ( $answer['id'] ?? '' );
		if ( ! wp_is_uuid( $id ) ) {
			return new WP_Error( 'devskyy_answer', __( 'The service’s answer cannot be read.', 'devskyy' ), array( 'status' => 502 ) );
		}
		$this->runs->started(
			$id,
			$name,
			array(
				'options' => $body['options'],
				'actor'   => array_intersect_key( $body['actor'], array_flip( array( 'id', 'name' ) ) ),
				'total'   => is_array( $body['targets'] ) ? count( $body['targets'] ) : $this->ask->known( $name, $this->sync->state() ),
			)
		);
		return new WP_REST_Response( array( 'id' => $id ), 202 );
	}

	/**
	 * The caller's idempotency key, or a new one.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	private function key( WP_REST_Request $request ): string {
		$key = (string) $request->get_header( 'idempotency_key' );
		return wp_is_uuid( $key ) ? $key : wp_generate_uuid4();
	}
}
