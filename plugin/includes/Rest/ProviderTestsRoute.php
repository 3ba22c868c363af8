<?php
/**
 * POST settings/provider-tests.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Rest;

use DevSkyy\Connection\ProviderList;
use DevSkyy\Roles;
use WP_Error;
use WP_REST_Request;
use WP_REST_Response;

/**
 * Tries a provider's key: ok, or the cause and the next step.
 */
final class ProviderTestsRoute implements Route {

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
			'/settings/provider-tests',
			array(
				'methods'             => 'POST',
				'callback'            => $this->test( ... ),
				'permission_callback' => $this->guard->permission( Roles::MANAGE ),
				'args'                => array(
					'provider' => array(
						'type'     => 'string',
						'required' => true,
						'pattern'  => ProviderList::NAME,
					),
				),
			)
		);
	}

	/**
	 * The service's verdict.
	 *
	 * @param WP_REST_Request $request `provider`.
	 */
	public function test( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		return $this->reply->forward( 'POST', 'settings/provider-tests', array( 'provider' => $request['provider'] ) );
	}
}
