<?php
/**
 * What people do with 3D models.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Models;

use DevSkyy\Connection\Schemas;
use DevSkyy\Import\UploadStore;
use WP_Error;

/**
 * Starts, repeats, stops, names, attaches and deletes models. Whatever takes longer is gone on with by ModelWork.
 */
final class Models {

	/**
	 * Takes its parts.
	 *
	 * @param ModelStore    $store    The table.
	 * @param ModelProducts $products Which products show which model.
	 * @param ModelFolder   $folder   Where published files are.
	 * @param UploadStore   $uploads  Uploaded files.
	 * @param Exchange      $exchange The way to the service and back.
	 * @param Schemas       $schemas  The contracts.
	 */
	public function __construct(
		public readonly ModelStore $store,
		private readonly ModelProducts $products,
		private readonly ModelFolder $folder,
		private readonly UploadStore $uploads,
		private readonly Exchange $exchange,
		private readonly Schemas $schemas
	) {}

	/**
	 * Starts a model with an uploaded file.
	 *
	 * @param string              $upload  The upload's id.
	 * @param string              $title   Its title; '' takes the file's name.
	 * @param array<string,mixed> $options The pipeline's options.
	 */
	public function start( string $upload, string $title, array $options ): Model|WP_Error {
		$file = $this->uploads->get( $upload );
		if ( null === $file || get_current_user_id() !== $file->user || ! $file->complete() ) {
			return $this->uploads->gone();
		}
		$first  = $this->uploads->slice( $file, 0 );
		$source = new SourceFile();
		if ( is_wp_error( $first ) ) {
			return $first;
		}
		if ( ! $source->named( $file->name ) || ! $source->begins( $file->name, substr( $first, 0, 1024 ) ) ) {
			$this->uploads->drop( $upload );
			/* translators: %s: file name. */
			return new WP_Error( 'devskyy_model_type', sprintf( __( '%s is no 3D model that can be read here: its name or its content is of another kind.', 'devskyy' ), $file->name ), $this->advice( 415 ) );
		}
		$valid = $this->valid( $options );
		if ( is_wp_error( $valid ) ) {
			return $valid;
		}
		$this->uploads->keep( $upload );
		return $this->store->add(
			array(
				'title'  => '' === $title ? pathinfo( $file->name, PATHINFO_FILENAME ) : $title,
				'kind'   => 'model',
				'status' => Model::SENDING,
				'source' => array(
					'name'  => $file->name,
					'bytes' => $file->size,
				),
				'state'  => array(
					'upload'  => $upload,
					'options' => $options,
				),
			)
		);
	}

	/**
	 * Dresses an avatar with garments.
	 *
	 * @param string       $avatar   The avatar's model.
	 * @param list<string> $garments The garments' models.
	 * @param string       $title    Its title.
	 */
	public function dress( string $avatar, array $garments, string $title ): Model|WP_Error {
		foreach ( array( $avatar, ...$garments ) as $id ) {
			if ( null === $this->store->get( $id ) ) {
				return $this->unknown();
			}
		}
		$answer = $this->exchange->service->dress(
			array(
				'id'       => wp_generate_uuid4(),
				'avatar'   => strtolower( $avatar ),
				'garments' => array_map( 'strtolower', $garments ),
				'title'    => $title,
			)
		);
		if ( is_wp_error( $answer ) ) {
			return $answer;
		}
		$model = $this->store->add(
			array(
				'id'     => (string) $answer['id'],
				'title'  => $title,
				'kind'   => 'dressed',
				'status' => Model::QUEUED,
				'source' => array(
					'name'  => '',
					'bytes' => 0,
				),
				'state'  => array( 'made_of' => array( $avatar, ...$garments ) ),
			)
		);
		return $this->exchange->receive->bring( $model->id, $answer ) ?? $model;
	}

