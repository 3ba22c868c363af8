<?php
/**
 * Commands for wp-cli about the shop's data.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Cli;

use DevSkyy\Import\Module as Imports;
use DevSkyy\Jobs\Job;
use DevSkyy\Move\Module as Move;
use DevSkyy\Move\MoveJob;
use WP_CLI;
use WP_Error;

/**
 * The move to WooCommerce, and imports of orders.
 */
final class ShopCommands {

	/**
	 * Takes its parts.
	 *
	 * @param Move    $move    The move's parts.
	 * @param Imports $imports The imports' parts.
	 */
	public function __construct( private readonly Move $move, private readonly Imports $imports ) {}

	/**
	 * Moves the built-in catalogue to WooCommerce, in place.
	 *
	 * ## OPTIONS
	 *
	 * [--dry-run]
	 * : Only say what will be made and what stands in the way.
	 *
	 * [--yes]
	 * : Move. There is no way back: make a backup of the database first.
	 *
	 * [--take-currency]
	 * : WooCommerce takes over the pieces' currency.
	 *
	 * Needs --user=<login> of an administrator.
	 *
	 * @param string[]             $args    Unused.
	 * @param array<string,string> $options `dry-run`, `yes`, `take-currency`.
	 */
	public function move( array $args, array $options ): void {
		$this->tell( $this->move->preview->read() );
		if ( ! isset( $options['yes'] ) ) {
			WP_CLI::line( 'Nothing was changed. Run it with --yes to move.' );
			return;
		}
		if ( ! current_user_can( \DevSkyy\Roles::MANAGE ) ) {
			WP_CLI::error( 'Say who moves: --user=<login> of an administrator.' );
		}
		$job = $this->move->move->start( wp_get_current_user(), isset( $options['take-currency'] ) );
		$this->stop( $job );
		if ( ! $job instanceof MoveJob ) {
			return;
		}
		while ( $job->open() ) {
			$job = $this->move->move->step( $job );
			WP_CLI::line( sprintf( '%s: %d of %d', $job->phase, $job->done, $job->total ) );
			if ( $job->open() && $job->leased_until > 0 ) {
				sleep( 1 );
			}
		}
		foreach ( $job->failed as $failed ) {
			WP_CLI::line( sprintf( '#%d %s: %s', $failed['id'], $failed['title'], $failed['message'] ) );
		}
		if ( MoveJob::COMPLETED !== $job->status ) {
			WP_CLI::error( 'Not all pieces are moved. Mend what is named above, then run the command again: it goes on.' );
		}
		WP_CLI::success( sprintf( '%d products are WooCommerce\'s now.', $job->done ) );
	}

	/**
	 * Imports orders from a CSV.
	 *
	 * ## OPTIONS
	 *
	 * <file>
	 * : The CSV.
	 *
	 * --date-format=<format>
	 * : How it writes dates, e.g. "YYYY-MM-DD hh:mm", "DD/MM/YYYY", "MM/DD/YYYY".
	 *
	 * --decimal=<sign>
	 * : The sign before decimals: "." or ",".
	 *
	 * --currency=<code>
	 * : The currency of rows that name none, e.g. EUR.
	 *
	 * --prices=<kind>
	 * : gross (with tax) or net.
	 *
	 * [--map=<columns>]
	 * : Columns where the header does not say it, e.g. "number=0,date=4" (0 is the first).
	 *
	 * [--dry-run]
	 * : Read and check only.
	 *
	 * Needs --user=<login> with the permission to approve.
	 *
	 * @param string[]             $args    The file.
	 * @param array<string,string> $options The options above.
	 */
	public function orders( array $args, array $options ): void {
		$upload = $this->upload( $args[0] );
		$look   = is_wp_error( $upload ) ? $upload : $this->imports->orders->inspect( $upload );
		$this->stop( $look );
		$map = is_array( $look ) ? (array) $look['map'] : array();
		foreach ( array_filter( explode( ',', $options['map'] ?? '' ) ) as $pair ) {
			list( $field, $place ) = explode( '=', $pair ) + array( 1 => '' );
			$map[ trim( $field ) ] = (int) $place;
		}
		$job = is_wp_error( $upload ) ? $upload : $this->imports->orders->start(
			$upload,
			array(
				'map'         => $map,
				'date_format' => $options['date-format'] ?? '',
				'decimal'     => $options['decimal'] ?? '',
				'currency'    => $options['currency'] ?? '',
				'prices'      => $options['prices'] ?? '',
			)
		);
		$this->stop( $job );
		$job = $this->worked( $job );
		$this->stop( $job );
		if ( ! $job instanceof Job ) {
			return;
		}
		foreach ( $this->imports->orders->wrong( $job->id, 1, 100 )['items'] as $row ) {
			WP_CLI::line( sprintf( 'row %d: %s', $row['line'], implode( ' ', array_map( static fn( array $error ): string => $error['column'] . ': ' . $error['message'], $row['errors'] ) ) ) );
		}
		$shape = $this->imports->runner->shape( $job );
		WP_CLI::line( (string) wp_json_encode( array_intersect_key( $shape['import'] ?? array(), array_flip( array( 'counts', 'sums', 'first', 'last' ) ) ) ) );
		if ( isset( $options['dry-run'] ) ) {
			$this->imports->runner->cancel( $job );
			WP_CLI::success( 'Nothing was imported.' );
			return;
		}
		$job = $this->worked( $this->imports->runner->act( $job, 'start', array() ) );
		$this->stop( $job );
		WP_CLI::success( (string) wp_json_encode( $job instanceof Job ? $this->imports->runner->shape( $job )['import']['results'] : null ) );
	}

