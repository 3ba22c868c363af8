<?php
/**
 * Many decisions at once.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Proposals;

use WP_Error;
use WP_User;

/**
 * Stored, then worked off in slices by whoever comes along: the request that started it, the open tab's polls, WP-Cron.
 * Each single decision is made as the stored approver, whose rights are asked for anew, and of two steppers one has a
 * lease. Nothing here needs the service.
 */
final class Bulk {

	/** State that an action leads to → states it starts from. */
	private const STARTS = array(
		'approve' => array( Status::PENDING ),
		'reject'  => Status::OPEN,
		'undo'    => array( Status::APPLIED ),
	);

	private const ENDS = array(
		'approve' => Status::APPLIED,
		'reject'  => Status::REJECTED,
		'undo'    => Status::UNDONE,
	);

	/** Proposals in one bulk action at most: the list of their ids must fit into one packet of a small MySQL (4 MB). */
	public const MOST = 50000;

	/** Seconds of work in one slice. */
	private const SLICE = 2.0;

	/** Seconds after which a stepper that went silent counts as dead; longer than a single decision may take. */
	private const LEASE = 2 * Approval::DEADLINE;

	/** Seconds after which what is decided is counted: progress, and a cancel, are as fresh as this. */
	private const COUNTED = 0.25;

	private const FAILED_KEPT = 500;

	/**
	 * Takes its parts.
	 *
	 * @param BulkStore     $bulk      The table of bulk actions.
	 * @param ProposalStore $proposals The table of proposals.
	 * @param Approval      $approval  Approves.
	 * @param Undo          $undo      Undoes.
	 * @param Review        $review    Rejects.
	 */
	public function __construct(
		private readonly BulkStore $bulk,
		private readonly ProposalStore $proposals,
		private readonly Approval $approval,
		private readonly Undo $undo,
		private readonly Review $review
	) {}

	/**
	 * Stores a bulk action for what a filter matches now.
	 *
	 * @param string  $action One of approve, reject, undo.
	 * @param Filter  $filter Which proposals.
	 * @param WP_User $user   The acting user.
	 */
	public function start_for( string $action, Filter $filter, WP_User $user ): BulkJob|WP_Error {
		$narrow = $filter->within( self::STARTS[ $action ] );
		$ids    = null === $narrow ? array() : $this->proposals->ids( $narrow, 'undo' === $action, self::MOST + 1 );
		return $this->start( $action, $ids, $user );
	}

	/**
	 * Stores a bulk action for these proposals.
	 *
	 * @param string   $action One of approve, reject, undo.
	 * @param string[] $ids    Proposal ids.
	 * @param WP_User  $user   The acting user.
	 */
	public function start( string $action, array $ids, WP_User $user ): BulkJob|WP_Error {
		if ( count( $ids ) > self::MOST ) {
			/* translators: %s: a number. */
			$message = sprintf( __( 'These are more than %s proposals. Narrow the filter and do it in parts.', 'devskyy' ), number_format_i18n( self::MOST ) );
			return new WP_Error( 'devskyy_bulk_too_large', $message, array( 'status' => 400 ) );
		}
		return $this->bulk->add( $action, $user->ID, array_values( array_unique( array_map( 'strtolower', $ids ) ) ) );
	}

	/**
	 * A bulk action as it is now.
	 *
	 * @param string $id Its id.
	 */
	public function get( string $id ): ?BulkJob {
		return $this->bulk->get( strtolower( $id ) );
	}

	/**
	 * Works a slice off, unless it is at its end or another stepper is at it.
	 *
	 * @param BulkJob $job As it was read.
	 * @return BulkJob As it is after that.
	 */
	public function step( BulkJob $job ): BulkJob {
		if ( ! in_array( $job->status, BulkJob::OPEN, true ) || $job->leased_until >= time() ) {
			return $job;
		}
		$mine = $this->bulk->change( $job, array( 'status' => BulkJob::RUNNING ) + $this->lease() );
		if ( null === $mine ) {
			return $this->bulk->get( $job->id ) ?? $job;
		}
		$actor = get_current_user_id();
		try {
			return $this->slice( $mine );
		} finally {
			wp_set_current_user( $actor );
		}
	}

	/** Works slices off for what waits; WP-Cron's part. */
	public function run(): void {
		$until = microtime( true ) + 10 * self::SLICE;
		foreach ( $this->bulk->waiting( time(), 10 ) as $id ) {
			$job = $this->bulk->get( $id );
			while ( null !== $job && in_array( $job->status, BulkJob::OPEN, true ) && $job->leased_until < time() && microtime( true ) < $until ) {
				$job = $this->step( $job );
			}
		}
		$this->bulk->forget( time() - 30 * DAY_IN_SECONDS );
	}

