<?php
/**
 * Approving a proposal.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Proposals;

use DevSkyy\Targets\Targets;
use WP_Error;
use WP_User;

/**
 * Claim, compare, journal, write, read back. A process that dies on the way leaves a claim with a deadline and a journal,
 * from which Recovery finishes or turns back.
 *
 * @phpstan-import-type Value from Proposal
 */
final class Approval {

	/** Seconds a claim is good for; a write that takes longer counts as dead. */
	public const DEADLINE = 30;

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
	 * Applies a proposal to its target.
	 *
	 * @param string  $id      The proposal's id.
	 * @param WP_User $user    The acting user.
	 * @param array   $options `fields`: apply only these; `expect`: apply over exactly the state with this fingerprint.
	 * @return Proposal|WP_Error The applied proposal, or why nothing was applied.
	 *
	 * @phpstan-param array{fields?: list<string>, expect?: string} $options
	 */
	public function approve( string $id, WP_User $user, array $options = array() ): Proposal|WP_Error {
		$proposal = $this->gate->edit( $id, $user );
		if ( is_wp_error( $proposal ) ) {
			return $proposal;
		}
		if ( ! in_array( $proposal->status, Status::OPEN, true ) ) {
			return $this->refusals->state( $proposal, 'devskyy_not_pending' );
		}
		$wrong = $this->wrong_fields( $proposal, $options['fields'] ?? null );
		if ( null !== $wrong ) {
			return $wrong;
		}
		$claimed = $this->store->change(
			$proposal,
			array(
				'status'     => Status::APPLYING,
				'operation'  => Proposal::APPROVE,
				'claimed_by' => $user->ID,
				'deadline'   => time() + self::DEADLINE,
				'error'      => '',
			)
		);
		if ( null === $claimed ) {
			return $this->refusals->state( $this->gate->find( $id ) ?? $proposal, 'devskyy_not_pending' );
		}
		$this->ending->step( 'claimed', $claimed, Proposal::APPROVE );
		return $this->apply( $claimed, $options );
	}

	/**
	 * Compares, then writes.
	 *
	 * @param Proposal $claimed The claimed proposal.
	 * @param array    $options As approve().
	 *
	 * @phpstan-param array{fields?: list<string>, expect?: string} $options
	 */
	private function apply( Proposal $claimed, array $options ): Proposal|WP_Error {
		$wanted  = $options['fields'] ?? array_column( $claimed->changes, 'field' );
		$fields  = array_values( array_intersect( array_column( $claimed->changes, 'field' ), $wanted ) );
		$current = $this->transition->current( $claimed->target, $fields );
		if ( is_wp_error( $current ) ) {
			return $this->ending->failed( $claimed, $current );
		}
		$moved = $this->values->differing( $current, $claimed->values( 'before' ) );
		if ( array() !== $moved && ! $this->expected( $claimed, $fields, $options['expect'] ?? '' ) ) {
			return $this->refusals->conflict( $this->settlement->left( $claimed, Status::CONFLICT ) );
		}
		$ready = $this->journal( $claimed, $current );
		if ( null === $ready ) {
			return $this->refusals->state( $this->gate->find( $claimed->id ) ?? $claimed, 'devskyy_not_pending' );
		}
		$this->ending->step( 'journalled', $ready, Proposal::APPROVE );
		$written = $this->transition->forward( $ready );
		if ( is_wp_error( $written ) ) {
			return $this->ending->failed( $ready, $written );
		}
		$this->ending->step( 'written', $ready, Proposal::APPROVE );
		return $this->read_back( $ready );
	}

	/**
	 * Stores what the site holds before the write, and which changes are left out.
	 *
	 * @param Proposal $claimed The claimed proposal.
	 * @param array    $current Values of now by field, of the fields that will be written.
	 *
	 * @phpstan-param array<string,Value> $current
	 */
	private function journal( Proposal $claimed, array $current ): ?Proposal {
		$changes = $claimed->changes;
		foreach ( $changes as $index => $change ) {
			$kept                          = array_key_exists( $change['field'], $current );
			$changes[ $index ]['left_out'] = ! $kept;
			$changes[ $index ]['before']   = $kept ? $current[ $change['field'] ] : $change['before'];
		}
		$fields      = array_map( 'strval', array_keys( $current ) );
		$fingerprint = $this->targets->fingerprint( $claimed->target, $fields );
		return $this->store->change(
			$claimed,
			array(
				'changes'     => $changes,
				'fingerprint' => is_wp_error( $fingerprint ) ? $claimed->fingerprint : $fingerprint,
				'deadline'    => time() + self::DEADLINE,
				'journal'     => array(
					'before'   => $this->targets->journal( $claimed->target, $fields ),
					'previous' => array(
						'changes'     => $claimed->changes,
						'fingerprint' => $claimed->fingerprint,
					),
				),
			)
		);
	}

	/**
	 * Reads what the site made of the write and stores that as applied. A value that stayed as it was is a write that the
	 * site swallowed.
	 *
	 * @param Proposal $ready The proposal after the write.
	 */
	private function read_back( Proposal $ready ): Proposal|WP_Error {
		$current = $this->transition->current( $ready->target, $ready->fields() );
		if ( is_wp_error( $current ) ) {
			return $this->ending->failed( $ready, $current );
		}
		foreach ( $ready->kept() as $change ) {
			$asked = ! $this->targets->same( $change['field'], $change['before'], $change['after'] );
			if ( $asked && $this->targets->same( $change['field'], $change['before'], $current[ $change['field'] ] ) ) {
				/* translators: %s: name of a field. */
				return $this->ending->failed( $ready, new WP_Error( 'devskyy_not_kept', sprintf( __( 'The site did not keep the new value of "%s".', 'devskyy' ), $this->targets->label( $change['field'] ) ) ) );
			}
		}
		return $this->ending->done( $ready, $current );
	}

	/**
	 * Whether the person saw exactly the state that is there now: the fingerprint is of all changes or of those chosen.
	 *
	 * @param Proposal $proposal The proposal.
	 * @param string[] $fields   The fields that will be written.
	 * @param string   $expect   The fingerprint that the client sent; '' when none.
	 */
	private function expected( Proposal $proposal, array $fields, string $expect ): bool {
		if ( '' === $expect ) {
			return false;
		}
		foreach ( array( array_column( $proposal->changes, 'field' ), $fields ) as $paths ) {
			$fingerprint = $this->targets->fingerprint( $proposal->target, array_values( $paths ) );
			if ( ! is_wp_error( $fingerprint ) && hash_equals( $fingerprint, strtolower( $expect ) ) ) {
				return true;
			}
		}
		return false;
	}

	/**
	 * A refusal when the chosen fields are none, or not of this proposal.
	 *
	 * @param Proposal   $proposal The proposal.
	 * @param mixed[]|null $fields What the client chose; null means all.
	 */
	private function wrong_fields( Proposal $proposal, ?array $fields ): ?WP_Error {
		if ( null === $fields ) {
			return null;
		}
		$foreign = array_diff( array_map( 'strval', $fields ), array_column( $proposal->changes, 'field' ) );
		if ( array() !== $foreign ) {
			/* translators: %s: names of fields. */
			return $this->refusals->invalid( 'devskyy_field_unknown', sprintf( __( 'This proposal has no change for: %s.', 'devskyy' ), implode( ', ', $foreign ) ) );
		}
		return array() === $fields ? $this->refusals->invalid( 'devskyy_no_fields', __( 'No change is chosen. Choose at least one, or reject the proposal.', 'devskyy' ) ) : null;
	}
}
