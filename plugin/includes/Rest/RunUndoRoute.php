<?php
/**
 * Undoing a whole run.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Rest;

use DevSkyy\Proposals\Bulk;
use DevSkyy\Proposals\Filter;
use DevSkyy\Proposals\ProposalStore;
use DevSkyy\Roles;
use WP_Error;
use WP_REST_Request;
use WP_REST_Response;

/**
 * `POST devskyy/v1/runs/{id}/undo` → 202 with the id of a bulk action that undoes all that was applied of this run.
 */
final class RunUndoRoute implements Route {

	/**
	 * Takes its parts.
	 *
	 * @param Guard         $guard Makes permission callbacks.
	 * @param Bulk          $bulk  Bulk actions.
	 * @param ProposalStore $store The table of proposals.
	 */
	public function __construct(
		private readonly Guard $guard,
		private readonly Bulk $bulk,
		private readonly ProposalStore $store
	) {}

	/** {@inheritDoc} */
	public function register(): void {
		register_rest_route(
			'devskyy/v1',
			'/runs/(?P<id>[0-9a-fA-F-]{36})/undo',
			array(
				'methods'             => 'POST',
				'callback'            => $this->undo( ... ),
				'permission_callback' => $this->guard->permission( Roles::APPROVE ),
			)
		);
	}

	/**
	 * Stores the bulk action and works the first slice off.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	private function undo( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		$filter = new Filter( run: strtolower( (string) $request['id'] ) );
		if ( 0 === $this->store->count( $filter ) ) {
			return new WP_Error( 'devskyy_run_unknown', __( 'This site has no proposal of such a run, so there is nothing to undo.', 'devskyy' ), array( 'status' => 404 ) );
		}
		$job = $this->bulk->start_for( 'undo', $filter, wp_get_current_user() );
		return is_wp_error( $job ) ? $job : new WP_REST_Response( $this->bulk->step( $job )->shape(), 202 );
	}
}
