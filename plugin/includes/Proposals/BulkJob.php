<?php
/**
 * One stored bulk action.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Proposals;

/**
 * A row of the table `bulk`, as it was read, without its list of proposals.
 */
final class BulkJob {

	public const QUEUED    = 'queued';
	public const RUNNING   = 'running';
	public const COMPLETED = 'completed';
	public const CANCELLED = 'cancelled';

	/** Not at its end. */
	public const OPEN = array( self::QUEUED, self::RUNNING );

	/**
	 * Takes the row's columns.
	 *
	 * @param string $id           Its id.
	 * @param string $action       One of approve, reject, undo.
	 * @param string $status       One of the constants.
	 * @param int    $version      Raised by each change of the row.
	 * @param int    $approver     Id of the user who asked for it.
	 * @param int    $done         How many proposals are through, failed ones included.
	 * @param int    $total        How many there are.
	 * @param int    $failures     How many failed.
	 * @param array  $failed       The first of those that failed.
	 * @param int    $leased_until Unix time until which a stepper has it to itself; 0 = nobody.
	 *
	 * @phpstan-param list<array{id:string,title:string,code:string,message:string}> $failed
	 */
	public function __construct(
		public readonly string $id,
		public readonly string $action,
		public readonly string $status,
		public readonly int $version,
		public readonly int $approver,
		public readonly int $done,
		public readonly int $total,
		public readonly int $failures,
		public readonly array $failed,
		public readonly int $leased_until
	) {}

	/**
	 * The shape of REST answers.
	 *
	 * @return array<string,mixed>
	 */
	public function shape(): array {
		return array(
			'id'           => $this->id,
			'action'       => $this->action,
			'status'       => $this->status,
			'progress'     => array(
				'done'  => $this->done,
				'total' => $this->total,
			),
			'failed'       => $this->failed,
			'failed_total' => $this->failures,
		);
	}
}
