<?php
/**
 * Many decisions at once.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Rest;

use DevSkyy\Proposals\Bulk;
use DevSkyy\Proposals\FilterReader;
use DevSkyy\Roles;
use WP_Error;
use WP_REST_Request;
use WP_REST_Response;

/**
 * `POST devskyy/v1/proposals/bulk` → 202; `GET devskyy/v1/proposals/bulk/{id}`; `POST devskyy/v1/proposals/bulk/{id}/cancel`.
 */
final class ProposalBulkRoute implements Route {

	private const UUID = '[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}';

	/** Members of a list's query that say how to show it, not what is meant. */
	private const SHOWN = array(
		'page'     => 1,
		'per_page' => 1,
		'orderby'  => 1,
		'order'    => 1,
	);

	/**
	 * Takes its parts.
	 *
	 * @param Guard $guard Makes permission callbacks.
	 * @param Bulk  $bulk  Bulk actions.
	 */
	public function __construct( private readonly Guard $guard, private readonly Bulk $bulk ) {}

	/** {@inheritDoc} */
	public function register(): void {
		$args = array(
			'action' => array(
				'type'     => 'string',
				'enum'     => array( 'approve', 'reject', 'undo' ),
				'required' => true,
			),
			'ids'    => array(
				'type'     => 'array',
				'minItems' => 1,
				'items'    => array(
					'type'    => 'string',
					'pattern' => '^' . self::UUID . '$',
				),
			),
			'filter' => array( 'type' => 'object' ),
		);
		$this->route( '', 'POST', Roles::APPROVE, array( $this->start( ... ), $args ) );
		$this->route( '/(?P<id>' . self::UUID . ')', 'GET', Roles::VIEW, array( $this->get( ... ), array() ) );
		$this->route( '/(?P<id>' . self::UUID . ')/cancel', 'POST', Roles::APPROVE, array( $this->cancel( ... ), array() ) );
	}

	/**
	 * Registers one route.
	 *
	 * @param string $path       After `/proposals/bulk`.
	 * @param string $method     HTTP method.
	 * @param string $capability Who may.
	 * @param array  $does       The callback and the arguments it takes.
	 *
	 * @phpstan-param array{callable,array<string,mixed>} $does
	 */
	private function route( string $path, string $method, string $capability, array $does ): void {
		register_rest_route(
			'devskyy/v1',
			'/proposals/bulk' . $path,
			array(
				'methods'             => $method,
				'callback'            => $does[0],
				'permission_callback' => $this->guard->permission( $capability ),
				'args'                => $does[1],
			)
		);
	}

	/**
	 * Stores the bulk action and works the first slice off.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	private function start( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		$ids    = $request['ids'];
		$filter = $request['filter'];
		if ( is_array( $ids ) === is_array( $filter ) ) {
			return new WP_Error( 'devskyy_bulk_what', __( 'Say which proposals are meant: either "ids" or "filter".', 'devskyy' ), array( 'status' => 400 ) );
		}
		if ( is_array( $ids ) ) {
			$job = $this->bulk->start( (string) $request['action'], array_map( 'strval', $ids ), wp_get_current_user() );
		} else {
			$filter = ( new FilterReader() )->read( array_diff_key( $filter, self::SHOWN ) );
			$job    = is_wp_error( $filter ) ? $filter : $this->bulk->start_for( (string) $request['action'], $filter, wp_get_current_user() );
		}
		return is_wp_error( $job ) ? $job : new WP_REST_Response( $this->bulk->step( $job )->shape(), 202 );
	}

	/**
	 * How far it is; a reader who may approve works a slice off first.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	private function get( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		$job = $this->bulk->get( (string) $request['id'] );
		if ( null === $job ) {
			return $this->unknown();
		}
		return new WP_REST_Response( ( current_user_can( Roles::APPROVE ) ? $this->bulk->step( $job ) : $job )->shape() );
	}

	/**
	 * Stops it.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	private function cancel( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		$job = $this->bulk->get( (string) $request['id'] );
		return null === $job ? $this->unknown() : new WP_REST_Response( $this->bulk->cancel( $job )->shape() );
	}

	/** No bulk action has this id. */
	private function unknown(): WP_Error {
		return new WP_Error( 'devskyy_bulk_unknown', __( 'There is no bulk action with this id. Finished ones are kept for 30 days.', 'devskyy' ), array( 'status' => 404 ) );
	}
}
