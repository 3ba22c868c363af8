<?php
/**
 * The first phase of an import.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Import\Products;

use DevSkyy\Import\CsvReader;
use DevSkyy\Import\UploadStore;
use DevSkyy\Jobs\Job;
use WP_Error;

/**
 * Reads the uploaded file into rows, each with what is wrong with it by itself. A place in the file is kept, so that it goes on there.
 */
final class Reading {

	/** Rows of a file at most. */
	public const MOST_ROWS = 100000;

	private const MOST_COLUMNS = 500;

	/** Bytes of a cell at most. */
	private const LONGEST_CELL = 1048576;

	/** Rows that are stored together. */
	private const TOGETHER = 200;

	/**
	 * Takes its parts.
	 *
	 * @param UploadStore $uploads The files.
	 * @param RowStore    $rows    The rows.
	 * @param Target      $target  The catalogue.
	 */
	public function __construct( private readonly UploadStore $uploads, private readonly RowStore $rows, private readonly Target $target ) {}

	/**
	 * Opens a file and maps its header.
	 *
	 * @param string $upload The file's id.
	 * @return array<string,mixed>|WP_Error What the job keeps: upload, encoding, delimiter, columns, offset, line.
	 */
	public function open( string $upload ): array|WP_Error {
		$stream = $this->uploads->open( $upload );
		$reader = is_wp_error( $stream ) ? $stream : CsvReader::look( $stream );
		if ( is_wp_error( $reader ) ) {
			return $reader;
		}
		$header = $reader->row() ?? array();
		if ( count( $header ) > self::MOST_COLUMNS ) {
			/* translators: 1: number of columns, 2: the most. */
			return $this->refusal( sprintf( __( 'This file has %1$s columns; %2$s is the most. Take out those that are not needed.', 'devskyy' ), number_format_i18n( count( $header ) ), number_format_i18n( self::MOST_COLUMNS ) ) );
		}
		$columns = ( new Columns() )->map( array_map( fn( string $cell ): string => mb_strimwidth( sanitize_text_field( $cell ), 0, 200, '…' ), $header ) );
		$fields  = array_column( $columns, 'field' );
		if ( array() === array_intersect( array( 'name', 'sku', 'id' ), $fields ) ) {
			return $this->refusal( __( 'The first row of this file has none of the columns Name, SKU and ID, so it is not a CSV of products as WooCommerce writes it. Export it again, or give the columns these names.', 'devskyy' ) );
		}
		return array(
			'upload'    => $upload,
			'encoding'  => $reader->encoding,
			'delimiter' => $reader->delimiter,
			'columns'   => $columns,
			'offset'    => $reader->at(),
			'line'      => 1,
		);
	}

	/**
	 * Reads on.
	 *
	 * @param Job   $job   The job.
	 * @param float $until When the slice ends.
	 * @return array<string,mixed>|WP_Error Columns of the job.
	 */
	public function batch( Job $job, float $until ): array|WP_Error {
		$stream = $this->uploads->open( (string) $job->state['upload'] );
		if ( is_wp_error( $stream ) ) {
			return $stream;
		}
		$state  = $job->state;
		$reader = new CsvReader( $stream, CsvReader::WINDOWS === $state['encoding'] ? CsvReader::WINDOWS : CsvReader::UTF8, (string) $state['delimiter'] );
		$parser = new RowParser( $state['columns'], $this->target->units(), new Cells() );
		$reader->seek( (int) $state['offset'] );
		do {
			$batch = array();
			$cells = null;
			for ( $taken = 0; $taken < self::TOGETHER; $taken++ ) {
				$cells = $reader->row();
				if ( null === $cells ) {
					break;
				}
				++$state['line'];
				if ( '' !== trim( implode( '', $cells ) ) ) {
					$batch[ (int) $state['line'] ] = $this->row( (int) $state['line'], $cells, $parser, $state['columns'] );
				}
			}
			$this->rows->add( $job->id, $batch );
			$state['offset'] = $reader->at();
			if ( $state['line'] > self::MOST_ROWS + 1 ) {
				/* translators: %s: a number. */
				return $this->refusal( sprintf( __( 'This file has more than %s rows. Split it and import the parts one after another.', 'devskyy' ), number_format_i18n( self::MOST_ROWS ) ) );
			}
		} while ( null !== $cells && microtime( true ) < $until );
		$size = $this->uploads->get( (string) $state['upload'] )->size ?? 0;
		if ( null !== $cells ) {
			return array(
				'state' => $state,
				'done'  => (int) $state['offset'],
				'total' => $size,
			);
		}
		return $this->end( $job, $state );
	}

