<?php
/**
 * 3D models by wp-cli.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Cli;

use DevSkyy\Models\Model;
use DevSkyy\Models\Module;
use WP_CLI;
use WP_Error;

/**
 * 3D models of DevSkyy.
 */
final class ModelCommands {

	/**
	 * Takes its parts.
	 *
	 * @param Module $models 3D models.
	 */
	public function __construct( private readonly Module $models ) {}

	/**
	 * Lists the models.
	 *
	 * @subcommand list
	 */
	public function list(): void {
		foreach ( $this->models->store->list( array( 'per_page' => 1000 ) )['items'] as $model ) {
			WP_CLI::line( sprintf( '%s  %-10s  %3d files  %s', $model->id, $model->status, count( $model->files ), $model->title ) );
		}
	}

	/**
	 * Goes on with models that are sent, processed or fetched, until nothing is left or the time is over.
	 *
	 * ## OPTIONS
	 *
	 * [--seconds=<seconds>]
	 * : 60 unless told.
	 *
	 * @param string[]             $args    None.
	 * @param array<string,string> $options `seconds`.
	 */
	public function sync( array $args, array $options ): void {
		$until = microtime( true ) + (float) ( $options['seconds'] ?? 60 );
		while ( true ) {
			$this->models->work->run( 10 );
			$left = count( $this->models->store->waiting( 1000 ) );
			if ( 0 === $left || microtime( true ) >= $until ) {
				break;
			}
			sleep( 1 );
		}
		WP_CLI::success( sprintf( '%d models are still on their way.', $left ) );
	}

	/**
	 * Publishes a folder that devskyy-3d wrote, without a service.
	 *
	 * ## OPTIONS
	 *
	 * <folder>
	 * : It holds report.json and the files that it names.
	 *
	 * [--title=<title>]
	 * : The model's title.
	 *
	 * [--product=<id>]
	 * : A product or variation that shows it.
	 *
	 * @param string[]             $args    The folder.
	 * @param array<string,string> $options `title`, `product`.
	 */
	public function publish( array $args, array $options ): void {
		$model = $this->models->local->publish( untrailingslashit( $args[0] ), $options['title'] ?? '' );
		if ( ! is_wp_error( $model ) && isset( $options['product'] ) ) {
			$model = $this->attach( $model, (int) $options['product'] );
		}
		if ( is_wp_error( $model ) ) {
			WP_CLI::error( $model->get_error_message() );
			return;
		}
		WP_CLI::success( sprintf( '%s is published as %s.', $model->title, $model->id ) );
	}

	/**
	 * Attaches a model that was just published; where that cannot be, nothing of it stays.
	 *
	 * @param Model $model   The model.
	 * @param int   $product A product or variation.
	 */
	private function attach( Model $model, int $product ): Model|WP_Error {
		$done = $this->models->models->edit( $model, null, array( $product => null ) );
		if ( ! is_wp_error( $done ) ) {
			return $done;
		}
		$this->models->models->delete( $model );
		$who = is_user_logged_in() ? '' : ' Name somebody who may edit it with --user=<login>.';
		return new WP_Error( $done->get_error_code(), $done->get_error_message() . $who . ' Nothing was published.' );
	}

	/**
	 * Deletes a model with its files.
	 *
	 * ## OPTIONS
	 *
	 * <id>
	 * : The model's id.
	 *
	 * @param string[] $args The id.
	 */
	public function delete( array $args ): void {
		$model = $this->models->store->get( $args[0] ) ?? $this->models->models->unknown();
		$done  = is_wp_error( $model ) ? $model : $this->models->models->delete( $model );
		if ( is_wp_error( $done ) ) {
			WP_CLI::error( $done->get_error_message() );
		}
		WP_CLI::success( 'Deleted.' );
	}
}
