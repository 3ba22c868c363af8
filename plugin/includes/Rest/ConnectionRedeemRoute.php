<?php
/**
 * POST connection/redeem.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Rest;

use DevSkyy\Connection\CatalogueSync;
use DevSkyy\Connection\ConnectionStatus;
use DevSkyy\Connection\Pairing;
use DevSkyy\Roles;
use WP_Error;
use WP_REST_Request;
use WP_REST_Response;

/**
 * Finishes pairing with the code that the browser brought back, and begins the first full sync of the catalogue.
 */
final class ConnectionRedeemRoute implements Route {

	/**
	 * Takes its parts.
	 *
	 * @param Guard            $guard   Permission callbacks.
	 * @param Pairing          $pairing Redeems.
	 * @param CatalogueSync    $sync    First sync.
	 * @param ConnectionStatus $status  The answer.
	 */
	public function __construct(
		private readonly Guard $guard,
		private readonly Pairing $pairing,
		private readonly CatalogueSync $sync,
		private readonly ConnectionStatus $status
	) {}

	/** Registers the route. */
	public function register(): void {
		$text = array(
			'type'      => 'string',
			'required'  => true,
			'minLength' => 1,
			'maxLength' => 300,
		);
		register_rest_route(
			'devskyy/v1',
			'/connection/redeem',
			array(
				'methods'             => 'POST',
				'callback'            => $this->redeem( ... ),
				'permission_callback' => $this->guard->permission( Roles::MANAGE ),
				'args'                => array(
					'code'  => $text,
					'state' => $text,
					'iss'   => $text,
				),
			)
		);
	}

	/**
	 * Redeems; what the first sync does not manage in ten seconds goes on by itself.
	 *
	 * @param WP_REST_Request $request `code`, `state`, `iss`.
	 */
	public function redeem( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		$done = $this->pairing->redeem( (string) $request['code'], (string) $request['state'], (string) $request['iss'], wp_get_current_user() );
		if ( is_wp_error( $done ) ) {
			return $done;
		}
		$this->sync->step( 10 );
		return new WP_REST_Response( $this->status->read() );
	}
}
