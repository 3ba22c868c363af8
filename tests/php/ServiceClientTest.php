<?php
/**
 * The plugin's calls to the service.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Tests;

use DevSkyy\Connection\Json;
use DevSkyy\Connection\KeyPair;
use DevSkyy\Connection\Origins;
use DevSkyy\Connection\ServiceClient;
use DevSkyy\Connection\TokenSigner;
use DevSkyy\Connection\Transport;
use DevSkyy\Vendor\Firebase\JWT\JWT;
use DevSkyy\Vendor\Firebase\JWT\Key;

require_once __DIR__ . '/ConnectionTestCase.php';

final class ServiceClientTest extends ConnectionTestCase {

	/** @param list<string> $listed */
	private function client( array $listed = array( FakeService::ORIGIN ) ): ServiceClient {
		$json = new Json();
		$safe = new \DevSkyy\Connection\SafeMode( new \DevSkyy\Connection\ConnectionStore(), false );
		return new ServiceClient( new \DevSkyy\Connection\ConnectionStore(), new TokenSigner( new KeyPair() ), new Transport( new Origins( $listed ), $json, $safe, '0.1.0' ), $json, $safe );
	}

	public function test_each_request_is_signed_for_itself(): void {
		$store = $this->service->pair();
		$keys  = new KeyPair();
		$jwk   = $keys->public_jwk( $store->private_key() );
		$this->client()->request( 'POST', 'runs/x/cancel?a=1', array( 'text' => 'Größe/é' ) );
		$this->client()->request( 'POST', 'runs/x/cancel?a=1', array( 'text' => 'Größe/é' ) );
		$claims               = array();
		$this->service->calls = array_values( array_filter( $this->service->calls, static fn( array $call ): bool => 'POST' === $call['method'] ) );
		foreach ( $this->service->calls as $call ) {
			$claims[] = JWT::decode( substr( $call['headers']['Authorization'], 7 ), array( $jwk['kid'] => new Key( $keys->public_key( $jwk ), 'ES256' ) ) );
			self::assertSame( '1', $call['headers']['X-DevSkyy-Contract'] );
		}
		self::assertSame( array( FakeService::SITE_ID, FakeService::ORIGIN, 'POST', FakeService::ORIGIN . '/api/v1/runs/x/cancel?a=1' ), array( $claims[0]->iss, $claims[0]->aud, $claims[0]->htm, $claims[0]->htu ) );
		self::assertSame( $keys->encode( hash( 'sha256', '{"text":"Größe/é"}', true ) ), $claims[0]->bod );
		self::assertNotSame( $claims[0]->jti, $claims[1]->jti );
	}

	public function test_problem_details_become_errors_with_their_next_step(): void {
		$this->service->pair();
		$this->service->answers['PUT /api/v1/settings'] = array(
			422,
			array(
				'errors' => array(
					array(
						'where'   => 'body',
						'path'    => 'daily_cap',
						'message' => 'Too small',
					),
				),
			) + $this->service->problem( 'cap_missing', 422 ),
		);
		$error = $this->client()->request( 'PUT', 'settings', array() );
		self::assertSame( array( 'cap_missing', 'In plain words: cap_missing' ), array( $error->get_error_code(), $error->get_error_message() ) );
		self::assertSame( array( 422, 'Do this.', 'daily_cap' ), array( $error->get_error_data()['status'], $error->get_error_data()['next'], $error->get_error_data()['errors'][0]['path'] ) );
	}

	public function test_what_is_not_the_service_counts_as_unreachable(): void {
		$store = $this->service->pair();
		foreach ( array( array( 302, array() ), array( 502, null ), array( 200, 'hello' ), array( 500, array( 'error' => 'x' ) ) ) as $answer ) {
			$this->service->answers['POST /api/v1/x'] = $answer;
			$error                                    = $this->client()->request( 'POST', 'x' );
			self::assertSame( 'devskyy_unreachable', $error->get_error_code(), (string) wp_json_encode( $answer ) );
			self::assertSame( 503, $error->get_error_data()['status'] );
		}
		self::assertSame( 'unreachable', $store->health()['status'] );
	}

	public function test_what_changes_something_waits_only_for_a_service_that_is_there(): void {
		$this->service->pair();
		$this->service->answers['POST /api/v1/runs/x/cancel'] = array( 200, array() );
		$this->service->up                                    = false;
		$client = $this->client();
		$error  = $client->request( 'POST', 'runs/x/cancel' );
		self::assertSame( array( 'devskyy_unreachable', array( 'devskyy_unreachable' ) ), array( $error->get_error_code(), $error->get_error_codes() ) );
		self::assertCount( 1, $error->get_all_error_data() );
		self::assertSame( array( 'GET' ), array_column( $this->service->calls, 'method' ), 'only a quick read is tried' );
		$this->service->up = true;
		self::assertSame( array(), $client->request( 'POST', 'runs/x/cancel' ), 'back: at once' );
		$client->request( 'POST', 'runs/x/cancel' );
		self::assertSame( array( 'GET', 'GET', 'POST', 'POST' ), array_column( $this->service->calls, 'method' ), 'asked once a request' );
	}

	public function test_redirects_are_never_followed_and_only_the_pinned_origin_is_called(): void {
		$this->service->pair();
		$seen = array();
		$spy  = static function ( $before, array $args, string $url ) use ( &$seen ) {
			$seen[] = array( $args['redirection'], $url );
			return $before;
		};
		add_filter( 'pre_http_request', $spy, 5, 3 );
		$this->client()->request( 'GET', 'runs' );
		remove_filter( 'pre_http_request', $spy, 5 );
		self::assertSame( array( array( 0, FakeService::ORIGIN . '/api/v1/runs' ) ), $seen );
	}

	public function test_a_private_origin_that_the_operator_has_not_listed_is_not_called(): void {
		$this->service->pair();
		foreach ( array( array(), array( 'http://127.0.0.1:8082' ), array( 'http://127.0.0.1' ) ) as $listed ) {
			self::assertSame( 'devskyy_service_url', $this->client( $listed )->request( 'GET', 'runs' )->get_error_code() );
		}
		self::assertSame( array(), $this->service->calls );
	}

	public function test_an_empty_object_stays_an_object_on_its_way_through(): void {
		$json = new Json();
		self::assertSame( '{"a":{},"b":[],"c":{"1":{}},"d":1.0}', $json->encode( $json->decode( '{"a":{},"b":[],"c":{"1":{}},"d":1.0}' ) ) );
	}
}
