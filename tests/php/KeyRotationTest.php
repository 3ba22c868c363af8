<?php
/**
 * Renewal of keys, clocks, the kill switch and copies of a site.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Tests;

use DevSkyy\Catalogue\CatalogueFactory;
use DevSkyy\Catalogue\ChangeTracker;
use DevSkyy\Connection\ConnectionStore;
use DevSkyy\Connection\KeyPair;
use DevSkyy\Connection\KeyRotation;
use DevSkyy\Connection\Module;
use DevSkyy\Proposals\Module as Proposals;
use WP_Error;

require_once __DIR__ . '/ConnectionTestCase.php';

final class KeyRotationTest extends ConnectionTestCase {

	private KeyPair $keys;

	protected function setUp(): void {
		parent::setUp();
		$this->keys = new KeyPair();
		delete_transient( 'devskyy_renewing' );
	}

	private function module( bool $disabled = false ): Module {
		global $wpdb;
		$catalogue = ( new CatalogueFactory() )->create();
		return new Module(
			$wpdb,
			array( $catalogue, new ChangeTracker( $wpdb, $catalogue ), new Proposals( $wpdb, $catalogue ) ),
			array(
				'folder'          => WP_PLUGIN_DIR . '/devskyy',
				'version'         => '0.1.0',
				'private_origins' => array( FakeService::ORIGIN ),
				'disabled'        => $disabled,
			)
		);
	}

	/** The service answers renewals with a new key of its own, whose PEM is answered here. */
	private function renewing(): string {
		$pem = $this->keys->generate();

		$this->service->answers['POST /api/v1/connection/keys'] = array(
			200,
			array(
				'service'         => array( 'jwk' => $this->keys->public_jwk( $pem ) ),
				'overlap_seconds' => DAY_IN_SECONDS,
			),
		);
		return $pem;
	}

	/** The key that the plugin's last call was signed with. */
	private function last_kid(): string {
		$token = substr( end( $this->service->calls )['headers']['Authorization'], 7 );
		return (string) json_decode( (string) base64_decode( strtr( explode( '.', $token )[0], '-_', '+/' ), true ) )->kid;
	}

	/** An empty push to the inbox, signed by this key: 400 for its emptiness says that the signature was taken. */
	private function pushed_with( string $pem ): int {
		$jwk                = $this->service->jwk;
		$old                = $this->service->pem;
		$body               = (string) wp_json_encode( array( 'messages' => array() ) );
		$this->service->pem = $pem;
		$this->service->jwk = $this->keys->public_jwk( $pem );
		$answer             = $this->inbox( array(), 'Bearer ' . $this->service->token( $body ) );
		$this->service->pem = $old;
		$this->service->jwk = $jwk;
		return $answer->get_status();
	}

	public function test_b11_keys_are_renewed_and_the_service_s_earlier_key_is_taken_for_a_day_and_no_longer(): void {
		$store  = $this->service->pair();
		$before = $this->keys->public_jwk( $store->private_key() )['kid'];
		$theirs = $this->renewing();
		$this->as_user( 'administrator' );
		$answer = $this->rest( 'POST', '/devskyy/v1/connection/keys' );
		self::assertSame( 200, $answer->get_status(), (string) wp_json_encode( $answer->get_data() ) );
		$asked = array_values( array_filter( $this->service->calls, static fn( array $call ): bool => 'POST' === $call['method'] && str_ends_with( $call['path'], '/connection/keys' ) ) )[0];
		$after = $this->keys->public_jwk( $store->private_key() )['kid'];
		self::assertNotSame( $before, $after );
		self::assertSame( $after, $asked['body']['jwk']['kid'] );
		self::assertSame( $after, $this->last_kid(), 'The first request with the new key follows at once.' );
		self::assertSame( 400, $this->pushed_with( $theirs ) );
		self::assertSame( 400, $this->pushed_with( $this->service->pem ), 'During the overlap the earlier key works.' );
		self::assertSame( 401, $this->pushed_with( $this->keys->generate() ) );
		$store->amend( array( 'previous' => array_map( static fn( array $key ): array => array( 'until' => time() - 1 ) + $key, $store->previous() ) ) );
		self::assertSame( 401, $this->pushed_with( $this->service->pem ) );
		self::assertSame( 400, $this->pushed_with( $theirs ) );
	}

	public function test_b11_keys_renew_themselves_after_ninety_days(): void {
		$store    = $this->service->pair();
		$rotation = $this->module()->rotation;
		$this->renewing();
		$store->amend( array( 'keys_since' => gmdate( 'c', time() - KeyRotation::LIFETIME + HOUR_IN_SECONDS ) ) );
		$rotation->tick();
		self::assertSame( 0, $this->service->count( 'POST', '/api/v1/connection/keys' ) );
		$store->amend( array( 'keys_since' => gmdate( 'c', time() - KeyRotation::LIFETIME - 1 ) ) );
		$rotation->tick();
		$rotation->tick();
		self::assertSame( 1, $this->service->count( 'POST', '/api/v1/connection/keys' ) );
		self::assertGreaterThan( time() - 60, strtotime( $rotation->dates()['since'] ) );
	}

	public function test_b11_a_renewal_that_fails_anywhere_leaves_the_present_keys_at_work(): void {
		$store = $this->service->pair();
		$pem   = $store->private_key();
		$this->as_user( 'administrator' );
		foreach ( array( array( 503, array( 'code' => 'database_unavailable', 'title' => 'x', 'detail' => 'x' ) ), array( 200, array( 'service' => array( 'jwk' => array( 'kid' => 'no key' ) ) ) ) ) as $answer ) { // phpcs:ignore WordPress.Arrays
			$this->service->answers['POST /api/v1/connection/keys'] = $answer;
			self::assertGreaterThanOrEqual( 400, $this->rest( 'POST', '/devskyy/v1/connection/keys' )->get_status() );
			self::assertSame( $pem, $store->private_key() );
			self::assertSame( 400, $this->pushed_with( $this->service->pem ) );
		}
		// Cut off after the first of the three writes: both of the service's keys are taken, and the site signs with its old one.
		$store->amend(
			array(
				'jwk'      => $this->keys->public_jwk( $this->renewing() ),
				'previous' => array(
					array(
						'jwk'   => $this->service->jwk,
						'until' => time() + DAY_IN_SECONDS,
					),
				),
			)
		);
		self::assertSame( 400, $this->pushed_with( $this->service->pem ) );
		$theirs = $this->renewing();
		self::assertTrue( $this->module()->rotation->now() );
		self::assertSame( array( 400, 400 ), array( $this->pushed_with( $this->service->pem ), $this->pushed_with( $theirs ) ) );
	}

	public function test_b11_the_kill_switch_stops_every_exchange(): void {
		$store  = $this->service->pair();
		$module = $this->module( true );
		$answer = $module->client->request( 'GET', 'connection' );
		self::assertInstanceOf( WP_Error::class, $answer );
		self::assertSame( 'devskyy_disabled', $answer->get_error_code() );
		self::assertStringContainsString( 'DEVSKYY_DISABLED', $answer->get_error_data()['next'] );
		$module->tick();
		$module->rotation->now();
		$store->keep_pairing( array( 'expires' => time() + 60, 'user' => 1, 'key' => $this->keys->generate(), 'service' => FakeService::ORIGIN ) ); // phpcs:ignore WordPress.Arrays
		self::assertInstanceOf( WP_Error::class, $module->pairing->start( FakeService::ORIGIN, $this->as_user( 'administrator' ) ) );
		self::assertNull( $module->pairing->proof( 'nonce-nonce', new \DevSkyy\Connection\TokenSigner( $this->keys ) ) );
		self::assertSame( array(), $this->service->calls );
		self::assertSame( array( 'refused', 'devskyy_disabled' ), array_values( array_intersect_key( $module->status->read( true ), array_flip( array( 'status', 'reason' ) ) ) ) );
		$this->reroute( $module );
		self::assertArrayNotHasKey( '/devskyy/v1/inbox', rest_get_server()->get_routes() );
		$this->reroute( $this->module() );
		self::assertArrayHasKey( '/devskyy/v1/inbox', rest_get_server()->get_routes() );
	}

	/** Registers the routes of this module alone. */
	private function reroute( Module $module ): void {
		$GLOBALS['wp_rest_server'] = new \WP_REST_Server();
		foreach ( $module->routes( new \DevSkyy\Rest\Guard() ) as $route ) {
			$route->register();
		}
	}

	public function test_a_copy_of_the_site_does_not_talk_to_the_service_as_the_original(): void {
		$store = $this->service->pair();
		$store->amend( array( 'home' => 'https://the-original.example/shop' ) );
		$module = $this->module();
		$answer = $module->client->request( 'GET', 'runs' );
		self::assertInstanceOf( WP_Error::class, $answer );
		self::assertSame( 'devskyy_copied', $answer->get_error_code() );
		$module->tick();
		self::assertSame( array(), $this->service->calls );
		$GLOBALS['wp_rest_server'] = null;
		self::assertArrayNotHasKey( '/devskyy/v1/inbox', rest_get_server()->get_routes() );
		$this->as_user( 'administrator' );
		$status = $this->rest( 'GET', '/devskyy/v1/connection' )->get_data();
		self::assertSame( array( 'refused', 'devskyy_copied', 'https://the-original.example/shop' ), array( $status['status'], $status['reason'], $status['original'] ) );
		self::assertStringContainsString( 'https://the-original.example/shop', $status['message'] );
		self::assertNotEmpty( $status['next_step'] );
	}

	public function test_a_copy_forgets_the_connection_without_ending_the_original_s_and_a_moved_site_keeps_it(): void {
		$store = $this->service->pair();
		$store->amend( array( 'home' => 'https://the-original.example' ) );
		$this->as_user( 'shop_manager' );
		self::assertSame( 403, $this->rest( 'POST', '/devskyy/v1/connection/home', array( 'decision' => 'copy' ) )->get_status() );
		$this->as_user( 'administrator' );
		$moved = $this->rest( 'POST', '/devskyy/v1/connection/home', array( 'decision' => 'moved' ) )->get_data();
		self::assertSame( array( 'connected', 'fetch', null ), array( $moved['status'], $moved['carrier'], $moved['original'] ) );
		self::assertSame( 409, $this->rest( 'POST', '/devskyy/v1/connection/home', array( 'decision' => 'copy' ) )->get_status() );
		$store->amend( array( 'home' => 'https://the-original.example' ) );
		$calls = count( $this->service->calls );
		$copy  = $this->rest( 'POST', '/devskyy/v1/connection/home', array( 'decision' => 'copy' ) )->get_data();
		self::assertSame( 'unpaired', $copy['status'] );
		self::assertCount( $calls, $this->service->calls, 'The service is not told: the original goes on.' );
		self::assertSame( '', $store->private_key() );
	}

	public function test_http_and_https_of_one_address_are_the_same_site(): void {
		$store = $this->service->pair();
		$store->amend( array( 'home' => set_url_scheme( home_url( '/' ), 'https' ) ) );
		self::assertNull( $this->module()->safe->original() );
	}

	/** @return array<string,array{int,string}> */
	public function clocks(): array {
		return array(
			'ten minutes ahead'  => array( 600, 'ahead of' ),
			'ten minutes behind' => array( -600, 'behind' ),
		);
	}

	/** @dataProvider clocks */
	public function test_b12_a_clock_that_is_off_is_told_with_the_measured_difference( int $skew, string $which ): void {
		$this->service->pair();
		$this->service->answers['GET /api/v1/connection'] = array(
			401,
			array(
				'code'         => $skew > 0 ? 'token_clock' : 'token_expired',
				'title'        => 'Not signed in',
				'detail'       => 'The clocks differ.',
				'next'         => 'Set the clock right.',
				'skew_seconds' => $skew,
			),
		);
		$this->as_user( 'administrator' );
		$status = $this->rest( 'GET', '/devskyy/v1/connection', array( 'fresh' => true ) )->get_data();
		self::assertSame( array( 'refused', 'clock', $skew ), array( $status['status'], $status['reason'], $status['clock']['skew_seconds'] ) );
		self::assertStringContainsString( '10 minutes ' . $which, $status['message'] );
		self::assertEqualsWithDelta( $skew, strtotime( $status['clock']['site'] ) - strtotime( $status['clock']['service'] ), 1 );
	}

	public function test_b12_a_service_whose_clock_is_off_is_told_so_and_a_minute_works(): void {
		$this->service->pair();
		$body = (string) wp_json_encode( array( 'messages' => array() ) );
		$push = fn( int $offset ): \WP_REST_Response => $this->inbox(
			array(),
			'Bearer ' . $this->service->token(
				$body,
				array(
					'iat' => time() + $offset,
					'exp' => time() + $offset + 60,
				)
			)
		);
		foreach ( array( 600, -600 ) as $offset ) {
			$answer = $push( $offset );
			self::assertSame( 401, $answer->get_status() );
			$error = $answer->get_data();
			self::assertStringContainsString( $offset > 0 ? 'clock is 600 seconds ahead' : 'the service’s clock is behind', $error['message'] );
			self::assertEqualsWithDelta( $offset, $error['data']['details']['skew_seconds'], 1 );
		}
		self::assertSame( array( 400, 400 ), array( $push( 58 )->get_status(), $push( -58 )->get_status() ) );
	}

	public function test_i1_no_autoloaded_option_holds_a_key(): void {
		global $wpdb;
		$store = $this->service->pair();
		$this->renewing();
		self::assertTrue( $this->module()->rotation->now() );
		$store->note( 'ok' );
		$loaded = $wpdb->get_col( "SELECT option_value FROM {$wpdb->options} WHERE autoload IN ('yes', 'on', 'auto', 'auto-on')" );
		$all    = implode( "\n", $loaded );
		self::assertNotSame( '', $all );
		self::assertStringNotContainsString( 'PRIVATE KEY', $all );
		foreach ( explode( "\n", $store->private_key() ) as $line ) {
			if ( strlen( $line ) > 40 ) {
				self::assertStringNotContainsString( $line, $all );
			}
		}
		foreach ( ConnectionStore::OPTIONS as $option ) {
			self::assertArrayNotHasKey( $option, wp_load_alloptions( true ) );
		}
	}
}
