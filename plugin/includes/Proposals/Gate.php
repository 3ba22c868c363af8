<?php
/**
 * The way to a proposal for somebody who wants to decide on it.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Proposals;

use DevSkyy\Targets\Targets;
use DevSkyy\Roles;
use WP_Error;
use WP_User;

/**
 * Finds the proposal, heals it when its last worker died, and asks for the acting user's own rights, each time anew.
 */
final class Gate {

	/**
	 * Takes its parts.
	 *
	 * @param ProposalStore $store     The table.
	 * @param Targets       $targets   What proposals are about.
	 * @param Recovery      $recovery  Heals dead claims.
	 * @param Refusals      $refusals  Words.
	 */
	public function __construct(
		private readonly ProposalStore $store,
		private readonly Targets $targets,
		private readonly Recovery $recovery,
		private readonly Refusals $refusals
	) {}

	/**
	 * A proposal for a person who may approve.
	 *
	 * @param string  $id   The proposal's id.
	 * @param WP_User $user The acting user.
	 */
	public function decide( string $id, WP_User $user ): Proposal|WP_Error {
		if ( ! $user->exists() || ! user_can( $user, Roles::APPROVE ) ) {
			return $this->refusals->forbidden();
		}
		$proposal = $this->find( $id );
		return null === $proposal ? $this->refusals->unknown() : $proposal;
	}

	/**
	 * A proposal for a person who may approve and may edit its target.
	 *
	 * @param string  $id   The proposal's id.
	 * @param WP_User $user The acting user.
	 */
	public function edit( string $id, WP_User $user ): Proposal|WP_Error {
		$proposal = $this->decide( $id, $user );
		if ( is_wp_error( $proposal ) ) {
			return $proposal;
		}
		$away = $this->targets->unreachable( $proposal->target );
		if ( null !== $away ) {
			return $away;
		}
		if ( ! $this->targets->exists( $proposal->target ) ) {
			return $this->refusals->missing( $proposal );
		}
		return $this->targets->can_edit( $proposal->target, $user ) ? $proposal : $this->refusals->forbidden();
	}

	/**
	 * A proposal as it is now: expired when its time is over, healed when its last worker died.
	 *
	 * @param string $id The proposal's id.
	 */
	public function find( string $id ): ?Proposal {
		$proposal = $this->store->get( $id );
		if ( null === $proposal ) {
			return null;
		}
		if ( Status::APPLYING === $proposal->status && $proposal->deadline < time() ) {
			return $this->recovery->heal( $proposal );
		}
		if ( in_array( $proposal->status, Status::WAITING, true ) && $proposal->expires <= time() ) {
			return $this->store->change( $proposal, array( 'status' => Status::EXPIRED ) ) ?? $this->store->get( $id );
		}
		return $proposal;
	}
}