	/**
	 * Stops a bulk action; what is decided stays decided.
	 *
	 * @param BulkJob $job As it was read.
	 */
	public function cancel( BulkJob $job ): BulkJob {
		$tries = 50;
		while ( in_array( $job->status, BulkJob::OPEN, true ) && $tries-- > 0 ) {
			$columns = array(
				'status'   => BulkJob::CANCELLED,
				'finished' => time(),
			);
			// A stepper may have moved on between the read and this.
			$job = $this->bulk->change( $job, $columns ) ?? $this->bulk->get( $job->id ) ?? $job;
		}
		return $job;
	}

	/**
	 * Works for some seconds; gives the lease back at the end.
	 *
	 * @param BulkJob $job The leased bulk action.
	 */
	private function slice( BulkJob $job ): BulkJob {
		$until = microtime( true ) + self::SLICE;
		do {
			$counts = $this->some( $job, $until );
			$next   = $this->bulk->change( $job, $counts + $this->lease() );
			if ( null === $next ) {
				return $this->interrupted( $job, $counts );
			}
			$job = $next;
		} while ( $job->done < $job->total && microtime( true ) < $until );
		$columns = array( 'leased_until' => 0 );
		if ( $job->done >= $job->total ) {
			$columns += array(
				'status'   => BulkJob::COMPLETED,
				'finished' => time(),
			);
		}
		return $this->bulk->change( $job, $columns ) ?? $this->bulk->get( $job->id ) ?? $job;
	}

	/**
	 * Decides on some proposals, then counts them. A process that dies in between leaves decisions that are not counted: whoever goes on finds
	 * them where the action leads.
	 *
	 * @param BulkJob $job   The leased bulk action.
	 * @param float   $until When the slice is over, in Unix seconds.
	 * @return array{done:int,failures:int,failed:list<array{id:string,title:string,code:string,message:string}>} What is to be counted.
	 */
	private function some( BulkJob $job, float $until ): array {
		$user = $this->approver( $job );
		wp_set_current_user( $user->ID );
		$columns = array(
			'done'     => $job->done,
			'failures' => $job->failures,
			'failed'   => $job->failed,
		);
		$until   = min( $until, microtime( true ) + self::COUNTED );
		foreach ( $this->bulk->items( $job, 20 ) as $id ) {
			$failure = $this->failure( $job, $id, $user );
			++$columns['done'];
			if ( null !== $failure ) {
				++$columns['failures'];
				$columns['failed'] = count( $columns['failed'] ) < self::FAILED_KEPT ? array( ...$columns['failed'], $failure ) : $columns['failed'];
			}
			if ( microtime( true ) >= $until ) {
				break;
			}
		}
		return $columns;
	}

	/**
	 * Somebody else has changed it while decisions were made: cancelled, and then these still count; or taken over after the lease ran out, and
	 * then who took it finds them decided.
	 *
	 * @param BulkJob             $job    The bulk action as it was before them.
	 * @param array<string,mixed> $counts What is to be counted.
	 */
	private function interrupted( BulkJob $job, array $counts ): BulkJob {
		$now = $this->bulk->get( $job->id ) ?? $job;
		if ( BulkJob::CANCELLED !== $now->status || $now->done !== $job->done ) {
			return $now;
		}
		return $this->bulk->change( $now, array( 'leased_until' => 0 ) + $counts ) ?? $this->bulk->get( $job->id ) ?? $now;
	}

	/**
	 * Decides on one proposal.
	 *
	 * @param BulkJob $job  The bulk action.
	 * @param string  $id   The proposal's id.
	 * @param WP_User $user The approver with the rights of now.
	 * @return array{id:string,title:string,code:string,message:string}|null Why not; null when it is decided.
	 */
	private function failure( BulkJob $job, string $id, WP_User $user ): ?array {
		$result = match ( $job->action ) {
			'approve' => $this->approval->approve( $id, $user ),
			'undo'    => $this->undo->undo( $id, $user ),
			default   => $this->review->reject( $id, $user ),
		};
		if ( ! is_wp_error( $result ) || $this->there_already( $job, $id ) ) {
			return null;
		}
		return array(
			'id'      => $id,
			'title'   => (string) $this->proposals->get( $id )?->title,
			'code'    => (string) $result->get_error_code(),
			'message' => $result->get_error_message(),
		);
	}

	/**
	 * Whether the proposal is where the action leads: a stepper died after the decision and before it was counted.
	 *
	 * @param BulkJob $job The bulk action.
	 * @param string  $id  The proposal's id.
	 */
	private function there_already( BulkJob $job, string $id ): bool {
		return self::ENDS[ $job->action ] === $this->proposals->get( $id )?->status;
	}

	/**
	 * The stored approver with the rights of now; nobody when deleted since.
	 *
	 * @param BulkJob $job The bulk action.
	 */
	private function approver( BulkJob $job ): WP_User {
		clean_user_cache( $job->approver );
		return new WP_User( $job->approver );
	}

	/**
	 * A fresh lease.
	 *
	 * @return array{leased_until:int}
	 */
	private function lease(): array {
		return array( 'leased_until' => time() + self::LEASE );
	}
}
