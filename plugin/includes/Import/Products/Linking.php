<?php
/**
 * The phase in which products are linked.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Import\Products;

use DevSkyy\Import\Transaction;
use DevSkyy\Jobs\Job;
use Throwable;

/**
 * Links to rows that came later, and products with variations brought up to date with them, once each.
 */
final class Linking {

	private const TOGETHER = 20;

	/**
	 * Takes its parts.
	 *
	 * @param RowStore    $rows        The rows.
	 * @param Target      $target      The catalogue.
	 * @param Transaction $transaction Batches as a whole.
	 * @param Snapshots   $snapshots   Seals.
	 */
	public function __construct(
		private readonly RowStore $rows,
		private readonly Target $target,
		private readonly Transaction $transaction,
		private readonly Snapshots $snapshots
	) {}

	/**
	 * Links on.
	 *
	 * @param Job $job The job.
	 * @return array<string,mixed> Columns of the job.
	 * @throws Throwable Whatever the catalogue throws.
	 */
	public function batch( Job $job ): array {
		$rows = $this->rows->marked( $job->id, 'late', self::TOGETHER );
		if ( array() === $rows ) {
			return array(
				'phase' => 'pictures',
				'done'  => 0,
				'total' => $this->rows->count_marked( $job->id, 'pictures' ),
			);
		}
		$parser = new RowParser( $job->state['columns'], $this->target->units(), new Cells() );
		$this->transaction->begin();
		$this->target->open();
		try {
			$change = array();
			foreach ( $rows as $row ) {
				$change[ $row->line ] = $this->one( $job, $row, $parser );
			}
			$this->rows->change( $job->id, $change );
			$this->seal( $job, $rows );
			$this->target->close();
			$this->transaction->commit();
		} catch ( Throwable $bug ) {
			$this->target->close();
			$this->transaction->rollback();
			throw $bug;
		}
		return array( 'done' => $job->done + count( $rows ) );
	}

	/**
	 * One row.
	 *
	 * @param Job       $job    The job.
	 * @param Row       $row    The row.
	 * @param RowParser $parser Reads its cells.
	 * @return array<string,mixed> Columns of the row.
	 */
	private function one( Job $job, Row $row, RowParser $parser ): array {
		$links    = new Links( $this->rows, $this->target );
		$problems = new Problems();
		if ( 'variation' !== $row->type ) {
			$known = $links->known( $job, $row, $parser->read( $row->cells, new Problems() ) );
			$this->target->link( $row->product, $known['found'] );
			foreach ( $known['unknown'] as $field => $names ) {
				/* translators: %s: list of SKUs. */
				$problems->warning( $parser->header( $field ), 'link_unknown', sprintf( __( 'Left out, as there are no such products: %s.', 'devskyy' ), implode( ', ', $names ) ) );
			}
		}
		if ( 'variable' === $row->type ) {
			$this->target->sync( $row->product );
		} elseif ( 'variation' === $row->type ) {
			$this->target->sync( $links->parent( $job, $row ) );
		}
		$notes = array( ...$row->notes, ...$problems->all() );
		return array(
			'late'    => 0,
			'flagged' => array() === $notes ? 0 : 1,
			'notes'   => $notes,
		);
	}

	/**
	 * New fingerprints of what has changed: the rows, and the variations of products with variations.
	 *
	 * @param Job       $job  The job.
	 * @param list<Row> $rows The rows.
	 */
	private function seal( Job $job, array $rows ): void {
		$all = $rows;
		foreach ( $rows as $row ) {
			$all = 'variable' === $row->type ? array( ...$all, ...$this->rows->children( $job->id, $row->line ) ) : $all;
		}
		$all    = array_filter( $all, static fn( Row $row ): bool => in_array( $row->status, array( Row::MADE, Row::UPDATED ), true ) );
		$taken  = $this->target->snapshots( array_values( array_map( static fn( Row $row ): int => $row->product, $all ) ) );
		$change = array();
		foreach ( $all as $row ) {
			if ( isset( $taken[ $row->product ] ) ) {
				$change[ $row->line ] = array( 'seal' => $this->snapshots->seal( $taken[ $row->product ] ) );
			}
		}
		$this->rows->change( $job->id, $change );
	}
}
