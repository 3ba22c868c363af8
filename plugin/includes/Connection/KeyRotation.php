<?php
/**
 * Renewing the connection's keys.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Connection;

use WP_Error;

/**
 * Renews the keys of both sides: by hand, and by itself after 90 days. The earlier keys are still taken for a day, so that what is under
 * way arrives; whatever step is lost, the site stays connected with one pair or the other.
 */
final class KeyRotation {

	/** Age at which keys are renewed. */
	public const LIFETIME = 90 * DAY_IN_SECONDS;

	/** How long the service's earlier key is still taken. */
	public const OVERLAP = DAY_IN_SECONDS;

	private const LOCK = 'devskyy_renewing';

	/**
	 * Takes its parts.
	 *
	 * @param ConnectionStore $store  Keys and connection.
	 * @param ServiceClient   $client Signed requests.
	 * @param KeyPair         $keys   Makes keys.
	 * @param TokenSigner     $signer Proves that the site holds the new key.
	 */
	public function __construct(
		private readonly ConnectionStore $store,
		private readonly ServiceClient $client,
		private readonly KeyPair $keys,
		private readonly TokenSigner $signer
	) {}

	/** Renews what is old enough; tried again after an hour when the service did not answer. */
	public function tick(): void {
		$connection = $this->store->connection();
		if ( null !== $connection && time() - $this->since( $connection ) >= self::LIFETIME && $this->lock( HOUR_IN_SECONDS ) ) {
			$this->renew();
		}
	}

	/**
	 * Renews now, unless another request does so this moment.
	 *
	 * @return true|WP_Error
	 */
	public function now(): bool|WP_Error {
		if ( ! $this->lock( 30 ) ) {
			return new WP_Error( 'devskyy_busy', __( 'The keys are being renewed already.', 'devskyy' ), array( 'status' => 409 ) );
		}
		$done = $this->renew();
		delete_transient( self::LOCK );
		return $done;
	}

	/**
	 * Since when the present keys are used, and when they are renewed by themselves; null when unpaired.
	 *
	 * @return array{since:string,due:string}|null
	 */
	public function dates(): ?array {
		$connection = $this->store->connection();
		if ( null === $connection ) {
			return null;
		}
		$since = $this->since( $connection );
		return array(
			'since' => gmdate( 'Y-m-d\TH:i:s\Z', $since ),
			'due'   => gmdate( 'Y-m-d\TH:i:s\Z', $since + self::LIFETIME ),
		);
	}

	/**
	 * Asks for the service's next key, pins it beside the present one, and uses the own new one, in this order: until the site
	 * signs with its new key, the service goes on with the present pair.
	 *
	 * @return true|WP_Error
	 */
	private function renew(): bool|WP_Error {
		$connection = $this->store->connection();
		if ( null === $connection ) {
			return $this->client->unpaired();
		}
		$pem    = $this->keys->generate();
		$jwk    = $this->keys->public_jwk( $pem );
		$proof  = $this->signer->challenge( $pem, $jwk['kid'], $connection['service'] );
		$answer = $this->client->request( 'POST', 'connection/keys', compact( 'jwk', 'proof' ) );
		if ( is_wp_error( $answer ) ) {
			return $answer;
		}
		$theirs = $answer['service']['jwk'] ?? null;
		if ( ! is_array( $theirs ) || null === $this->keys->public_key( $theirs ) || ! hash_equals( $this->keys->thumbprint( $theirs ), (string) ( $theirs['kid'] ?? '' ) ) ) {
			return new WP_Error( 'devskyy_keys_answer', __( 'The service’s answer holds no usable key. The present keys go on working.', 'devskyy' ), array( 'status' => 502 ) );
		}
		$this->store->renew( $pem, array_intersect_key( $theirs, array_flip( array( 'kty', 'crv', 'x', 'y', 'kid' ) ) ), time() + self::OVERLAP );
		// The first request with the new key tells the service that the answer has arrived.
		$seen = $this->client->request( 'GET', 'connection' );
		return is_wp_error( $seen ) ? $seen : true;
	}

	/**
	 * Since when the present keys are used.
	 *
	 * @param array<string,mixed> $connection The pinned connection.
	 */
	private function since( array $connection ): int {
		return (int) strtotime( (string) ( $connection['keys_since'] ?? $connection['paired_at'] ) );
	}

	/**
	 * One renewal at a time.
	 *
	 * @param int $seconds For how long no other begins.
	 */
	private function lock( int $seconds ): bool {
		if ( false !== get_transient( self::LOCK ) ) {
			return false;
		}
		return set_transient( self::LOCK, time(), $seconds );
	}
}
