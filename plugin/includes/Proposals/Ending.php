<?php
/**
 * The end of an approval or an undo.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Proposals;

use WP_Error;

/**
 * What approving and undoing have in common once the target is claimed: it is done, somebody else was faster, or nothing comes of it.
 * The claim itself says which of the two it is (`operation`).
 *
 * @phpstan-import-type Value from Proposal
 */
final class Ending {

	/**
	 * Takes its parts.
	 *
	 * @param Gate       $gate       Finds the proposal.
	 * @param Transition $transition Moves the target.
	 * @param Settlement $settlement Ends the claim.
	 * @param Refusals   $refusals   Words.
	 */
	public function __construct(
		private readonly Gate $gate,
		private readonly Transition $transition,
		private readonly Settlement $settlement,
		private readonly Refusals $refusals
	) {}

	/**
	 * The target holds what it should: says so in the record.
	 *
	 * @param Proposal $ready   The proposal after the write.
	 * @param array    $current What was read back, by field.
	 * @return Proposal|WP_Error The proposal in its new state, or that somebody else has decided meanwhile.
	 *
	 * @phpstan-param array<string,Value> $current
	 */
	public function done( Proposal $ready, array $current ): Proposal|WP_Error {
		$done = $this->settlement->reached( $ready, $current );
		if ( null === $done ) {
			return $this->overtaken( $ready );
		}
		$this->step( 'stored', $done, $ready->operation );
		return $done;
	}

	/**
	 * Puts back what may have been written, and says that nothing came of it.
	 *
	 * @param Proposal $proposal The claimed proposal.
	 * @param WP_Error $cause    What went wrong.
	 */
	public function failed( Proposal $proposal, WP_Error $cause ): WP_Error {
		$undo    = $this->undoes( $proposal );
		$code    = $undo ? 'devskyy_undo_failed' : 'devskyy_write_failed';
		$written = $undo ? isset( $proposal->journal['applied'] ) : null !== $proposal->journal;
		$back    = $written ? $this->transition->back( $proposal ) : null;
		if ( is_wp_error( $back ) ) {
			// The claim stays, so Recovery turns back once the deadline has passed.
			return $this->refusals->failed( $proposal, new WP_Error( $code, $cause->get_error_message() . ' ' . $back->get_error_message() ) );
		}
		$format = $undo
			/* translators: %s: what went wrong. */
			? __( 'Nothing was undone. %s', 'devskyy' )
			/* translators: %s: what went wrong. */
			: __( 'Nothing was applied. %s', 'devskyy' );
		$message = sprintf( $format, $cause->get_error_message() );
		$left    = $undo
			? $this->settlement->left( $proposal, Status::APPLIED, $message )
			: $this->settlement->left( $proposal, Status::FAILED, $cause->get_error_message() );
		return $this->refusals->failed( $left, new WP_Error( $code, $message, $cause->get_error_data() ) );
	}

	/**
	 * Tells whoever listens how far it is.
	 *
	 * @param string   $step      One of claimed, journalled, written, stored.
	 * @param Proposal $proposal  As it is now.
	 * @param string   $operation One of approve, undo.
	 */
	public function step( string $step, Proposal $proposal, string $operation ): void {
		/**
		 * Fires after each step of an approval or an undo.
		 *
		 * @param string $step      One of claimed, journalled, written, stored.
		 * @param string $id        The proposal's id.
		 * @param string $operation One of approve, undo.
		 */
		do_action( 'devskyy_approval_step', $step, $proposal->id, $operation );
	}

	/**
	 * This process was slower than its deadline, and Recovery has decided meanwhile: shop and state must agree.
	 *
	 * @param Proposal $ready The proposal after the write.
	 */
	private function overtaken( Proposal $ready ): Proposal|WP_Error {
		$undo = $this->undoes( $ready );
		$now  = $this->gate->find( $ready->id ) ?? $ready;
		if ( ( $undo ? Status::UNDONE : Status::APPLIED ) === $now->status ) {
			return $now;
		}
		if ( Status::APPLYING !== $now->status ) {
			$this->transition->back( $ready );
		}
		return $this->refusals->state( $now, $undo ? 'devskyy_not_applied' : 'devskyy_not_pending' );
	}

	/**
	 * Whether the claim is for an undo.
	 *
	 * @param Proposal $claimed The claimed proposal.
	 */
	private function undoes( Proposal $claimed ): bool {
		return Proposal::UNDO === $claimed->operation;
	}
}
