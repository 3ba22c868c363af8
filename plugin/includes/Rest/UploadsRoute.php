<?php
/**
 * Files that come in pieces.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Rest;

use DevSkyy\Import\Upload;
use DevSkyy\Import\UploadStore;
use DevSkyy\Roles;
use WP_Error;
use WP_REST_Request;
use WP_REST_Response;

/**
 * `POST devskyy/v1/uploads {name, size}` → 201; `GET uploads/{id}` says how much is here; `POST uploads/{id}?offset=N` takes the next
 * piece (the bytes themselves, application/octet-stream); `DELETE uploads/{id}`. A file is its owner's only.
 */
final class UploadsRoute implements Route {

	private const ID = '/uploads/(?P<id>[0-9a-fA-F-]{36})';

	/**
	 * Takes its parts.
	 *
	 * @param Guard       $guard   Makes permission callbacks.
	 * @param UploadStore $uploads The files.
	 */
	public function __construct( private readonly Guard $guard, private readonly UploadStore $uploads ) {}

	/** {@inheritDoc} */
	public function register(): void {
		$new   = array(
			'name' => array(
				'type'      => 'string',
				'required'  => true,
				'minLength' => 1,
				'maxLength' => 250,
			),
			'size' => array(
				'type'     => 'integer',
				'required' => true,
				'minimum'  => 0,
			),
		);
		$piece = array(
			'offset' => array(
				'type'     => 'integer',
				'required' => true,
				'minimum'  => 0,
			),
		);
		$this->route( '/uploads', array( $this->endpoint( 'POST', $this->start( ... ), $new ) ) );
		$this->route(
			self::ID,
			array(
				$this->endpoint( 'GET', $this->get( ... ) ),
				$this->endpoint( 'POST', $this->append( ... ), $piece ),
				$this->endpoint( 'DELETE', $this->drop( ... ) ),
			)
		);
	}

	/**
	 * Registers a path.
	 *
	 * @param string                    $path      Below devskyy/v1.
	 * @param list<array<string,mixed>> $endpoints One for each method.
	 *
	 * @phpstan-param non-falsy-string $path
	 */
	private function route( string $path, array $endpoints ): void {
		register_rest_route( 'devskyy/v1', $path, $endpoints );
	}

	/**
	 * One method of a path.
	 *
	 * @param string              $method HTTP method.
	 * @param callable            $does   The callback.
	 * @param array<string,mixed> $args   The arguments it takes.
	 * @return array<string,mixed>
	 */
	private function endpoint( string $method, callable $does, array $args = array() ): array {
		return array(
			'methods'             => $method,
			'callback'            => $does,
			'permission_callback' => $this->guard->permission( Roles::APPROVE ),
			'args'                => $args,
		);
	}

	/**
	 * Starts a file.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	private function start( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		$upload = $this->uploads->start( (string) $request['name'], (int) $request['size'], get_current_user_id() );
		return is_wp_error( $upload ) ? $upload : new WP_REST_Response( $this->shape( $upload ), 201 );
	}

	/**
	 * How much is here: what the browser asks before it goes on.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	private function get( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		$upload = $this->mine( $request );
		return is_wp_error( $upload ) ? $upload : new WP_REST_Response( $this->shape( $upload ) );
	}

	/**
	 * Takes the next piece.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	private function append( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		$upload = $this->mine( $request );
		$upload = is_wp_error( $upload ) ? $upload : $this->uploads->append( $upload, (int) $request['offset'], $request->get_body() );
		return is_wp_error( $upload ) ? $upload : new WP_REST_Response( $this->shape( $upload ) );
	}

	/**
	 * Drops a file.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	private function drop( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		$upload = $this->mine( $request );
		if ( is_wp_error( $upload ) ) {
			return $upload;
		}
		$this->uploads->drop( $upload->id );
		return new WP_REST_Response( null, 204 );
	}

	/**
	 * The file, when it is the caller's.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	private function mine( WP_REST_Request $request ): Upload|WP_Error {
		$upload = $this->uploads->get( (string) $request['id'] );
		return null === $upload || get_current_user_id() !== $upload->user ? $this->uploads->gone() : $upload;
	}

	/**
	 * The answer's shape.
	 *
	 * @param Upload $upload The file.
	 * @return array<string,mixed>
	 */
	private function shape( Upload $upload ): array {
		return array(
			'id'       => $upload->id,
			'name'     => $upload->name,
			'size'     => $upload->size,
			'offset'   => $upload->offset,
			'complete' => $upload->complete(),
			'piece'    => $this->uploads->piece(),
		);
	}
}
