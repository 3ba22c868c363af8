<?php
/**
 * The refusals of the proposals' routes, in words.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Proposals;

use WP_Error;

/**
 * Says what is wrong and what to do next; carries the proposal as it now is, where there is one.
 */
final class Refusals {

	/**
	 * Takes the presenter.
	 *
	 * @param Presenter $presenter Shapes the proposal in the answer.
	 */
	public function __construct( private readonly Presenter $presenter ) {}

	/** No proposal has this id. */
	public function unknown(): WP_Error {
		return $this->error( 'devskyy_proposal_unknown', 404, __( 'There is no proposal with this id.', 'devskyy' ), __( 'Reload the list of proposals.', 'devskyy' ) );
	}

	/** The acting user may not approve, or may not edit this target. */
	public function forbidden(): WP_Error {
		return $this->error(
			'devskyy_forbidden',
			403,
			__( 'Your account may not approve changes to this.', 'devskyy' ),
			__( 'Ask an administrator or a shop manager to do it.', 'devskyy' )
		);
	}

	/**
	 * The request itself is wrong.
	 *
	 * @param string $code    Stable code.
	 * @param string $message What is wrong.
	 */
	public function invalid( string $code, string $message ): WP_Error {
		return $this->error( $code, 400, $message, __( 'Correct the request and send it again.', 'devskyy' ) );
	}

	/**
	 * The proposal is in a state in which this cannot be done.
	 *
	 * @param Proposal $proposal As it is now.
	 * @param string   $code     Stable code.
	 */
	public function state( Proposal $proposal, string $code ): WP_Error {
		if ( Status::APPLYING === $proposal->status ) {
			return $this->with( $proposal, 'devskyy_busy', __( 'This proposal is being worked on right now.', 'devskyy' ), __( 'Wait a few seconds, then look again.', 'devskyy' ) );
		}
		$words = array(
			Status::PENDING    => __( 'This proposal still waits for approval, so nothing of it can be undone.', 'devskyy' ),
			Status::APPLIED    => __( 'This proposal is applied already.', 'devskyy' ),
			Status::UNDONE     => __( 'This proposal was applied and undone already.', 'devskyy' ),
			Status::REJECTED   => __( 'This proposal was rejected.', 'devskyy' ),
			Status::CONFLICT   => __( 'The site has changed here since this was proposed, and nothing of it is applied.', 'devskyy' ),
			Status::EXPIRED    => __( 'This proposal has expired.', 'devskyy' ),
			Status::SUPERSEDED => __( 'A newer run has replaced this proposal.', 'devskyy' ),
			Status::FAILED     => __( 'This proposal could not be applied.', 'devskyy' ),
		);
		return $this->with( $proposal, $code, $words[ $proposal->status ], __( 'Look at the proposal as it is now; run the agent again for a new one.', 'devskyy' ) );
	}

	/**
	 * The target has changed since the proposal was made.
	 *
	 * @param Proposal $proposal As it is now.
	 */
	public function conflict( Proposal $proposal ): WP_Error {
		return $this->with(
			$proposal,
			'devskyy_conflict',
			__( 'The site has changed here since this was proposed, so nothing was applied.', 'devskyy' ),
			__( 'Compare both versions. To apply the proposal over what is there now, approve it again with "expect" set to current_fingerprint.', 'devskyy' ),
			array( 'current_fingerprint' => $this->presenter->fingerprint( $proposal ) )
		);
	}

	/**
	 * What was applied is not there any more, so an undo would destroy somebody's later work.
	 *
	 * @param Proposal             $proposal As it is now.
	 * @param array<string,mixed>  $current  Values of now by field.
	 * @param array<string,string> $labels   The fields that changed → their labels.
	 */
	public function changed_since( Proposal $proposal, array $current, array $labels ): WP_Error {
		$applied = $proposal->values( 'applied' );
		$changed = array();
		foreach ( $labels as $field => $label ) {
			$changed[] = array(
				'field'   => $field,
				'label'   => $label,
				'applied' => $applied[ $field ] ?? null,
				'current' => $current[ $field ] ?? null,
			);
		}
		return $this->with(
			$proposal,
			'devskyy_changed_since',
			/* translators: %s: names of the fields. */
			sprintf( __( 'Not undone: this has been changed since the proposal was applied: %s.', 'devskyy' ), implode( ', ', $labels ) ),
			__( 'Edit it by hand, or first set these fields back to what was applied.', 'devskyy' ),
			array( 'changed' => $changed )
		);
	}

	/**
	 * The site did not take a write; everything is as it was.
	 *
	 * @param Proposal $proposal As it is now.
	 * @param WP_Error $error    Code and words; data.status below 500 says that the target itself stands in the way.
	 */
	public function failed( Proposal $proposal, WP_Error $error ): WP_Error {
		$status = (int) ( ( (array) $error->get_error_data() )['status'] ?? 500 );
		$next   = $status < 500
			? __( 'Mend that on its own edit page, then try again.', 'devskyy' )
			: __( 'Try again. If it fails again, look into the site\'s error log.', 'devskyy' );
		return $this->with( $proposal, (string) $error->get_error_code(), $error->get_error_message(), $next, array( 'status' => $status < 500 ? 409 : 500 ) );
	}

	/**
	 * The target is gone.
	 *
	 * @param Proposal $proposal As it is now.
	 */
	public function missing( Proposal $proposal ): WP_Error {
		return $this->with(
			$proposal,
			'devskyy_target_missing',
			__( 'What this is about is not there any more, so there is nothing to change.', 'devskyy' ),
			__( 'Restore it from the trash, or reject the proposal.', 'devskyy' )
		);
	}

	/**
	 * A refusal that shows the proposal.
	 *
	 * @param Proposal            $proposal As it is now.
	 * @param string              $code     Stable code.
	 * @param string              $message  What is wrong.
	 * @param string              $next     What to do about it.
	 * @param array<string,mixed> $data     More for `data`.
	 */
	private function with( Proposal $proposal, string $code, string $message, string $next, array $data = array() ): WP_Error { // phpcs:ignore -- five parts of one message.
		$error = $this->error( $code, 409, $message, $next );
		$error->add_data( $data + array( 'proposal' => $this->presenter->one( $proposal ) ) + (array) $error->get_error_data() );
		return $error;
	}

	/**
	 * A refusal.
	 *
	 * @param string $code    Stable code.
	 * @param int    $status  HTTP status.
	 * @param string $message What is wrong.
	 * @param string $next    What to do about it.
	 */
	private function error( string $code, int $status, string $message, string $next ): WP_Error {
		return new WP_Error(
			$code,
			$message,
			array(
				'status' => $status,
				'next'   => $next,
			)
		);
	}
}
