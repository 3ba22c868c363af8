<?php
/**
 * The service's tokens, as the plugin checks them.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Tests;

use DevSkyy\Connection\KeyPair;
use DevSkyy\Connection\TokenLedger;
use DevSkyy\Connection\TokenSigner;
use DevSkyy\Connection\TokenVerifier;
use WP_Error;

require_once __DIR__ . '/ConnectionTestCase.php';

final class TokensTest extends ConnectionTestCase {

	private const BODY = '{"messages":[]}';

	/** Verifies an Authorization header as the inbox does; null when it is accepted. */
	private function code( string $header, string $audience = FakeService::SITE_ID, string $body = self::BODY ): ?string {
		global $wpdb;
		$verdict = ( new TokenVerifier( new KeyPair(), new TokenLedger( $wpdb ) ) )->verify(
			$header,
			array(
				'iss' => FakeService::ORIGIN,
				'aud' => $audience,
				'jwk' => $this->service->jwk,
			),
			array(
				'method' => 'POST',
				'url'    => untrailingslashit( rest_url( 'devskyy/v1' ) ) . '/inbox',
				'body'   => $body,
			)
		);
		if ( $verdict instanceof WP_Error ) {
			self::assertSame( 401, $verdict->get_error_data()['status'] );
			return (string) $verdict->get_error_code();
		}
		self::assertTrue( $verdict );
		return null;
	}

	private function signed( array $claims = array(), array $header = array() ): string {
		return 'Bearer ' . $this->service->token( self::BODY, $claims, $header );
	}

	/** Joins a token of any header, signed as told. */
	private function forged( array $header, callable $sign ): string {
		$keys   = new KeyPair();
		$now    = time();
		$claims = array(
			'iss' => FakeService::ORIGIN,
			'aud' => FakeService::SITE_ID,
			'iat' => $now,
			'exp' => $now + 60,
			'jti' => wp_generate_uuid4(),
			'htm' => 'POST',
			'htu' => rest_url( 'devskyy/v1/inbox' ),
			'bod' => $keys->encode( hash( 'sha256', self::BODY, true ) ),
		);
		$input  = $keys->encode( (string) wp_json_encode( $header ) ) . '.' . $keys->encode( (string) wp_json_encode( $claims ) );
		return 'Bearer ' . $input . '.' . $keys->encode( $sign( $input ) );
	}

	public function test_a_token_of_the_paired_service_is_accepted(): void {
		self::assertNull( $this->code( $this->signed() ) );
	}

	public function test_a1_a_missing_or_empty_token_is_refused(): void {
		foreach ( array( '', 'Bearer', 'Bearer ', 'Bearer  ', 'null', 'Basic YTpi' ) as $header ) {
			self::assertSame( 'token_missing', $this->code( $header ), $header );
		}
		foreach ( array( 'Bearer null', 'Bearer a.b', 'Bearer a.b.c.d', "Bearer a.b.c\n", 'Bearer ' . str_repeat( 'a', 5000 ) ) as $header ) {
			self::assertSame( 'token_malformed', $this->code( $header ), $header );
		}
	}

	public function test_b2_other_algorithms_are_refused(): void {
		$kid    = $this->service->jwk['kid'];
		$public = openssl_pkey_get_details( openssl_pkey_get_private( $this->service->pem ) )['key'];
		$hmac   = static fn( string $input ): string => hash_hmac( 'sha256', $input, $public, true );
		$long   = static fn( string $input ): string => hash_hmac( 'sha512', $input, $public, true );
		foreach ( array( 'none', 'None', 'HS256', 'ES384', 'RS256', 'x', 1, null ) as $algorithm ) {
			foreach ( array( static fn(): string => '', $hmac, $long ) as $sign ) {
				$token = $this->forged(
					array(
						'typ' => TokenVerifier::TYPE,
						'alg' => $algorithm,
						'kid' => $kid,
					),
					$sign
				);
				self::assertSame( 'token_algorithm', $this->code( $token ), wp_json_encode( $algorithm ) );
			}
		}
		// Says ES256, but the signature is an HMAC with the public key.
		self::assertSame(
			'token_signature',
			$this->code(
				$this->forged(
					array(
						'typ' => TokenVerifier::TYPE,
						'alg' => 'ES256',
						'kid' => $kid,
					),
					$long
				)
			)
		);
		self::assertSame(
			'token_malformed',
			$this->code(
				$this->forged(
					array(
						'typ' => TokenVerifier::TYPE,
						'alg' => 'ES256',
						'kid' => $kid,
					),
					static fn(): string => ''
				)
			)
		);
	}

	public function test_b2_a_key_in_the_header_is_never_used(): void {
		$keys  = new KeyPair();
		$pem   = $keys->generate();
		$other = $keys->public_jwk( $pem );
		$mine  = $this->service->pem;

		$this->service->pem = $pem;
		self::assertSame(
			'token_key',
			$this->code(
				$this->signed(
					array(),
					array(
						'kid' => $other['kid'],
						'jwk' => $other,
					)
				)
			)
		);
		self::assertSame( 'token_signature', $this->code( $this->signed( array(), array( 'jwk' => $other ) ) ) );
		$this->service->pem = $mine;
		self::assertSame( 'token_malformed', $this->code( $this->signed( array(), array( 'crit' => array( 'exp' ) ) ) ) );
	}

	public function test_b4_wrong_audience_issuer_and_type_are_refused(): void {
		self::assertSame( 'token_audience', $this->code( $this->signed( array( 'aud' => 'b' ) ) ) );
		self::assertSame( 'token_audience', $this->code( $this->signed( array( 'aud' => array( FakeService::SITE_ID ) ) ) ) );
		self::assertSame( 'token_audience', $this->code( $this->signed( array( 'aud' => null ) ) ) );
		self::assertSame( 'token_issuer', $this->code( $this->signed( array( 'iss' => 'http://127.0.0.1:8082' ) ) ) );
		self::assertSame( 'token_issuer', $this->code( $this->signed( array( 'iss' => null ) ) ) );
		foreach ( array( TokenSigner::REQUEST, TokenSigner::CHALLENGE, 'JWT', '' ) as $type ) {
			self::assertSame( 'token_type', $this->code( $this->signed( array(), array( 'typ' => $type ) ) ) );
		}
		// A token for site A, shown to site B.
		self::assertSame( 'token_audience', $this->code( $this->signed(), wp_generate_uuid4() ) );
	}

	public function test_b5_lifetime_and_clock(): void {
		$now = time();
		self::assertSame( 'token_lifetime', $this->code( $this->signed( array( 'exp' => null ) ) ) );
		self::assertSame( 'token_lifetime', $this->code( $this->signed( array( 'iat' => null ) ) ) );
		self::assertSame(
			'token_lifetime',
			$this->code(
				$this->signed(
					array(
						'exp' => $now + 61,
						'iat' => $now,
					)
				)
			)
		);
		self::assertSame(
			'token_lifetime',
			$this->code(
				$this->signed(
					array(
						'exp' => $now,
						'iat' => $now,
					)
				)
			)
		);
		self::assertSame( 'token_lifetime', $this->code( $this->signed( array( 'exp' => (string) ( $now + 30 ) ) ) ) );
		self::assertSame(
			'token_expired',
			$this->code(
				$this->signed(
					array(
						'iat' => $now - 125,
						'exp' => $now - 65,
					)
				)
			)
		);
		self::assertSame(
			'token_clock',
			$this->code(
				$this->signed(
					array(
						'iat' => $now + 65,
						'exp' => $now + 120,
					)
				)
			)
		);
		self::assertSame(
			'token_clock',
			$this->code(
				$this->signed(
					array(
						'iat' => $now + 600,
						'exp' => $now + 660,
						'nbf' => $now - 5,
					)
				)
			)
		);
		// A minute of difference between the clocks works.
		self::assertNull(
			$this->code(
				$this->signed(
					array(
						'iat' => $now + 55,
						'exp' => $now + 115,
					)
				)
			)
		);
		self::assertNull(
			$this->code(
				$this->signed(
					array(
						'iat' => $now - 110,
						'exp' => $now - 50,
					)
				)
			)
		);
	}

	public function test_a_token_is_for_one_method_address_and_body_and_for_one_use(): void {
		self::assertSame( 'token_request', $this->code( $this->signed(), FakeService::SITE_ID, '{"messages":[1]}' ) );
		self::assertSame( 'token_request', $this->code( $this->signed( array( 'htm' => 'PUT' ) ) ) );
		self::assertSame( 'token_request', $this->code( $this->signed( array( 'htu' => 'http://evil.example/inbox' ) ) ) );
		self::assertSame( 'token_request', $this->code( $this->signed( array( 'bod' => null ) ) ) );
		$token = $this->signed();
		self::assertNull( $this->code( $token ) );
		self::assertSame( 'token_replayed', $this->code( $token ) );
	}

	public function test_what_the_site_signs_verifies_with_its_public_key_and_is_bound_to_the_request(): void {
		$keys  = new KeyPair();
		$pem   = $keys->generate();
		$jwk   = $keys->public_jwk( $pem );
		$token = ( new TokenSigner( $keys ) )->request(
			array(
				'pem' => $pem,
				'iss' => 'site',
				'aud' => 'https://service.example',
			),
			array(
				'method' => 'GET',
				'url'    => 'https://service.example/api/v1/runs?page=1',
				'body'   => '',
			)
		);
		$head  = new \stdClass();
		$claim = \DevSkyy\Vendor\Firebase\JWT\JWT::decode( $token, array( $jwk['kid'] => new \DevSkyy\Vendor\Firebase\JWT\Key( $keys->public_key( $jwk ), 'ES256' ) ), $head );
		self::assertSame( 'devskyy-site+jwt', $head->typ );
		self::assertSame( $keys->thumbprint( $jwk ), $head->kid );
		self::assertSame( '47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU', $claim->bod );
		self::assertSame( 60, $claim->exp - $claim->iat );
		self::assertSame( array( 'GET', 'https://service.example/api/v1/runs?page=1' ), array( $claim->htm, $claim->htu ) );
	}
}
