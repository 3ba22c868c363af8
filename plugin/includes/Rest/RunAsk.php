<?php
/**
 * What a run is asked with.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Rest;

use DevSkyy\Catalogue\Catalogue;
use DevSkyy\Roles;
use WP_Error;
use WP_REST_Request;

/**
 * Reads targets and options of a run or an estimate from a request.
 */
final class RunAsk {

	/**
	 * Takes the catalogue.
	 *
	 * @param Catalogue $catalogue The active catalogue.
	 */
	public function __construct( private readonly Catalogue $catalogue ) {}

	/**
	 * The arguments for register_rest_route.
	 *
	 * @return array<string,array<string,mixed>>
	 */
	public function args(): array {
		return array(
			'name'    => array(
				'type'    => 'string',
				'pattern' => '^[a-z][a-z0-9-]{0,63}$',
			),
			'targets' => array(
				'required'          => true,
				// Core checks an argument without a type only when it is told to.
				'validate_callback' => 'rest_validate_request_arg',
				'sanitize_callback' => 'rest_sanitize_request_arg',
				'anyOf'             => array(
					array(
						'type' => 'string',
						'enum' => array( 'all' ),
					),
					array(
						'type'     => 'array',
						'items'    => array(
							'type'    => 'integer',
							'minimum' => 1,
						),
						'minItems' => 1,
						'maxItems' => 100000,
					),
				),
			),
			'options' => array(
				'type'                 => 'object',
				'default'              => array(),
				'additionalProperties' => false,
				'properties'           => array(
					'fields' => array(
						'type'     => 'array',
						'maxItems' => 50,
						'items'    => array(
							'type'      => 'string',
							'maxLength' => 80,
						),
					),
					'mode'   => array(
						'type' => 'string',
						'enum' => array( 'fill-empty', 'improve' ),
					),
				),
			),
		);
	}

	/**
	 * The body for the service: targets that exist, options with their defaults, and who asks.
	 *
	 * @param WP_REST_Request $request Checked against args().
	 * @return array{targets:list<int>|'all',options:array<string,mixed>,actor:array{id:int,name:string,capabilities:list<string>}}|WP_Error
	 */
	public function read( WP_REST_Request $request ): array|WP_Error {
		$targets = $request['targets'];
		if ( is_array( $targets ) ) {
			$targets = array_values( array_unique( array_map( 'intval', $targets ) ) );
			$missing = array_values( array_diff( $targets, $this->catalogue->ids() ) );
			if ( array() !== $missing ) {
				return new WP_Error(
					'devskyy_targets',
					/* translators: %s: product ids. */
					sprintf( __( 'There are no products of these ids: %s.', 'devskyy' ), implode( ', ', array_slice( $missing, 0, 20 ) ) ),
					array(
						'status'  => 400,
						'missing' => $missing,
						'next'    => __( 'Leave them out, then start again.', 'devskyy' ),
					)
				);
			}
		}
		$user = wp_get_current_user();
		return array(
			'targets' => $targets,
			'options' => (array) $request['options'] + array( 'mode' => 'fill-empty' ),
			'actor'   => array(
				'id'           => $user->ID,
				'name'         => $user->display_name,
				'capabilities' => array_values( array_filter( Roles::CAPABILITIES, static fn( string $capability ): bool => $user->has_cap( $capability ) ) ),
			),
		);
	}
}
