<?php
/**
 * Deciding on a proposal.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Rest;

use DevSkyy\Proposals\Approval;
use DevSkyy\Proposals\Presenter;
use DevSkyy\Proposals\Proposal;
use DevSkyy\Proposals\Review;
use DevSkyy\Proposals\Undo;
use DevSkyy\Roles;
use WP_Error;
use WP_REST_Request;
use WP_REST_Response;

/**
 * `POST devskyy/v1/proposals/{id}/approve`, `…/reject` and `…/undo`: each acts at once and answers with the whole proposal.
 */
final class ProposalDecisionRoute implements Route {

	/**
	 * Takes its parts.
	 *
	 * @param Guard     $guard     Makes permission callbacks.
	 * @param Approval  $approval  Approves.
	 * @param Undo      $undo      Undoes.
	 * @param Review    $review    Rejects.
	 * @param Presenter $presenter Shapes the proposal.
	 */
	public function __construct(
		private readonly Guard $guard,
		private readonly Approval $approval,
		private readonly Undo $undo,
		private readonly Review $review,
		private readonly Presenter $presenter
	) {}

	/** {@inheritDoc} */
	public function register(): void {
		$this->route(
			'approve',
			$this->approve( ... ),
			array(
				'fields' => array(
					'type'  => 'array',
					'items' => array( 'type' => 'string' ),
				),
				'expect' => array(
					'type'    => 'string',
					'pattern' => '^[0-9a-fA-F]{64}$',
				),
			)
		);
		$this->route( 'reject', fn ( WP_REST_Request $request ) => $this->answer( $this->review->reject( $this->id( $request ), wp_get_current_user() ) ) );
		$this->route( 'undo', fn ( WP_REST_Request $request ) => $this->answer( $this->undo->undo( $this->id( $request ), wp_get_current_user() ) ) );
	}

	/**
	 * Registers one verb.
	 *
	 * @param string              $verb     Last part of the address.
	 * @param callable            $callback What it does.
	 * @param array<string,mixed> $args     What it takes.
	 */
	private function route( string $verb, callable $callback, array $args = array() ): void {
		register_rest_route(
			'devskyy/v1',
			'/proposals/(?P<id>[0-9a-fA-F-]{36})/' . $verb,
			array(
				'methods'             => 'POST',
				'callback'            => $callback,
				'permission_callback' => $this->guard->permission( Roles::APPROVE ),
				'args'                => $args,
			)
		);
	}

	/**
	 * Approves, all of it or some fields.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	private function approve( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		$options = array_filter(
			array(
				'fields' => is_array( $request['fields'] ) ? array_values( array_map( 'strval', $request['fields'] ) ) : null,
				'expect' => is_string( $request['expect'] ) ? $request['expect'] : null,
			),
			static fn ( $option ): bool => null !== $option
		);
		return $this->answer( $this->approval->approve( $this->id( $request ), wp_get_current_user(), $options ) );
	}

	/**
	 * The proposal's id.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	private function id( WP_REST_Request $request ): string {
		return strtolower( (string) $request['id'] );
	}

	/**
	 * The whole proposal, or the refusal.
	 *
	 * @param Proposal|WP_Error $result What came of it.
	 */
	private function answer( Proposal|WP_Error $result ): WP_REST_Response|WP_Error {
		return is_wp_error( $result ) ? $result : new WP_REST_Response( $this->presenter->one( $result ) );
	}
}
