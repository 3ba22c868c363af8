<?php
/**
 * One stored proposal.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Proposals;

/**
 * A row of the table `proposals`, as it was read. It does not change; the store hands out the next version.
 *
 * `changes[].applied` is what was read back after the write, null before.
 *
 * @phpstan-type Value string|list<string>
 * @phpstan-type Change array{field: string, before: Value, after: Value, left_out: bool, applied: Value|null}
 * @phpstan-type Journal array{before?: array<string,mixed>, applied?: array<string,mixed>, previous?: array{changes: list<Change>, fingerprint: string}, tries?: int}
 */
final class Proposal {

	/** `operation` of a claim. */
	public const APPROVE = 'approve';
	public const UNDO    = 'undo';

	/**
	 * Takes the row's columns in the order of the table.
	 *
	 * @param string       $id           UUIDv5 of run and target.
	 * @param string       $status       One of Status::ALL.
	 * @param int          $version      Raised by each change of the row.
	 * @param string       $agent        The agent's name.
	 * @param string       $run          The run's id.
	 * @param string       $kind         Kind of the target.
	 * @param int          $target       Id of the target.
	 * @param string       $title        The target's title when last seen.
	 * @param string       $sku          The target's SKU when last seen.
	 * @param string       $risk         One of low, medium, high.
	 * @param array        $changes      The changes.
	 * @param string       $fingerprint  SHA-256 over the earlier values of the fields that are not left out.
	 * @param array        $details      Members rationale, evidence, author, cost, as the agent gave them.
	 * @param array|null   $journal      The site's own stored bytes before (and, in an undo, after) the write; in an approval
	 *                                   `previous`: the changes and fingerprint to return to when nothing comes of it.
	 * @param string       $operation    What the claim is for: approve, undo or nothing.
	 * @param int          $claimed_by   User id of the claim.
	 * @param int          $deadline     Unix time after which the claim counts as dead.
	 * @param int          $created      Unix time.
	 * @param int          $expires      Unix time.
	 * @param array        $decided      Who approved or rejected, and when: {by, name, at}; at 0 = nobody.
	 * @param array        $undone       Who undid it, and when: {by, name, at}; at 0 = nobody.
	 * @param string       $error        What went wrong last, in words; '' when nothing did.
	 *
	 * @phpstan-param list<Change> $changes
	 * @phpstan-param array{rationale: string, evidence: list<array<string,string>>, author: array<string,string|null>, cost: array<string,mixed>} $details
	 * @phpstan-param Journal|null $journal
	 * @phpstan-param array{by: int, name: string, at: int} $decided
	 * @phpstan-param array{by: int, name: string, at: int} $undone
	 */
	public function __construct(
		public readonly string $id,
		public readonly string $status,
		public readonly int $version,
		public readonly string $agent,
		public readonly string $run,
		public readonly string $kind,
		public readonly int $target,
		public readonly string $title,
		public readonly string $sku,
		public readonly string $risk,
		public readonly array $changes,
		public readonly string $fingerprint,
		public readonly array $details,
		public readonly ?array $journal,
		public readonly string $operation,
		public readonly int $claimed_by,
		public readonly int $deadline,
		public readonly int $created,
		public readonly int $expires,
		public readonly array $decided,
		public readonly array $undone,
		public readonly string $error
	) {}

	/**
	 * The next version of it, after its row has been changed.
	 *
	 * @param array<string,mixed> $columns The columns that were changed, by their names in the table; JSON ones as arrays.
	 */
	public function with( array $columns ): self {
		$members            = get_object_vars( $this );
		$members['version'] = $this->version + 1;
		foreach ( array( 'decided', 'undone' ) as $verb ) {
			$members[ $verb ] = array(
				'by'   => (int) ( $columns[ $verb . '_by' ] ?? $members[ $verb ]['by'] ),
				'name' => (string) ( $columns[ $verb . '_name' ] ?? $members[ $verb ]['name'] ),
				'at'   => (int) ( $columns[ $verb ] ?? $members[ $verb ]['at'] ),
			);
			unset( $columns[ $verb ] );
		}
		return new self( ...array_merge( $members, array_intersect_key( $columns, $members ) ) );
	}

	/**
	 * The fields that an approval writes: those that nobody left out.
	 *
	 * @return list<string>
	 */
	public function fields(): array {
		return array_column( $this->kept(), 'field' );
	}

	/**
	 * The changes that nobody left out.
	 *
	 * @phpstan-return list<Change>
	 */
	public function kept(): array {
		return array_values( array_filter( $this->changes, static fn ( array $change ): bool => ! $change['left_out'] ) );
	}

	/**
	 * One side of the kept changes by field.
	 *
	 * @param 'before'|'after'|'applied' $side Which side.
	 * @phpstan-return array<string,Value>
	 */
	public function values( string $side ): array {
		$values = array();
		foreach ( $this->kept() as $change ) {
			$values[ $change['field'] ] = $change[ $side ] ?? $change['after'];
		}
		return $values;
	}
}
