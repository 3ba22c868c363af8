<?php
/**
 * One stored move.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Move;

/**
 * A row of the table `moves`, as it was read.
 */
final class MoveJob {

	public const QUEUED    = 'queued';
	public const RUNNING   = 'running';
	public const COMPLETED = 'completed';
	public const CANCELLED = 'cancelled';
	public const FAILED    = 'failed';

	/** Not at its end. */
	public const OPEN = array( self::QUEUED, self::RUNNING );

	/** What a move does, in this order. The shop's setting is switched last. */
	public const PHASES = array( 'products', 'terms', 'proposals', 'menus', 'tidy', 'switch' );

	/**
	 * Takes the row's columns.
	 *
	 * @param string $id           Its id.
	 * @param string $status       One of the constants.
	 * @param int    $version      Raised by each change of the row.
	 * @param string $phase        One of PHASES.
	 * @param string $position     How far the phase is: an id; "" at its beginning.
	 * @param int    $actor        Id of the user who started it.
	 * @param int    $done         How many products are through, failed ones included.
	 * @param int    $total        How many there are.
	 * @param int    $failures     How many failed.
	 * @param array  $failed       The first of those that failed.
	 * @param int    $leased_until Unix time until which a stepper has it to itself; 0 = nobody.
	 * @param int    $finished     Unix time of its end; 0 = not yet.
	 *
	 * @phpstan-param list<array{id:int,title:string,code:string,message:string,edit_url:string}> $failed
	 */
	public function __construct(
		public readonly string $id,
		public readonly string $status,
		public readonly int $version,
		public readonly string $phase,
		public readonly string $position,
		public readonly int $actor,
		public readonly int $done,
		public readonly int $total,
		public readonly int $failures,
		public readonly array $failed,
		public readonly int $leased_until,
		public readonly int $finished
	) {}

	/** Whether it still has something to do. */
	public function open(): bool {
		return in_array( $this->status, self::OPEN, true );
	}

	/**
	 * The shape of REST answers.
	 *
	 * @return array<string,mixed>
	 */
	public function shape(): array {
		return array(
			'id'           => $this->id,
			'status'       => $this->status,
			'phase'        => $this->phase,
			'progress'     => array(
				'done'  => $this->done,
				'total' => $this->total,
			),
			'moved'        => $this->done - $this->failures,
			'failed'       => $this->failed,
			'failed_total' => $this->failures,
			'finished'     => 0 === $this->finished ? null : gmdate( 'Y-m-d\TH:i:s\Z', $this->finished ),
		);
	}
}
