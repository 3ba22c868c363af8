<?php
/**
 * The handshake that pairs the site with its service.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Connection;

use WP_Error;
use WP_User;

/**
 * Starts and finishes pairing (docs/protocol.md): a P-256 key, state and a PKCE verifier (RFC 7636, S256) that live ten
 * minutes for one user; the answer's issuer is compared (RFC 9207); the code is redeemed on the back channel.
 */
final class Pairing {

	private const LIFETIME = 10 * MINUTE_IN_SECONDS;

	/**
	 * Takes its parts.
	 *
	 * @param ConnectionStore $store     Where pairing and connection are kept.
	 * @param KeyPair         $keys      Makes keys.
	 * @param Origins         $origins   Which services may be called.
	 * @param Transport       $transport The back channel.
	 * @param Json            $json      JSON of the wire.
	 * @param SafeMode        $safe      Whether anything may be exchanged.
	 * @param string          $version   The plugin's version.
	 */
	public function __construct(
		private readonly ConnectionStore $store,
		private readonly KeyPair $keys,
		private readonly Origins $origins,
		private readonly Transport $transport,
		private readonly Json $json,
		private readonly SafeMode $safe,
		private readonly string $version
	) {}

	/**
	 * Begins: answers where the browser must go.
	 *
	 * @param string  $service_url As typed by the admin.
	 * @param WP_User $user        Who starts it.
	 * @return array{authorize_url:string,expires:string}|WP_Error
	 */
	public function start( string $service_url, WP_User $user ): array|WP_Error {
		$closed = $this->safe->disabled();
		if ( null !== $closed ) {
			return $closed;
		}
		if ( null !== $this->store->connection() ) {
			return $this->connected();
		}
		$origin = $this->origins->of( $service_url );
		if ( is_wp_error( $origin ) ) {
			return $origin;
		}
		$allowed = $this->origins->allow( $origin );
		if ( is_wp_error( $allowed ) ) {
			return $allowed;
		}
		$pairing = array(
			'user'         => $user->ID,
			'service'      => $origin,
			'state'        => $this->keys->encode( random_bytes( 32 ) ),
			'verifier'     => $this->keys->encode( random_bytes( 48 ) ),
			'key'          => $this->keys->generate(),
			'redirect_uri' => admin_url( 'admin.php?page=devskyy-settings' ),
			'rest_url'     => untrailingslashit( rest_url( 'devskyy/v1' ) ),
			'expires'      => time() + self::LIFETIME,
		);
		$this->store->keep_pairing( $pairing );
		return array(
			'authorize_url' => $this->authorize_url( $pairing ),
			'expires'       => gmdate( 'Y-m-d\TH:i:s\Z', $pairing['expires'] ),
		);
	}

	/**
	 * Finishes: redeems the code and pins the service's key.
	 *
	 * @param string  $code  The service's single-use code.
	 * @param string  $state What start() sent along.
	 * @param string  $iss   Who answered the browser.
	 * @param WP_User $user  Must be the one who started.
	 * @return true|WP_Error
	 */
	public function redeem( string $code, string $state, string $iss, WP_User $user ): bool|WP_Error {
		if ( null !== $this->store->connection() ) {
			return $this->connected();
		}
		$pairing = $this->store->pairing();
		if ( null === $pairing || $pairing['user'] !== $user->ID || ! hash_equals( $pairing['state'], $state ) ) {
			return $this->refuse( 'devskyy_pairing_state', __( 'No connection that you have started in the last ten minutes belongs to this answer. Nothing was changed.', 'devskyy' ) );
		}
		if ( ! hash_equals( $pairing['service'], $iss ) ) {
			return $this->refuse( 'devskyy_pairing_issuer', __( 'The answer comes from another service than the one you named. Nothing was changed.', 'devskyy' ) );
		}
		$answer = $this->transport->send(
			$pairing['service'],
			array(
				'method'  => 'POST',
				'path'    => '/api/v1/pairing/redemptions',
				'body'    => $this->json->encode( $this->redemption( $code, $pairing ) ),
				'headers' => array(),
				'timeout' => 30,
			)
		);
		if ( is_wp_error( $answer ) ) {
			if ( 'devskyy_unreachable' !== $answer->get_error_code() ) {
				$this->store->keep_pairing( null );
			}
			return $answer;
		}
		return $this->pin( $answer, $pairing );
	}

	/** Whether a pairing waits to be finished. */
	public function pending(): bool {
		return null !== $this->store->pairing();
	}

