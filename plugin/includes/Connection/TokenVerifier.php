<?php
/**
 * Tokens that the service makes.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Connection;

use DevSkyy\Vendor\Firebase\JWT\BeforeValidException;
use DevSkyy\Vendor\Firebase\JWT\ExpiredException;
use DevSkyy\Vendor\Firebase\JWT\JWT;
use DevSkyy\Vendor\Firebase\JWT\Key;
use DevSkyy\Vendor\Firebase\JWT\SignatureInvalidException;
use stdClass;
use Throwable;
use WP_Error;

/**
 * Checks the service's signed requests (RFC 7519, 8725; docs/protocol.md). What php-jwt leaves open is closed before and
 * after it: form and length, one algorithm, typ, the pinned key by its kid, required claims, lifetime, audience, issuer,
 * the request itself, and replay by jti.
 */
final class TokenVerifier {

	public const TYPE = 'devskyy-service+jwt';

	private const SKEW       = 60;
	private const LIFETIME   = 60;
	private const MAX_LENGTH = 4096;
	private const UUID       = '/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\z/i';

	/**
	 * Takes the key reader and the memory of spent tokens.
	 *
	 * @param KeyPair     $keys   Reads JWKs.
	 * @param TokenLedger $ledger Spent token ids.
	 */
	public function __construct( private readonly KeyPair $keys, private readonly TokenLedger $ledger ) {}

	/**
	 * True, and the token is spent; else an error with status 401 (503 when the database fails).
	 *
	 * @param string                                                    $header  The Authorization header.
	 * @param array{iss:string,aud:string,jwk:array<string,mixed>,previous?:list<array<string,mixed>>}  $pinned  Who may have signed, with which keys, and for whom.
	 * @param array{method:string,url:string,body:string}           $request Exactly what arrived.
	 */
	public function verify( string $header, array $pinned, array $request ): bool|WP_Error {
		$token = $this->token( $header );
		if ( is_wp_error( $token ) ) {
			return $token;
		}
		foreach ( array( $pinned['jwk'], ...$pinned['previous'] ?? array() ) as $jwk ) {
			$form = $this->check_header( $token, (string) ( $jwk['kid'] ?? '' ) );
			if ( ! is_wp_error( $form ) || 'token_key' !== $form->get_error_code() ) {
				break;
			}
		}
		if ( is_wp_error( $form ) ) {
			return $form;
		}
		$claims = $this->decode( $token, $jwk );
		if ( is_wp_error( $claims ) ) {
			return $claims;
		}
		$error = $this->check_claims( $claims, $pinned ) ?? $this->check_request( $claims, $request );
		return $error ?? $this->spend( $claims );
	}

	/**
	 * The token of an Authorization header.
	 *
	 * @param string $header The header's value.
	 */
	private function token( string $header ): string|WP_Error {
		if ( 1 !== preg_match( '/^Bearer +(\S.*)\z/is', $header, $match ) ) {
			return $this->refuse( 'token_missing', __( 'The request carries no token.', 'devskyy' ) );
		}
		$token = $match[1];
		if ( strlen( $token ) > self::MAX_LENGTH || 1 !== preg_match( '/^[\w-]+\.[\w-]+\.[\w-]*\z/', $token ) ) {
			return $this->refuse( 'token_malformed', __( 'The token has not the form of a signed JWT.', 'devskyy' ) );
		}
		return $token;
	}

	/**
	 * Algorithm, type and key id, before any cryptography.
	 *
	 * @param string $token The token.
	 * @param string $kid   The pinned key's id.
	 */
	private function check_header( string $token, string $kid ): ?WP_Error {
		$header = json_decode( (string) base64_decode( strtr( explode( '.', $token )[0], '-_', '+/' ), true ) ); // phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions.obfuscation_base64_decode -- JOSE is base64url.
		if ( ! $header instanceof stdClass || isset( $header->crit ) ) {
			return $this->refuse( 'token_malformed', __( 'The token’s header cannot be read.', 'devskyy' ) );
		}
		if ( 'ES256' !== ( $header->alg ?? null ) ) {
			return $this->refuse( 'token_algorithm', __( 'The token is not signed with ES256.', 'devskyy' ) );
		}
		if ( self::TYPE !== ( $header->typ ?? null ) ) {
			return $this->refuse( 'token_type', __( 'The token is of another type.', 'devskyy' ) );
		}
		if ( '' === $kid || $kid !== ( $header->kid ?? null ) ) {
			return $this->refuse( 'token_key', __( 'The token is signed with a key that this site has not pinned.', 'devskyy' ) );
		}
		if ( 1 !== preg_match( '/^[\w-]+\.[\w-]+\.[\w-]{86}\z/', $token ) ) {
			return $this->refuse( 'token_malformed', __( 'The token’s signature has not the length of an ES256 signature.', 'devskyy' ) );
		}
		return null;
	}

