<?php
/**
 * The phase in which products are made and changed.
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
use wpdb;

/**
 * A batch of rows in one transaction: what a row has made and that it is done are stored together or not at all. Where there are
 * no transactions a row is claimed, its post bears its mark from the first statement on, and what a killed process left is removed
 * and made anew.
 */
final class Writing {

	private const TOGETHER = 40;

	private readonly Json $json;

	/**
	 * Takes its parts.
	 *
	 * @param wpdb        $wpdb        The site's database.
	 * @param RowStore    $rows        The rows.
	 * @param Target      $target      The catalogue.
	 * @param Transaction $transaction Batches as a whole.
	 * @param Snapshots   $snapshots   Seals.
	 */
	public function __construct(
		private readonly wpdb $wpdb,
		private readonly RowStore $rows,
		private readonly Target $target,
		private readonly Transaction $transaction,
		private readonly Snapshots $snapshots
	) {
		$this->json = new Json();
	}

	/**
	 * Writes on.
	 *
	 * @param Job   $job   The job.
	 * @param float $until When the slice ends.
	 * @return array<string,mixed> Columns of the job.
	 */
	public function batch( Job $job, float $until ): array {
		$this->heal( $job );
		$rows = $this->rows->next( $job->id, Row::READY, $this->transaction->real() ? self::TOGETHER : 1 );
		if ( array() === $rows ) {
			return array(
				'phase' => 'links',
				'done'  => 0,
				'total' => $this->rows->count_marked( $job->id, 'late' ),
			);
		}
		$done = $this->write( $job, $rows, $until );
		return array( 'done' => $job->done + $done );
	}

	/**
	 * Writes rows as a whole.
	 *
	 * @param Job       $job   The job.
	 * @param list<Row> $rows  The batch.
	 * @param float     $until When to stop within it.
	 * @return int How many are done.
	 * @throws Throwable Whatever is no refusal of a row.
	 */
	private function write( Job $job, array $rows, float $until ): int {
		$parser = new RowParser( $job->state['columns'], $this->target->units(), new Cells() );
		$this->transaction->begin();
		$this->target->open();
		try {
			if ( ! $this->rows->claim( $job->id, array_column( $rows, 'line' ) ) ) {
				$this->target->close();
				$this->transaction->rollback();
				return 0;
			}
			$links = new Links( $this->rows, $this->target );
			$done  = array();
			foreach ( $rows as $row ) {
				$done[ $row->line ] = $this->one( $job, $row, $parser, $links );
				$links->made( $row, (int) $done[ $row->line ]['product'] );
				if ( microtime( true ) > $until + 1.0 ) {
					break;
				}
			}
			$left = array_slice( $rows, count( $done ) );
			$this->rows->change( $job->id, $this->sealed( $done ) );
			$this->rows->change( $job->id, array_fill_keys( array_column( $left, 'line' ), array( 'status' => Row::READY ) ) );
			$this->target->close();
			if ( ! $this->held( $job, $rows ) ) {
				$this->transaction->rollback();
				return 0;
			}
			$this->transaction->commit();
			return count( $done );
		} catch ( Throwable $bug ) {
			$this->target->close();
			$this->transaction->rollback();
			throw $bug;
		}
	}

	/**
	 * One row.
	 *
	 * @param Job       $job    The job.
	 * @param Row       $row    The row.
	 * @param RowParser $parser Reads its cells.
	 * @param Links     $links  Finds other products.
	 * @return array<string,mixed> Columns of the row.
	 */
	private function one( Job $job, Row $row, RowParser $parser, Links $links ): array {
		$update = 0 !== $row->product;
		$mode   = (string) $job->state['mode'];
		if ( ( 'new' === $mode && $update ) || ( 'update' === $mode && ! $update ) ) {
			return $this->columns( $row, Row::SKIPPED );
		}
		$data   = $parser->read( $row->cells, new Problems() );
		$parent = $links->parent( $job, $row );
		$axes   = 'variable' === $row->type ? $links->axes( $job, $row ) : array();
		$known  = $links->known( $job, $row, $data );
		if ( 'variation' === $row->type && 0 === $parent && ! $update ) {
			return $this->failed( $row, $parser->header( 'parent_id' ), 'parent_failed', __( 'The product of this variation was not imported, so the variation was not either.', 'devskyy' ) );
		}
		$changed = $this->target->flat() && 'variation' === $row->type && 0 === $row->parent ? $parent : $row->product;
		$journal = $row->journal ?? ( 0 !== $changed ? $this->json->write( $this->target->journal( $changed ) ) : null );
		$mark    = $this->transaction->real() ? '' : $job->id . ':' . $row->line;
		if ( '' !== $mark && null !== $journal ) {
			// Kept before anything changes: a second try must not take a half-changed product for how it was.
			$this->rows->change( $job->id, array( $row->line => array( 'journal' => $journal ) ) );
		}
		$this->transaction->mark();
		$saved = $this->target->save(
			$data,
			array(
				'id'     => $row->product,
				'parent' => $parent,
				'axes'   => $axes,
				'mark'   => $mark,
				'links'  => $known['found'],
			)
		);
		if ( is_wp_error( $saved ) ) {
			$this->transaction->back();
			return $this->failed( $row, '', $saved->get_error_code(), $saved->get_error_message() );
		}
		$warnings = array_map( static fn( array $one ): array => array( $parser->header( $one['field'] ), 'left_out', $one['message'] ), $saved['warnings'] );
		$pictures = array() !== ( $data['images'] ?? array() );
		if ( $pictures && $this->target->flat() && 'variation' === $row->type ) {
			$pictures   = false;
			$warnings[] = array( $parser->header( 'images' ), 'cannot_hold', __( 'The built-in catalogue has no pictures of variations; this one was left out. Add it to the product’s gallery.', 'devskyy' ) );
		}
		$late    = $known['later'] || 'variable' === $row->type || ( 'variation' === $row->type && 0 === $row->parent );
		$columns = array(
			'product'  => $saved['id'],
			'journal'  => $journal,
			'late'     => $late ? 1 : 0,
			'pictures' => $pictures ? 1 : 0,
		);
		return array_replace( $this->columns( $row, $update ? Row::UPDATED : Row::MADE, $warnings ), $columns );
	}