	/**
	 * The proof for the service's challenge; null while no pairing is pending.
	 *
	 * @param string      $nonce  The service's nonce.
	 * @param TokenSigner $signer Signs with the pending key.
	 */
	public function proof( string $nonce, TokenSigner $signer ): ?string {
		$pairing = $this->store->pairing();
		return null === $pairing || null !== $this->safe->disabled() ? null : $signer->challenge( $pairing['key'], $nonce, $pairing['service'] );
	}

	/**
	 * The consent page's address.
	 *
	 * @param array<string,mixed> $pairing The pending pairing.
	 */
	private function authorize_url( array $pairing ): string {
		return $pairing['service'] . '/connect?' . http_build_query(
			array(
				'response_type'         => 'code',
				'client_id'             => home_url(),
				'redirect_uri'          => $pairing['redirect_uri'],
				'state'                 => $pairing['state'],
				'code_challenge'        => $this->keys->encode( hash( 'sha256', $pairing['verifier'], true ) ),
				'code_challenge_method' => 'S256',
				'scope'                 => 'catalogue runs proposals',
				'site_name'             => wp_specialchars_decode( get_bloginfo( 'name' ), ENT_QUOTES ),
				'rest_url'              => $pairing['rest_url'],
			),
			'',
			'&',
			PHP_QUERY_RFC3986
		);
	}

	/**
	 * The body of the redemption.
	 *
	 * @param string              $code    The single-use code.
	 * @param array<string,mixed> $pairing The pending pairing.
	 * @return array<string,mixed>
	 */
	private function redemption( string $code, array $pairing ): array {
		return array(
			'code'           => $code,
			'code_verifier'  => $pairing['verifier'],
			'redirect_uri'   => $pairing['redirect_uri'],
			'site_url'       => home_url(),
			'rest_url'       => $pairing['rest_url'],
			'jwk'            => $this->keys->public_jwk( $pairing['key'] ),
			'plugin_version' => $this->version,
			'contract'       => Transport::CONTRACT,
		);
	}

	/**
	 * Pins what the service answered, when it is whole and from the origin that was named.
	 *
	 * @param array<array-key,mixed> $answer  The redemption's answer.
	 * @param array<string,mixed>    $pairing The pending pairing.
	 * @return true|WP_Error
	 */
	private function pin( array $answer, array $pairing ): bool|WP_Error {
		$jwk    = $answer['service']['jwk'] ?? null;
		$origin = $this->origins->of( (string) ( $answer['service']['url'] ?? '' ) );
		if ( ! is_array( $jwk ) || null === $this->keys->public_key( $jwk ) || ! wp_is_uuid( $answer['site_id'] ?? '' ) || $origin !== $pairing['service']
			|| ! hash_equals( $this->keys->thumbprint( $jwk ), (string) ( $jwk['kid'] ?? '' ) ) ) {
			$this->store->keep_pairing( null );
			return $this->refuse( 'devskyy_pairing_answer', __( 'The service’s answer is not whole, or names another service. Nothing was connected; start again.', 'devskyy' ), 502 );
		}
		$this->store->pin(
			array(
				'site_id'   => $answer['site_id'],
				'service'   => $pairing['service'],
				'jwk'       => array_intersect_key( $jwk, array_flip( array( 'kty', 'crv', 'x', 'y', 'kid' ) ) ),
				'rest_url'  => $pairing['rest_url'],
				'version'   => (string) ( $answer['service']['version'] ?? '' ),
				'contract'  => (int) ( $answer['contract'] ?? 0 ),
				'reachable' => true === ( $answer['reachable'] ?? false ),
				'paired_at' => gmdate( 'Y-m-d\TH:i:s\Z' ),
				'paired_by' => $pairing['user'],
				'home'      => home_url(),
			),
			$pairing['key']
		);
		return true;
	}

	/** The refusal of a second pairing; the first keeps working. */
	private function connected(): WP_Error {
		return $this->refuse( 'devskyy_connected', __( 'This site is connected already. Disconnect it first to connect it to another service.', 'devskyy' ), 409 );
	}

	/**
	 * A refusal.
	 *
	 * @param string $code    Error code.
	 * @param string $message What is wrong.
	 * @param int    $status  HTTP status.
	 */
	private function refuse( string $code, string $message, int $status = 400 ): WP_Error {
		return new WP_Error(
			$code,
			$message,
			array(
				'status' => $status,
				'next'   => __( 'Open DevSkyy → Settings.', 'devskyy' ),
			)
		);
	}
}
