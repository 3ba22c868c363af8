<?php
/**
 * Imports of orders.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Orders\Import;

use DevSkyy\Import\CsvReader;
use DevSkyy\Import\UploadStore;
use DevSkyy\Jobs\Job;
use DevSkyy\Jobs\JobStore;
use DevSkyy\Jobs\Worker;
use DevSkyy\Orders\OrderStore;
use DevSkyy\Orders\Pseudonym;
use DevSkyy\Roles;
use WP_Error;
use WP_User;

/**
 * A job in phases: reading, preview (it waits for a person), writing, done; and undoing, undone. An order's number is there
 * once, so that a batch that is done again, or a file that comes again, adds nothing.
 */
final class OrderImport implements Worker {

	public const KIND = 'import-orders';

	/** Rows of a file at most. */
	public const MOST_ROWS = 1000000;

	private const TOGETHER = 500;

	/**
	 * Takes its parts.
	 *
	 * @param JobStore    $jobs     The jobs.
	 * @param UploadStore $uploads  The files.
	 * @param RowStore    $rows     Lines until they are orders.
	 * @param OrderStore  $orders   The imported orders.
	 * @param Assembly    $assembly Makes orders of lines.
	 */
	public function __construct(
		private readonly JobStore $jobs,
		private readonly UploadStore $uploads,
		private readonly RowStore $rows,
		private readonly OrderStore $orders,
		private readonly Assembly $assembly
	) {}

	/** {@inheritDoc} */
	public function kind(): string {
		return self::KIND;
	}

	/**
	 * Looks at a file: its header, some rows, and what the columns, dates and decimals probably are.
	 *
	 * @param string $upload The file's id.
	 * @return array<string,mixed>|WP_Error
	 */
	public function inspect( string $upload ): array|WP_Error {
		$reader = $this->reader( $upload );
		if ( is_wp_error( $reader ) ) {
			return $reader;
		}
		$header = array_map( 'sanitize_text_field', $reader->row() ?? array() );
		$rows   = array();
		$left   = 50;
		do {
			$cells = $reader->row();
			if ( null !== $cells && array() !== $cells ) {
				$rows[] = $cells;
			}
		} while ( null !== $cells && --$left > 0 );
		$formats = new Formats();
		$map     = ( new Fields() )->guess( $header );
		$column  = static fn( string $field ): array => isset( $map[ $field ] ) ? array_values( array_filter( array_map( static fn( array $cells ): string => (string) ( $cells[ $map[ $field ] ] ?? '' ), $rows ) ) ) : array();
		$dates   = $formats->dates_of( $column( 'date' ) );
		return array(
			'name'         => $this->uploads->get( $upload )->name ?? '',
			'header'       => $header,
			'rows'         => array_slice( $this->blind( $rows, $map ), 0, 5 ),
			'fields'       => ( new Fields() )->all(),
			'map'          => (object) $map,
			'date_formats' => array_keys( Formats::DATES ),
			'date_fits'    => $dates,
			'decimal'      => $formats->decimal_of( array_merge( $column( 'unit_price' ), $column( 'line_total' ) ) ),
			'currency'     => isset( $map['currency'] ) ? (string) ( $column( 'currency' )[0] ?? '' ) : '',
		);
	}

	/**
	 * Starts an import: the file is read, then it waits for a person.
	 *
	 * @param string              $upload The file's id.
	 * @param array<string,mixed> $given  See Settings::from().
	 */
	public function start( string $upload, array $given ): Job|WP_Error {
		$settings = Settings::from( $given );
		$reader   = is_wp_error( $settings ) ? $settings : $this->reader( $upload );
		if ( is_wp_error( $settings ) || is_wp_error( $reader ) ) {
			return is_wp_error( $settings ) ? $settings : $reader;
		}
		$header = array_map( 'sanitize_text_field', $reader->row() ?? array() );
		if ( max( 0, ...array_values( $settings->map ) ) >= count( $header ) ) {
			return new WP_Error( 'devskyy_orders_import', __( 'A chosen column is not in this file. Look at the file again and choose anew.', 'devskyy' ), array( 'status' => 400 ) );
		}
		$this->uploads->keep( $upload );
		return $this->jobs->add(
			self::KIND,
			get_current_user_id(),
			$this->uploads->get( $upload )->name ?? '',
			array(
				'phase'     => 'reading',
				'upload'    => $upload,
				'encoding'  => $reader->encoding,
				'delimiter' => $reader->delimiter,
				'header'    => $header,
				'offset'    => $reader->at(),
				'line'      => 1,
				'sums'      => array(),
				'first'     => null,
				'last'      => null,
			) + $settings->kept()
		);
	}

	/**
	 * Takes an import away whose job is forgotten already.
	 *
	 * @param string $import The import's id.
	 */
	public function undo( string $import ): Job|WP_Error {
		if ( ! $this->orders->imported( $import ) ) {
			return new WP_Error( 'devskyy_import_unknown', __( 'There is no import with this id, or it was taken back already.', 'devskyy' ), array( 'status' => 404 ) );
		}
		return $this->jobs->add(
			self::KIND,
			get_current_user_id(),
			__( 'Taking an import back', 'devskyy' ),
			array(
				'phase'  => 'undoing',
				'import' => $import,
			)
		);
	}

