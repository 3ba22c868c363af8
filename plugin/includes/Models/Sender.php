<?php
/**
 * Files on their way to the service.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Models;

use DevSkyy\Import\Upload;
use DevSkyy\Import\UploadStore;
use WP_Error;

/**
 * Forwards an uploaded file in signed pieces, some at a time, and goes on where it was; then asks for the model.
 *
 * @phpstan-import-type State from Model
 */
final class Sender {

	/** The service's answers after which sending again changes nothing. */
	private const REFUSALS = array( 400, 413, 415, 422 );

	/**
	 * Takes its parts.
	 *
	 * @param ModelStore    $models  The table.
	 * @param UploadStore   $uploads The files.
	 * @param ServiceModels $service The service.
	 * @param Receiver      $receive Takes the service's models.
	 */
	public function __construct( private readonly ModelStore $models, private readonly UploadStore $uploads, private readonly ServiceModels $service, private readonly Receiver $receive ) {}

	/**
	 * Goes on for a while.
	 *
	 * @param Model $model A leased model in the status `sending`.
	 * @param float $until Unix time with fractions at which to stop; at least one piece goes.
	 */
	public function step( Model $model, float $until ): Model {
		$upload = $this->uploads->get( $model->state['upload'] ?? '' );
		if ( null === $upload || ! $upload->complete() ) {
			return $this->end( $model, Model::FAILED, $this->uploads->gone() );
		}
		$state = $this->announced( $model, $upload );
		if ( is_wp_error( $state ) ) {
			return $this->failed( $model, $state );
		}
		$known = $this->models->change( $model, array( 'state' => $state ) );
		if ( null === $known ) {
			return $model;
		}
		$sent = $this->pieces( $known, $upload, $until );
		if ( is_wp_error( $sent ) ) {
			return $this->failed( $known, $sent );
		}
		$state['progress'] = $upload->size > 0 ? $sent / $upload->size : 0.0;
		$state['problem']  = null;

		$moved = $this->models->change( $known, array( 'state' => $state ) );
		return null === $moved || $sent < $upload->size ? ( $moved ?? $known ) : $this->ask( $moved, $upload );
	}

	/**
	 * Drops the file here, and what the service has of it.
	 *
	 * @param Model $model The model.
	 */
	public function forget( Model $model ): void {
		if ( isset( $model->state['upload'] ) ) {
			$this->uploads->drop( $model->state['upload'] );
		}
		if ( isset( $model->state['remote'] ) && Model::SENDING === $model->status ) {
			$this->service->drop( $model->state['remote'] );
		}
	}

	/**
	 * Sees to it that the service knows the file.
	 *
	 * @param Model  $model  The model.
	 * @param Upload $upload Its file.
	 * @return array|WP_Error The model's state.
	 *
	 * @phpstan-return State|WP_Error
	 */
	private function announced( Model $model, Upload $upload ): array|WP_Error {
		$state             = $model->state;
		$state['sha256'] ??= $this->uploads->sha256( $upload );
		if ( isset( $state['remote'] ) ) {
			return $state;
		}
		$there = $this->service->announce(
			array(
				'name'   => $model->source['name'],
				'size'   => $upload->size,
				'sha256' => $state['sha256'],
			)
		);
		return is_wp_error( $there ) ? $there : array( 'remote' => $there['id'] ) + $state;
	}

	/**
	 * Sends pieces until the time is over.
	 *
	 * @param Model  $model  The model.
	 * @param Upload $upload Its file.
	 * @param float  $until  When to stop.
	 * @return int|WP_Error How many bytes are there.
	 */
	private function pieces( Model $model, Upload $upload, float $until ): int|WP_Error {
		$remote = $model->state['remote'] ?? '';
		$there  = $this->service->received( $remote );
		while ( ! is_wp_error( $there ) && $there['offset'] < $upload->size ) {
			$bytes = $this->uploads->slice( $upload, $there['offset'] );
			if ( is_wp_error( $bytes ) ) {
				return $bytes;
			}
			$there = $this->service->piece( $remote, $there['offset'], $bytes );
			if ( microtime( true ) >= $until ) {
				break;
			}
		}
		return is_wp_error( $there ) ? $there : $there['offset'];
	}

	/**
	 * Asks for the model; the file here is not needed any more then.
	 *
	 * @param Model  $model  The model.
	 * @param Upload $upload Its file.
	 */
	private function ask( Model $model, Upload $upload ): Model {
		$answer = $this->service->create(
			array(
				'id'      => $model->id,
				'upload'  => $model->state['remote'] ?? '',
				'title'   => $model->title,
				'options' => ( new Options() )->wire( $model->state['options'] ?? array() ),
			)
		);
		if ( is_wp_error( $answer ) ) {
			return $this->failed( $model, $answer );
		}
		$this->uploads->drop( $upload->id );
		$state = $model->without( 'upload', 'remote', 'sha256', 'progress' );
		$model = $this->models->change( $model, array( 'state' => $state ) ) ?? $model;
		return $this->receive->take( $model, $answer ) ?? $model;
	}

	/**
	 * What an error means: refused for good, failed until a person tries again, or only a pause.
	 *
	 * @param Model    $model The model.
	 * @param WP_Error $error What went wrong.
	 */
	private function failed( Model $model, WP_Error $error ): Model {
		$status = (int) ( ( (array) $error->get_error_data() )['status'] ?? 0 );
		$code   = (string) $error->get_error_code();
		if ( 'unknown_upload' === $code ) {
			// The service has lost or tidied it away: from the start.
			$fresh = $model->without( 'remote' );
			return $this->models->change( $model, array( 'state' => $fresh ) ) ?? $model;
		}
		if ( 'upload_offset' === $code ) {
			return $model;
		}
		if ( in_array( $status, self::REFUSALS, true ) ) {
			$this->forget( $model );
			return $this->end( $model, Model::REFUSED, $error );
		}
		if ( in_array( $status, array( 409, 507 ), true ) && ! in_array( $code, array( 'devskyy_unpaired', 'devskyy_contract' ), true ) ) {
			return $this->end( $model, Model::FAILED, $error );
		}
		return $this->end( $model, Model::SENDING, $error );
	}

	/**
	 * Notes a status with what went wrong.
	 *
	 * @param Model    $model  The model.
	 * @param string   $status Its status.
	 * @param WP_Error $error  What went wrong.
	 */
	private function end( Model $model, string $status, WP_Error $error ): Model {
		return $this->models->change(
			$model,
			array(
				'status' => $status,
				'state'  => array( 'problem' => ( new Problems() )->of( $error ) ) + $model->state,
			)
		) ?? $model;
	}
}