	/**
	 * Processes a model again; what is published stays until the new files are here.
	 *
	 * @param Model               $model   The model.
	 * @param array<string,mixed> $options The pipeline's options.
	 */
	public function process( Model $model, array $options ): Model|WP_Error {
		if ( $model->open() ) {
			return new WP_Error( 'devskyy_busy', __( 'This model is being worked on. Wait until it is done, or stop it first.', 'devskyy' ), array( 'status' => 409 ) );
		}
		$valid = $this->valid( $options );
		if ( is_wp_error( $valid ) ) {
			return $valid;
		}
		if ( isset( $model->state['upload'] ) ) {
			$state = array(
				'options' => $options,
				'problem' => null,
			) + $model->state;
			return $this->changed(
				$model,
				$this->store->change(
					$model,
					array(
						'status' => Model::SENDING,
						'state'  => $state,
					)
				)
			);
		}
		$answer = $this->exchange->service->process( $model->id, $options );
		return is_wp_error( $answer ) ? $answer : $this->changed( $model, $this->exchange->receive->bring( $model->id, $answer ) );
	}

	/**
	 * Stops a model that is sent or processed.
	 *
	 * @param Model $model The model.
	 */
	public function cancel( Model $model ): Model|WP_Error {
		if ( Model::SENDING === $model->status ) {
			$done = $this->store->change(
				$model,
				array(
					'status' => Model::CANCELLED,
					'state'  => $model->without( 'upload', 'remote', 'problem' ),
				)
			);
			if ( null !== $done ) {
				$this->exchange->sender->forget( $model );
			}
			return $this->changed( $model, $done );
		}
		if ( ! in_array( $model->status, array( Model::QUEUED, Model::PROCESSING ), true ) ) {
			return new WP_Error( 'devskyy_not_running', __( 'This model is not being worked on.', 'devskyy' ), array( 'status' => 409 ) );
		}
		$answer = $this->exchange->service->cancel( $model->id );
		return is_wp_error( $answer ) ? $answer : $this->changed( $model, $this->exchange->receive->bring( $model->id, $answer ) );
	}

	/**
	 * Names a model and says which products show it.
	 *
	 * @param Model                       $model    The model.
	 * @param string|null                 $title    Its title; null leaves it.
	 * @param array<int,string|null>|null $products Product or variation → colourway; null leaves them.
	 */
	public function edit( Model $model, ?string $title, ?array $products ): Model|WP_Error {
		if ( null !== $products ) {
			$allowed = $this->may_attach( $model, $products );
			if ( is_wp_error( $allowed ) ) {
				return $allowed;
			}
			$this->products->set( $model->id, $products );
		}
		return null === $title || '' === $title ? $model : $this->changed( $model, $this->store->change( $model, array( 'title' => mb_substr( $title, 0, 250 ) ) ) );
	}

	/**
	 * Calls the uploaded file by another name; its kind stays what it is.
	 *
	 * @param Model  $model The model.
	 * @param string $name  The new name.
	 */
	public function rename( Model $model, string $name ): Model|WP_Error {
		$clean = sanitize_file_name( $name );
		$same  = strtolower( pathinfo( $clean, PATHINFO_EXTENSION ) ) === strtolower( pathinfo( $model->source['name'], PATHINFO_EXTENSION ) );
		if ( ! $same || ! ( new SourceFile() )->named( $name ) || ! ( new SourceFile() )->named( $clean ) ) {
			/* translators: %s: file name. */
			return new WP_Error( 'devskyy_model_name', sprintf( __( 'The file cannot be called %s: its ending says what it is, and stays.', 'devskyy' ), $clean ), array( 'status' => 400 ) );
		}
		return $this->changed( $model, $this->store->change( $model, array( 'source_name' => mb_substr( $clean, 0, 200 ) ) ) );
	}

