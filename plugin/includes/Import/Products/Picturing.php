<?php
/**
 * The phase in which pictures come.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Import\Products;

use DevSkyy\Jobs\Job;
use WP_Error;

/**
 * Last, so that rows go fast: a picture that cannot be had is a warning of its row. No transaction here, as fetching takes its time; a
 * picture that is there already is found again by where it came from.
 */
final class Picturing {

	private const TOGETHER = 10;

	/**
	 * Takes its parts.
	 *
	 * @param RowStore      $rows      The rows.
	 * @param Target        $target    The catalogue.
	 * @param PictureSource $source    Where pictures come from.
	 * @param Snapshots     $snapshots Seals.
	 */
	public function __construct(
		private readonly RowStore $rows,
		private readonly Target $target,
		private readonly PictureSource $source,
		private readonly Snapshots $snapshots
	) {}

	/**
	 * Goes on.
	 *
	 * @param Job   $job   The job.
	 * @param float $until When the slice ends.
	 * @return array<string,mixed> Columns of the job.
	 */
	public function batch( Job $job, float $until ): array {
		$rows = $this->rows->marked( $job->id, 'pictures', self::TOGETHER );
		if ( array() === $rows ) {
			return array(
				'status' => Job::COMPLETED,
				'phase'  => 'done',
				'done'   => $job->total,
			);
		}
		$parser = new RowParser( $job->state['columns'], $this->target->units(), new Cells() );
		$done   = 0;
		foreach ( $rows as $row ) {
			$this->rows->change( $job->id, array( $row->line => $this->one( $job, $row, $parser ) ) );
			++$done;
			if ( microtime( true ) >= $until ) {
				break;
			}
		}
		return array( 'done' => $job->done + $done );
	}

	/**
	 * The pictures of one row.
	 *
	 * @param Job       $job    The job.
	 * @param Row       $row    The row.
	 * @param RowParser $parser Reads its cells.
	 * @return array<string,mixed> Columns of the row.
	 */
	private function one( Job $job, Row $row, RowParser $parser ): array {
		$header   = $parser->header( 'images' );
		$problems = new Problems();
		$ids      = array();
		foreach ( $parser->read( $row->cells, new Problems() )['images'] ?? array() as $named ) {
			$found = $this->source->get( (string) $named, $row->product, $job->id );
			if ( $found instanceof WP_Error ) {
				/* translators: 1: address or name of a picture, 2: why. */
				$problems->warning( $header, 'picture', sprintf( __( 'The picture %1$s was left out: %2$s.', 'devskyy' ), mb_strimwidth( (string) $named, 0, 200, '…' ), rtrim( $found->get_error_message(), '.' ) ) );
				continue;
			}
			$ids[] = $found;
		}
		$refused = array() === $ids ? null : $this->target->pictures( $row->product, array_values( array_unique( $ids ) ) );
		if ( null !== $refused ) {
			$problems->warning( $header, 'picture', $refused );
		}
		$now   = $this->target->snapshots( array( $row->product ) )[ $row->product ] ?? null;
		$notes = array( ...$row->notes, ...$problems->all() );
		return array(
			'pictures' => 0,
			'flagged'  => array() === $notes ? 0 : 1,
			'notes'    => $notes,
			'seal'     => null === $now || array() === $ids ? $row->seal : $this->snapshots->seal( $now ),
		);
	}
}