	/**
	 * The row's columns after it.
	 *
	 * @param Row                              $row      The row.
	 * @param string                           $status   What became of it.
	 * @param list<array{string,string,string}> $warnings Column, code and message.
	 * @return array<string,mixed>
	 */
	private function columns( Row $row, string $status, array $warnings = array() ): array {
		$problems = new Problems();
		foreach ( $warnings as $one ) {
			$problems->warning( ...$one );
		}
		$notes = array( ...$row->notes, ...$problems->all() );
		return array(
			'status'   => $status,
			'product'  => $row->product,
			'late'     => 0,
			'pictures' => 0,
			'flagged'  => array() === $notes ? 0 : 1,
			'notes'    => $notes,
			'journal'  => $row->journal,
			'seal'     => '',
		);
	}

	/**
	 * A row that could not be imported.
	 *
	 * @param Row        $row     The row.
	 * @param string     $header  The column.
	 * @param string|int $code    A word for programs.
	 * @param string     $message Why.
	 * @return array<string,mixed>
	 */
	private function failed( Row $row, string $header, string|int $code, string $message ): array {
		$problems = new Problems();
		$problems->error( $header, (string) $code, $message );
		return array_replace(
			$this->columns( $row, Row::FAILED ),
			array(
				'flagged' => 1,
				'notes'   => array( ...$row->notes, ...$problems->all() ),
			)
		);
	}

	/**
	 * The rows with the fingerprints of what they left.
	 *
	 * @param array<int,array<string,mixed>> $done Line → columns.
	 * @return array<int,array<string,mixed>>
	 */
	private function sealed( array $done ): array {
		$ids  = array();
		$real = $this->transaction->real();
		foreach ( $done as $one ) {
			if ( in_array( $one['status'], array( Row::MADE, Row::UPDATED ), true ) ) {
				$ids[] = (int) $one['product'];
				if ( ! $real && Row::MADE === $one['status'] ) {
					( new Mark() )->clear( $this->wpdb, (int) $one['product'] );
				}
			}
		}
		$taken = $this->target->snapshots( $ids );
		foreach ( $done as $line => $one ) {
			$done[ $line ]['seal'] = isset( $taken[ $one['product'] ] ) && Row::SKIPPED !== $one['status'] ? $this->snapshots->seal( $taken[ $one['product'] ] ) : '';
		}
		return $done;
	}

	/**
	 * Whether the transaction is still the one that began: a deadlock rolls it back without a word.
	 *
	 * @param Job       $job  The job.
	 * @param list<Row> $rows The batch.
	 */
	private function held( Job $job, array $rows ): bool {
		if ( ! $this->transaction->real() ) {
			return true;
		}
		$first = $this->rows->after( $job->id, $rows[0]->line - 1, 1 )[0] ?? null;
		return null !== $first && ! in_array( $first->status, array( Row::READY, Row::WORKING ), true );
	}

	/**
	 * Where there are no transactions: what a killed process left of a row is removed, and the row is ready again.
	 *
	 * @param Job $job The job.
	 */
	private function heal( Job $job ): void {
		if ( $this->transaction->real() ) {
			return;
		}
		foreach ( $this->rows->next( $job->id, Row::WORKING, 10 ) as $row ) {
			foreach ( ( new Mark() )->find( $this->wpdb, $job->id . ':' . $row->line ) as $id ) {
				$removed = $this->target->remove( $id );
				if ( $removed instanceof WP_Error ) {
					wp_delete_post( $id, true );
				}
			}
			$this->rows->change( $job->id, array( $row->line => array( 'status' => Row::READY ) ) );
		}
	}
}
