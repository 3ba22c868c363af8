<?php
/**
 * POST connection/home.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Rest;

use DevSkyy\Connection\ConnectionStatus;
use DevSkyy\Connection\ConnectionStore;
use DevSkyy\Connection\SafeMode;
use DevSkyy\Roles;
use WP_Error;
use WP_REST_Request;
use WP_REST_Response;

/**
 * A person's answer to whether this is a copy or the same site at a new address.
 */
final class ConnectionHomeRoute implements Route {

	/**
	 * Takes its parts.
	 *
	 * @param Guard            $guard  Permission callbacks.
	 * @param ConnectionStore  $store  Keys and connection.
	 * @param SafeMode         $safe   Whether the question is open.
	 * @param ConnectionStatus $status The connection's state.
	 */
	public function __construct(
		private readonly Guard $guard,
		private readonly ConnectionStore $store,
		private readonly SafeMode $safe,
		private readonly ConnectionStatus $status
	) {}

	/** Registers the route. */
	public function register(): void {
		register_rest_route(
			'devskyy/v1',
			'/connection/home',
			array(
				'methods'             => 'POST',
				'callback'            => $this->decide( ... ),
				'permission_callback' => $this->guard->permission( Roles::MANAGE ),
				'args'                => array(
					'decision' => array(
						'type'     => 'string',
						'enum'     => array( 'copy', 'moved' ),
						'required' => true,
					),
				),
			)
		);
	}

	/**
	 * A copy forgets the connection and leaves the original's alone; a site that moved keeps it and fetches its results.
	 *
	 * @param WP_REST_Request $request `decision`.
	 */
	public function decide( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		if ( null === $this->safe->original() ) {
			return new WP_Error( 'devskyy_not_copied', __( 'This site has the address that was connected. Nothing was changed.', 'devskyy' ), array( 'status' => 409 ) );
		}
		if ( 'copy' === $request['decision'] ) {
			$this->store->forget();
		} else {
			$this->store->amend(
				array(
					'home'      => home_url(),
					'reachable' => false,
				)
			);
		}
		return new WP_REST_Response( $this->status->read( true ) );
	}
}
