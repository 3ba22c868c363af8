<?php
/**
 * Which origins the site may call.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Connection;

use WP_Error;

/**
 * Origins (scheme, host, port) that a service may have: public ones over https, private ones only when the operator listed
 * them exactly in the constant DEVSKYY_PRIVATE_ORIGINS (wp-config.php).
 */
final class Origins {

	/** Ranges that filter_var does not count as private or reserved: CGNAT, NAT64, multicast, IPv4 in IPv6. */
	private const MORE_PRIVATE = '/^(?:100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|22[4-9]\.|23\d\.|192\.0\.0\.|198\.1[89]\.|::ffff:|64:ff9b:|ff|f[cd]|fe[89ab])/i';

	/**
	 * Takes the operator's list.
	 *
	 * @param list<string> $listed Exact origins that may be private.
	 */
	public function __construct( private readonly array $listed ) {}

	/**
	 * The origin of an address, e.g. `https://service.example`; an error when the address is more than an origin.
	 *
	 * @param string $url As typed.
	 */
	public function of( string $url ): string|WP_Error {
		$url   = trim( $url );
		$parts = wp_parse_url( str_contains( $url, '://' ) ? $url : 'https://' . $url );
		$host  = strtolower( (string) ( $parts['host'] ?? '' ) );
		if ( ! is_array( $parts ) || 1 !== preg_match( '/^(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])\z/', $host ) ) {
			return $this->invalid( __( 'This is not the address of a service. It looks like https://service.example.com.', 'devskyy' ) );
		}
		if ( isset( $parts['user'] ) || isset( $parts['query'] ) || isset( $parts['fragment'] ) || '' !== trim( $parts['path'] ?? '', '/' ) ) {
			return $this->invalid( __( 'Give the service’s address without a path, a user name or a query, like https://service.example.com.', 'devskyy' ) );
		}
		$scheme = strtolower( $parts['scheme'] ?? '' );
		if ( 'https' !== $scheme && 'http' !== $scheme ) {
			return $this->invalid( __( 'The service’s address begins with https://.', 'devskyy' ) );
		}
		$port = $parts['port'] ?? null;
		return $scheme . '://' . $host . ( null === $port || ( 'https' === $scheme ? 443 : 80 ) === $port ? '' : ':' . $port );
	}

	/**
	 * True when the site may call it now.
	 *
	 * @param string $origin As of() answers it.
	 * @return true|WP_Error
	 */
	public function allow( string $origin ): bool|WP_Error {
		if ( $this->is_listed( $origin ) ) {
			return true;
		}
		if ( ! str_starts_with( $origin, 'https://' ) ) {
			return $this->invalid( __( 'The service must be called over https. A service on this machine or in this network can be allowed by its exact origin in DEVSKYY_PRIVATE_ORIGINS (wp-config.php).', 'devskyy' ) );
		}
		$addresses = $this->addresses( trim( (string) wp_parse_url( $origin, PHP_URL_HOST ), '[]' ) );
		if ( array() === $addresses ) {
			return new WP_Error(
				'devskyy_unreachable',
				__( 'The name of the service’s host is not known to the network’s name servers.', 'devskyy' ),
				array(
					'status' => 503,
					'next'   => __( 'Check the service’s address, then try again.', 'devskyy' ),
				)
			);
		}
		foreach ( $addresses as $address ) {
			if ( $this->is_private( $address ) ) {
				return $this->invalid( __( 'The service’s address leads into a private network. The operator of this site can allow it by its exact origin in DEVSKYY_PRIVATE_ORIGINS (wp-config.php).', 'devskyy' ) );
			}
		}
		return true;
	}

	/**
	 * Whether the operator listed it.
	 *
	 * @param string $origin As of() answers it.
	 */
	public function is_listed( string $origin ): bool {
		return in_array( $origin, $this->listed, true );
	}

	/**
	 * Every address of a host.
	 *
	 * @param string $host A name, or an address itself.
	 * @return list<string>
	 */
	private function addresses( string $host ): array {
		if ( false !== filter_var( $host, FILTER_VALIDATE_IP ) ) {
			return array( $host );
		}
		$four = gethostbynamel( $host );
		$six  = dns_get_record( $host, DNS_AAAA );
		return array_merge( false === $four ? array() : $four, false === $six ? array() : array_column( $six, 'ipv6' ) );
	}

	/**
	 * Whether an address is private, reserved or of this machine.
	 *
	 * @param string $address IPv4 or IPv6.
	 */
	private function is_private( string $address ): bool {
		return false === filter_var( $address, FILTER_VALIDATE_IP, FILTER_FLAG_NO_PRIV_RANGE | FILTER_FLAG_NO_RES_RANGE ) || 1 === preg_match( self::MORE_PRIVATE, $address );
	}

	/**
	 * A refusal of what was typed, status 400.
	 *
	 * @param string $message What is wrong and what to do.
	 */
	private function invalid( string $message ): WP_Error {
		return new WP_Error( 'devskyy_service_url', $message, array( 'status' => 400 ) );
	}
}
