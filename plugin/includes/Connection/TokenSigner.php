<?php
/**
 * Tokens that the site makes.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Connection;

use DevSkyy\Vendor\Firebase\JWT\JWT;

/**
 * Signs requests of the site: a JWT (ES256) bound to method, URL and body, valid for 60 seconds (docs/protocol.md).
 */
final class TokenSigner {

	public const REQUEST   = 'devskyy-site+jwt';
	public const STREAM    = 'devskyy-stream+jwt';
	public const CHALLENGE = 'devskyy-challenge+jwt';

	private const LIFETIME = 60;

	/**
	 * Takes the key reader.
	 *
	 * @param KeyPair $keys Reads PEM.
	 */
	public function __construct( private readonly KeyPair $keys ) {}

	/**
	 * A token for one request.
	 *
	 * @param array{pem:string,iss:string,aud:string}         $who     The site's key and id, and the service's origin.
	 * @param array{method:string,url:string,body:string} $request Exactly what is sent.
	 */
	public function request( array $who, array $request ): string {
		return $this->sign(
			self::REQUEST,
			$who['pem'],
			array(
				'iss' => $who['iss'],
				'aud' => $who['aud'],
				'htm' => $request['method'],
				'htu' => $request['url'],
				'bod' => $this->keys->encode( hash( 'sha256', $request['body'], true ) ),
			)
		);
	}

	/**
	 * A token for one stream of the service to the browser of one user: bound to its address (without a query), accepted once.
	 *
	 * @param array{pem:string,iss:string,aud:string} $who  The site's key and id, and the service's origin.
	 * @param string                                  $url  The address.
	 * @param int                                     $user The user who reads.
	 */
	public function stream( array $who, string $url, int $user ): string {
		return $this->sign(
			self::STREAM,
			$who['pem'],
			array(
				'iss' => $who['iss'],
				'aud' => $who['aud'],
				'sub' => (string) $user,
				'htm' => 'GET',
				'htu' => $url,
			)
		);
	}

	/**
	 * The proof that this site holds the key of the pending pairing.
	 *
	 * @param string $pem      The pending private key.
	 * @param string $nonce    The service's nonce.
	 * @param string $audience The service's origin.
	 */
	public function challenge( string $pem, string $nonce, string $audience ): string {
		return $this->sign(
			self::CHALLENGE,
			$pem,
			array(
				'aud'   => $audience,
				'nonce' => $nonce,
			)
		);
	}

	/**
	 * Adds the claims that every token has, and signs.
	 *
	 * @param string               $typ    Header typ.
	 * @param string               $pem    Private key.
	 * @param array<string,string> $claims The token's own claims.
	 */
	private function sign( string $typ, string $pem, array $claims ): string {
		$now     = time();
		$claims += array(
			'iat' => $now,
			'exp' => $now + self::LIFETIME,
			'jti' => wp_generate_uuid4(),
		);
		return JWT::encode( $claims, $this->keys->private_key( $pem ), 'ES256', $this->keys->public_jwk( $pem )['kid'], array( 'typ' => $typ ) );
	}
}
