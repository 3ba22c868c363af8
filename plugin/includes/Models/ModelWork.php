<?php
/**
 * Goes on with models.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Models;

use WP_Error;

/**
 * Takes each open model a step further: sends, asks, fetches, deletes. Whoever comes along does a little (an open screen's polls, WP-Cron,
 * wp-cli), never one long request; of two at one model one has a lease.
 */
final class ModelWork {

	/** Seconds after which somebody who went silent counts as dead; longer than a step may take. */
	private const LEASE = 120;

	/** Seconds between two questions about a model that is worked on. */
	private const PAUSE = 1;

	/**
	 * Takes its parts.
	 *
	 * @param ModelStore    $models  The table.
	 * @param ServiceModels $service The service.
	 * @param Receiver      $receive Takes the service's models.
	 * @param Sender        $sender  Sends files.
	 * @param Puller        $puller  Fetches files.
	 */
	public function __construct(
		private readonly ModelStore $models,
		private readonly ServiceModels $service,
		private readonly Receiver $receive,
		private readonly Sender $sender,
		private readonly Puller $puller
	) {}

	/**
	 * Goes on with all models for some seconds.
	 *
	 * @param float $seconds How long.
	 */
	public function run( float $seconds ): void {
		if ( ! $this->service->paired() ) {
			return;
		}
		$until = microtime( true ) + $seconds;
		foreach ( $this->models->waiting( 20 ) as $model ) {
			if ( microtime( true ) < $until ) {
				$this->step( $model, $until );
			}
		}
	}

	/** WP-Cron's part. */
	public function tick(): void {
		$this->run( 15 );
		foreach ( $this->models->stale( 50 ) as $model ) {
			$this->puller->tidy( $model );
		}
	}

	/**
	 * Takes a model a step further, unless somebody else is at it.
	 *
	 * @param Model $model As it was read.
	 * @param float $until Unix time with fractions at which to stop.
	 */
	public function step( Model $model, float $until ): Model {
		$asks = in_array( $model->status, array( Model::QUEUED, Model::PROCESSING ), true );
		if ( ( ! $model->open() && ! $model->gone ) || $model->times['leased_until'] >= time() || ( $asks && ! $model->gone && time() - $model->times['looked'] < self::PAUSE ) ) {
			return $model;
		}
		$mine = $this->models->change(
			$model,
			array(
				'leased_until' => time() + self::LEASE,
				'looked'       => time(),
			)
		);
		if ( null === $mine ) {
			return $this->models->row( $model->id ) ?? $model;
		}
		try {
			$done = $this->work( $mine, $until );
		} finally {
			$left = $this->models->row( $model->id );
			$free = null === $left ? null : $this->models->change( $left, array( 'leased_until' => 0 ) );
		}
		return $free ?? $left ?? $done;
	}

	/**
	 * Deletes here, and there as soon as the service answers.
	 *
	 * @param Model $model A model that is marked as gone.
	 */
	public function delete( Model $model ): bool|WP_Error {
		$done = $this->service->paired() ? $this->service->delete( $model->id ) : true;
		if ( is_wp_error( $done ) ) {
			return $done;
		}
		$this->models->drop( $model->id );
		return true;
	}

	/**
	 * The step that the model's status asks for.
	 *
	 * @param Model $model The leased model.
	 * @param float $until When to stop.
	 */
	private function work( Model $model, float $until ): Model {
		if ( $model->gone ) {
			$this->delete( $model ); // What failed is tried again with the next step.
			return $model;
		}
		$model = match ( $model->status ) {
			Model::SENDING    => $this->sender->step( $model, $until ),
			Model::PUBLISHING => $model,
			default           => $this->ask( $model ),
		};
		return Model::PUBLISHING === $model->status ? $this->puller->step( $model, $until ) : $model;
	}

	/**
	 * Asks how a model stands.
	 *
	 * @param Model $model The model.
	 */
	private function ask( Model $model ): Model {
		$answer = $this->service->get( $model->id );
		if ( ! is_wp_error( $answer ) ) {
			return $this->receive->take( $model, $answer ) ?? $this->models->row( $model->id ) ?? $model;
		}
		if ( 'unknown_model' !== $answer->get_error_code() ) {
			return $model;
		}
		$problem = array( 'next' => __( 'Upload the file again.', 'devskyy' ) ) + ( new Problems() )->of( $answer );
		return $this->models->change(
			$model,
			array(
				'status' => Model::FAILED,
				'state'  => array( 'problem' => $problem ) + $model->state,
			)
		) ?? $model;
	}
}
