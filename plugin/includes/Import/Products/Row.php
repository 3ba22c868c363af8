<?php
/**
 * One row of an import.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Import\Products;

/**
 * A row of the table `import_rows`, as it was read.
 *
 * @phpstan-import-type Problem from Problems
 */
final class Row {

	public const READY   = 'ready';
	public const WORKING = 'working';
	public const MADE    = 'made';
	public const UPDATED = 'updated';
	public const SKIPPED = 'skipped';
	public const FAILED  = 'failed';
	/** Taken back. */
	public const UNDONE = 'undone';
	/** Not taken back, as it was changed since. */
	public const KEPT = 'kept';

	/**
	 * Takes the row's columns.
	 *
	 * @param int                 $line    Its number in the file, as a spreadsheet shows it.
	 * @param int                 $place   Its turn.
	 * @param string              $status  One of the constants.
	 * @param string              $plan    create or update.
	 * @param string              $type    Type of the product; "" when the file has no such column.
	 * @param string              $sku     Its SKU.
	 * @param int                 $parent  The line of its parent in this file; 0 = none.
	 * @param int                 $product The id it made or changed.
	 * @param list<string>        $cells   The cells.
	 * @param array<string,mixed> $facts   What the check found: `parent_id`, `axes`.
	 * @param list<Problem>       $notes   Problems.
	 * @param string|null         $journal JSON of how an updated product was.
	 * @param string              $seal    Fingerprint of what the import left.
	 */
	public function __construct(
		public readonly int $line,
		public readonly int $place,
		public readonly string $status,
		public readonly string $plan,
		public readonly string $type,
		public readonly string $sku,
		public readonly int $parent,
		public readonly int $product,
		public readonly array $cells,
		public readonly array $facts,
		public readonly array $notes,
		public readonly ?string $journal,
		public readonly string $seal
	) {}
}
