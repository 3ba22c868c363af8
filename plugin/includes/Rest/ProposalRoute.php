<?php
/**
 * One proposal.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Rest;

use DevSkyy\Proposals\Gate;
use DevSkyy\Proposals\Presenter;
use DevSkyy\Proposals\Refusals;
use DevSkyy\Proposals\Review;
use DevSkyy\Roles;
use WP_Error;
use WP_REST_Request;
use WP_REST_Response;

/**
 * `GET` and `PATCH devskyy/v1/proposals/{id}`.
 */
final class ProposalRoute implements Route {

	/**
	 * Takes its parts.
	 *
	 * @param Guard     $guard     Makes permission callbacks.
	 * @param Gate      $gate      Finds the proposal.
	 * @param Review    $review    Edits it.
	 * @param Presenter $presenter Shapes it.
	 * @param Refusals  $refusals  Words.
	 */
	public function __construct(
		private readonly Guard $guard,
		private readonly Gate $gate,
		private readonly Review $review,
		private readonly Presenter $presenter,
		private readonly Refusals $refusals
	) {}

	/** {@inheritDoc} */
	public function register(): void {
		register_rest_route(
			'devskyy/v1',
			'/proposals/(?P<id>[0-9a-fA-F-]{36})',
			array(
				array(
					'methods'             => 'GET',
					'callback'            => $this->get( ... ),
					'permission_callback' => $this->guard->permission( Roles::VIEW ),
				),
				array(
					'methods'             => 'PATCH',
					'callback'            => $this->edit( ... ),
					'permission_callback' => $this->guard->permission( Roles::APPROVE ),
					'args'                => array(
						'changes' => array(
							'type'     => 'array',
							'required' => true,
							'items'    => array( 'type' => 'object' ),
							'minItems' => 1,
							'maxItems' => 50,
						),
					),
				),
			)
		);
	}

	/**
	 * The proposal as it is now.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	private function get( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		$proposal = $this->gate->find( strtolower( (string) $request['id'] ) );
		return null === $proposal ? $this->refusals->unknown() : new WP_REST_Response( $this->presenter->one( $proposal ) );
	}

	/**
	 * Puts other new values into it.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	private function edit( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		$edited = $this->review->edit( strtolower( (string) $request['id'] ), wp_get_current_user(), (array) $request['changes'] );
		return is_wp_error( $edited ) ? $edited : new WP_REST_Response( $this->presenter->one( $edited ) );
	}
}