	/** {@inheritDoc} */
	public function allowed( Job $job, WP_User $user ): bool|WP_Error {
		return $user->has_cap( Roles::APPROVE ) ? true : new WP_Error( 'devskyy_forbidden', __( 'Your account may not import orders. Ask an administrator of the shop.', 'devskyy' ), array( 'status' => 403 ) );
	}

	/** {@inheritDoc} */
	public function batch( Job $job, float $until ): array|WP_Error {
		return match ( $job->phase ) {
			'reading' => $this->read( $job, $until ),
			'writing' => $this->write( $job ),
			'undoing' => $this->take_back( $job ),
			default => array( 'status' => Job::COMPLETED ),
		};
	}

	/** {@inheritDoc} */
	public function act( Job $job, string $action, array $given ): array|WP_Error {
		if ( 'start' === $action && 'preview' === $job->phase ) {
			$this->orders->begin( $job->id, $job->title, get_current_user_id() );
			return array(
				'phase' => 'writing',
				'done'  => 0,
				'total' => $this->rows->counts( $job->id )['begun'],
			);
		}
		if ( 'resume' === $action && in_array( $job->status, array( Job::CANCELLED, Job::FAILED ), true ) ) {
			return 'preview' === $job->phase ? array( 'status' => Job::WAITING ) : array( 'total' => $job->total );
		}
		if ( 'undo' === $action && in_array( $job->phase, array( 'writing', 'done' ), true ) ) {
			return array(
				'phase' => 'undoing',
				'done'  => 0,
				'total' => $this->orders->count( $job->id ),
			);
		}
		return new WP_Error( 'devskyy_job_action', __( 'This cannot be done with this import as it stands now. Load the page again to see how it stands.', 'devskyy' ), array( 'status' => 409 ) );
	}

	/** {@inheritDoc} */
	public function shape( Job $job ): array {
		$state = $job->state;
		$iso   = static fn( mixed $time ): ?string => is_int( $time ) ? gmdate( 'Y-m-d\TH:i:s\Z', $time ) : null;
		return array(
			'import' => array(
				'counts'  => $state['counts'] ?? $this->rows->counts( $job->id ),
				'sums'    => (object) ( $state['sums'] ?? array() ),
				'first'   => $iso( $state['first'] ?? null ),
				'last'    => $iso( $state['last'] ?? null ),
				'results' => (object) ( $state['results'] ?? array() ),
				'can'     => array(
					'start'  => 'preview' === $job->phase && Job::WAITING === $job->status,
					'resume' => in_array( $job->status, array( Job::CANCELLED, Job::FAILED ), true ),
					'undo'   => ! $job->open() && in_array( $job->phase, array( 'writing', 'done' ), true ),
				),
			),
		);
	}

	/** {@inheritDoc} */
	public function forget( Job $job ): void {
		$this->rows->drop( $job->id, true );
		$this->uploads->drop( (string) ( $job->state['upload'] ?? '' ) );
	}

	/**
	 * A page of the rows that are wrong.
	 *
	 * @param string $job      The job's id.
	 * @param int    $page     From 1.
	 * @param int    $per_page Its length.
	 * @return array{items:list<array{line:int,number:string,errors:list<array{column:string,message:string}>}>,total:int}
	 */
	public function wrong( string $job, int $page, int $per_page ): array {
		return $this->rows->wrong( $job, $page, $per_page );
	}

	/**
	 * Reads on.
	 *
	 * @param Job   $job   The job.
	 * @param float $until When the slice ends.
	 * @return array<string,mixed>|WP_Error
	 */
	private function read( Job $job, float $until ): array|WP_Error {
		$state    = $job->state;
		$settings = Settings::from( $state );
		$stream   = is_wp_error( $settings ) ? $settings : $this->uploads->open( (string) $state['upload'] );
		if ( is_wp_error( $settings ) || is_wp_error( $stream ) ) {
			return is_wp_error( $settings ) ? $settings : $stream;
		}
		$reader = new CsvReader( $stream, CsvReader::WINDOWS === $state['encoding'] ? CsvReader::WINDOWS : CsvReader::UTF8, (string) $state['delimiter'] );
		$parser = new RowReader( $settings, array_values( (array) $state['header'] ), wp_timezone(), new Formats(), new Pseudonym() );
		$reader->seek( (int) $state['offset'] );
		do {
			$batch = array();
			$left  = self::TOGETHER;
			do {
				$cells = $reader->row();
				if ( null !== $cells ) {
					++$state['line'];
					if ( '' !== trim( implode( '', $cells ) ) ) {
						$row   = $parser->read( $cells );
						$state = $this->counted( $state, $row['line'] );

						$batch[ (int) $state['line'] ] = $row;
					}
				}
			} while ( null !== $cells && --$left > 0 );
			$this->rows->add( $job->id, $batch );
			$state['offset'] = $reader->at();
			if ( $state['line'] > self::MOST_ROWS + 1 ) {
				/* translators: %s: a number. */
				return new WP_Error( 'devskyy_csv_format', sprintf( __( 'This file has more than %s rows. Split it and import the parts one after another.', 'devskyy' ), number_format_i18n( self::MOST_ROWS ) ), array( 'status' => 400 ) );
			}
		} while ( null !== $cells && microtime( true ) < $until );
		return null === $cells ? $this->preview( $job, $state ) : array(
			'state' => $state,
			'done'  => (int) $state['offset'],
			'total' => $this->uploads->get( (string) $state['upload'] )->size ?? 0,
		);
	}

