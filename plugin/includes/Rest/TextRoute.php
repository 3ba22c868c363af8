<?php
/**
 * GET texts/{id}.
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
 * A text as far as it has come, for browsers that do not reach the service. It answers at once: no event stream holds a PHP process.
 */
final class TextRoute implements Route {

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
			'/texts/(?P<id>[0-9a-f]{8}-[0-9a-f-]{27})',
			array(
				'methods'             => 'GET',
				'callback'            => $this->read( ... ),
				'permission_callback' => $this->guard->permission( ...Texts::CAPABILITIES ),
				'args'                => array(
					'after' => array(
						'type'    => 'integer',
						'minimum' => 0,
						'maximum' => 10000000,
						'default' => 0,
					),
				),
			)
		);
	}

	/**
	 * The text from an offset on.
	 *
	 * @param WP_REST_Request $request `id`, `after`.
	 */
	public function read( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		return rest_ensure_response( $this->texts->read( (string) $request['id'], (int) $request['after'] ) );
	}
}