	/**
	 * Signature and age.
	 *
	 * @param string              $token The token.
	 * @param array<string,mixed> $jwk   The pinned key.
	 */
	private function decode( string $token, array $jwk ): stdClass|WP_Error {
		$key = $this->keys->public_key( $jwk );
		if ( null === $key ) {
			return $this->refuse( 'token_key', __( 'The pinned key cannot be read. Disconnect and pair again.', 'devskyy' ) );
		}
		try {
			JWT::$leeway = self::SKEW;
			return JWT::decode( $token, array( (string) $jwk['kid'] => new Key( $key, 'ES256' ) ) );
		} catch ( SignatureInvalidException $error ) {
			return $this->refuse( 'token_signature', __( 'The token’s signature is wrong.', 'devskyy' ) );
		} catch ( ExpiredException $error ) {
			return $this->refuse( 'token_expired', $this->clocks( $error->getPayload() ), $this->skew( $error->getPayload() ) );
		} catch ( BeforeValidException $error ) {
			return $this->refuse( 'token_clock', $this->clocks( $error->getPayload() ), $this->skew( $error->getPayload() ) );
		} catch ( Throwable $error ) {
			return $this->refuse( 'token_malformed', __( 'The token cannot be read.', 'devskyy' ) );
		}
	}

	/**
	 * Presence and values of the registered claims.
	 *
	 * @param stdClass                           $claims The signed claims.
	 * @param array{iss:string,aud:string,jwk:array<string,mixed>} $pinned Who, and for whom.
	 */
	private function check_claims( stdClass $claims, array $pinned ): ?WP_Error {
		$iat = $claims->iat ?? null;
		$exp = $claims->exp ?? null;
		if ( ! is_int( $iat ) || ! is_int( $exp ) || $exp <= $iat || $exp - $iat > self::LIFETIME ) {
			return $this->refuse( 'token_lifetime', __( 'The token must live for a minute at most, and say so.', 'devskyy' ) );
		}
		if ( $iat > time() + self::SKEW ) {
			return $this->refuse( 'token_clock', $this->clocks( $claims ), $this->skew( $claims ) );
		}
		if ( ! is_string( $claims->iss ?? null ) || ! hash_equals( $pinned['iss'], $claims->iss ) ) {
			return $this->refuse( 'token_issuer', __( 'The token was issued by another service.', 'devskyy' ) );
		}
		if ( ! is_string( $claims->aud ?? null ) || ! hash_equals( $pinned['aud'], $claims->aud ) ) {
			return $this->refuse( 'token_audience', __( 'The token is meant for another site.', 'devskyy' ) );
		}
		if ( ! is_string( $claims->jti ?? null ) || 1 !== preg_match( self::UUID, $claims->jti ) ) {
			return $this->refuse( 'token_malformed', __( 'The token has no id of its own.', 'devskyy' ) );
		}
		return null;
	}

	/**
	 * The token is for exactly this request.
	 *
	 * @param stdClass                                        $claims  The signed claims.
	 * @param array{method:string,url:string,body:string} $request What arrived.
	 */
	private function check_request( stdClass $claims, array $request ): ?WP_Error {
		$wanted = array(
			'htm' => $request['method'],
			'htu' => $request['url'],
			'bod' => $this->keys->encode( hash( 'sha256', $request['body'], true ) ),
		);
		foreach ( $wanted as $name => $value ) {
			if ( ! is_string( $claims->$name ?? null ) || ! hash_equals( $value, $claims->$name ) ) {
				return $this->refuse( 'token_request', __( 'The token was made for another request: method, address or body differ.', 'devskyy' ) );
			}
		}
		return null;
	}

	/**
	 * Accepts each token once.
	 *
	 * @param stdClass $claims The signed claims.
	 */
	private function spend( stdClass $claims ): bool|WP_Error {
		$first = $this->ledger->spend( $claims->jti, $claims->exp + self::SKEW );
		if ( is_wp_error( $first ) ) {
			return $first;
		}
		return $first ? true : $this->refuse( 'token_replayed', __( 'The token was used before.', 'devskyy' ) );
	}

	/**
	 * How the clocks differ, for the service's log.
	 *
	 * @param object $claims The signed claims.
	 */
	private function clocks( object $claims ): string {
		$skew = $this->skew( $claims )['skew_seconds'];
		return $skew > 0
			/* translators: 1: seconds, 2: time of day. */
			? sprintf( __( 'The service’s clock is %1$d seconds ahead of this site’s, where it is %2$s.', 'devskyy' ), $skew, gmdate( 'Y-m-d\TH:i:s\Z' ) )
			/* translators: 1: seconds, 2: time of day. */
			: sprintf( __( 'The token was signed %1$d seconds ago by this site’s clock, where it is %2$s: the service’s clock is behind, or the request came late.', 'devskyy' ), -$skew, gmdate( 'Y-m-d\TH:i:s\Z' ) );
	}

	/**
	 * By how many seconds the service's clock differs, as far as the token tells.
	 *
	 * @param object $claims The signed claims.
	 * @return array{skew_seconds:int}
	 */
	private function skew( object $claims ): array {
		return array( 'skew_seconds' => (int) ( $claims->iat ?? 0 ) - time() );
	}

	/**
	 * A refusal, status 401.
	 *
	 * @param string            $code    One of the protocol's codes.
	 * @param string            $message One sentence.
	 * @param array<string,int> $details Extra members.
	 */
	private function refuse( string $code, string $message, array $details = array() ): WP_Error {
		return new WP_Error( $code, $message, array( 'status' => 401 ) + ( array() === $details ? array() : array( 'details' => $details ) ) );
	}
}
