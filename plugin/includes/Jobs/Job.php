<?php
/**
 * One stored job.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Jobs;

/**
 * A row of the table `jobs`, as it was read.
 */
final class Job {

	public const QUEUED  = 'queued';
	public const RUNNING = 'running';
	/** It waits for a person: a preview is to be read. */
	public const WAITING   = 'waiting';
	public const COMPLETED = 'completed';
	public const CANCELLED = 'cancelled';
	public const FAILED    = 'failed';

	/** Those that a stepper works on. */
	public const OPEN = array( self::QUEUED, self::RUNNING );

	/**
	 * Takes the row's columns.
	 *
	 * @param string              $id           Its id.
	 * @param string              $kind         Its worker's name.
	 * @param string              $status       One of the constants.
	 * @param int                 $version      Raised by each change of the row.
	 * @param int                 $user         Who asked for it; works under this user's rights.
	 * @param string              $title        For people: a file's name, say.
	 * @param string              $phase        Its worker's word for where it is.
	 * @param array<string,mixed> $state        What its worker keeps.
	 * @param int                 $done         How much of the phase is done.
	 * @param int                 $total        Of how much; 0 = not known yet.
	 * @param string              $message      Why it failed or waits; else empty.
	 * @param int                 $leased_until Unix time until which a stepper has it to itself; 0 = nobody.
	 * @param int                 $created      Unix time.
	 * @param int                 $finished     Unix time; 0 = not at its end.
	 */
	public function __construct(
		public readonly string $id,
		public readonly string $kind,
		public readonly string $status,
		public readonly int $version,
		public readonly int $user,
		public readonly string $title,
		public readonly string $phase,
		public readonly array $state,
		public readonly int $done,
		public readonly int $total,
		public readonly string $message,
		public readonly int $leased_until,
		public readonly int $created,
		public readonly int $finished
	) {}

	/** Whether a stepper may work on it. */
	public function open(): bool {
		return in_array( $this->status, self::OPEN, true );
	}

	/**
	 * The shape of REST answers; its worker adds its own members.
	 *
	 * @return array<string,mixed>
	 */
	public function shape(): array {
		$user = get_userdata( $this->user );
		return array(
			'id'       => $this->id,
			'kind'     => $this->kind,
			'status'   => $this->status,
			'title'    => $this->title,
			'phase'    => $this->phase,
			'progress' => array(
				'done'  => $this->done,
				'total' => $this->total,
			),
			'message'  => $this->message,
			'user'     => array(
				'id'   => $this->user,
				'name' => false === $user ? '' : $user->display_name,
			),
			'created'  => gmdate( 'Y-m-d\TH:i:s\Z', $this->created ),
			'finished' => 0 === $this->finished ? null : gmdate( 'Y-m-d\TH:i:s\Z', $this->finished ),
		);
	}
}
