<?php
/**
 * GET providers.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Rest;

use DevSkyy\Connection\ServiceClient;
use DevSkyy\Roles;
use WP_Error;
use WP_REST_Response;

/**
 * Providers that do not write at the moment, and why; empty when all is well.
 */
final class ProvidersRoute implements Route {

	/**
	 * Takes its parts.
	 *
	 * @param Guard         $guard  Permission callbacks.
	 * @param ServiceClient $client Signed requests.
	 */
	public function __construct( private readonly Guard $guard, private readonly ServiceClient $client ) {}

	/** Registers the route. */
	public function register(): void {
		register_rest_route(
			'devskyy/v1',
			'/providers',
			array(
				'methods'             => 'GET',
				'callback'            => $this->read( ... ),
				'permission_callback' => $this->guard->permission( Roles::VIEW ),
			)
		);
	}

	/** `{providers}`; the provider's own words may name the account, so only who manages the settings gets them. */
	public function read(): WP_REST_Response|WP_Error {
		$answer = $this->client->request( 'GET', 'providers/states' );
		if ( is_wp_error( $answer ) ) {
			return $answer;
		}
		$manages   = current_user_can( Roles::MANAGE );
		$providers = array();
		foreach ( (array) ( $answer['providers'] ?? array() ) as $provider ) {
			$providers[] = $manages ? $provider : array_replace( (array) $provider, array( 'said' => null ) );
		}
		return new WP_REST_Response( array( 'providers' => $providers ) );
	}
}
