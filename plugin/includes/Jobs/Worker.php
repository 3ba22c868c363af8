<?php
/**
 * What a kind of job offers.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Jobs;

use WP_Error;
use WP_User;

/**
 * Does the jobs of one kind, a small batch at a time. A batch must be such that it can be done again after a crash in its
 * middle and changes nothing twice: what a batch has done it records itself, in the same transaction where there is one.
 */
interface Worker {

	/** The kind's name, as stored. */
	public function kind(): string;

	/**
	 * Whether the user may do such a job now; asked before each slice with the rights of that moment.
	 *
	 * @param Job     $job  The job.
	 * @param WP_User $user The stored user.
	 * @return true|WP_Error
	 */
	public function allowed( Job $job, WP_User $user ): bool|WP_Error;

	/**
	 * Works one batch off, as the stored user; a second or two at most, or less.
	 *
	 * @param Job   $job   The leased job.
	 * @param float $until Unix time with fractions at which the slice ends; a batch may end earlier.
	 * @return array<string,int|string|array<string,mixed>>|WP_Error Columns of the job after it (status, phase, state, done, total,
	 *         message); an error ends the job as failed.
	 */
	public function batch( Job $job, float $until ): array|WP_Error;

	/**
	 * Something the person asks of a job that is not at work: start, undo, resume.
	 *
	 * @param Job                 $job    The job.
	 * @param string              $action What is asked.
	 * @param array<string,mixed> $given  What the request says.
	 * @return array<string,int|string|array<string,mixed>>|WP_Error Columns of the job after it.
	 */
	public function act( Job $job, string $action, array $given ): array|WP_Error;

	/**
	 * What this kind adds to a job's REST shape.
	 *
	 * @param Job $job The job.
	 * @return array<string,mixed>
	 */
	public function shape( Job $job ): array;

	/**
	 * Drops what is kept beside the job's row; the row goes after it.
	 *
	 * @param Job $job The job.
	 */
	public function forget( Job $job ): void;
}
