<?php
/**
 * Imports by wp-cli.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Cli;

use DevSkyy\Import\Module;
use DevSkyy\Import\Upload;
use DevSkyy\Jobs\Job;
use WP_CLI;
use WP_Error;

/**
 * Imports of DevSkyy.
 */
final class ImportCommands {

	/**
	 * Takes its parts.
	 *
	 * @param Module $imports Uploads, jobs and imports.
	 */
	public function __construct( private readonly Module $imports ) {}

	/**
	 * Imports a CSV of products, as WooCommerce writes it.
	 *
	 * ## OPTIONS
	 *
	 * <file>
	 * : The CSV.
	 *
	 * [--mode=<mode>]
	 * : new (the default), both or update.
	 *
	 * [--dry-run]
	 * : Say what it would do, and do nothing.
	 *
	 * Needs --user=<login> with the permission to import products.
	 *
	 * @param string[]             $args    The file.
	 * @param array<string,string> $options `mode`, `dry-run`.
	 */
	public function products( array $args, array $options ): void {
		$upload = $this->upload( $args[0] );
		$job    = $this->through( $this->value( $this->imports->products->start( $upload->id, $options['mode'] ?? 'new' ) ) );
		$counts = $this->imports->counts( $job );
		WP_CLI::line( sprintf( '%d rows: %d new, %d known, %d with errors.', $counts['rows'], $counts['create'] ?? 0, $counts['update'] ?? 0, $counts['failed'] ?? 0 ) );
		if ( isset( $options['dry-run'] ) ) {
			$this->imports->runner->forget( $job->id );
			return;
		}
		$job    = $this->through( $this->value( $this->imports->runner->act( $job, 'start', array() ) ) );
		$counts = $this->imports->counts( $job );
		if ( Job::COMPLETED !== $job->status ) {
			WP_CLI::error( trim( "The import {$job->id} stopped. " . $job->message ) );
		}
		WP_CLI::success( sprintf( '%d made, %d updated, %d skipped, %d failed. Import %s can be undone under DevSkyy > Catalogue.', $counts['made'] ?? 0, $counts['updated'] ?? 0, $counts['skipped'] ?? 0, $counts['failed'] ?? 0, $job->id ) );
	}

	/**
	 * Brings the file in.
	 *
	 * @param string $path Where it is.
	 */
	private function upload( string $path ): Upload {
		$bytes = is_readable( $path ) && is_file( $path ) ? file_get_contents( $path ) : false; // phpcs:ignore WordPress.WP.AlternativeFunctions -- A file of this machine.
		if ( false === $bytes ) {
			WP_CLI::error( "There is no readable file {$path}." );
		}
		$upload = $this->value( $this->imports->uploads->start( basename( $path ), strlen( (string) $bytes ), get_current_user_id() ) );
		while ( ! $upload->complete() ) {
			$upload = $this->value( $this->imports->uploads->append( $upload, $upload->offset, substr( (string) $bytes, $upload->offset, $this->imports->uploads->piece() ) ) );
		}
		return $upload;
	}

	/**
	 * Works a job off until it is at its end or waits.
	 *
	 * @param Job $job The job.
	 */
	private function through( Job $job ): Job {
		while ( $job->open() ) {
			$job = $this->imports->runner->step( $job );
			WP_CLI::line( sprintf( '%s %d/%d', $job->phase, $job->done, $job->total ) );
		}
		return $job;
	}

	/**
	 * A value; an error ends the command with its text.
	 *
	 * @template T
	 * @param T|WP_Error $value What a part answered.
	 * @return T
	 */
	private function value( mixed $value ): mixed {
		if ( ! $value instanceof WP_Error ) {
			return $value;
		}
		WP_CLI::error( $value->get_error_message() );
		exit( 1 );
	}
}
