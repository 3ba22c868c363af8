<?php
/**
 * Takes an import back.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Import\Products;

use DevSkyy\Import\Transaction;
use DevSkyy\Jobs\Job;
use DevSkyy\Proposals\Json;
use Throwable;
use WP_Error;

/**
 * Product by product, its variations with it: what the import made is deleted, what it changed is put back to the byte. A product that somebody changed
 * since stays as it is, and the row says so.
 */
final class Undoing {

	private const TOGETHER = 25;

	/**
	 * Takes its parts.
	 *
	 * @param RowStore        $rows        The rows.
	 * @param Target          $target      The catalogue.
	 * @param Transaction     $transaction Batches as a whole.
	 * @param Snapshots       $snapshots   Seals.
	 * @param BroughtPictures $pictures    Pictures that the import brought.
	 */
	public function __construct(
		private readonly RowStore $rows,
		private readonly Target $target,
		private readonly Transaction $transaction,
		private readonly Snapshots $snapshots,
		private readonly BroughtPictures $pictures
	) {}

	/**
	 * Undoes on.
	 *
	 * @param Job   $job   The job.
	 * @param float $until When the slice ends.
	 * @return array<string,mixed> Columns of the job.
	 * @throws Throwable Whatever the catalogue throws.
	 */
	public function batch( Job $job, float $until ): array {
		$rows = $this->rows->applied( $job->id, $this->transaction->real() ? self::TOGETHER : 1 );
		if ( array() === $rows && 0 < $this->pictures->drop( $job->id, 20 ) ) {
			return array( 'done' => $job->total );
		}
		if ( array() === $rows ) {
			return array(
				'status' => Job::COMPLETED,
				'phase'  => 'undone',
				'done'   => $job->total,
			);
		}
		$this->transaction->begin();
		$this->target->open();
		try {
			$change = array();
			foreach ( $rows as $row ) {
				if ( isset( $change[ $row->line ] ) ) {
					continue;
				}
				$change += $this->family( $job, $row );
				if ( microtime( true ) > $until + 1.0 ) {
					break;
				}
			}
			$this->rows->change( $job->id, $change );
			$this->target->close();
			$this->transaction->commit();
		} catch ( Throwable $bug ) {
			$this->target->close();
			$this->transaction->rollback();
			throw $bug;
		}
		return array( 'done' => $job->done + count( $change ) );
	}

	/**
	 * A row, and with a product its variations: what happens to them changes the product, so all are compared before any is touched.
	 *
	 * @param Job $job The job.
	 * @param Row $row The row.
	 * @return array<int,array<string,mixed>> Line → columns.
	 */
	private function family( Job $job, Row $row ): array {
		if ( $this->target->flat() ) {
			return $this->flat( $job, $row );
		}
		$children = 'variation' === $row->type ? array() : array_values( array_filter( $this->rows->children( $job->id, $row->line ), static fn( Row $one ): bool => in_array( $one->status, array( Row::MADE, Row::UPDATED ), true ) ) );
		$all      = array( $row, ...$children );
		$now      = $this->target->snapshots( array_map( static fn( Row $one ): int => $one->product, $all ) );
		$refused  = array();
		foreach ( $all as $one ) {
			$refused[ $one->line ] = $this->refusal( $one, $now[ $one->product ] ?? null );
		}
		if ( Row::MADE === $row->status && array() !== array_filter( array_diff_key( $refused, array( $row->line => 1 ) ) ) ) {
			$refused[ $row->line ] ??= __( 'Variations of this product were changed since the import, so it stays with them.', 'devskyy' );
		}
		$change = array();
		foreach ( array( ...$children, $row ) as $one ) {
			$change[ $one->line ] = null === $refused[ $one->line ] ? $this->one( $one, $now[ $one->product ] ?? null ) : $this->kept( $one, $refused[ $one->line ] );
		}
		return $change;
	}

