<?php
/**
 * P-256 keys.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Connection;

use OpenSSLAsymmetricKey;
use RuntimeException;

/**
 * Makes and reads the P-256 keys that requests are signed with (RFC 7517, 7518).
 */
final class KeyPair {

	/** SubjectPublicKeyInfo of an uncompressed P-256 point, up to the point itself (RFC 5480). */
	private const SPKI = '3059301306072a8648ce3d020106082a8648ce3d03010703420004';

	/**
	 * A new private key, as PEM.
	 *
	 * @throws RuntimeException When OpenSSL makes none.
	 */
	public function generate(): string {
		$key = openssl_pkey_new(
			array(
				'private_key_type' => OPENSSL_KEYTYPE_EC,
				'curve_name'       => 'prime256v1',
			)
		);
		$pem = '';
		if ( false === $key || ! openssl_pkey_export( $key, $pem ) ) {
			throw new RuntimeException( 'OpenSSL made no P-256 key: ' . (string) openssl_error_string() );
		}
		return $pem;
	}

	/**
	 * The public half as a JWK whose kid is its RFC 7638 thumbprint.
	 *
	 * @param string $pem Private key.
	 * @return array{kty:string,crv:string,x:string,y:string,kid:string,alg:string,use:string}
	 * @throws RuntimeException When the key cannot be read.
	 */
	public function public_jwk( string $pem ): array {
		$details = openssl_pkey_get_details( $this->private_key( $pem ) );
		if ( ! is_array( $details ) || ! isset( $details['ec']['x'], $details['ec']['y'] ) ) {
			throw new RuntimeException( 'The stored key is not a P-256 key.' );
		}
		$jwk = array(
			'kty' => 'EC',
			'crv' => 'P-256',
			'x'   => $this->encode( str_pad( $details['ec']['x'], 32, "\0", STR_PAD_LEFT ) ),
			'y'   => $this->encode( str_pad( $details['ec']['y'], 32, "\0", STR_PAD_LEFT ) ),
		);
		return $jwk + array(
			'kid' => $this->thumbprint( $jwk ),
			'alg' => 'ES256',
			'use' => 'sig',
		);
	}

	/**
	 * RFC 7638 thumbprint: base64url SHA-256 of the required members in their lexical order.
	 *
	 * @param array<string,string> $jwk A P-256 public key.
	 */
	public function thumbprint( array $jwk ): string {
		return $this->encode( hash( 'sha256', sprintf( '{"crv":"P-256","kty":"EC","x":"%s","y":"%s"}', $jwk['x'], $jwk['y'] ), true ) );
	}

	/**
	 * An OpenSSL key object from a JWK; null when it is no point of P-256.
	 *
	 * @param array<string,mixed> $jwk A public key.
	 */
	public function public_key( array $jwk ): ?OpenSSLAsymmetricKey {
		$point = '';
		foreach ( array( 'x', 'y' ) as $member ) {
			$text = $jwk[ $member ] ?? null;
			if ( ! is_string( $text ) || 1 !== preg_match( '/^[\w-]{43}\z/', $text ) ) {
				return null;
			}
			$point .= (string) base64_decode( strtr( $text, '-_', '+/' ), true ); // phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions.obfuscation_base64_decode -- A JWK's coordinates are base64url.
		}
		if ( 'EC' !== ( $jwk['kty'] ?? '' ) || 'P-256' !== ( $jwk['crv'] ?? '' ) || 64 !== strlen( $point ) ) {
			return null;
		}
		$pem = "-----BEGIN PUBLIC KEY-----\n" . chunk_split( base64_encode( hex2bin( self::SPKI ) . $point ), 64, "\n" ) . "-----END PUBLIC KEY-----\n"; // phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions.obfuscation_base64_encode -- PEM is base64.
		$key = openssl_pkey_get_public( $pem );
		return false === $key ? null : $key;
	}

	/**
	 * An OpenSSL key object from PEM.
	 *
	 * @param string $pem Private key.
	 * @throws RuntimeException When the key cannot be read.
	 */
	public function private_key( string $pem ): OpenSSLAsymmetricKey {
		$key = openssl_pkey_get_private( $pem );
		if ( false === $key ) {
			throw new RuntimeException( 'The stored key cannot be read.' );
		}
		return $key;
	}

	/**
	 * Base64url without padding (RFC 4648, section 5).
	 *
	 * @param string $bytes Bytes.
	 */
	public function encode( string $bytes ): string {
		return rtrim( strtr( base64_encode( $bytes ), '+/', '-_' ), '=' ); // phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions.obfuscation_base64_encode -- JOSE is base64url.
	}
}
