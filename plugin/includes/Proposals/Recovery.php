<?php
/**
 * After a crash.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Proposals;

use DevSkyy\Targets\Targets;
use DevSkyy\Roles;
use WP_Error;

/**
 * Takes over claims whose deadline has passed. Each field is compared with both sides of the move: nothing written yet
 * → turned back, something written → finished; never half. A field that a person changed meanwhile is left to the person.
 */
final class Recovery {

	/** After so many fruitless tries a person must look. */
	private const TRIES = 5;

	/**
	 * Takes its parts.
	 *
	 * @param ProposalStore $store      The table.
	 * @param Targets       $targets    What proposals are about.
	 * @param Transition    $transition Moves the target.
	 * @param Settlement    $settlement Ends the claim.
	 */
	public function __construct(
		private readonly ProposalStore $store,
		private readonly Targets $targets,
		private readonly Transition $transition,
		private readonly Settlement $settlement
	) {}

	/**
	 * Heals what is overdue.
	 *
	 * @param int $limit How many at most.
	 * @return int How many were looked at.
	 */
	public function run( int $limit = 20 ): int {
		$overdue = $this->store->overdue( time(), $limit );
		array_walk( $overdue, fn ( Proposal $proposal ): Proposal => $this->heal( $proposal ) );
		return count( $overdue );
	}

	/**
	 * Heals one proposal whose claim is overdue.
	 *
	 * @param Proposal $proposal As it was read.
	 * @return Proposal As it is now; still applying when the target cannot be reached or somebody else took over.
	 */
	public function heal( Proposal $proposal ): Proposal {
		if ( null !== $this->targets->unreachable( $proposal->target ) ) {
			return $proposal;
		}
		$journal = null === $proposal->journal ? null : array( 'tries' => ( $proposal->journal['tries'] ?? 0 ) + 1 ) + $proposal->journal;
		$claimed = $this->store->change(
			$proposal,
			array(
				'deadline' => time() + Approval::DEADLINE,
				'journal'  => $journal,
			)
		);
		if ( null === $claimed ) {
			return $this->store->get( $proposal->id ) ?? $proposal;
		}
		$side = Proposal::UNDO === $claimed->operation ? 'applied' : 'before';
		if ( ! isset( $claimed->journal[ $side ] ) ) {
			return $this->turned_back( $claimed );
		}
		$actor = get_current_user_id();
		wp_set_current_user( $claimed->claimed_by );
		try {
			return $this->settle( $claimed );
		} finally {
			wp_set_current_user( $actor );
		}
	}

	/**
	 * Finishes or turns back, by where the fields are.
	 *
	 * @param Proposal $claimed The taken-over proposal, with its journal.
	 */
	private function settle( Proposal $claimed ): Proposal {
		$places = $this->transition->places( $claimed );
		if ( is_wp_error( $places ) ) {
			$status = Proposal::UNDO === $claimed->operation ? Status::APPLIED : Status::FAILED;
			return $this->settlement->left( $claimed, $status, $places->get_error_message() );
		}
		if ( in_array( Transition::ELSEWHERE, $places, true ) ) {
			return $this->met_a_person( $claimed, $places );
		}
		if ( array() === array_diff( $places, array( Transition::START ) ) ) {
			return $this->turned_back( $claimed );
		}
		$done = array() === array_diff( $places, array( Transition::GOAL ) );
		if ( ! $done && ! $this->allowed( $claimed ) ) {
			return $this->reverted( $claimed );
		}
		$written = $done ? true : $this->transition->forward( $claimed );
		$current = is_wp_error( $written ) ? $written : $this->transition->current( $claimed->target, $claimed->fields() );
		return is_wp_error( $current ) ? $this->reverted( $claimed ) : $this->settlement->reached( $claimed, $current ) ?? $this->store->get( $claimed->id ) ?? $claimed;
	}

	/**
	 * Somebody has changed a field since the crash: their value stays, what this proposal wrote is taken back.
	 *
	 * @param Proposal             $claimed The proposal.
	 * @param array<string,string> $places  Where each field is.
	 */
	private function met_a_person( Proposal $claimed, array $places ): Proposal {
		$ours = array_keys( array_intersect( $places, array( Transition::GOAL, Transition::BETWEEN ) ) );
		$back = $this->transition->back( $claimed, $ours );
		if ( is_wp_error( $back ) ) {
			return $this->stuck( $claimed, $back );
		}
		if ( Proposal::UNDO === $claimed->operation ) {
			return $this->settlement->left( $claimed, Status::APPLIED, __( 'The undo was interrupted, and the site has been changed here since. Nothing was undone.', 'devskyy' ) );
		}
		return $this->settlement->left( $claimed, Status::CONFLICT, __( 'The approval was interrupted, and the site has been changed here since. Nothing was applied.', 'devskyy' ) );
	}

	/**
	 * Writes the start again where finishing is not possible.
	 *
	 * @param Proposal $claimed The proposal.
	 */
	private function reverted( Proposal $claimed ): Proposal {
		$back = $this->transition->back( $claimed );
		return is_wp_error( $back ) ? $this->stuck( $claimed, $back ) : $this->turned_back( $claimed );
	}

	/**
	 * Neither way is open: the claim stays for a later try; after some, it says so and asks for a person.
	 *
	 * @param Proposal $claimed The proposal.
	 * @param WP_Error $cause   What went wrong.
	 */
	private function stuck( Proposal $claimed, WP_Error $cause ): Proposal {
		if ( ( $claimed->journal['tries'] ?? 0 ) < self::TRIES ) {
			return $claimed;
		}
		/* translators: %s: what went wrong. */
		$message = sprintf( __( 'It was interrupted, and could be neither finished nor taken back. Look at it on the site. %s', 'devskyy' ), $cause->get_error_message() );
		return $this->settlement->left( $claimed, Proposal::UNDO === $claimed->operation ? Status::APPLIED : Status::FAILED, $message );
	}

	/**
	 * The state before the claim.
	 *
	 * @param Proposal $claimed The proposal.
	 */
	private function turned_back( Proposal $claimed ): Proposal {
		return $this->settlement->left( $claimed, Proposal::UNDO === $claimed->operation ? Status::APPLIED : Status::PENDING );
	}

	/**
	 * Whether the person who asked for it still may.
	 *
	 * @param Proposal $claimed The proposal.
	 */
	private function allowed( Proposal $claimed ): bool {
		$user = get_userdata( $claimed->claimed_by );
		return false !== $user && user_can( $user, Roles::APPROVE ) && $this->targets->can_edit( $claimed->target, $user );
	}
}
