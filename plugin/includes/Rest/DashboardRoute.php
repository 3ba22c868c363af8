<?php
/**
 * GET dashboard.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Rest;

use DevSkyy\Connection\ConnectionStatus;
use DevSkyy\Connection\OutboxDrain;
use DevSkyy\Connection\Runs;
use DevSkyy\Connection\ServiceClient;
use DevSkyy\Proposals\ProposalStore;
use DevSkyy\Roles;
use WP_REST_Response;

/**
 * What the Dashboard shows, in one answer; what the service alone knows is null while it does not answer.
 */
final class DashboardRoute implements Route {

	/**
	 * Takes its parts.
	 *
	 * @param Guard            $guard     Permission callbacks.
	 * @param ConnectionStatus $status    The connection.
	 * @param ServiceClient    $client    Signed requests.
	 * @param Runs             $runs      Runs.
	 * @param ProposalStore    $proposals Proposals.
	 * @param OutboxDrain      $drain     Fetches results on the way.
	 */
	public function __construct(
		private readonly Guard $guard,
		private readonly ConnectionStatus $status,
		private readonly ServiceClient $client,
		private readonly Runs $runs,
		private readonly ProposalStore $proposals,
		private readonly OutboxDrain $drain
	) {}

	/** Registers the route. */
	public function register(): void {
		register_rest_route(
			'devskyy/v1',
			'/dashboard',
			array(
				'methods'             => 'GET',
				'callback'            => $this->read( ... ),
				'permission_callback' => $this->guard->permission( Roles::VIEW ),
			)
		);
	}

	/** Connection, what waits, what runs, today's spend, last results. */
	public function read(): WP_REST_Response {
		$this->drain->poll();
		$connection = $this->status->read();
		$connected  = 'connected' === $connection['status'];
		$runs       = $this->runs->page(
			array(
				'page'     => 1,
				'per_page' => 20,
				'agent'    => '',
				'status'   => '',
			)
		);
		$items      = $runs['items'];
		$active     = static fn( array $run ): bool => in_array( $run['status'], array( 'queued', 'running' ), true );
		$spend      = $connected ? $this->client->request( 'GET', 'spend' ) : null;
		$counts     = $this->proposals->counts();
		return new WP_REST_Response(
			array(
				'connection' => $connection,
				'proposals'  => array(
					'pending'  => (int) ( $counts['pending'] ?? 0 ),
					'conflict' => (int) ( $counts['conflict'] ?? 0 ),
				),
				'runs'       => array(
					'running' => $connected ? array_values( array_filter( $items, $active ) ) : null,
					'recent'  => array_slice( array_values( array_filter( $items, static fn( array $run ): bool => ! $active( $run ) ) ), 0, 5 ),
				),
				'spend'      => is_wp_error( $spend ) ? null : $spend,
			)
		);
	}
}
