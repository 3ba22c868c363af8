<?php
/**
 * The list of proposals.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Rest;

use DevSkyy\Proposals\FilterReader;
use DevSkyy\Proposals\Housekeeping;
use DevSkyy\Proposals\Presenter;
use DevSkyy\Proposals\ProposalStore;
use DevSkyy\Roles;
use WP_Error;
use WP_REST_Request;
use WP_REST_Response;

/**
 * `GET devskyy/v1/proposals`.
 */
final class ProposalsRoute implements Route {

	/**
	 * Takes its parts.
	 *
	 * @param Guard         $guard        Makes permission callbacks.
	 * @param ProposalStore $store        The table.
	 * @param Presenter     $presenter    Shapes proposals.
	 * @param Housekeeping  $housekeeping Expiry and recovery before the list is read.
	 */
	public function __construct(
		private readonly Guard $guard,
		private readonly ProposalStore $store,
		private readonly Presenter $presenter,
		private readonly Housekeeping $housekeeping
	) {}

	/** {@inheritDoc} */
	public function register(): void {
		$text = array( 'type' => 'string' );
		register_rest_route(
			'devskyy/v1',
			'/proposals',
			array(
				'methods'             => 'GET',
				'callback'            => $this->list( ... ),
				'permission_callback' => $this->guard->permission( Roles::VIEW ),
				'args'                => self::PAGING + array(
					'status'  => $text,
					'agent'   => $text,
					'kind'    => $text,
					'target'  => array( 'type' => 'integer' ),
					'run'     => $text,
					'search'  => $text,
					'orderby' => array(
						'type'    => 'string',
						'enum'    => array( 'created', 'decided', 'title', 'status', 'agent', 'expires' ),
						'default' => 'created',
					),
					'order'   => array(
						'type'    => 'string',
						'enum'    => array( 'asc', 'desc' ),
						'default' => 'desc',
					),
				),
			)
		);
	}

	/**
	 * A page of proposals with the totals in headers.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	private function list( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		$filter = ( new FilterReader() )->read( array_filter( array_intersect_key( $request->get_params(), array_flip( FilterReader::KEYS ) ), static fn ( $value ): bool => null !== $value ) );
		if ( is_wp_error( $filter ) ) {
			return $filter;
		}
		$this->housekeeping->tidy();
		$total    = $this->store->count( $filter );
		$response = new WP_REST_Response( $this->presenter->list( $this->store->list( $filter, $request->get_params() ) ) );
		$response->header( 'X-WP-Total', (string) $total );
		$response->header( 'X-WP-TotalPages', (string) (int) ceil( $total / (int) $request['per_page'] ) );
		return $response;
	}
}