	/**
	 * The file is read: a person looks.
	 *
	 * @param Job                 $job   The job.
	 * @param array<string,mixed> $state What it keeps.
	 * @return array<string,mixed>|WP_Error
	 */
	private function preview( Job $job, array $state ): array|WP_Error {
		// The file names customers; the rows no longer do.
		$this->uploads->drop( (string) $state['upload'] );
		$state['counts'] = $this->rows->counts( $job->id );
		if ( 0 === $state['counts']['rows'] ) {
			return new WP_Error( 'devskyy_csv_format', __( 'This file has a header but no rows. Export it again, then choose it here.', 'devskyy' ), array( 'status' => 400 ) );
		}
		return array(
			'status' => Job::WAITING,
			'phase'  => 'preview',
			'state'  => $state,
			'done'   => $state['counts']['rows'],
			'total'  => $state['counts']['rows'],
		);
	}

	/**
	 * Adds a right line to what the preview tells.
	 *
	 * @param array<string,mixed>      $state What the job keeps.
	 * @param array<string,mixed>|null $line  The line; null when its row is wrong.
	 * @return array<string,mixed>
	 */
	private function counted( array $state, ?array $line ): array {
		if ( null !== $line ) {
			$currency                   = (string) $line['currency'];
			$state['sums'][ $currency ] = round( (float) ( $state['sums'][ $currency ] ?? 0 ) + (float) $line['gross'], 4 );
			$state['first']             = min( $state['first'] ?? $line['date'], $line['date'] );
			$state['last']              = max( $state['last'] ?? $line['date'], $line['date'] );
		}
		return $state;
	}

	/**
	 * Makes orders of the next lines.
	 *
	 * @param Job $job The job.
	 * @return array<string,mixed>
	 */
	private function write( Job $job ): array {
		$state   = $job->state;
		$numbers = $this->rows->numbers( $job->id, (string) ( $state['position'] ?? '' ), 100 );
		if ( array() === $numbers ) {
			$this->rows->drop( $job->id, false );
			$broken           = (int) ( $state['counts']['broken'] ?? 0 );
			$state['results'] = ( 0 === $broken ? array() : array( 'left_out' => $broken ) ) + (array) ( $state['results'] ?? array() );
			return array(
				'status' => Job::COMPLETED,
				'phase'  => 'done',
				'state'  => $state,
			);
		}
		$lines   = $this->rows->lines( $job->id, $numbers );
		$broken  = $this->rows->broken( $job->id, $numbers );
		$results = (array) ( $state['results'] ?? array() );
		foreach ( $numbers as $number ) {
			$key    = mb_strtolower( $number );
			$result = in_array( $key, $broken, true ) || ! isset( $lines[ $key ] ) ? 'left_out' : $this->orders->add( $job->id, $this->assembly->order( $lines[ $key ] ) );

			$results[ $result ] = (int) ( $results[ $result ] ?? 0 ) + 1;
		}
		return array(
			'done'  => $job->done + count( $numbers ),
			'state' => array(
				'position' => end( $numbers ),
				'results'  => $results,
			) + $state,
		);
	}

	/**
	 * Takes orders away again.
	 *
	 * @param Job $job The job.
	 * @return array<string,mixed>
	 */
	private function take_back( Job $job ): array {
		$went = $this->orders->take_away( (string) ( $job->state['import'] ?? $job->id ), 500 );
		return 0 === $went ? array(
			'status' => Job::COMPLETED,
			'phase'  => 'undone',
		) : array(
			'done'  => $job->done + $went,
			'total' => max( $job->total, $job->done + $went ),
		);
	}

	/**
	 * The file at its header.
	 *
	 * @param string $upload The file's id.
	 */
	private function reader( string $upload ): CsvReader|WP_Error {
		$file = $this->uploads->get( $upload );
		if ( null === $file || get_current_user_id() !== $file->user || ! $file->complete() ) {
			return $this->uploads->gone();
		}
		$stream = $this->uploads->open( $upload );
		return is_wp_error( $stream ) ? $stream : CsvReader::look( $stream );
	}

	/**
	 * Rows for the preview, without what names a customer.
	 *
	 * @param list<list<string>> $rows The first rows.
	 * @param array<string,int>  $map  Field → place of its column.
	 * @return list<list<string>>
	 */
	private function blind( array $rows, array $map ): array {
		return array_map( static fn( array $cells ): array => array_values( isset( $map['customer'], $cells[ $map['customer'] ] ) ? array_replace( $cells, array( $map['customer'] => '•••' ) ) : $cells ), $rows );
	}
}
