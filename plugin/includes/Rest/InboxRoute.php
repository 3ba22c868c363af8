<?php
/**
 * POST inbox.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Rest;

use DevSkyy\Connection\ConnectionStore;
use DevSkyy\Connection\Inbox;
use DevSkyy\Connection\Json;
use DevSkyy\Connection\SafeMode;
use DevSkyy\Connection\TokenVerifier;
use WeakMap;
use WP_Error;
use WP_REST_Request;
use WP_REST_Response;

/**
 * Takes the service's messages, signed by the pinned key. Not registered while the site is unpaired.
 */
final class InboxRoute implements Route {

	private const MAX_MESSAGES = 50;
	private const MAX_BYTES    = 8 * MB_IN_BYTES;

	/**
	 * The verdict on each request: core asks more than once, and a token is accepted once.
	 *
	 * @var WeakMap<WP_REST_Request,bool|WP_Error>
	 */
	private WeakMap $verdicts;

	/**
	 * Takes its parts.
	 *
	 * @param ConnectionStore $store    The pinned connection.
	 * @param TokenVerifier   $verifier Checks tokens.
	 * @param Inbox           $inbox    The handler.
	 * @param Json            $json     JSON of the wire.
	 * @param SafeMode        $safe     Whether the connection may be used.
	 */
	public function __construct(
		private readonly ConnectionStore $store,
		private readonly TokenVerifier $verifier,
		private readonly Inbox $inbox,
		private readonly Json $json,
		private readonly SafeMode $safe
	) {
		$this->verdicts = new WeakMap();
	}

	/** Registers the route, on a paired site that is no copy and not switched off. */
	public function register(): void {
		if ( null === $this->store->connection() || null !== $this->safe->error() ) {
			return;
		}
		register_rest_route(
			'devskyy/v1',
			'/inbox',
			array(
				'methods'             => 'POST',
				'callback'            => $this->receive( ... ),
				'permission_callback' => $this->signed( ... ),
				'show_in_index'       => false,
			)
		);
	}

	/**
	 * The signature of the paired service, for exactly this request.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	public function signed( WP_REST_Request $request ): bool|WP_Error {
		$this->verdicts[ $request ] ??= $this->verify( $request );
		return $this->verdicts[ $request ];
	}

	/**
	 * Hands the messages to the handler.
	 *
	 * @param WP_REST_Request $request `{messages: [...]}`.
	 */
	public function receive( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		$body     = $this->json->decode( $request->get_body() );
		$messages = is_array( $body ) ? ( $body['messages'] ?? null ) : null;
		if ( ! is_array( $messages ) || array() === $messages || ! array_is_list( $messages ) || count( $messages ) > self::MAX_MESSAGES ) {
			return new WP_Error( 'devskyy_message', __( 'The inbox takes 1 to 50 messages at once.', 'devskyy' ), array( 'status' => 400 ) );
		}
		$answer = $this->inbox->handle( $messages );
		return is_wp_error( $answer ) ? $answer : new WP_REST_Response( $answer );
	}

	/**
	 * Checks size, address and token.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	private function verify( WP_REST_Request $request ): bool|WP_Error {
		$connection = $this->store->connection();
		if ( null === $connection ) {
			return new WP_Error( 'token_missing', __( 'This site is not paired.', 'devskyy' ), array( 'status' => 401 ) );
		}
		$body = (string) $request->get_body(); // Core's batch route hands over requests that have none.
		if ( strlen( $body ) > self::MAX_BYTES ) {
			return new WP_Error( 'devskyy_too_large', __( 'The request is larger than 8 MB.', 'devskyy' ), array( 'status' => 413 ) );
		}
		if ( array() !== array_diff( array_keys( $request->get_query_params() ), array( 'rest_route' ) ) ) {
			return new WP_Error( 'token_request', __( 'The inbox takes no query.', 'devskyy' ), array( 'status' => 401 ) );
		}
		return $this->verifier->verify(
			(string) $request->get_header( 'authorization' ),
			array(
				'iss'      => $connection['service'],
				'aud'      => $connection['site_id'],
				'jwk'      => $connection['jwk'],
				'previous' => array_column( $this->store->previous(), 'jwk' ),
			),
			array(
				'method' => $request->get_method(),
				'url'    => $connection['rest_url'] . '/inbox',
				'body'   => $body,
			)
		);
	}
}
