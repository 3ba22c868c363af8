<?php
/**
 * GET, POST and DELETE connection.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Rest;

use DevSkyy\Connection\ConnectionStatus;
use DevSkyy\Connection\ConnectionStore;
use DevSkyy\Connection\OutboxDrain;
use DevSkyy\Connection\Pairing;
use DevSkyy\Connection\ServiceClient;
use DevSkyy\Roles;
use WP_Error;
use WP_REST_Request;
use WP_REST_Response;

/**
 * The connection's state; starts pairing; disconnects.
 */
final class ConnectionRoute implements Route {

	/** Wrong passwords that one user may give in ten minutes. */
	private const ATTEMPTS = 5;

	/**
	 * Takes its parts.
	 *
	 * @param Guard            $guard   Permission callbacks.
	 * @param ConnectionStatus $status  The connection's state.
	 * @param ConnectionStore  $store   Keys and connection.
	 * @param Pairing          $pairing Starts pairing.
	 * @param ServiceClient    $client  Signed requests.
	 * @param OutboxDrain      $drain   Fetches results on the way.
	 */
	public function __construct(
		private readonly Guard $guard,
		private readonly ConnectionStatus $status,
		private readonly ConnectionStore $store,
		private readonly Pairing $pairing,
		private readonly ServiceClient $client,
		private readonly OutboxDrain $drain
	) {}

	/** Registers the route. */
	public function register(): void {
		register_rest_route(
			'devskyy/v1',
			'/connection',
			array(
				array(
					'methods'             => 'GET',
					'callback'            => $this->read( ... ),
					'permission_callback' => $this->guard->permission( Roles::VIEW ),
					'args'                => array( 'fresh' => array( 'type' => 'boolean' ) ),
				),
				array(
					'methods'             => 'POST',
					'callback'            => $this->start( ... ),
					'permission_callback' => $this->guard->permission( Roles::MANAGE ),
					'args'                => array(
						'service_url' => array(
							'type'      => 'string',
							'required'  => true,
							'minLength' => 1,
							'maxLength' => 300,
						),
						'password'    => array(
							'type'     => 'string',
							'required' => true,
						),
					),
				),
				array(
					'methods'             => 'DELETE',
					'callback'            => $this->disconnect( ... ),
					'permission_callback' => $this->guard->permission( Roles::MANAGE ),
				),
			)
		);
	}

	/**
	 * The connection's state.
	 *
	 * @param WP_REST_Request $request `fresh` asks the service in any case.
	 */
	public function read( WP_REST_Request $request ): WP_REST_Response {
		$this->drain->poll();
		return new WP_REST_Response( $this->status->read( true === $request['fresh'] ) );
	}

	/**
	 * Begins pairing after the admin gave the own password again.
	 *
	 * @param WP_REST_Request $request `service_url`, `password`.
	 */
	public function start( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		$user    = wp_get_current_user();
		$counter = 'devskyy_password_' . $user->ID;
		$wrong   = (int) get_transient( $counter );
		if ( $wrong >= self::ATTEMPTS ) {
			return new WP_Error( 'devskyy_too_many', __( 'Too many wrong passwords. Wait ten minutes, then try again.', 'devskyy' ), array( 'status' => 429 ) );
		}
		if ( ! wp_check_password( (string) $request['password'], $user->user_pass, $user->ID ) ) {
			set_transient( $counter, $wrong + 1, 10 * MINUTE_IN_SECONDS );
			return new WP_Error( 'devskyy_password', __( 'This is not your password. To connect the site, give the password you sign in to WordPress with.', 'devskyy' ), array( 'status' => 403 ) );
		}
		delete_transient( $counter );
		$answer = $this->pairing->start( (string) $request['service_url'], $user );
		return is_wp_error( $answer ) ? $answer : new WP_REST_Response( $answer );
	}

	/** Tells the service if it answers, and forgets the keys here in any case. */
	public function disconnect(): WP_REST_Response {
		if ( $this->client->paired() ) {
			$this->client->request( 'DELETE', 'connection' );
		}
		$this->store->forget();
		return new WP_REST_Response( $this->status->read() );
	}
}
