<?php
/**
 * GET catalogue and GET catalogue/{id}.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Tests;

use DevSkyy\Catalogue\BuiltIn\PostType;
use DevSkyy\Catalogue\Catalogue;
use DevSkyy\Catalogue\CatalogueFactory;
use DevSkyy\Catalogue\Unavailable;
use DevSkyy\Rest\CatalogueItemRoute;
use DevSkyy\Rest\CatalogueRoute;
use DevSkyy\Rest\Guard;
use WP_REST_Request;

final class CatalogueRoutesTest extends TestCase {

	private Catalogue $catalogue;

	protected function setUp(): void {
		parent::setUp();
		if ( ! post_type_exists( PostType::NAME ) ) {
			( new PostType() )->types();
		}
		$this->catalogue = ( new CatalogueFactory() )->create();
	}

	private function product( string $title ): int {
		$id = wp_insert_post(
			array(
				'post_type'   => $this->catalogue->post_type(),
				'post_status' => 'publish',
				'post_title'  => $title,
			)
		);
		if ( 'product' === $this->catalogue->post_type() ) {
			wc_get_product( $id )->save();
		}
		return $id;
	}

	public function test_a3_nobody_reads_the_catalogue_without_the_capability(): void {
		$id = $this->product( 'Secret' );
		foreach ( array( '/devskyy/v1/catalogue', "/devskyy/v1/catalogue/{$id}" ) as $route ) {
			wp_set_current_user( 0 );
			self::assertSame( 401, $this->rest( 'GET', $route )->get_status() );
			$this->as_user( 'subscriber' );
			self::assertSame( 403, $this->rest( 'GET', $route )->get_status() );
			foreach ( array( 'editor', 'shop_manager', 'administrator' ) as $role ) {
				$this->as_user( $role );
				self::assertSame( 200, $this->rest( 'GET', $route )->get_status(), $role );
			}
			foreach ( array( 'POST', 'PUT', 'DELETE' ) as $method ) {
				self::assertContains( $this->rest( $method, $route )->get_status(), array( 404, 405 ) );
			}
			self::assertSame( 405, $this->rest( 'GET', $route, array( '_method' => 'POST' ) )->get_status() );
		}
	}

	public function test_a_list_is_an_array_with_its_totals_in_headers(): void {
		$ids = array( $this->product( 'Ondine one' ), $this->product( 'Ondine two' ), $this->product( 'Ondine three' ) );
		$this->as_user( 'shop_manager' );
		$reply = $this->rest(
			'GET',
			'/devskyy/v1/catalogue',
			array(
				'search'   => 'ondine',
				'per_page' => 2,
			)
		);
		self::assertSame( array( $ids[0], $ids[1] ), array_column( $reply->get_data(), 'id' ) );
		self::assertSame( array( '3', '2' ), array( $reply->get_headers()['X-WP-Total'], $reply->get_headers()['X-WP-TotalPages'] ) );
		$reply = $this->rest( 'GET', '/devskyy/v1/catalogue', array( 'include' => "{$ids[2]},{$ids[0]}" ) );
		self::assertSame( array( $ids[0], $ids[2] ), array_column( $reply->get_data(), 'id' ) );
		self::assertSame( 400, $this->rest( 'GET', '/devskyy/v1/catalogue', array( 'per_page' => 101 ) )->get_status() );
		self::assertSame( 400, $this->rest( 'GET', '/devskyy/v1/catalogue', array( 'status' => 'trash' ) )->get_status() );
	}

	public function test_a_backslash_is_searched_for_like_any_other_sign(): void {
		$this->product( 'Plain' );
		$id = $this->product( wp_slash( 'Wool \\ silk' ) );
		$this->as_user( 'shop_manager' );
		$reply = $this->rest( 'GET', '/devskyy/v1/catalogue', array( 'search' => '\\' ) );
		self::assertSame( array( $id ), array_column( $reply->get_data(), 'id' ) );
	}

	public function test_a_page_beyond_all_lists_is_refused_and_no_database_error(): void {
		$this->as_user( 'shop_manager' );
		foreach ( array( 'catalogue', 'proposals', 'runs' ) as $list ) {
			foreach ( array( '1000001', '9223372036854775807', '99999999999999999999' ) as $page ) {
				self::assertSame( 400, $this->rest( 'GET', "/devskyy/v1/{$list}", array( 'page' => $page ) )->get_status(), "{$list} {$page}" );
			}
		}
	}

	public function test_one_product_is_the_same_json_as_in_the_list(): void {
		$id = $this->product( 'Ondine' );
		$this->as_user( 'administrator' );
		$one  = $this->rest( 'GET', "/devskyy/v1/catalogue/{$id}" )->get_data();
		$list = $this->rest( 'GET', '/devskyy/v1/catalogue', array( 'include' => (string) $id ) )->get_data();
		self::assertSame( wp_json_encode( $list[0] ), wp_json_encode( $one ) );
		$missing = $this->rest( 'GET', '/devskyy/v1/catalogue/999999999' );
		self::assertSame( 404, $missing->get_status() );
		self::assertSame( 'devskyy_product_unknown', $missing->get_data()['code'] );
	}

	public function test_a_shop_whose_woocommerce_is_switched_off_says_so_and_falls_back_to_nothing(): void {
		$away = new Unavailable();
		self::assertFalse( $away->available() );
		self::assertSame( 'woocommerce', $away->type() );
		foreach ( array( new CatalogueRoute( $away, new \DevSkyy\Languages\Languages(), new Guard() ), new CatalogueItemRoute( $away, new Guard() ) ) as $route ) {
			$error = $route->get( new WP_REST_Request() );
			self::assertSame( 'devskyy_catalogue_unavailable', $error->get_error_code() );
			self::assertSame( 503, $error->get_error_data()['status'] );
		}
		self::assertSame( 'devskyy_catalogue_unavailable', $away->write( 1, array( 'title' => 'x' ) )->get_error_code() );
	}

	public function test_the_choice_of_the_catalogue_is_stored_once_and_never_switched_silently(): void {
		$factory = new CatalogueFactory();
		delete_option( CatalogueFactory::OPTION );
		$factory->activate();
		$chosen = get_option( CatalogueFactory::OPTION );
		self::assertSame( class_exists( 'WooCommerce' ) ? 'woocommerce' : 'built-in', $chosen );
		$other = 'woocommerce' === $chosen ? 'built-in' : 'woocommerce';
		update_option( CatalogueFactory::OPTION, $other );
		$factory->activate();
		self::assertSame( $other, get_option( CatalogueFactory::OPTION ) );
		self::assertSame( $other, $factory->create()->type() );
	}
}
