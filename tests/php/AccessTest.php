<?php
/**
 * Who may call what.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Tests;

use DevSkyy\Connection\ConnectionStore;
use WP_REST_Request;

require_once __DIR__ . '/ConnectionTestCase.php';

final class AccessTest extends ConnectionTestCase {

	/** Public by name: the site's challenge, which answers only while a pairing is pending. */
	private const PUBLIC = array( 'GET /devskyy/v1/challenge' );

	/**
	 * Every method of every route of devskyy/v1, with an id filled in.
	 *
	 * @return list<array{string,string}>
	 */
	private function routes(): array {
		$all = array();
		foreach ( rest_get_server()->get_routes( 'devskyy/v1' ) as $route => $handlers ) {
			$path = (string) preg_replace( array( '/\(\?P<name>[^)]*\)/', '/\(\?P<action>[^)]*\)/', '/\(\?P<id>\[a-z\][^)]*\)/', '/\(\?P<id>\[1-9\][^)]*\)/', '/\(\?P<id>[^)]*\)/' ), array( 'product-copy', 'cancel', 'wc-7', '7', '0b6f0c1e-6a52-4a0e-9d2f-0d7d6f1a2b3c' ), $route );
			foreach ( '/devskyy/v1' === $route ? array() : $handlers as $handler ) {
				foreach ( array_keys( $handler['methods'] ) as $method ) {
					$all[] = array( $method, $path );
				}
			}
		}
		return $all;
	}

	/** @param array<string,mixed> $query */
	private function status( string $method, string $path, array $query = array() ): int {
		$request = new WP_REST_Request( $method, $path );
		$request->set_query_params( $query );
		if ( 'GET' !== $method ) {
			$request->set_header( 'Content-Type', 'application/json' );
			$request->set_body( (string) wp_json_encode( $this->body( $path ) ) );
		}
		return rest_do_request( $request )->get_status();
	}

	/** @return array<string,mixed> */
	private function body( string $path ): array {
		return match ( true ) {
			str_ends_with( $path, '/connection' )      => array(
				'service_url' => FakeService::ORIGIN,
				'password'    => 'x',
			),
			str_ends_with( $path, '/redeem' )          => array(
				'code'  => 'c',
				'state' => 's',
				'iss'   => 'i',
			),
			str_contains( $path, '/agents/' )          => array( 'targets' => 'all' ),
			str_ends_with( $path, '/provider-tests' )  => array( 'provider' => 'openai' ),
			str_ends_with( $path, '/bulk' )            => array(
				'action' => 'approve',
				'ids'    => array( '0b6f0c1e-6a52-4a0e-9d2f-0d7d6f1a2b3c' ),
			),
			default                                    => array(
				'language' => 'en_US',
				'changes'  => array(
					array(
						'field' => 'title',
						'after' => 'x',
					),
				),
			),
		};
	}

	public function test_a3_every_route_refuses_an_anonymous_caller(): void {
		$this->service->pair();
		$routes = $this->routes();
		self::assertGreaterThan( 25, count( $routes ) );
		foreach ( $routes as list( $method, $path ) ) {
			foreach ( array( array(), array( 'origin' => 'https://evil.example' ) ) as $query ) {
				$wanted = in_array( "$method $path", self::PUBLIC, true ) ? array( 404 ) : array( 401, 403 );
				self::assertContains( $this->status( $method, $path, $query ), $wanted, "$method $path" );
			}
		}
		self::assertSame( array(), $this->service->calls );
	}

	public function test_a3_an_anonymous_caller_learns_nothing_about_parameters(): void {
		$this->service->pair();
		foreach ( $this->routes() as list( $method, $path ) ) {
			if ( in_array( "$method $path", self::PUBLIC, true ) ) {
				continue;
			}
			foreach ( array( '', '{}', '{"targets":"x","page":"x","ids":5}', 'no json' ) as $body ) {
				$request = new WP_REST_Request( $method, $path );
				$request->set_query_params(
					'GET' === $method ? array(
						'page'     => 'x',
						'per_page' => 'x',
					) : array()
				);
				$request->set_header( 'Content-Type', 'application/json' );
				$request->set_body( $body );
				self::assertContains( rest_do_request( $request )->get_status(), array( 401, 403 ), "$method $path $body" );
			}
		}
	}

	public function test_a3_no_permission_callback_is_core_s_true(): void {
		$this->service->pair();
		foreach ( rest_get_server()->get_routes( 'devskyy/v1' ) as $route => $handlers ) {
			foreach ( '/devskyy/v1' === $route ? array() : $handlers as $handler ) {
				self::assertInstanceOf( \Closure::class, $handler['permission_callback'], $route );
			}
		}
	}

	public function test_a3_there_is_no_ajax_or_form_handler(): void {
		$hooks = array_filter( array_keys( $GLOBALS['wp_filter'] ), static fn( string $hook ): bool => 1 === preg_match( '/^(wp_ajax|admin_post)_.*devskyy/', $hook ) );
		// Core's own form for new terms of the built-in catalogue, with core's own checks.
		$hooks = array_diff( $hooks, array( 'wp_ajax_add-devskyy_category', 'wp_ajax_add-devskyy_tag' ) );
		self::assertSame( array(), array_values( $hooks ) );
	}

	public function test_a4_a_subscriber_gets_403_even_beside_a_valid_site_token(): void {
		$this->service->pair();
		$this->as_user( 'subscriber' );
		foreach ( $this->routes() as list( $method, $path ) ) {
			if ( ! in_array( "$method $path", array_merge( self::PUBLIC, array( 'POST /devskyy/v1/inbox' ) ), true ) ) {
				$request = new WP_REST_Request( $method, $path );
				$request->set_header( 'Content-Type', 'application/json' );
				$request->set_header( 'Authorization', 'Bearer ' . $this->service->token( (string) wp_json_encode( $this->body( $path ) ) ) );
				$request->set_body( (string) wp_json_encode( $this->body( $path ) ) );
				self::assertSame( 403, rest_do_request( $request )->get_status(), "$method $path" );
			}
		}
		self::assertSame( array(), $this->service->calls );
	}

	public function test_a5_the_wrong_capability_gets_403(): void {
		$this->service->pair();
		$only = array(
			'editor'       => array( 'POST /devskyy/v1/agents/product-copy/runs', 'POST /devskyy/v1/agents/product-copy/estimates', 'POST /devskyy/v1/runs/0b6f0c1e-6a52-4a0e-9d2f-0d7d6f1a2b3c/cancel' ),
			'shop_manager' => array( 'POST /devskyy/v1/connection', 'DELETE /devskyy/v1/connection', 'POST /devskyy/v1/connection/redeem', 'GET /devskyy/v1/settings', 'PUT /devskyy/v1/settings', 'POST /devskyy/v1/settings/provider-tests' ),
		);
		foreach ( $only as $role => $calls ) {
			$this->as_user( $role );
			foreach ( $calls as $call ) {
				list( $method, $path ) = explode( ' ', $call );
				self::assertSame( 403, $this->status( $method, $path ), "$role $call" );
			}
			self::assertSame( 200, $this->status( 'GET', '/devskyy/v1/connection' ), $role );
		}
		self::assertNotNull( ( new ConnectionStore() )->connection() );
	}

	public function test_a6_the_index_of_the_api_tells_no_secret(): void {
		// WooCommerce's part of the index alone is larger than PHP's usual limit in this process.
		ini_set( 'memory_limit', '768M' ); // phpcs:ignore WordPress.PHP.IniSet.memory_limit_Blacklisted -- See above.
		$store = $this->service->pair();
		foreach ( array( 0, $this->as_user( 'administrator' )->ID ) as $user ) {
			wp_set_current_user( $user );
			foreach ( array( '/', '/devskyy/v1', '/wp/v2/settings' ) as $route ) {
				$text = (string) wp_json_encode( $this->rest( 'GET', $route )->get_data() );
				foreach ( array( FakeService::ORIGIN, '127.0.0.1:8081', FakeService::SITE_ID, $this->service->jwk['kid'], trim( explode( "\n", $store->private_key() )[1] ) ) as $secret ) {
					self::assertStringNotContainsString( $secret, stripslashes( $text ), $route );
				}
			}
		}
		wp_set_current_user( 0 );
		self::assertArrayNotHasKey( '/devskyy/v1/inbox', $this->rest( 'GET', '/devskyy/v1' )->get_data()['routes'] );
	}

	public function test_a7_settings_are_for_managers_and_keys_are_masked(): void {
		$this->service->pair();
		$leak = array(
			'language'    => null,
			'brand_voice' => array( 'tone' => 'warm' ),
			'daily_cap'   => null,
			'providers'   => array(
				'anthropic' => array(
					'configured' => true,
					'hint'       => 'sk-ant-CANARY-1234',
					'base_url'   => null,
					'added'      => null,
					'key'        => 'sk-ant-CANARY-1234',
				),
			),
			'models'      => array(
				'product_copy' => array(
					'provider' => 'builtin',
					'model'    => null,
				),
			),
			'secret'      => 'CANARY',
		);
		$this->service->answers['GET /api/v1/settings'] = array( 200, $leak );
		$this->service->answers['PUT /api/v1/settings'] = array( 200, $leak );
		foreach ( array( 'editor', 'shop_manager', 'subscriber' ) as $role ) {
			$this->as_user( $role );
			self::assertSame( 403, $this->rest( 'GET', '/devskyy/v1/settings' )->get_status(), $role );
		}
		$this->as_user( 'administrator' );
		foreach ( array( $this->rest( 'GET', '/devskyy/v1/settings' ), $this->rest( 'PUT', '/devskyy/v1/settings', array( 'language' => 'en_US' ) ) ) as $answer ) {
			self::assertSame( 200, $answer->get_status() );
			self::assertSame( '1234', $answer->get_data()['providers']['anthropic']['hint'] );
			self::assertStringNotContainsString( 'CANARY', (string) wp_json_encode( $answer->get_data() ) );
		}
		self::assertStringNotContainsString( 'CANARY', (string) wp_json_encode( get_option( ConnectionStore::SETTINGS ) ) );

		$this->service->up = false;
		$cached            = $this->rest( 'GET', '/devskyy/v1/settings' );
		self::assertSame( 200, $cached->get_status() );
		self::assertNotNull( $cached->get_data()['cached_at'] );
		self::assertSame( 503, $this->rest( 'PUT', '/devskyy/v1/settings', array( 'language' => 'de_DE' ) )->get_status() );
	}

	public function test_a9_a_get_or_a_method_in_the_address_changes_nothing(): void {
		$this->service->pair();
		$this->as_user( 'administrator' );
		foreach ( $this->routes() as list( $method, $path ) ) {
			if ( 'GET' === $method ) {
				continue;
			}
			self::assertContains( $this->status( $method, $path, array( '_method' => $method ) ), array( 401, 404, 405 ), "$method $path" );
			$reads = array_filter( $this->routes(), static fn( array $route ): bool => $route === array( 'GET', $path ) );
			if ( array() === $reads && ! str_ends_with( $path, '/bulk' ) ) {
				self::assertContains( $this->status( 'GET', $path ), array( 404, 405 ), "GET $path" );
			}
		}
		self::assertNotNull( ( new ConnectionStore() )->connection() );
		self::assertSame( 0, $this->service->count( 'POST', '/' ) + $this->service->count( 'PUT', '/' ) + $this->service->count( 'DELETE', '/' ) );
	}

	public function test_a9_a_cookie_without_its_nonce_is_nobody(): void {
		$this->service->pair();
		$user   = $this->as_user( 'administrator' );
		$cookie = wp_generate_auth_cookie( $user->ID, time() + 60, 'logged_in' );

		$_COOKIE[ LOGGED_IN_COOKIE ]    = $cookie;
		$GLOBALS['wp_rest_auth_cookie'] = true;
		unset( $_REQUEST['_wpnonce'], $_SERVER['HTTP_X_WP_NONCE'] ); // phpcs:ignore WordPress.Security.NonceVerification.Recommended -- Takes it away.
		try {
			self::assertTrue( rest_cookie_check_errors( null ) );
			self::assertSame( 0, get_current_user_id() );
			self::assertSame( 401, $this->status( 'DELETE', '/devskyy/v1/connection' ) );
		} finally {
			unset( $_COOKIE[ LOGGED_IN_COOKIE ], $GLOBALS['wp_rest_auth_cookie'] );
		}
		self::assertNotNull( ( new ConnectionStore() )->connection() );
	}

	public function test_h6_no_answer_of_the_site_holds_a_key(): void {
		$store  = $this->service->pair();
		$canary = trim( explode( "\n", $store->private_key() )[1] );
		$this->service->answers['GET /api/v1/settings'] = array(
			200,
			array(
				'providers' => array(
					'openai' => array(
						'configured' => true,
						'hint'       => '9999',
						'key'        => 'sk-CANARY',
					),
				),
				'prompt'    => 'CANARY',
			),
		);
		$this->as_user( 'administrator' );
		foreach ( $this->routes() as list( $method, $path ) ) {
			if ( 'GET' === $method ) {
				$text = stripslashes( (string) wp_json_encode( $this->rest( 'GET', $path )->get_data() ) );
				self::assertStringNotContainsString( $canary, $text, $path );
				self::assertStringNotContainsString( 'CANARY', $text, $path );
				self::assertStringNotContainsString( 'PRIVATE KEY', $text, $path );
			}
		}
	}
}
