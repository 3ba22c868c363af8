<?php
/**
 * Files on their way here.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Models;

use WP_Error;

/**
 * Fetches what the service made of a model, file by file, some at a time. What visitors see changes at once, when the last one is here.
 *
 * @phpstan-import-type File from Model
 * @phpstan-import-type State from Model
 */
final class Puller {

	/** Seconds for which files stay that are not shown any more: pages in caches still name them. */
	private const STALE = DAY_IN_SECONDS;

	/**
	 * Takes its parts.
	 *
	 * @param ModelStore    $models  The table.
	 * @param ModelFolder   $folder  Where published files are.
	 * @param ServiceModels $service The service.
	 */
	public function __construct( private readonly ModelStore $models, private readonly ModelFolder $folder, private readonly ServiceModels $service ) {}

	/**
	 * Goes on for a while.
	 *
	 * @param Model $model A leased model in the status `publishing`.
	 * @param float $until Unix time with fractions at which to stop; at least one file comes.
	 */
	public function step( Model $model, float $until ): Model {
		$files = $model->state['incoming'] ?? array();
		$bytes = array_sum( array_column( $files, 'bytes' ) );
		$here  = 0;
		$came  = false;
		foreach ( $files as $file ) {
			if ( ! $this->folder->has( $model->id, $file ) ) {
				if ( $came && microtime( true ) >= $until ) {
					return $this->note( $model, array( 'progress' => $bytes > 0 ? $here / $bytes : 0.0 ) );
				}
				$done = $this->fetch( $model->id, $file );
				if ( is_wp_error( $done ) ) {
					return $this->failed( $model, $done );
				}
				$came = true;
			}
			$here += $file['bytes'];
		}
		return $this->publish( $model, $files );
	}

	/**
	 * Deletes files whose time is over.
	 *
	 * @param Model $model The model.
	 */
	public function tidy( Model $model ): void {
		$stale = $model->state['stale'] ?? array();
		$keep  = array_values( array_filter( $stale, static fn( array $one ): bool => $one['at'] > time() - self::STALE ) );
		if ( count( $keep ) === count( $stale ) || null === $this->models->change( $model, array( 'state' => array( 'stale' => $keep ) + $model->state ) ) ) {
			return;
		}
		$shown = array_map( $this->folder->name( ... ), array( ...$model->files, ...( $model->state['incoming'] ?? array() ) ) );
		foreach ( $stale as $one ) {
			if ( $one['at'] <= time() - self::STALE && ! in_array( $one['file'], $shown, true ) ) {
				$this->folder->delete( $model->id, $one['file'] );
			}
		}
	}

	/**
	 * Fetches one file.
	 *
	 * @param string $id   The model's id.
	 * @param array  $file The file.
	 * @return true|WP_Error
	 *
	 * @phpstan-param File $file
	 */
	private function fetch( string $id, array $file ): bool|WP_Error {
		$draft = $this->folder->draft( $id );
		if ( is_wp_error( $draft ) ) {
			return $draft;
		}
		$done = $this->service->file( $id, $file['name'], $draft );
		if ( is_wp_error( $done ) ) {
			wp_delete_file( $draft );
			return $done;
		}
		return $this->folder->take( $id, $file, $draft );
	}

	/**
	 * Shows the new files.
	 *
	 * @param Model $model The model.
	 * @param array $files All of them.
	 *
	 * @phpstan-param list<File> $files
	 */
	private function publish( Model $model, array $files ): Model {
		$names = array_map( $this->folder->name( ... ), $files );
		$stale = $model->state['stale'] ?? array();
		foreach ( array_diff( array_map( $this->folder->name( ... ), $model->files ), $names ) as $old ) {
			$stale[] = array(
				'file' => $old,
				'at'   => time(),
			);
		}
		$this->folder->tidy( $model->id );
		$state = array( 'stale' => $stale ) + $model->without( 'incoming', 'report', 'problem', 'stage', 'progress' );
		$done  = $this->models->change(
			$model,
			array(
				'status' => Model::PUBLISHED,
				'files'  => $files,
				'report' => $model->state['report'] ?? null,
				'state'  => $state,
			)
		);
		if ( null !== $done ) {
			/**
			 * A model's files have changed: page caches may want to know.
			 *
			 * @param string $id The model's id.
			 */
			do_action( 'devskyy_model_published', $done->id );
		}
		return $done ?? $model;
	}

	/**
	 * What an error means: the service lost the files, or only a pause.
	 *
	 * @param Model    $model The model.
	 * @param WP_Error $error What went wrong.
	 */
	private function failed( Model $model, WP_Error $error ): Model {
		$state = array( 'problem' => ( new Problems() )->of( $error ) );
		return in_array( $error->get_error_code(), array( 'unknown_model', 'unknown_file' ), true )
			? ( $this->models->change(
				$model,
				array(
					'status' => Model::FAILED,
					'state'  => $state + $model->without( 'incoming' ),
				)
			) ?? $model )
			: $this->note( $model, $state );
	}

	/**
	 * Notes how it stands.
	 *
	 * @param Model $model The model.
	 * @param array $state What changes of its state.
	 *
	 * @phpstan-param State $state
	 */
	private function note( Model $model, array $state ): Model {
		return $this->models->change( $model, array( 'state' => $state + $model->state ) ) ?? $model;
	}
}
