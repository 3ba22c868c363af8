<?php
/**
 * Pairing, on the site's side.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Tests;

use DevSkyy\Connection\ConnectionStore;
use DevSkyy\Connection\KeyPair;
use WP_REST_Response;

require_once __DIR__ . '/ConnectionTestCase.php';

final class PairingTest extends ConnectionTestCase {

	private function start( string $password = 'a-password-for-tests', string $url = FakeService::ORIGIN ): WP_REST_Response {
		return $this->rest(
			'POST',
			'/devskyy/v1/connection',
			array(
				'service_url' => $url,
				'password'    => $password,
			)
		);
	}

	/** @return array<string,string> */
	private function query( WP_REST_Response $started ): array {
		parse_str( (string) wp_parse_url( $started->get_data()['authorize_url'], PHP_URL_QUERY ), $query );
		return $query;
	}

	private function redeem( string $state, string $iss = FakeService::ORIGIN, string $code = 'a-code-that-the-service-made' ): WP_REST_Response {
		return $this->rest(
			'POST',
			'/devskyy/v1/connection/redeem',
			array(
				'code'  => $code,
				'state' => $state,
				'iss'   => $iss,
			)
		);
	}

	/** @return array<string,mixed> */
	private function answer(): array {
		return array(
			'site_id'   => FakeService::SITE_ID,
			'service'   => array(
				'url'     => FakeService::ORIGIN,
				'jwk'     => $this->service->jwk,
				'version' => '0.1.0',
			),
			'contract'  => 1,
			'scopes'    => array( 'catalogue', 'runs', 'proposals' ),
			'reachable' => true,
		);
	}

	public function test_pairing_pins_the_service_and_proves_possession_of_the_key_on_the_way(): void {
		$this->as_user( 'administrator' );
		$started = $this->start();
		self::assertSame( 200, $started->get_status() );
		$query = $this->query( $started );
		self::assertStringStartsWith( FakeService::ORIGIN . '/connect?', $started->get_data()['authorize_url'] );
		self::assertSame( array( 'code', 'S256', home_url(), admin_url( 'admin.php?page=devskyy-settings' ), 'catalogue runs proposals' ), array( $query['response_type'], $query['code_challenge_method'], $query['client_id'], $query['redirect_uri'], $query['scope'] ) );

		$proofs = array();
		$this->service->answers['POST /api/v1/pairing/redemptions'] = function ( array $call ) use ( &$proofs ): array {
			wp_set_current_user( 0 );
			$proofs[] = array( $call['body'], $this->rest( 'GET', '/devskyy/v1/challenge', array( 'nonce' => str_repeat( 'n', 32 ) ) ) );
			return array( 200, $this->answer() );
		};
		$done = $this->redeem( $query['state'] );
		self::assertSame( 200, $done->get_status(), (string) wp_json_encode( $done->get_data() ) );
		self::assertSame( 'connected', $done->get_data()['status'] );

		list( $body, $proof ) = $proofs[0];
		$keys                 = new KeyPair();
		self::assertSame( $query['code_challenge'], $keys->encode( hash( 'sha256', $body['code_verifier'], true ) ) );
		self::assertSame( $query['redirect_uri'], $body['redirect_uri'] );
		$claims = \DevSkyy\Vendor\Firebase\JWT\JWT::decode( $proof->get_data()['proof'], array( $body['jwk']['kid'] => new \DevSkyy\Vendor\Firebase\JWT\Key( $keys->public_key( $body['jwk'] ), 'ES256' ) ) );
		self::assertSame( array( str_repeat( 'n', 32 ), FakeService::ORIGIN ), array( $claims->nonce, $claims->aud ) );

		$store = new ConnectionStore();
		self::assertSame( $body['jwk']['kid'], $keys->public_jwk( $store->private_key() )['kid'] );
		self::assertNull( $store->pairing() );
		self::assertSame( 404, $this->rest( 'GET', '/devskyy/v1/challenge', array( 'nonce' => str_repeat( 'n', 32 ) ) )->get_status() );
		self::assertGreaterThan( 0, $this->service->count( 'POST', '/api/v1/catalogue/batches' ) );
	}

	public function test_the_admin_gives_the_own_password_and_guessing_is_bounded(): void {
		$this->as_user( 'administrator' );
		for ( $try = 0; $try < 5; ++$try ) {
			self::assertSame( 'devskyy_password', $this->start( 'wrong' )->get_data()['code'] );
		}
		self::assertSame( 429, $this->start()->get_status() );
		self::assertNull( ( new ConnectionStore() )->pairing() );
	}

	/** @dataProvider bad_addresses */
	public function test_the_service_address_is_one_allowed_origin( string $url ): void {
		$this->as_user( 'administrator' );
		$answer = $this->start( 'a-password-for-tests', $url );
		self::assertSame( 400, $answer->get_status(), $url );
		self::assertSame( 'devskyy_service_url', $answer->get_data()['code'] );
		self::assertNull( ( new ConnectionStore() )->pairing() );
		self::assertSame( array(), $this->service->calls );
	}

	/** @return list<array{string}> */
	public function bad_addresses(): array {
		return array_map(
			static fn( string $url ): array => array( $url ),
			array( 'http://127.0.0.1:8082', 'https://127.0.0.1', 'https://10.1.2.3', 'https://169.254.169.254', 'https://100.64.0.1', 'https://[::1]', 'https://[::ffff:10.0.0.1]', 'https://[fd00::1]', 'https://[64:ff9b::a00:1]', 'http://93.184.216.34', 'ftp://93.184.216.34', 'file:///etc/passwd', 'https://user:pw@93.184.216.34', 'https://93.184.216.34/path', 'https://93.184.216.34/?a=1', 'not an address' )
		);
	}

	public function test_b1_a_second_pairing_is_refused_and_the_first_keeps_working(): void {
		$this->as_user( 'administrator' );
		$store  = $this->service->pair();
		$before = array( $store->connection(), $store->private_key() );
		$answer = $this->start();
		self::assertSame( array( 409, 'devskyy_connected' ), array( $answer->get_status(), $answer->get_data()['code'] ) );
		self::assertSame( 409, $this->redeem( 'any-state' )->get_status() );
		self::assertSame( $before, array( $store->connection(), $store->private_key() ) );
		self::assertSame( 200, $this->inbox( array( $this->run_message( wp_generate_uuid4() ) ) )->get_status() );
	}

	public function test_b7_a_code_is_redeemed_once_and_a_refused_one_connects_nothing(): void {
		$this->as_user( 'administrator' );
		$state = $this->query( $this->start() )['state'];
		$this->service->answers['POST /api/v1/pairing/redemptions'] = array( 400, $this->service->problem( 'code_used', 400 ) );
		self::assertSame( 'code_used', $this->redeem( $state )->get_data()['code'] );
		self::assertNull( ( new ConnectionStore() )->connection() );
		// The pairing is over with that: the same state cannot bring another code.
		self::assertSame( 'devskyy_pairing_state', $this->redeem( $state )->get_data()['code'] );
		self::assertSame( 1, $this->service->count( 'POST', '/api/v1/pairing/redemptions' ) );
	}

	public function test_b7_ten_minutes_later_the_pairing_is_over(): void {
		$this->as_user( 'administrator' );
		$state = $this->query( $this->start() )['state'];
		$store = new ConnectionStore();
		$store->keep_pairing( array( 'expires' => time() - 1 ) + $store->pairing() );
		self::assertSame( 'devskyy_pairing_state', $this->redeem( $state )->get_data()['code'] );
		self::assertSame( 404, $this->rest( 'GET', '/devskyy/v1/challenge', array( 'nonce' => str_repeat( 'n', 32 ) ) )->get_status() );
		self::assertSame( array(), $this->service->calls );
	}

	public function test_b8_state_issuer_and_user_must_be_those_of_the_start(): void {
		$this->as_user( 'administrator' );
		$state = $this->query( $this->start() )['state'];
		$admin = get_current_user_id();
		self::assertSame( 'devskyy_pairing_state', $this->redeem( 'another' )->get_data()['code'] );
		self::assertSame( 'devskyy_pairing_issuer', $this->redeem( $state, 'http://127.0.0.1:8082' )->get_data()['code'] );
		$this->as_user( 'administrator' );
		self::assertSame( 'devskyy_pairing_state', $this->redeem( $state )->get_data()['code'] );
		self::assertSame( array(), $this->service->calls );
		wp_set_current_user( $admin );
		$this->service->answers['POST /api/v1/pairing/redemptions'] = array( 200, $this->answer() );
		self::assertSame( 200, $this->redeem( $state )->get_status() );
	}

	public function test_b8_an_answer_that_names_another_service_or_key_connects_nothing(): void {
		$this->as_user( 'administrator' );
		$other = ( new KeyPair() )->public_jwk( ( new KeyPair() )->generate() );
		$bad   = array(
			array(
				'service' => array(
					'url'     => 'https://evil.example',
					'jwk'     => $this->service->jwk,
					'version' => '1',
				),
			),
			array(
				'service' => array(
					'url'     => FakeService::ORIGIN,
					'jwk'     => array( 'kid' => $other['kid'] ) + $this->service->jwk,
					'version' => '1',
				),
			),
			array(
				'service' => array(
					'url'     => FakeService::ORIGIN,
					'jwk'     => array( 'x' => 'short' ) + $this->service->jwk,
					'version' => '1',
				),
			),
			array( 'site_id' => 'x' ),
		);
		foreach ( $bad as $change ) {
			$state = $this->query( $this->start() )['state'];
			$this->service->answers['POST /api/v1/pairing/redemptions'] = array( 200, $change + $this->answer() );
			self::assertSame( 'devskyy_pairing_answer', $this->redeem( $state )->get_data()['code'] );
			self::assertNull( ( new ConnectionStore() )->connection() );
		}
	}

	public function test_b9_forged_links_change_nothing(): void {
		$this->as_user( 'administrator' );
		$store  = $this->service->pair();
		$before = $store->connection();
		self::assertSame( 'devskyy_connected', $this->redeem( 'forged' )->get_data()['code'] );
		foreach ( array( '/devskyy/v1/connection', '/devskyy/v1/connection/redeem' ) as $route ) {
			foreach ( array( 'POST', 'DELETE' ) as $method ) {
				$request = new \WP_REST_Request( $method, $route );
				$request->set_query_params(
					array(
						'_method'     => $method,
						'service_url' => FakeService::ORIGIN,
						'password'    => 'a-password-for-tests',
						'code'        => 'c',
						'state'       => 's',
						'iss'         => 'i',
					)
				);
				self::assertContains( rest_do_request( $request )->get_status(), array( 404, 405 ), $method . $route );
			}
		}
		self::assertSame( $before, $store->connection() );
		self::assertSame( array(), $this->service->calls );
	}

	public function test_disconnecting_forgets_everything_even_when_the_service_is_down(): void {
		$this->as_user( 'administrator' );
		$store = $this->service->pair();

		$this->service->up = false;
		$answer            = $this->rest( 'DELETE', '/devskyy/v1/connection' );
		self::assertSame( 'unpaired', $answer->get_data()['status'] );
		self::assertSame( array( null, '' ), array( $store->connection(), $store->private_key() ) );
	}

	public function test_keys_are_never_loaded_with_every_page(): void {
		global $wpdb;
		$this->as_user( 'administrator' );
		$this->start();
		$loaded = $wpdb->get_col( "SELECT option_name FROM {$wpdb->options} WHERE autoload NOT IN ('no','off') AND option_name LIKE 'devskyy%'" );
		self::assertNotContains( 'devskyy_pairing', $loaded );
		$this->service->pair();
		$loaded = $wpdb->get_col( "SELECT option_name FROM {$wpdb->options} WHERE autoload NOT IN ('no','off')" );
		self::assertNotContains( 'devskyy_site_key', $loaded );
		self::assertNotContains( 'devskyy_connection', $loaded );
	}
}
