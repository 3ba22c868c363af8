<?php
/**
 * GET and POST texts.
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
 * What can be written for the editor, and the start of a text.
 */
final class TextsRoute implements Route {

	/** What a request may hold besides its action: the contract's members and their types; the service checks the rest. */
	private const MEMBERS = array(
		'passage'      => array(
			'type'      => 'string',
			'maxLength' => 20000,
		),
		'instruction'  => array(
			'type'      => 'string',
			'maxLength' => 2000,
		),
		'surroundings' => array(
			'type'      => 'string',
			'maxLength' => 6000,
		),
		'kind'         => array( 'type' => 'string' ),
		'language'     => array( 'type' => array( 'string', 'null' ) ),
		'tone'         => array( 'type' => array( 'string', 'null' ) ),
		'length'       => array( 'type' => 'string' ),
		'post'         => array(
			'type'                 => 'object',
			'additionalProperties' => false,
			'properties'           => array(
				'title' => array(
					'type'      => 'string',
					'maxLength' => 300,
				),
				'kind'  => array(
					'type'      => 'string',
					'maxLength' => 40,
				),
			),
		),
	);

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
			'/texts',
			array(
				array(
					'methods'             => 'GET',
					'callback'            => $this->offer( ... ),
					'permission_callback' => $this->guard->permission( ...Texts::CAPABILITIES ),
				),
				array(
					'methods'             => 'POST',
					'callback'            => $this->start( ... ),
					'permission_callback' => $this->guard->permission( ...Texts::CAPABILITIES ),
					'args'                => array(
						'action' => array(
							'type'     => 'string',
							'required' => true,
						),
					) + self::MEMBERS,
				),
			)
		);
	}

	/** Which model writes, or what works without one. */
	public function offer(): WP_REST_Response|WP_Error {
		return rest_ensure_response( $this->texts->offer() );
	}

	/**
	 * 201 with the text as far as it is; what rules do is there at once.
	 *
	 * @param WP_REST_Request $request The contract's textRequest, without its actor.
	 */
	public function start( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		$given = (array) $request->get_json_params();
		$ask   = array( 'action' => $request['action'] );
		foreach ( array_keys( self::MEMBERS ) as $member ) {
			if ( array_key_exists( $member, $given ) ) {
				$ask[ $member ] = $request[ $member ];
			}
		}
		$text = $this->texts->start( $ask );
		return is_wp_error( $text ) ? $text : new WP_REST_Response( $text, 201 );
	}
}
