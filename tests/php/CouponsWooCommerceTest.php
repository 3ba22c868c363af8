<?php
/**
 * Coupons.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Tests;

use DevSkyy\Catalogue\WooCommerce\Coupons;

final class CouponsWooCommerceTest extends TestCase {

	protected function setUp(): void {
		if ( ! class_exists( 'WooCommerce' ) ) {
			self::markTestSkipped( 'WooCommerce: not run, as this site has none (DEVSKYY_WOOCOMMERCE or the cache may give one).' );
		}
		parent::setUp();
	}

	protected function tearDown(): void {
		if ( class_exists( 'WooCommerce' ) ) {
			parent::tearDown();
		}
	}

	public function test_a_coupon_is_made_changed_and_listed_by_a_person_who_may(): void {
		$coupons = new Coupons();
		$user    = $this->as_user( 'administrator' );
		$made    = $coupons->create( $user, 'Spring 10', 'percent', array( 'amount' => '10', 'expires' => '2026-12-31' ) ); // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
		self::assertIsArray( $made );
		self::assertSame( array( 'spring 10', 'percent', '10', '2026-12-31', 0, null, null ), array( $made['code'], $made['kind'], $made['amount'], $made['expires'], $made['usage_count'], $made['usage_limit'], $made['currency'] ) );
		self::assertSame( 'devskyy_coupon_exists', $coupons->create( $user, 'SPRING 10', 'percent', array( 'amount' => '5' ) )->get_error_code() );
		$changed = $coupons->update( $user, $made['id'], array( 'amount' => '12.5' ) );
		self::assertSame( array( '12.5', '2026-12-31' ), array( $changed['amount'], $changed['expires'] ), 'What is absent stays.' );
		self::assertNull( $coupons->update( $user, $made['id'], array( 'expires' => null ) )['expires'] );
		foreach ( array( array( 'amount' => '101' ), array( 'amount' => '-1' ), array( 'amount' => 'free' ), array( 'expires' => '2026-02-31' ), array( 'expires' => 'soon' ) ) as $wrong ) {
			self::assertSame( 'devskyy_coupon_value', $coupons->update( $user, $made['id'], $wrong )->get_error_code(), (string) wp_json_encode( $wrong ) );
		}
		self::assertSame( 'devskyy_coupon_unknown', $coupons->update( $user, 999999, array( 'amount' => '1' ) )->get_error_code() );
		$editor = $this->as_user( 'editor' );
		self::assertSame( 'devskyy_forbidden', $coupons->update( $editor, $made['id'], array( 'amount' => '1' ) )->get_error_code() );
		self::assertSame( 'devskyy_forbidden', $coupons->create( $editor, 'x', 'percent', array( 'amount' => '1' ) )->get_error_code() );
		self::assertSame( array( '12.5' ), array_column( $coupons->list( 1, 10, 'spring' )['items'], 'amount' ) );
	}

	public function test_the_route_lists_for_who_manages_woocommerce_and_writes_nothing(): void {
		$this->as_user( 'administrator' );
		$made = ( new Coupons() )->create( wp_get_current_user(), 'route', 'fixed_cart', array( 'amount' => '5' ) );
		self::assertContains( $made['id'], array_column( $this->rest( 'GET', '/devskyy/v1/coupons', array( 'per_page' => 100 ) )->get_data()['coupons'], 'id' ) );
		$this->as_user( 'editor' );
		self::assertSame( 403, $this->rest( 'GET', '/devskyy/v1/coupons' )->get_status() );
		self::assertSame( 404, $this->rest( 'POST', '/devskyy/v1/coupons', array( 'code' => 'x' ) )->get_status(), 'No route writes a coupon.' );
	}
}
