<?php
/**
 * The service's side of 3D models.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Models;

use DevSkyy\Connection\ServiceClient;
use WP_Error;

/**
 * The signed calls about models (docs/protocol.md). Errors are the service's own, `devskyy_unreachable` or `devskyy_unpaired`.
 */
final class ServiceModels {

	/**
	 * Takes the client.
	 *
	 * @param ServiceClient $client Signed requests.
	 */
	public function __construct( private readonly ServiceClient $client ) {}

	/** Whether there is a service to talk to. */
	public function paired(): bool {
		return $this->client->paired();
	}

	/**
	 * Announces a file; the same announcement again answers how much of it is there.
	 *
	 * @param array{name:string,size:int,sha256:string} $file The file.
	 * @return array{id:string,offset:int}|WP_Error
	 */
	public function announce( array $file ): array|WP_Error {
		return $this->upload( $this->client->request( 'POST', '3d/uploads', $file ) );
	}

	/**
	 * How much of a file is there.
	 *
	 * @param string $id The service's id of it.
	 * @return array{id:string,offset:int}|WP_Error
	 */
	public function received( string $id ): array|WP_Error {
		return $this->upload( $this->client->request( 'GET', '3d/uploads/' . rawurlencode( $id ) ) );
	}

	/**
	 * Sends the next piece.
	 *
	 * @param string $id     The service's id of the file.
	 * @param int    $offset Where the piece begins.
	 * @param string $bytes  The piece.
	 * @return array{id:string,offset:int}|WP_Error
	 */
	public function piece( string $id, int $offset, string $bytes ): array|WP_Error {
		return $this->upload( $this->client->send( 'PUT', '3d/uploads/' . rawurlencode( $id ) . '?offset=' . $offset, $bytes ) );
	}

	/**
	 * Drops a file that was not used.
	 *
	 * @param string $id The service's id of it.
	 */
	public function drop( string $id ): void {
		$this->client->request( 'DELETE', '3d/uploads/' . rawurlencode( $id ) );
	}

	/**
	 * Makes a model out of a file; the same id again answers the model that is there.
	 *
	 * @param array<string,mixed> $ask Members id, upload, title, options.
	 * @return array<array-key,mixed>|WP_Error The contract's Model.
	 */
	public function create( array $ask ): array|WP_Error {
		return $this->client->request( 'POST', '3d/models/upload', $ask );
	}

	/**
	 * Dresses an avatar.
	 *
	 * @param array<string,mixed> $ask Members id, avatar, garments, title.
	 * @return array<array-key,mixed>|WP_Error The contract's Model.
	 */
	public function dress( array $ask ): array|WP_Error {
		return $this->client->request( 'POST', 'avatars/create', $ask );
	}

	/**
	 * How a model stands.
	 *
	 * @param string $id Its id.
	 * @return array<array-key,mixed>|WP_Error The contract's Model.
	 */
	public function get( string $id ): array|WP_Error {
		return $this->client->request( 'GET', '3d/models/' . $id );
	}

	/**
	 * Processes a model again.
	 *
	 * @param string              $id      Its id.
	 * @param array<string,mixed> $options The pipeline's options.
	 * @return array<array-key,mixed>|WP_Error The contract's Model.
	 */
	public function process( string $id, array $options ): array|WP_Error {
		return $this->client->request( 'POST', '3d/models/' . $id . '/process', array( 'options' => ( new Options() )->wire( $options ) ) );
	}

	/**
	 * Stops a model's processing.
	 *
	 * @param string $id Its id.
	 * @return array<array-key,mixed>|WP_Error The contract's Model.
	 */
	public function cancel( string $id ): array|WP_Error {
		return $this->client->request( 'POST', '3d/models/' . $id . '/cancel', array() );
	}

	/**
	 * Deletes a model there. One that is not there is deleted.
	 *
	 * @param string $id Its id.
	 * @return true|WP_Error
	 */
	public function delete( string $id ): bool|WP_Error {
		$answer = $this->client->request( 'DELETE', '3d/models/' . $id );
		return is_wp_error( $answer ) && 'unknown_model' !== $answer->get_error_code() ? $answer : true;
	}

	/**
	 * Fetches a file.
	 *
	 * @param string $id   The model's id.
	 * @param string $name The file's name.
	 * @param string $to   Where to write it.
	 * @return true|WP_Error
	 */
	public function file( string $id, string $name, string $to ): bool|WP_Error {
		return $this->client->download( '3d/models/' . $id . '/files/' . rawurlencode( $name ), $to );
	}

	/**
	 * An upload's answer.
	 *
	 * @param array<array-key,mixed>|WP_Error $answer What came.
	 * @return array{id:string,offset:int}|WP_Error
	 */
	private function upload( array|WP_Error $answer ): array|WP_Error {
		if ( is_wp_error( $answer ) ) {
			return $answer;
		}
		if ( ! is_string( $answer['id'] ?? null ) || ! is_int( $answer['offset'] ?? null ) ) {
			return new WP_Error( 'devskyy_answer', __( 'The service’s answer cannot be read.', 'devskyy' ), array( 'status' => 502 ) );
		}
		return array(
			'id'     => $answer['id'],
			'offset' => $answer['offset'],
		);
	}
}
