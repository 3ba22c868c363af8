<?php
/**
 * The settings that the service keeps.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Connection;

use WP_Error;

/**
 * Reads and writes the service's settings, and keeps a copy for the time when it does not answer. Only the members of the
 * contract pass, so that no key can reach a browser or the site's database.
 */
final class SettingsMirror {

	private const MEMBERS  = array( 'language', 'brand_voice', 'daily_cap', 'providers', 'models' );
	private const PROVIDER = array( 'configured', 'hint', 'base_url', 'added' );

	/**
	 * Takes the client.
	 *
	 * @param ServiceClient $client Signed requests.
	 */
	public function __construct( private readonly ServiceClient $client ) {}

	/**
	 * The settings; `cached_at` (ISO 8601) tells that they are a copy and cannot be changed now, null that they are fresh.
	 *
	 * @return array<string,mixed>|WP_Error
	 */
	public function read(): array|WP_Error {
		$answer = $this->client->request( 'GET', 'settings' );
		if ( ! is_wp_error( $answer ) ) {
			return $this->keep( $answer );
		}
		$cache = get_option( ConnectionStore::SETTINGS );
		if ( 'devskyy_unreachable' !== $answer->get_error_code() || ! is_array( $cache ) ) {
			return $answer;
		}
		return $this->masked( $cache['settings'] ) + array( 'cached_at' => $cache['at'] );
	}

	/**
	 * Changes any part; answers the whole.
	 *
	 * @param array<string,mixed> $change The contract's settingsChange.
	 * @return array<string,mixed>|WP_Error
	 */
	public function write( array $change ): array|WP_Error {
		$answer = $this->client->request( 'PUT', 'settings', array_intersect_key( $change, array_flip( self::MEMBERS ) ) );
		return is_wp_error( $answer ) ? $answer : $this->keep( $answer );
	}

	/**
	 * Keeps a copy.
	 *
	 * @param array<array-key,mixed> $answer The service's answer.
	 * @return array<string,mixed>
	 */
	private function keep( array $answer ): array {
		$settings = $this->masked( $answer );
		$cache    = get_option( ConnectionStore::SETTINGS );
		if ( ! is_array( $cache ) || $cache['settings'] !== $settings || strtotime( $cache['at'] ) < time() - HOUR_IN_SECONDS ) {
			update_option(
				ConnectionStore::SETTINGS,
				array(
					'at'       => gmdate( 'Y-m-d\TH:i:s\Z' ),
					'settings' => $settings,
				),
				false
			);
		}
		return $settings + array( 'cached_at' => null );
	}

	/**
	 * Only what the contract names.
	 *
	 * @param array<array-key,mixed> $settings As answered.
	 * @return array<string,mixed>
	 */
	private function masked( array $settings ): array {
		$masked    = array_intersect_key( $settings, array_flip( self::MEMBERS ) );
		$providers = array_filter( (array) ( $masked['providers'] ?? array() ), static fn( int|string $name ): bool => 1 === preg_match( '/' . ProviderList::NAME . '/D', (string) $name ), ARRAY_FILTER_USE_KEY );
		foreach ( $providers as $name => $provider ) {
			$provider           = array_intersect_key( (array) $provider, array_flip( self::PROVIDER ) );
			$provider['hint']   = is_string( $provider['hint'] ?? null ) ? mb_substr( $provider['hint'], -4 ) : null;
			$providers[ $name ] = $provider;
		}
		$masked['providers'] = $providers;
		return $masked;
	}
}