	/**
	 * All rows of one product whose variations are parts of it: taken back together, to how it was before the first of them.
	 *
	 * @param Job $job The job.
	 * @param Row $row One of them.
	 * @return array<int,array<string,mixed>> Line → columns.
	 */
	private function flat( Job $job, Row $row ): array {
		$rows    = $this->rows->of_product( $job->id, $row->product );
		$now     = $this->target->snapshots( array( $row->product ) )[ $row->product ] ?? null;
		$first   = $rows[0] ?? $row;
		$reasons = array_map( fn( Row $one ): ?string => $this->refusal( $one, $now ), $rows );
		// Each row has sealed the product as it was after it; the last of these states counts.
		$reason = in_array( null, $reasons, true ) ? null : ( $reasons[0] ?? null );
		$change = array();
		foreach ( $rows as $one ) {
			$change[ $one->line ] = null === $reason ? $this->end( $one, Row::UNDONE ) : $this->kept( $one, $reason );
		}
		if ( null === $reason ) {
			$whole  = Row::MADE === $first->status && 'variation' === $first->type ? $this->restored( $first, $now ) : $this->one( $first, $now );
			$change = array( $first->line => $whole ) + $change;
		}
		return $change;
	}

	/**
	 * A variation that was added to a product of the shop: the product is put back.
	 *
	 * @param Row                      $row The row.
	 * @param array<string,mixed>|null $now How its product is; null when it is gone.
	 * @return array<string,mixed> Columns of the row.
	 */
	private function restored( Row $row, ?array $now ): array {
		$done = null === $now ? true : $this->target->restore( $row->product, $this->before( $row ) );
		return $done instanceof WP_Error ? $this->kept( $row, $done->get_error_message() ) : $this->end( $row, Row::UNDONE );
	}

	/**
	 * Why a row is not taken back; null when it can be.
	 *
	 * @param Row                      $row The row.
	 * @param array<string,mixed>|null $now How its product is; null when it is gone.
	 */
	private function refusal( Row $row, ?array $now ): ?string {
		if ( null === $now ) {
			return Row::MADE === $row->status ? null : __( 'The product was deleted since the import, so there is nothing to put back.', 'devskyy' );
		}
		if ( '' === $row->seal || $row->seal === $this->snapshots->seal( $now ) || $this->there_already( $row, $now ) ) {
			return null;
		}
		return __( 'The product was changed since the import (a sale counts too), so it stays as it is. Change or delete it by hand.', 'devskyy' );
	}

	/**
	 * Whether a process that died had put it back already.
	 *
	 * @param Row                 $row The row.
	 * @param array<string,mixed> $now How its product is.
	 */
	private function there_already( Row $row, array $now ): bool {
		return Row::UPDATED === $row->status && $this->snapshots->seal( $this->before( $row ) ) === $this->snapshots->seal( $now );
	}

	/**
	 * How an updated product was.
	 *
	 * @param Row $row The row.
	 * @return array<string,mixed>
	 */
	private function before( Row $row ): array {
		return null === $row->journal ? array() : ( new Json() )->read( $row->journal );
	}

	/**
	 * One row.
	 *
	 * @param Row                      $row The row.
	 * @param array<string,mixed>|null $now How its product is; null when it is gone.
	 * @return array<string,mixed> Columns of the row.
	 */
	private function one( Row $row, ?array $now ): array {
		if ( null === $now || $this->there_already( $row, $now ) ) {
			return $this->end( $row, Row::UNDONE );
		}
		$this->transaction->mark();
		$done = Row::MADE === $row->status ? $this->target->remove( $row->product ) : $this->target->restore( $row->product, $this->before( $row ) );
		if ( $done instanceof WP_Error ) {
			$this->transaction->back();
			return $this->kept( $row, $done->get_error_message() );
		}
		return $this->end( $row, Row::UNDONE );
	}

	/**
	 * A row that was not taken back.
	 *
	 * @param Row    $row     The row.
	 * @param string $message Why.
	 * @return array<string,mixed>
	 */
	private function kept( Row $row, string $message ): array {
		$problems = new Problems();
		$problems->error( '', 'not_undone', $message );
		return array_replace(
			$this->end( $row, Row::KEPT ),
			array(
				'flagged' => 1,
				'notes'   => array( ...$row->notes, ...$problems->all() ),
			)
		);
	}

	/**
	 * The row's columns.
	 *
	 * @param Row    $row    The row.
	 * @param string $status What became of it.
	 * @return array<string,mixed>
	 */
	private function end( Row $row, string $status ): array {
		return array(
			'status'   => $status,
			'late'     => 0,
			'pictures' => 0,
			'flagged'  => array() === $row->notes ? 0 : 1,
			'notes'    => $row->notes,
		);
	}
}
