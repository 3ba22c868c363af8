<?php
/**
 * One stored 3D model.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Models;

/**
 * A row of the table `models`, as it was read. `files` are those that are published: a model that is worked on anew keeps showing them.
 *
 * @phpstan-type File array{kind:string,name:string,media:string,bytes:int,sha256:string,width:int|null,height:int|null,variant:string|null,triangles:int|null}
 * @phpstan-type Problem array{code:string,message:string,next:string}
 * @phpstan-type State array{options?:array<string,mixed>,stage?:string|null,progress?:float,problem?:Problem|null,made_of?:list<string>,upload?:string,sha256?:string,remote?:string,revision?:int,incoming?:list<File>,report?:array<string,mixed>|null,stale?:list<array{file:string,at:int}>}
 */
final class Model {

	/** Its file is on its way to the service. */
	public const SENDING    = 'sending';
	public const QUEUED     = 'queued';
	public const PROCESSING = 'processing';
	/** Its files are on their way here. */
	public const PUBLISHING = 'publishing';
	public const PUBLISHED  = 'published';
	/** The pipeline does not take it. */
	public const REFUSED   = 'refused';
	public const FAILED    = 'failed';
	public const CANCELLED = 'cancelled';

	public const STATUSES = array( self::SENDING, self::QUEUED, self::PROCESSING, self::PUBLISHING, self::PUBLISHED, self::REFUSED, self::FAILED, self::CANCELLED );

	/** Those that somebody has to go on with. */
	public const OPEN = array( self::SENDING, self::QUEUED, self::PROCESSING, self::PUBLISHING );

	public const KINDS = array( 'model', 'avatar', 'dressed' );

	/**
	 * Takes the row's columns.
	 *
	 * @param string                   $id           Its id, here and in the service.
	 * @param string                   $title        For people.
	 * @param string                   $kind         One of KINDS.
	 * @param string                   $status       One of STATUSES.
	 * @param int                      $version      Raised by each change of the row.
	 * @param int                      $user         Who asked for it.
	 * @param array                    $source       The file that was uploaded.
	 * @param array                    $state        Options, stage, progress, problem, and what is needed to go on.
	 * @param array                    $files        What is published.
	 * @param array<string,mixed>|null $report       The pipeline's report of them.
	 * @param array                    $times        Unix times.
	 * @param bool                     $gone         Deleted here, and the service does not know yet.
	 *
	 * @phpstan-param array{name:string,bytes:int} $source
	 * @phpstan-param State $state
	 * @phpstan-param list<File> $files
	 * @phpstan-param array{created:int,updated:int,looked:int,leased_until:int} $times
	 */
	public function __construct(
		public readonly string $id,
		public readonly string $title,
		public readonly string $kind,
		public readonly string $status,
		public readonly int $version,
		public readonly int $user,
		public readonly array $source,
		public readonly array $state,
		public readonly array $files,
		public readonly ?array $report,
		public readonly array $times,
		public readonly bool $gone
	) {}

	/** Whether there is something to go on with. */
	public function open(): bool {
		return in_array( $this->status, self::OPEN, true );
	}

	/**
	 * Its state without some members.
	 *
	 * @param string ...$names Their names.
	 * @return State
	 */
	public function without( string ...$names ): array {
		/** @var State $left */
		$left = array_diff_key( $this->state, array_flip( $names ) );
		return $left;
	}
}