	/**
	 * Deletes a model: its files and links here at once, in the service as soon as it answers.
	 *
	 * @param Model $model The model.
	 * @return true|WP_Error
	 */
	public function delete( Model $model ): bool|WP_Error {
		$removable = $this->folder->removable( $model->id );
		if ( is_wp_error( $removable ) ) {
			return $removable;
		}
		$gone = $this->store->change(
			$model,
			array(
				'gone'  => 1,
				'files' => array(),
			)
		);
		if ( null === $gone ) {
			return $this->busy();
		}
		$this->products->set( $model->id, array() );
		$this->folder->remove( $model->id );
		$this->exchange->sender->forget( $model );
		$this->exchange->work->delete( $gone ); // Where the service does not answer, WP-Cron goes on with it.
		return true;
	}

	/** No such model. */
	public function unknown(): WP_Error {
		return new WP_Error( 'devskyy_model_unknown', __( 'There is no 3D model of this id. It may have been deleted.', 'devskyy' ), array( 'status' => 404 ) );
	}

	/**
	 * Whether the person may show the model on these products, and each has the colourway.
	 *
	 * @param Model                  $model    The model.
	 * @param array<int,string|null> $products Product or variation → colourway.
	 * @return true|WP_Error
	 */
	private function may_attach( Model $model, array $products ): bool|WP_Error {
		$before   = $this->products->with( $model->id );
		$variants = $this->store->publication( $model )?->variants() ?? array();
		foreach ( $products as $id => $variant ) {
			$type = get_post_type( $id );
			if ( ! in_array( $type, array( 'product', 'product_variation', 'devskyy_product' ), true ) ) {
				/* translators: %d: a number. */
				return new WP_Error( 'devskyy_target_missing', sprintf( __( 'There is no product %d.', 'devskyy' ), $id ), array( 'status' => 400 ) );
			}
			if ( null !== $variant && $variant !== ( $before[ $id ] ?? null ) && ! in_array( $variant, $variants, true ) ) {
				/* translators: %s: a colourway's name. */
				return new WP_Error( 'devskyy_model_variant', sprintf( __( 'This model has no colourway “%s”.', 'devskyy' ), $variant ), array( 'status' => 400 ) );
			}
		}
		foreach ( array_keys( $products + $before ) as $id ) {
			$parent = 'product_variation' === get_post_type( $id ) ? wp_get_post_parent_id( $id ) : $id;
			$same   = array_key_exists( $id, $before ) && array_key_exists( $id, $products ) && $before[ $id ] === $products[ $id ];
			if ( ! $same && null !== get_post( $id ) && ! current_user_can( 'edit_post', $parent ) ) {
				return new WP_Error( 'devskyy_forbidden', __( 'Your account may not edit this product.', 'devskyy' ), array( 'status' => 403 ) );
			}
		}
		return true;
	}

	/**
	 * Whether options are the pipeline's.
	 *
	 * @param array<string,mixed> $options Options.
	 * @return true|WP_Error
	 */
	private function valid( array $options ): bool|WP_Error {
		$valid = $this->schemas->check( 'models.modelOptions', $options, 'options' );
		return is_wp_error( $valid ) && null === ( $valid->get_error_data()['status'] ?? null )
			? new WP_Error( (string) $valid->get_error_code(), $valid->get_error_message(), array( 'status' => 400 ) )
			: $valid;
	}

	/**
	 * A changed model, or the reason that it is not.
	 *
	 * @param Model      $before As it was.
	 * @param Model|null $after  As it is.
	 */
	private function changed( Model $before, ?Model $after ): Model|WP_Error {
		return $after ?? ( null === $this->store->get( $before->id ) ? $this->unknown() : $this->busy() );
	}

	/** Somebody was faster. */
	private function busy(): WP_Error {
		return new WP_Error( 'devskyy_busy', __( 'The model has just changed. Try again.', 'devskyy' ), array( 'status' => 409 ) );
	}

	/**
	 * What to do about a file that is none.
	 *
	 * @param int $status HTTP status.
	 * @return array{status:int,next:string}
	 */
	private function advice( int $status ): array {
		return array(
			'status' => $status,
			'next'   => __( 'Choose a .glb, .gltf, .obj, .fbx, .vrm or .usdz file, or a .zip with one of them and its textures.', 'devskyy' ),
		);
	}
}
