<?php
/**
 * What a run is asked with.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Rest;

use DevSkyy\Connection\AgentList;
use DevSkyy\Roles;
use DevSkyy\Targets\SiteTargets;
use WP_Error;
use WP_REST_Request;

/**
 * Reads targets and options of a run or an estimate from a request.
 */
final class RunAsk {

	/**
	 * Takes its parts.
	 *
	 * @param SiteTargets $targets What agents may work on.
	 * @param AgentList   $agents  Knows each agent's kinds of targets.
	 */
	public function __construct( private readonly SiteTargets $targets, private readonly AgentList $agents ) {}

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
			$kinds   = $this->agents->kinds( (string) $request['name'] );
			$missing = array_values( array_diff( $targets, $this->targets->ids( $kinds ) ) );
			if ( array() !== $missing ) {
				return $this->refuse( $missing, $kinds );
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

	/**
	 * How many targets "all" means, as far as the service has told.
	 *
	 * @param string                                $agent The agent's name.
	 * @param array{products:int|null,posts:int|null} $state What the service holds.
	 */
	public function known( string $agent, array $state ): int {
		return (int) ( array( 'product' ) === $this->agents->kinds( $agent ) ? $state['products'] : $state['posts'] );
	}

	/**
	 * Why these cannot be worked on: the first one's own reason, else that the agent knows no such thing.
	 *
	 * @param list<int>    $missing Ids.
	 * @param list<string> $kinds   What the agent works on.
	 */
	private function refuse( array $missing, array $kinds ): WP_Error {
		$closed = array_values( array_filter( array_map( $this->targets->closed( ... ), $missing ) ) );
		$data   = array(
			'status'  => 400,
			'missing' => $missing,
			'next'    => __( 'Leave them out, then start again.', 'devskyy' ),
		);
		if ( array() !== $closed ) {
			$data['next'] = ( (array) $closed[0]->get_error_data() )['next'] ?? $data['next'];
			return new WP_Error( 'devskyy_' . $closed[0]->get_error_code(), $closed[0]->get_error_message(), $data );
		}
		$ids = implode( ', ', array_slice( $missing, 0, 20 ) );
		if ( array( 'product' ) === $kinds ) {
			/* translators: %s: product ids. */
			return new WP_Error( 'devskyy_targets', sprintf( __( 'There are no products of these ids: %s.', 'devskyy' ), $ids ), $data );
		}
		/* translators: %s: ids of posts. */
		return new WP_Error( 'devskyy_targets', sprintf( __( 'There are no posts or pages of these ids (this agent works on no other post types): %s.', 'devskyy' ), $ids ), $data );
	}
}
