<?php
/**
 * Undoing an applied proposal.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Proposals;

use DevSkyy\Targets\Targets;
use WP_Error;
use WP_User;

/**
 * Only when the shop still holds what was applied: puts the site's own stored bytes back, reads back and compares.
 */
final class Undo {

	/**
	 * Takes its parts.
	 *
	 * @param ProposalStore $store      The table.
	 * @param Targets       $targets    What proposals are about.
	 * @param Gate          $gate       Finds the proposal and asks for rights.
	 * @param Transition    $transition Moves the target.
	 * @param Settlement    $settlement Ends the claim.
	 * @param Values        $values     Compares values.
	 * @param Refusals      $refusals   Words.
	 * @param Ending        $ending     What comes of it.
	 */
	public function __construct(
		private readonly ProposalStore $store,
		private readonly Targets $targets,
		private readonly Gate $gate,
		private readonly Transition $transition,
		private readonly Settlement $settlement,
		private readonly Values $values,
		private readonly Refusals $refusals,
		private readonly Ending $ending
	) {}

	/**
	 * Brings the earlier values back.
	 *
	 * @param string  $id   The proposal's id.
	 * @param WP_User $user The acting user.
	 * @return Proposal|WP_Error The undone proposal, or why everything stayed as it was.
	 */
	public function undo( string $id, WP_User $user ): Proposal|WP_Error {
		$proposal = $this->gate->edit( $id, $user );
		if ( is_wp_error( $proposal ) ) {
			return $proposal;
		}
		if ( Status::APPLIED !== $proposal->status ) {
			return $this->refusals->state( $proposal, 'devskyy_not_applied' );
		}
		$claimed = $this->store->change(
			$proposal,
			array(
				'status'     => Status::APPLYING,
				'operation'  => Proposal::UNDO,
				'claimed_by' => $user->ID,
				'deadline'   => time() + Approval::DEADLINE,
				'error'      => '',
			)
		);
		if ( null === $claimed ) {
			return $this->refusals->state( $this->gate->find( $id ) ?? $proposal, 'devskyy_not_applied' );
		}
		$this->ending->step( 'claimed', $claimed, Proposal::UNDO );
		return $this->restore( $claimed );
	}

	/**
	 * Compares, then writes.
	 *
	 * @param Proposal $claimed The claimed proposal.
	 */
	private function restore( Proposal $claimed ): Proposal|WP_Error {
		$current = $this->transition->current( $claimed->target, $claimed->fields() );
		if ( is_wp_error( $current ) ) {
			return $this->ending->failed( $claimed, $current );
		}
		$changed = $this->values->differing( $claimed->values( 'applied' ), $current );
		if ( array() !== $changed ) {
			$labels = array_combine( $changed, array_map( $this->targets->label( ... ), $changed ) );
			return $this->refusals->changed_since( $this->settlement->left( $claimed, Status::APPLIED ), $current, $labels );
		}
		$ready = $this->store->change(
			$claimed,
			array(
				'deadline' => time() + Approval::DEADLINE,
				'journal'  => array( 'applied' => $this->targets->journal( $claimed->target, $claimed->fields() ) ) + (array) $claimed->journal,
			)
		);
		if ( null === $ready ) {
			return $this->refusals->state( $this->gate->find( $claimed->id ) ?? $claimed, 'devskyy_not_applied' );
		}
		$this->ending->step( 'journalled', $ready, Proposal::UNDO );
		$written = $this->transition->forward( $ready );
		if ( is_wp_error( $written ) ) {
			return $this->ending->failed( $ready, $written );
		}
		$this->ending->step( 'written', $ready, Proposal::UNDO );
		return $this->read_back( $ready );
	}

	/**
	 * Only the exact earlier values count as undone.
	 *
	 * @param Proposal $ready The proposal after the write.
	 */
	private function read_back( Proposal $ready ): Proposal|WP_Error {
		$current = $this->transition->current( $ready->target, $ready->fields() );
		if ( is_wp_error( $current ) ) {
			return $this->ending->failed( $ready, $current );
		}
		$differing = $this->values->differing( $ready->values( 'before' ), $current );
		if ( array() !== $differing ) {
			$labels = implode( ', ', array_map( $this->targets->label( ... ), $differing ) );
			/* translators: %s: names of fields. */
			return $this->ending->failed( $ready, new WP_Error( 'devskyy_not_kept', sprintf( __( 'The site did not take back the earlier value of: %s.', 'devskyy' ), $labels ) ) );
		}
		return $this->ending->done( $ready, $current );
	}
}