	/**
	 * The file is read.
	 *
	 * @param Job                 $job   The job.
	 * @param array<string,mixed> $state What it keeps.
	 * @return array<string,mixed>|WP_Error
	 */
	private function end( Job $job, array $state ): array|WP_Error {
		$rows = $this->rows->counts( $job->id )['rows'];
		if ( 0 === $rows ) {
			return $this->refusal( __( 'This file has a header but no rows. Export it again, then choose it here.', 'devskyy' ) );
		}
		$this->uploads->drop( (string) $state['upload'] );
		$state['at'] = 0;
		return array(
			'phase' => 'checking',
			'state' => $state,
			'done'  => 0,
			'total' => $rows,
		);
	}

	/**
	 * One row with its own problems.
	 *
	 * @param int                                           $line    Its number.
	 * @param list<string>                                  $cells   Its cells.
	 * @param RowParser                                     $parser  Reads them.
	 * @param list<array{header:string,field:string,unit:string}> $columns The file's columns.
	 * @return array<string,mixed> Columns of the row.
	 */
	private function row( int $line, array $cells, RowParser $parser, array $columns ): array {
		$problems = new Problems();
		$extra    = implode( '', array_slice( $cells, count( $columns ) ) );
		if ( '' !== trim( $extra ) || ( count( $cells ) < count( $columns ) && 1 === count( $cells ) ) ) {
			/* translators: 1: number of cells, 2: number of columns. */
			$problems->error( '', 'row_length', sprintf( __( 'This row has %1$d cells where the header has %2$d columns. A quote or a separator is missing or too much.', 'devskyy' ), count( $cells ), count( $columns ) ) );
		}
		$cells = array_slice( array_pad( $cells, count( $columns ), '' ), 0, count( $columns ) );
		foreach ( $cells as $place => $cell ) {
			$cells[ $place ] = $this->cell( $cell, $columns[ $place ]['header'], $problems );
		}
		$data = $parser->read( $cells, $problems );
		$type = (string) ( $data['type'] ?? '' );
		if ( '' === (string) ( $data['sku'] ?? '' ) && 0 === (int) ( $data['id'] ?? 0 ) && '' === trim( (string) ( $data['name'] ?? '' ) ) && 'variation' !== $type ) {
			$problems->error( '', 'nameless', __( 'This row has neither a name nor a SKU nor an ID. Give it one.', 'devskyy' ) );
		}
		$facts = 'variation' !== $type ? array() : array(
			'parent' => (string) ( $data['parent_id'] ?? '' ),
			'axes'   => array_values( array_map( 'mb_strtolower', array_column( $data['attributes'] ?? array(), 'name' ) ) ),
		);
		return array(
			'place'   => $line,
			'status'  => $problems->fatal() ? Row::FAILED : Row::READY,
			'type'    => $type,
			'sku'     => mb_substr( (string) ( $data['sku'] ?? '' ), 0, 100 ),
			'origin'  => (int) ( $data['id'] ?? 0 ),
			'flagged' => array() === $problems->all() ? 0 : 1,
			'cells'   => $cells,
			'facts'   => $facts,
			'notes'   => $problems->all(),
		);
	}

	/**
	 * A cell that can be stored.
	 *
	 * @param string   $cell     The cell.
	 * @param string   $header   Its column.
	 * @param Problems $problems Gets what is wrong.
	 */
	private function cell( string $cell, string $header, Problems $problems ): string {
		if ( str_contains( $cell, "\0" ) ) {
			$problems->warning( $header, 'nul', __( 'This cell holds NUL characters, which were taken out.', 'devskyy' ) );
			$cell = str_replace( "\0", '', $cell );
		}
		if ( strlen( $cell ) > self::LONGEST_CELL ) {
			/* translators: 1: size of the cell, 2: the most. */
			$problems->error( $header, 'too_long', sprintf( __( 'This cell has %1$s; %2$s fit. Shorten it.', 'devskyy' ), (string) size_format( strlen( $cell ), 1 ), (string) size_format( self::LONGEST_CELL ) ) );
			return mb_strcut( $cell, 0, 200 );
		}
		return $cell;
	}

	/**
	 * The file cannot be used.
	 *
	 * @param string $message Why, and what to do.
	 */
	private function refusal( string $message ): WP_Error {
		return new WP_Error( 'devskyy_csv_format', $message, array( 'status' => 400 ) );
	}
}
