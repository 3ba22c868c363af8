<?php
/**
 * GET agents.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Rest;

use DevSkyy\Connection\AgentList;
use DevSkyy\Roles;
use WP_REST_Response;

/**
 * The agents: what each does, needs and risks.
 */
final class AgentsRoute implements Route {

	/**
	 * Takes its parts.
	 *
	 * @param Guard     $guard  Permission callbacks.
	 * @param AgentList $agents The agents.
	 * @param Reply     $reply  Lists.
	 */
	public function __construct( private readonly Guard $guard, private readonly AgentList $agents, private readonly Reply $reply ) {}

	/** Registers the route. */
	public function register(): void {
		register_rest_route(
			'devskyy/v1',
			'/agents',
			array(
				'methods'             => 'GET',
				'callback'            => $this->read( ... ),
				'permission_callback' => $this->guard->permission( Roles::VIEW ),
			)
		);
	}

	/** All agents; without the service they are shown and marked as not available. */
	public function read(): WP_REST_Response {
		$agents = $this->agents->read();
		return $this->reply->page( $agents, count( $agents ), 100 );
	}
}
