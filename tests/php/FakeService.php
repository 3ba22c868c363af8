<?php
/**
 * A stand-in for the companion service: its key, its tokens, and its answers to the plugin's HTTP calls.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Tests;

use DevSkyy\Connection\ConnectionStore;
use DevSkyy\Connection\KeyPair;
use DevSkyy\Vendor\Firebase\JWT\JWT;

final class FakeService {

	public const ORIGIN  = 'http://127.0.0.1:8081';
	public const SITE_ID = '0b6f0c1e-6a52-4a0e-9d2f-0d7d6f1a2b3c';

	public string $pem;

	/** @var array<string,string> */
	public array $jwk;

	/** @var list<array{method:string,path:string,headers:array<string,string>,body:mixed,bytes:string}> */
	public array $calls = array();

	/** Whether it answers at all. */
	public bool $up = true;

	/** @var array<string,callable|array{int,mixed}> "METHOD path" → [status, body] or a function of the call. */
	public array $answers = array();

	private KeyPair $keys;

	public function __construct() {
		$this->keys = new KeyPair();
		$this->pem  = $this->keys->generate();
		$this->jwk  = $this->keys->public_jwk( $this->pem );
		add_filter( 'pre_http_request', array( $this, 'answer' ), 10, 3 );
	}

	public function remove(): void {
		remove_filter( 'pre_http_request', array( $this, 'answer' ), 10 );
	}

	/** Pins this service on the site, as a finished pairing does. */
	public function pair( bool $reachable = true ): ConnectionStore {
		$store = new ConnectionStore();
		$store->pin(
			array(
				'site_id'   => self::SITE_ID,
				'service'   => self::ORIGIN,
				'jwk'       => $this->jwk,
				'rest_url'  => untrailingslashit( rest_url( 'devskyy/v1' ) ),
				'version'   => '0.1.0',
				'contract'  => 1,
				'reachable' => $reachable,
				'paired_at' => '2026-01-02T03:04:05Z',
				'paired_by' => 1,
			),
			$this->keys->generate()
		);
		$GLOBALS['wp_rest_server'] = null;
		return $store;
	}

	/**
	 * A signed token for a request to the inbox; claims and header can be changed.
	 *
	 * @param array<string,mixed> $claims Replaces claims; null removes one.
	 * @param array<string,mixed> $header Replaces members of the header.
	 */
	public function token( string $body, array $claims = array(), array $header = array() ): string {
		$now    = time();
		$claims = array_filter(
			$claims + array(
				'iss' => self::ORIGIN,
				'aud' => self::SITE_ID,
				'iat' => $now,
				'exp' => $now + 60,
				'jti' => wp_generate_uuid4(),
				'htm' => 'POST',
				'htu' => untrailingslashit( rest_url( 'devskyy/v1' ) ) . '/inbox',
				'bod' => $this->keys->encode( hash( 'sha256', $body, true ) ),
			),
			static fn( mixed $claim ): bool => null !== $claim
		);
		return JWT::encode( $claims, $this->keys->private_key( $this->pem ), 'ES256', $header['kid'] ?? $this->jwk['kid'], $header + array( 'typ' => 'devskyy-service+jwt' ) );
	}

	/** The answer to one HTTP call of the plugin. */
	public function answer( mixed $before, array $args, string $url ): mixed {
		if ( ! str_starts_with( $url, self::ORIGIN . '/' ) ) {
			return $before;
		}
		$call          = array(
			'method'  => $args['method'],
			'path'    => substr( $url, strlen( self::ORIGIN ) ),
			'headers' => $args['headers'],
			'body'    => null === ( $args['body'] ?? null ) ? null : json_decode( (string) $args['body'], true ),
			'bytes'   => (string) ( $args['body'] ?? '' ),
		);
		$this->calls[] = $call;
		if ( ! $this->up ) {
			return new \WP_Error( 'http_request_failed', 'cURL error 7: Failed to connect' );
		}
		$path   = strtok( $call['path'], '?' );
		$answer = $this->answers[ $call['method'] . ' ' . $path ] ?? $this->usual( $call['method'] . ' ' . $path );
		$answer = is_callable( $answer ) ? $answer( $call ) : $answer;
		if ( ! empty( $args['stream'] ) ) {
			// An answer that core writes to a file as it comes: a text is the file's bytes.
			file_put_contents( $args['filename'], is_string( $answer[1] ) ? $answer[1] : (string) wp_json_encode( $answer[1] ) );
			$answer[1] = null;
		}
		return $this->response( $answer );
	}

	/** How often a path was called. */
	public function count( string $method, string $path ): int {
		return count( array_filter( $this->calls, static fn( array $call ): bool => $call['method'] === $method && str_starts_with( $call['path'], $path ) ) );
	}

	/**
	 * What it answers unless a test says otherwise.
	 *
	 * @return array{int,mixed}
	 */
	private function usual( string $call ): array {
		return match ( $call ) {
			'GET /api/v1/outbox'             => array(
				200,
				array(
					'messages' => array(),
					'next'     => 0,
				),
			),
			'GET /api/v1/connection'         => array(
				200,
				array(
					'version'   => '0.1.0',
					'contract'  => 1,
					'products'  => 1,
					'last_push' => null,
				),
			),
			'POST /api/v1/catalogue/batches' => array( 200, array( 'products' => 1 ) ),
			'GET /api/v1/runs'               => array(
				200,
				array(
					'runs'  => array(),
					'total' => 0,
				),
			),
			'DELETE /api/v1/connection'      => array( 204, null ),
			'POST /api/v1/outbox/acknowledgements' => array( 204, null ),
			default                          => array( 404, $this->problem( 'not_found', 404 ) ),
		};
	}

	/** @return array<string,mixed> */
	public function problem( string $code, int $status ): array {
		return array(
			'type'   => 'urn:devskyy:problem:' . $code,
			'title'  => 'Problem',
			'status' => $status,
			'detail' => 'In plain words: ' . $code,
			'code'   => $code,
			'next'   => 'Do this.',
		);
	}

	/**
	 * @param array{int,mixed} $answer Status and body.
	 * @return array<string,mixed>
	 */
	private function response( array $answer ): array {
		return array(
			'headers'  => new \WpOrg\Requests\Utility\CaseInsensitiveDictionary( array( 'x-devskyy-contract' => '1' ) ),
			'body'     => null === $answer[1] ? '' : (string) wp_json_encode( $answer[1] ),
			'response' => array(
				'code'    => $answer[0],
				'message' => '',
			),
			'cookies'  => array(),
			'filename' => null,
		);
	}
}
