<?php
/**
 * Who asks for coupons, and what a shop without WooCommerce answers.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Tests;

use DevSkyy\Catalogue\CatalogueFactory;

final class CouponsRouteTest extends TestCase {

	public function test_the_built_in_catalogue_says_that_it_has_no_coupons(): void {
		self::assertSame( 401, $this->rest( 'GET', '/devskyy/v1/coupons' )->get_status() );
		$this->as_user( 'subscriber' );
		self::assertSame( 403, $this->rest( 'GET', '/devskyy/v1/coupons' )->get_status() );
		$this->as_user( 'administrator' );
		$answer   = $this->rest( 'GET', '/devskyy/v1/coupons' );
		$built_in = CatalogueFactory::BUILT_IN === ( new CatalogueFactory() )->chosen();
		self::assertSame( array( 200, ! $built_in, $built_in ), array( $answer->get_status(), $answer->get_data()['available'], is_string( $answer->get_data()['reason'] ) ) );
	}

	public function test_stock_has_a_route_for_who_may_edit_the_product(): void {
		$factory = new CatalogueFactory();
		$this->as_user( 'administrator' );
		$id   = CatalogueFactory::BUILT_IN === $factory->chosen()
			? wp_insert_post( array( 'post_type' => 'devskyy_product', 'post_title' => 'Counted', 'post_status' => 'publish' ) ) // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
			: $this->woocommerce_product();
		$path = "/devskyy/v1/catalogue/{$id}/stock";
		self::assertNull( $this->rest( 'GET', $path )->get_data()['quantity'] );
		self::assertSame( 3, $this->rest( 'PUT', $path, array( 'quantity' => 3, 'seen' => null ) )->get_data()['quantity'] ); // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
		self::assertSame( 409, $this->rest( 'PUT', $path, array( 'quantity' => 4, 'seen' => 1 ) )->get_status() ); // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
		self::assertSame( 400, $this->rest( 'PUT', $path, array( 'quantity' => 'many', 'seen' => 3 ) )->get_status() ); // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
		self::assertSame( 400, $this->rest( 'PUT', $path, array( 'seen' => 3 ) )->get_status(), 'A forgotten number does not switch counting off.' );
		self::assertSame( 404, $this->rest( 'GET', '/devskyy/v1/catalogue/99999999/stock' )->get_status() );
		$this->as_user( 'editor' );
		self::assertSame( 403, $this->rest( 'PUT', $path, array( 'quantity' => 4, 'seen' => 3 ) )->get_status() ); // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
		self::assertSame( 3, $this->rest( 'GET', $path )->get_data()['quantity'] );
	}

	private function woocommerce_product(): int {
		$product = new \WC_Product_Simple();
		$product->set_name( 'Counted' );
		$product->set_status( 'publish' );
		return $product->save();
	}
}
