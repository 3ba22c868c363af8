<?php
/**
 * GET challenge.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Rest;

use DevSkyy\Connection\Pairing;
use DevSkyy\Connection\TokenSigner;
use WP_Error;
use WP_REST_Request;
use WP_REST_Response;

/**
 * Proves to the service, while a pairing is pending, that the site at this address holds the pending key. Public by name.
 */
final class ChallengeRoute implements Route {

	/**
	 * Takes its parts.
	 *
	 * @param Pairing     $pairing The pending pairing.
	 * @param TokenSigner $signer  Signs the proof.
	 */
	public function __construct( private readonly Pairing $pairing, private readonly TokenSigner $signer ) {}

	/** Registers the route. */
	public function register(): void {
		register_rest_route(
			'devskyy/v1',
			'/challenge',
			array(
				'methods'             => 'GET',
				'callback'            => $this->prove( ... ),
				'permission_callback' => $this->pending( ... ),
				'show_in_index'       => false,
			)
		);
	}

	/**
	 * Only while a pairing is pending, and only for a nonce that looks like one.
	 *
	 * @param WP_REST_Request $request `nonce`.
	 * @return true|WP_Error
	 */
	public function pending( WP_REST_Request $request ): bool|WP_Error {
		$nonce = $request->get_query_params()['nonce'] ?? null;
		if ( ! is_string( $nonce ) || 1 !== preg_match( '/^[\w.~-]{16,200}\z/', $nonce ) || ! $this->pairing->pending() ) {
			return new WP_Error( 'devskyy_no_pairing', __( 'No pairing waits for a challenge.', 'devskyy' ), array( 'status' => 404 ) );
		}
		return true;
	}

	/**
	 * The signed proof.
	 *
	 * @param WP_REST_Request $request `nonce`.
	 */
	public function prove( WP_REST_Request $request ): WP_REST_Response {
		$answer = new WP_REST_Response( array( 'proof' => $this->pairing->proof( (string) $request->get_query_params()['nonce'], $this->signer ) ) );
		$answer->header( 'Cache-Control', 'no-store' );
		return $answer;
	}
}
