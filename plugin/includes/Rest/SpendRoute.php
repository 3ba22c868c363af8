<?php
/**
 * GET spend.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Rest;

use DevSkyy\Roles;
use WP_Error;
use WP_REST_Response;

/**
 * What the providers were paid today.
 */
final class SpendRoute implements Route {

	/**
	 * Takes its parts.
	 *
	 * @param Guard $guard Permission callbacks.
	 * @param Reply $reply Hands on.
	 */
	public function __construct( private readonly Guard $guard, private readonly Reply $reply ) {}

	/** Registers the route. */
	public function register(): void {
		register_rest_route(
			'devskyy/v1',
			'/spend',
			array(
				'methods'             => 'GET',
				'callback'            => $this->read( ... ),
				'permission_callback' => $this->guard->permission( Roles::VIEW ),
			)
		);
	}

	/** The service's ledger of today. */
	public function read(): WP_REST_Response|WP_Error {
		return $this->reply->forward( 'GET', 'spend' );
	}
}