	/**
	 * Prints a preview.
	 *
	 * @param array<string,mixed> $preview As Preview::read() answers it.
	 */
	private function tell( array $preview ): void {
		WP_CLI::line( (string) wp_json_encode( $preview['totals'] ) );
		foreach ( array( 'blockers', 'notes' ) as $kind ) {
			foreach ( $preview[ $kind ] as $one ) {
				WP_CLI::line( ( 'blockers' === $kind ? 'IN THE WAY: ' : 'note: ' ) . trim( $one['message'] . ' ' . $one['next'] ) );
				foreach ( $one['items'] as $item ) {
					WP_CLI::line( sprintf( '  #%d %s %s', $item['id'], $item['title'], $item['detail'] ) );
				}
			}
		}
		array_map( static fn( string $line ) => WP_CLI::line( $line ), $preview['consequences'] );
	}

	/**
	 * Puts a file where imports find it.
	 *
	 * @param string $path The file.
	 * @return string|WP_Error Its id.
	 */
	private function upload( string $path ): string|WP_Error {
		$file = is_readable( $path ) ? fopen( $path, 'rb' ) : false; // phpcs:ignore WordPress.WP.AlternativeFunctions -- A file of this machine.
		if ( false === $file ) {
			return new WP_Error( 'devskyy_file', 'This file cannot be read: ' . $path );
		}
		$uploads = $this->imports->uploads;
		$upload  = $uploads->start( basename( $path ), (int) filesize( $path ), get_current_user_id() );
		while ( ! is_wp_error( $upload ) && ! $upload->complete() ) {
			$upload = $uploads->append( $upload, $upload->offset, (string) fread( $file, max( 1, $uploads->piece() ) ) ); // phpcs:ignore WordPress.WP.AlternativeFunctions -- The file above.
		}
		fclose( $file ); // phpcs:ignore WordPress.WP.AlternativeFunctions -- The file above.
		return is_wp_error( $upload ) ? $upload : $upload->id;
	}

	/**
	 * A job when it is at its end or waits.
	 *
	 * @param Job|WP_Error $job The job.
	 */
	private function worked( Job|WP_Error $job ): Job|WP_Error {
		while ( $job instanceof Job && $job->open() ) {
			$job = $this->imports->runner->step( $job, 30.0 );
			WP_CLI::line( sprintf( '%s: %d of %d', $job->phase, $job->done, $job->total ) );
		}
		return $job instanceof Job && Job::FAILED === $job->status ? new WP_Error( 'devskyy_job_failed', $job->message ) : $job;
	}

	/**
	 * Ends the command with an error's text and next step.
	 *
	 * @param mixed $result What a part answered.
	 */
	private function stop( mixed $result ): void {
		if ( $result instanceof WP_Error ) {
			$data = (array) $result->get_error_data();
			WP_CLI::error( trim( $result->get_error_message() . ' ' . ( is_string( $data['next'] ?? null ) ? $data['next'] : '' ) ) );
		}
	}
}
