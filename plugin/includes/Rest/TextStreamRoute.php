<?php
/**
 * POST texts/{id}/stream.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Rest;

use DevSkyy\Texts\Texts;
use WP_Error;
use WP_REST_Request;
use WP_REST_Response;

/**
 * A new token with which the browser streams a text straight from the service: 60 seconds, once.
 */
final class TextStreamRoute implements Route {

	/**
	 * Takes its parts.
	 *
	 * @param Guard $guard Permission callbacks.
	 * @param Texts $texts Texts.
	 */
	public function __construct( private readonly Guard $guard, private readonly Texts $texts ) {}

	/** Registers the route. */
	public function register(): void {
		register_rest_route(
			'devskyy/v1',
			'/texts/(?P<id>[0-9a-f]{8}-[0-9a-f-]{27})/stream',
			array(
				'methods'             => 'POST',
				'callback'            => $this->ticket( ... ),
				'permission_callback' => $this->guard->permission( ...Texts::CAPABILITIES ),
			)
		);
	}

	/**
	 * Address and token.
	 *
	 * @param WP_REST_Request $request `id`.
	 */
	public function ticket( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		$answer = rest_ensure_response( $this->texts->ticket( (string) $request['id'] ) );
		if ( ! is_wp_error( $answer ) ) {
			$answer->header( 'Cache-Control', 'no-store' );
		}
		return $answer;
	}
}
