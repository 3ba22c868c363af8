<?php
/**
 * What the service says of a model.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Models;

use WP_Error;

/**
 * Takes the contract's Model (service/src/domains/models/contract.ts), from a message or from an answer; twice changes nothing. Of two
 * processings the later one's `revision` is higher, and an earlier one says nothing any more.
 *
 * @phpstan-import-type Columns from ModelStore
 */
final class Receiver {

	/** The service's status → ours. */
	private const STATUSES = array(
		'queued'     => Model::QUEUED,
		'processing' => Model::PROCESSING,
		'done'       => Model::PUBLISHING,
		'refused'    => Model::REFUSED,
		'failed'     => Model::FAILED,
		'cancelled'  => Model::CANCELLED,
	);

	/** How often it is read anew when somebody else was faster. */
	private const TRIES = 5;

	/**
	 * Takes the table.
	 *
	 * @param ModelStore $models The table.
	 */
	public function __construct( private readonly ModelStore $models ) {}

	/**
	 * The payload of a `model` message.
	 *
	 * @param array<string,mixed> $payload Checked against its schema.
	 * @return true|WP_Error
	 */
	public function receive( array $payload ): bool|WP_Error {
		for ( $try = 0; $try < self::TRIES; $try++ ) {
			$model = $this->models->row( (string) $payload['id'] );
			if ( null === $model ) {
				return new WP_Error( 'unknown_model', __( 'This site has no 3D model of this id.', 'devskyy' ) );
			}
			// A deleted model is on its way out of the service too.
			if ( $model->gone || null !== $this->take( $model, $payload ) ) {
				return true;
			}
		}
		return new WP_Error( 'devskyy_busy', __( 'The model is being changed. The message comes again.', 'devskyy' ), array( 'status' => 503 ) );
	}

	/**
	 * Takes the service's answer to what a person did; its message of the same may have come before its answer.
	 *
	 * @param string                 $id    The model's id.
	 * @param array<array-key,mixed> $given The contract's Model.
	 * @return Model|null Null when it is gone, or the answer is none.
	 */
	public function bring( string $id, array $given ): ?Model {
		for ( $try = 0; $try < self::TRIES; $try++ ) {
			$model = $this->models->row( $id );
			if ( null === $model || $model->gone ) {
				return null;
			}
			$taken = $this->take( $model, $given );
			if ( null !== $taken ) {
				return $taken;
			}
		}
		return null;
	}

	/**
	 * Brings a model up to what the service says.
	 *
	 * @param Model                  $model As it was read.
	 * @param array<array-key,mixed> $given The contract's Model.
	 * @return Model|null Null when somebody else changed it meanwhile, or the answer is none.
	 */
	public function take( Model $model, array $given ): ?Model {
		$status   = self::STATUSES[ is_string( $given['status'] ?? null ) ? $given['status'] : '' ] ?? null;
		$revision = is_int( $given['revision'] ?? null ) ? $given['revision'] : -1;
		if ( null === $status || ( $given['id'] ?? '' ) !== $model->id ) {
			return null;
		}
		$known = $model->state['revision'] ?? 0;
		$ended = Model::PUBLISHED === $model->status || Model::PUBLISHING === $model->status;
		if ( $revision < $known || ( $revision === $known && Model::PUBLISHING === $status && $ended ) ) {
			return $model;
		}
		$columns = $this->columns( $model, $status, array( 'revision' => $revision ) + $given );
		return array() === $columns ? $model : $this->models->change( $model, $columns );
	}

	/**
	 * The columns that follow from it; none when nothing is new.
	 *
	 * @param Model                  $model  As it was read.
	 * @param string                 $status Our status.
	 * @param array<array-key,mixed> $given  The contract's Model.
	 * @return Columns
	 */
	private function columns( Model $model, string $status, array $given ): array {
		$state = array(
			'revision' => (int) $given['revision'],
			'stage'    => is_string( $given['stage'] ?? null ) ? $given['stage'] : null,
			'progress' => is_numeric( $given['progress'] ?? null ) ? (float) $given['progress'] : 0.0,
			'problem'  => ( new Problems() )->read( $given['problem'] ?? null ),
			'options'  => is_array( $given['options'] ?? null ) ? $given['options'] : array(),
			'made_of'  => array_values( array_filter( (array) ( $given['madeOf'] ?? array() ), 'is_string' ) ),
		) + $model->state;
		if ( Model::PUBLISHING === $status ) {
			$files = ( new Artefacts() )->read( $given['files'] ?? null );
			if ( null === $files || ! is_array( $given['report'] ?? null ) ) {
				$status           = Model::FAILED;
				$state['problem'] = array(
					'code'    => 'devskyy_answer',
					'message' => __( 'The service’s list of files cannot be read.', 'devskyy' ),
					'next'    => __( 'Bring plugin and service to the same version, then process the model again.', 'devskyy' ),
				);
			} else {
				$state['incoming'] = $files;
				$state['report']   = $given['report'];
				$state['stage']    = null;
				$state['progress'] = 0.0;
			}
		}
		$kind    = in_array( $given['kind'] ?? null, Model::KINDS, true ) ? (string) $given['kind'] : $model->kind;
		$columns = array(
			'status' => $status,
			'kind'   => $kind,
			'state'  => $state,
		);
		return $status === $model->status && $kind === $model->kind && $state == $model->state ? array() : $columns; // phpcs:ignore Universal.Operators.StrictComparisons, WordPress.PHP.StrictComparisons -- The same members in any order.
	}
}
