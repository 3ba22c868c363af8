<?php
/**
 * Steps jobs.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Jobs;

use Throwable;
use WP_Error;
use WP_User;

/**
 * Works jobs off in slices, by whoever comes along: the request that started it, the open tab's polls, WP-Cron, wp-cli. Of
 * two steppers one has a lease; each slice works as the stored user, whose rights are asked for anew.
 */
final class Runner {

	/** Seconds of work in one slice. */
	private const SLICE = 2.0;

	/** Seconds after which a stepper that went silent counts as dead; longer than a batch may take. */
	private const LEASE = 60;

	/** Finished jobs are kept this long. */
	private const KEPT = 90 * DAY_IN_SECONDS;

	/**
	 * Takes its parts.
	 *
	 * @param JobStore     $jobs    The table.
	 * @param list<Worker> $workers One for each kind.
	 */
	public function __construct( public readonly JobStore $jobs, private readonly array $workers ) {}

	/**
	 * The worker of a kind; null when none has the name.
	 *
	 * @param string $kind The kind's name.
	 */
	public function worker( string $kind ): ?Worker {
		foreach ( $this->workers as $worker ) {
			if ( $worker->kind() === $kind ) {
				return $worker;
			}
		}
		return null;
	}

	/**
	 * Works a slice off, unless it is at its end, waits for a person, or another stepper is at it.
	 *
	 * @param Job   $job     As it was read.
	 * @param float $seconds How long.
	 * @return Job As it is after that.
	 */
	public function step( Job $job, float $seconds = self::SLICE ): Job {
		$worker = $this->worker( $job->kind );
		if ( null === $worker || ! $job->open() || $job->leased_until >= time() ) {
			return $job;
		}
		$died = 0 !== $job->leased_until;
		$mine = $this->jobs->change( $job, array( 'status' => Job::RUNNING ) + $this->lease() );
		if ( null === $mine ) {
			return $this->jobs->get( $job->id ) ?? $job;
		}
		if ( $died ) {
			// The stepper before died: a lasting object cache may hold what its transaction never stored.
			wp_cache_flush();
		}
		$actor = get_current_user_id();
		try {
			return $this->slice( $mine, $worker, microtime( true ) + $seconds );
		} finally {
			wp_set_current_user( $actor );
		}
	}

	/** Works slices off for what waits, and drops what is old; WP-Cron's part. */
	public function run(): void {
		$until = microtime( true ) + 10 * self::SLICE;
		foreach ( $this->jobs->waiting( time(), 10 ) as $id ) {
			$job = $this->jobs->get( $id );
			while ( null !== $job && $job->open() && $job->leased_until < time() && microtime( true ) < $until ) {
				$job = $this->step( $job );
			}
		}
		foreach ( $this->workers as $worker ) {
			foreach ( $this->jobs->old( $worker->kind(), time() - self::KEPT ) as $id ) {
				$this->forget( $id );
			}
		}
	}

	/**
	 * Stops a job; what is done stays done, and it can be resumed.
	 *
	 * @param Job $job As it was read.
	 */
	public function cancel( Job $job ): Job {
		$tries = 50;
		while ( in_array( $job->status, array( ...Job::OPEN, Job::WAITING ), true ) && $tries-- > 0 ) {
			$columns = array(
				'status'   => Job::CANCELLED,
				'finished' => time(),
			);
			// A stepper may have moved on between the read and this.
			$job = $this->jobs->change( $job, $columns ) ?? $this->jobs->get( $job->id ) ?? $job;
		}
		return $job;
	}

	/**
	 * Something the person asks of a job that is not at work (resume, start, undo); works a first slice off.
	 *
	 * @param Job                 $job    As it was read.
	 * @param string              $action What is asked.
	 * @param array<string,mixed> $given  What the request says.
	 */
	public function act( Job $job, string $action, array $given ): Job|WP_Error {
		$worker = $this->worker( $job->kind );
		if ( null === $worker || $job->open() ) {
			return new WP_Error( 'devskyy_busy', __( 'This job is at work. Wait until it is done, or stop it first.', 'devskyy' ), array( 'status' => 409 ) );
		}
		$user    = wp_get_current_user();
		$allowed = $worker->allowed( $job, $user );
		$columns = is_wp_error( $allowed ) ? $allowed : $worker->act( $job, $action, $given );
		if ( is_wp_error( $columns ) ) {
			return $columns;
		}
		// It goes on under the rights of the person who asks now, not of the one who asked first.
		$changed = $this->jobs->change(
			$job,
			$columns + array(
				'status'       => Job::QUEUED,
				'user'         => $user->ID,
				'message'      => '',
				'leased_until' => 0,
				'finished'     => 0,
			)
		);
		if ( null === $changed ) {
			return new WP_Error( 'devskyy_busy', __( 'Somebody else was faster. Load the page again to see how it stands.', 'devskyy' ), array( 'status' => 409 ) );
		}
		return $this->step( $changed );
	}

	/**
	 * Drops a job that is not at work, with what its worker kept.
	 *
	 * @param string $id Its id.
	 */
	public function forget( string $id ): void {
		$job = $this->jobs->get( $id );
		if ( null !== $job && ! $job->open() ) {
			$this->worker( $job->kind )?->forget( $job );
			$this->jobs->drop( $id );
		}
	}

	/**
	 * The REST shape with what its kind adds.
	 *
	 * @param Job $job The job.
	 * @return array<string,mixed>
	 */
	public function shape( Job $job ): array {
		return $job->shape() + ( $this->worker( $job->kind )?->shape( $job ) ?? array() );
	}

	/**
	 * Works for some seconds; gives the lease back at the end.
	 *
	 * @param Job    $job    The leased job.
	 * @param Worker $worker Its worker.
	 * @param float  $until  When to stop.
	 */
	private function slice( Job $job, Worker $worker, float $until ): Job {
		clean_user_cache( $job->user );
		$user = new WP_User( $job->user );
		wp_set_current_user( $user->ID );
		$allowed = $worker->allowed( $job, $user );
		if ( is_wp_error( $allowed ) ) {
			return $this->fail( $job, $allowed->get_error_message() );
		}
		do {
			try {
				$columns = $worker->batch( $job, $until );
			} catch ( Throwable $bug ) {
				$this->fail( $job, $bug->getMessage() );
				throw $bug;
			}
			if ( is_wp_error( $columns ) ) {
				return $this->fail( $job, $columns->get_error_message() );
			}
			$next = $this->jobs->change( $job, $columns + $this->lease() );
			if ( null === $next ) {
				// Cancelled, or taken over after the lease ran out.
				return $this->jobs->get( $job->id ) ?? $job;
			}
			$job = $next;
		} while ( $job->open() && microtime( true ) < $until );
		$columns = array( 'leased_until' => 0 );
		if ( in_array( $job->status, array( Job::COMPLETED, Job::FAILED ), true ) ) {
			$columns['finished'] = time();
		}
		return $this->jobs->change( $job, $columns ) ?? $this->jobs->get( $job->id ) ?? $job;
	}

	/**
	 * Ends a job with the reason.
	 *
	 * @param Job    $job     The leased job.
	 * @param string $message Why.
	 */
	private function fail( Job $job, string $message ): Job {
		$columns = array(
			'status'       => Job::FAILED,
			'message'      => $message,
			'leased_until' => 0,
			'finished'     => time(),
		);
		return $this->jobs->change( $job, $columns ) ?? $this->jobs->get( $job->id ) ?? $job;
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
