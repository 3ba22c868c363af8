<?php
/**
 * Base of the tests that run inside WordPress: each test's rows are rolled back.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Tests;

use WP_REST_Request;
use WP_REST_Response;
use WP_User;

abstract class TestCase extends \PHPUnit\Framework\TestCase {

	protected function setUp(): void {
		global $wpdb;
		parent::setUp();
		wp_cache_flush();
		$wpdb->query( 'SET autocommit = 0' );
		$wpdb->query( 'START TRANSACTION' );
		wp_set_current_user( 0 );
	}

	protected function tearDown(): void {
		global $wpdb;
		$wpdb->query( 'ROLLBACK' );
		$wpdb->query( 'SET autocommit = 1' );
		wp_cache_flush();
		wp_set_current_user( 0 );
		parent::tearDown();
	}

	/** Makes a user of the role and signs in as it. In a network of sites an administrator of the network: who may write any HTML, as on a single site. */
	protected function as_user( string $role ): WP_User {
		$id = wp_insert_user(
			array(
				'user_login' => $role . '_' . wp_generate_password( 8, false ),
				'user_pass'  => 'a-password-for-tests',
				'user_email' => wp_generate_password( 8, false ) . '@example.org',
				'role'       => $role,
			)
		);
		self::assertIsInt( $id );
		if ( is_multisite() && 'administrator' === $role ) {
			grant_super_admin( $id );
		}
		wp_set_current_user( $id );
		return wp_get_current_user();
	}

	/**
	 * Dispatches a REST request inside this process, permission callbacks included.
	 *
	 * @param array<string,mixed> $params Body parameters for writing methods, query parameters for GET.
	 */
	protected function rest( string $method, string $route, array $params = array() ): WP_REST_Response {
		$request = new WP_REST_Request( $method, $route );
		if ( 'GET' === $method ) {
			$request->set_query_params( $params );
		} else {
			$request->set_header( 'Content-Type', 'application/json' );
			$request->set_body( (string) wp_json_encode( (object) $params ) );
		}
		return rest_ensure_response( rest_do_request( $request ) );
	}
}
