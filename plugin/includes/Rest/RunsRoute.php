<?php
/**
 * GET runs.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Rest;

use DevSkyy\Connection\OutboxDrain;
use DevSkyy\Connection\Runs;
use DevSkyy\Roles;
use WP_REST_Request;
use WP_REST_Response;

/**
 * The list of runs.
 */
final class RunsRoute implements Route {

	/**
	 * Takes its parts.
	 *
	 * @param Guard       $guard Permission callbacks.
	 * @param Runs        $runs  Runs.
	 * @param OutboxDrain $drain Fetches results on the way.
	 * @param Reply       $reply Lists.
	 */
	public function __construct(
		private readonly Guard $guard,
		private readonly Runs $runs,
		private readonly OutboxDrain $drain,
		private readonly Reply $reply
	) {}

	/** Registers the route. */
	public function register(): void {
		register_rest_route(
			'devskyy/v1',
			'/runs',
			array(
				'methods'             => 'GET',
				'callback'            => $this->read( ... ),
				'permission_callback' => $this->guard->permission( Roles::VIEW ),
				'args'                => self::PAGING + array(
					'agent'  => array(
						'type'    => 'string',
						'default' => '',
						'pattern' => '^([a-z][a-z0-9-]{0,63})?$',
					),
					'status' => array(
						'type'    => 'string',
						'default' => '',
						'enum'    => array( '', 'queued', 'running', 'completed', 'failed', 'cancelled' ),
					),
				),
			)
		);
	}

	/**
	 * A page of runs, newest first.
	 *
	 * @param WP_REST_Request $request `page`, `per_page`, `agent`, `status`.
	 */
	public function read( WP_REST_Request $request ): WP_REST_Response {
		$this->drain->poll();
		$page = $this->runs->page(
			array(
				'page'     => (int) $request['page'],
				'per_page' => (int) $request['per_page'],
				'agent'    => (string) $request['agent'],
				'status'   => (string) $request['status'],
			)
		);
		if ( array() !== array_filter( $page['items'], $this->runs->awaits_delivery( ... ) ) ) {
			// The next poll shows it.
			$this->drain->poll( true );
		}
		return $this->reply->page( $page['items'], $page['total'], (int) $request['per_page'] );
	}
}
