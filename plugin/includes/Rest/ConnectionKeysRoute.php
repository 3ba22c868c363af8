<?php
/**
 * POST connection/keys.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Rest;

use DevSkyy\Connection\ConnectionStatus;
use DevSkyy\Connection\KeyRotation;
use DevSkyy\Roles;
use WP_Error;
use WP_REST_Response;

/**
 * Renews the connection's keys now.
 */
final class ConnectionKeysRoute implements Route {

	/**
	 * Takes its parts.
	 *
	 * @param Guard            $guard    Permission callbacks.
	 * @param KeyRotation      $rotation Renews.
	 * @param ConnectionStatus $status   The connection's state.
	 */
	public function __construct( private readonly Guard $guard, private readonly KeyRotation $rotation, private readonly ConnectionStatus $status ) {}

	/** Registers the route. */
	public function register(): void {
		register_rest_route(
			'devskyy/v1',
			'/connection/keys',
			array(
				'methods'             => 'POST',
				'callback'            => $this->renew( ... ),
				'permission_callback' => $this->guard->permission( Roles::MANAGE ),
			)
		);
	}

	/** Renews the keys and answers the connection's state. */
	public function renew(): WP_REST_Response|WP_Error {
		$done = $this->rotation->now();
		return is_wp_error( $done ) ? $done : new WP_REST_Response( $this->status->read() );
	}
}
