<?php
/**
 * POST texts/{id}/cancel.
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
 * Stops a text; its words so far stay.
 */
final class TextCancelRoute implements Route {

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
			'/texts/(?P<id>[0-9a-f]{8}-[0-9a-f-]{27})/cancel',
			array(
				'methods'             => 'POST',
				'callback'            => $this->cancel( ... ),
				'permission_callback' => $this->guard->permission( ...Texts::CAPABILITIES ),
			)
		);
	}

	/**
	 * The text as it is after that.
	 *
	 * @param WP_REST_Request $request `id`.
	 */
	public function cancel( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		return rest_ensure_response( $this->texts->cancel( (string) $request['id'] ) );
	}
}
