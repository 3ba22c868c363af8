<?php
/**
 * Editing and rejecting proposals.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Proposals;

use WP_Error;
use WP_User;

/**
 * What a person does with a proposal short of applying it.
 */
final class Review {

	/**
	 * Takes its parts.
	 *
	 * @param ProposalStore $store    The table.
	 * @param Gate          $gate     Finds the proposal and asks for rights.
	 * @param ValueIntake   $intake   Cleans new values.
	 * @param Refusals      $refusals Words.
	 */
	public function __construct(
		private readonly ProposalStore $store,
		private readonly Gate $gate,
		private readonly ValueIntake $intake,
		private readonly Refusals $refusals
	) {}

	/**
	 * Says no. Needs no right to edit the target, so that proposals for what is gone can be cleared away.
	 *
	 * @param string  $id   The proposal's id.
	 * @param WP_User $user The acting user.
	 */
	public function reject( string $id, WP_User $user ): Proposal|WP_Error {
		$proposal = $this->gate->decide( $id, $user );
		if ( is_wp_error( $proposal ) ) {
			return $proposal;
		}
		if ( ! in_array( $proposal->status, Status::OPEN, true ) ) {
			return $this->refusals->state( $proposal, 'devskyy_not_pending' );
		}
		$rejected = $this->store->change(
			$proposal,
			array(
				'status'       => Status::REJECTED,
				'error'        => '',
				'decided'      => time(),
				'decided_by'   => $user->ID,
				'decided_name' => $user->display_name,
			)
		);
		return $rejected ?? $this->refusals->state( $this->gate->find( $id ) ?? $proposal, 'devskyy_not_pending' );
	}

	/**
	 * Puts other new values into a waiting proposal.
	 *
	 * @param string  $id      The proposal's id.
	 * @param WP_User $user    The acting user.
	 * @param mixed[] $changes List of {field, after}, as the client sent it.
	 */
	public function edit( string $id, WP_User $user, array $changes ): Proposal|WP_Error {
		$proposal = $this->gate->edit( $id, $user );
		if ( is_wp_error( $proposal ) ) {
			return $proposal;
		}
		if ( Status::PENDING !== $proposal->status ) {
			return $this->refusals->state( $proposal, 'devskyy_not_pending' );
		}
		$edited = $this->edited( $proposal, $changes );
		if ( is_wp_error( $edited ) ) {
			return $edited;
		}
		$stored = $this->store->change( $proposal, array( 'changes' => $edited ) );
		return $stored ?? $this->refusals->state( $this->gate->find( $id ) ?? $proposal, 'devskyy_not_pending' );
	}

	/**
	 * The proposal's changes with the new values in them.
	 *
	 * @param Proposal $proposal The proposal.
	 * @param mixed[]  $given    List of {field, after}, as the client sent it.
	 * @return array<int,array<string,mixed>>|WP_Error
	 */
	private function edited( Proposal $proposal, array $given ): array|WP_Error {
		$changes = $proposal->changes;
		$places  = array_flip( array_column( $changes, 'field' ) );
		foreach ( $given as $change ) {
			$field = is_array( $change ) && is_string( $change['field'] ?? null ) ? $change['field'] : '';
			if ( ! isset( $places[ $field ] ) ) {
				/* translators: %s: name of a field. */
				return $this->refusals->invalid( 'devskyy_field_unknown', sprintf( __( 'This proposal has no change for "%s".', 'devskyy' ), $field ) );
			}
			$after = $this->intake->clean( $proposal->target, $field, $change['after'] ?? null );
			if ( is_wp_error( $after ) ) {
				return $this->refusals->invalid( 'devskyy_' . $after->get_error_code(), $after->get_error_message() );
			}
			$changes[ $places[ $field ] ]['after'] = $after;
		}
		return array() === $given ? $this->refusals->invalid( 'devskyy_no_fields', __( 'There is no change in this request.', 'devskyy' ) ) : $changes;
	}
}
