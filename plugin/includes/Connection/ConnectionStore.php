<?php
/**
 * What the site remembers of its connection.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Connection;

/**
 * The pending pairing, the pinned connection, the site's private key and the service's health: options that are never autoloaded.
 *
 * @phpstan-type Pending array{user:int,service:string,state:string,verifier:string,key:string,redirect_uri:string,rest_url:string,expires:int}
 * @phpstan-type Pinned array{site_id:string,service:string,jwk:array<string,string>,rest_url:string,version:string,contract:int,reachable:bool,paired_at:string,paired_by:int,home?:string,keys_since?:string,previous?:list<array{jwk:array<string,string>,until:int}>}
 * @phpstan-type Health array{status:'ok'|'unreachable'|'refused',since:string|null,code:string,message:string,next:string,at:int,skew?:int|null}
 */
final class ConnectionStore {

	public const OPTIONS = array( self::PAIRING, self::CONNECTION, self::KEY, self::HEALTH, self::SETTINGS, self::AGENTS, self::SYNC, self::DRAIN );

	public const SETTINGS = 'devskyy_settings_cache';
	public const AGENTS   = 'devskyy_agents_cache';
	public const SYNC     = 'devskyy_sync';
	public const DRAIN    = 'devskyy_drain';

	private const PAIRING    = 'devskyy_pairing';
	private const CONNECTION = 'devskyy_connection';
	private const KEY        = 'devskyy_site_key';
	private const HEALTH     = 'devskyy_health';

	/**
	 * The pairing that was started and not yet finished; null when there is none or its ten minutes are over.
	 *
	 * @return Pending|null
	 */
	public function pairing(): ?array {
		/** @var Pending|false $pairing */
		$pairing = get_option( self::PAIRING );
		return is_array( $pairing ) && ( $pairing['expires'] ?? 0 ) > time() ? $pairing : null;
	}

	/**
	 * Keeps a pairing that was started; null forgets it.
	 *
	 * @param array<string,mixed>|null $pairing As pairing() answers it.
	 */
	public function keep_pairing( ?array $pairing ): void {
		null === $pairing ? delete_option( self::PAIRING ) : update_option( self::PAIRING, $pairing, false );
	}

	/**
	 * The pinned connection; null when the site is unpaired.
	 *
	 * @return Pinned|null
	 */
	public function connection(): ?array {
		/** @var Pinned|false $connection */
		$connection = get_option( self::CONNECTION );
		return is_array( $connection ) && isset( $connection['site_id'], $connection['service'], $connection['jwk'] ) ? $connection : null;
	}

	/**
	 * Pins a connection with the site's private key.
	 *
	 * @param array<string,mixed> $connection As connection() answers it.
	 * @param string              $pem        The site's private key.
	 */
	public function pin( array $connection, string $pem ): void {
		update_option( self::KEY, $pem, false );
		update_option( self::CONNECTION, $connection, false );
		$this->keep_pairing( null );
		foreach ( array( self::HEALTH, self::SETTINGS, self::AGENTS, self::SYNC, self::DRAIN ) as $option ) {
			delete_option( $option );
		}
	}

	/**
	 * Changes members of the pinned connection.
	 *
	 * @param array<string,mixed> $members Members to replace.
	 */
	public function amend( array $members ): void {
		$connection = $this->connection();
		if ( null !== $connection ) {
			update_option( self::CONNECTION, array_merge( $connection, $members ), false );
		}
	}

	/**
	 * Takes up new keys. The service's earlier ones stay pinned until `$until`, whichever of these writes is the last that happens:
	 * its new key is pinned first, then the site's own is used, and only then the date is set.
	 *
	 * @param string               $pem   The site's new private key.
	 * @param array<string,string> $jwk   The service's new public key.
	 * @param int                  $until Unix time until which its earlier keys are taken.
	 */
	public function renew( string $pem, array $jwk, int $until ): void {
		$connection = $this->connection();
		if ( null === $connection ) {
			return;
		}
		$previous = array(
			array(
				'jwk'   => $connection['jwk'],
				'until' => $until,
			),
			...$this->previous(),
		);
		$this->amend(
			array(
				'jwk'      => $jwk,
				'previous' => array_slice( $previous, 0, 5 ),
			)
		);
		update_option( self::KEY, $pem, false );
		$this->amend( array( 'keys_since' => gmdate( 'Y-m-d\TH:i:s\Z' ) ) );
	}

	/**
	 * The service's earlier keys that are still taken.
	 *
	 * @return list<array{jwk:array<string,string>,until:int}>
	 */
	public function previous(): array {
		$previous = $this->connection()['previous'] ?? array();
		return array_values( array_filter( $previous, static fn( array $key ): bool => $key['until'] > time() ) );
	}

	/** The site's private key; '' when unpaired. */
	public function private_key(): string {
		$pem = get_option( self::KEY );
		return is_string( $pem ) ? $pem : '';
	}

	/** Forgets keys, connection and everything cached from the service. */
	public function forget(): void {
		foreach ( self::OPTIONS as $option ) {
			delete_option( $option );
		}
	}

	/**
	 * How the last calls went. `since` is when the present trouble began (ISO 8601), `at` when it was last seen.
	 *
	 * @return Health
	 */
	public function health(): array {
		/** @var Health|false $health */
		$health = get_option( self::HEALTH );
		return is_array( $health ) ? $health : array(
			'status'  => 'ok',
			'since'   => null,
			'code'    => '',
			'message' => '',
			'next'    => '',
			'at'      => 0,
		);
	}

	/**
	 * Remembers how a call went; `since` stays that of the first failure.
	 *
	 * @param 'ok'|'unreachable'|'refused' $status  How it went.
	 * @param string                       $code    Error code.
	 * @param string                       $message One line for the owner.
	 * @param string                       $next    What to do.
	 * @param int|null                     $skew    By how many seconds the site's clock is ahead of the service's, where that is the trouble.
	 */
	public function note( string $status, string $code = '', string $message = '', string $next = '', ?int $skew = null ): void { // phpcs:ignore -- Five facts of one call.
		$before = $this->health();
		if ( 'ok' === $status && 'ok' === $before['status'] && time() - $before['at'] < 10 ) {
			return;
		}
		update_option(
			self::HEALTH,
			array(
				'status'  => $status,
				'since'   => 'ok' === $status ? null : ( $before['status'] === $status ? $before['since'] : gmdate( 'Y-m-d\TH:i:s\Z' ) ),
				'code'    => $code,
				'message' => $message,
				'next'    => $next,
				'at'      => time(),
				'skew'    => $skew,
			),
			false
		);
	}
}
