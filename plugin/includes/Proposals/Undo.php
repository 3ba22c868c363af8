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
	 */
	public function __construct(
		private readonly ProposalStore $store,
		private readonly Targets $targets,
		private readonly Gate $gate,
		private readonly Transition $transition,
		private readonly Settlement $settlement,
		private readonly Values $values,
		private readonly Refusals $refusals
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
		do_action( 'devskyy_approval_step', 'claimed', $id, Proposal::UNDO ); // Documented in Approval::step().
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
			return $this->failed( $claimed, $current );
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
		do_action( 'devskyy_approval_step', 'journalled', $ready->id, Proposal::UNDO ); // Documented in Approval::step().
		$written = $this->transition->forward( $ready );
		if ( is_wp_error( $written ) ) {
			return $this->failed( $ready, $written );
		}
		do_action( 'devskyy_approval_step', 'written', $ready->id, Proposal::UNDO ); // Documented in Approval::step().
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
			return $this->failed( $ready, $current );
		}
		$differing = $this->values->differing( $ready->values( 'before' ), $current );
		if ( array() !== $differing ) {
			$labels = implode( ', ', array_map( $this->targets->label( ... ), $differing ) );
			/* translators: %s: names of fields. */
			return $this->failed( $ready, new WP_Error( 'devskyy_not_kept', sprintf( __( 'The site did not take back the earlier value of: %s.', 'devskyy' ), $labels ) ) );
		}
		$undone = $this->settlement->reached( $ready, $current );
		if ( null === $undone ) {
			return $this->overtaken( $ready );
		}
		do_action( 'devskyy_approval_step', 'stored', $undone->id, Proposal::UNDO ); // Documented in Approval::step().
		return $undone;
	}

	/**
	 * This process was slower than its deadline, and Recovery has decided meanwhile: shop and state must agree.
	 *
	 * @param Proposal $ready The proposal after the write.
	 */
	private function overtaken( Proposal $ready ): Proposal|WP_Error {
		$now = $this->gate->find( $ready->id ) ?? $ready;
		if ( Status::UNDONE === $now->status ) {
			return $now;
		}
		if ( Status::APPLYING !== $now->status ) {
			$this->transition->back( $ready );
		}
		return $this->refusals->state( $now, 'devskyy_not_applied' );
	}

	/**
	 * Brings back what was applied, and says that nothing was undone.
	 *
	 * @param Proposal $proposal The claimed proposal.
	 * @param WP_Error $cause    What went wrong.
	 */
	private function failed( Proposal $proposal, WP_Error $cause ): WP_Error {
		if ( isset( $proposal->journal['applied'] ) ) {
			$back = $this->transition->back( $proposal );
			if ( is_wp_error( $back ) ) {
				// The claim stays, so Recovery turns back once the deadline has passed.
				return $this->refusals->failed( $proposal, new WP_Error( 'devskyy_undo_failed', $cause->get_error_message() . ' ' . $back->get_error_message() ) );
			}
		}
		/* translators: %s: what went wrong. */
		$message = sprintf( __( 'Nothing was undone. %s', 'devskyy' ), $cause->get_error_message() );
		$error   = new WP_Error( 'devskyy_undo_failed', $message, $cause->get_error_data() );
		return $this->refusals->failed( $this->settlement->left( $proposal, Status::APPLIED, $message ), $error );
	}
}
