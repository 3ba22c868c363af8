<?php
/**
 * 3D models on WooCommerce's products.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Tests;

require_once __DIR__ . '/ModelTestCase.php';

final class ModelsWooCommerceTest extends ModelTestCase {

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

	public function test_woocommerce_tells_search_engines_of_the_models_of_a_product_and_its_variations(): void {
		$this->as_user( 'administrator' );
		$product = new \WC_Product_Variable();
		$product->set_name( 'Bag' );
		$product->save();
		$variation = new \WC_Product_Variation();
		$variation->set_parent_id( $product->get_id() );
		$variation->set_regular_price( '90' );
		$variation->save();
		$product = wc_get_product( $product->get_id() );
		self::assertInstanceOf( \WC_Product_Variable::class, $product );
		self::assertSame( array(), $this->told( $product ) );

		$whole = $this->published( 'Whole' );
		$sand  = $this->published( 'Sand' );
		$this->parts->models->edit( $whole, null, array( $product->get_id() => null ) );
		$this->parts->models->edit( $sand, null, array( $variation->get_id() => 'Sand' ) );
		self::assertSame( array( 'Whole', 'Sand' ), array_column( $this->told( $product ), 'name' ) );
		self::assertSame( array( '3DModel', '3DModel' ), array_column( $this->told( $product ), '@type' ) );

		$shape = $this->rest( 'GET', '/devskyy/v1/models/' . $sand->id )->get_data();
		self::assertSame( 'variation', $shape['products'][0]['type'] );
		self::assertStringContainsString( 'post=' . $product->get_id(), $shape['products'][0]['edit'] );
		self::assertSame( 'Sand', $this->parts->store->of_product( $variation->get_id() )['variant'] ?? '' );

		$variation->delete( true );
		self::assertSame( array(), $this->rest( 'GET', '/devskyy/v1/models/' . $sand->id )->get_data()['products'] );
	}

	public function test_who_may_not_edit_a_product_attaches_nothing_to_it(): void {
		$product = new \WC_Product_Simple();
		$product->set_name( 'Bag' );
		$product->save();
		$model = $this->published();
		$user  = $this->as_user( 'editor' );
		$user->add_cap( 'devskyy_approve' );
		$ask = array( 'products' => array( array( 'id' => $product->get_id() ) ) );
		self::assertSame( 403, $this->rest( 'PUT', '/devskyy/v1/models/' . $model->id, $ask )->get_status() );
		self::assertNull( $this->parts->store->of_product( $product->get_id() ) );
	}

	/**
	 * The models in WooCommerce's data of a product.
	 *
	 * @return list<array<string,mixed>>
	 */
	private function told( \WC_Product $product ): array {
		$GLOBALS['post'] = get_post( $product->get_id() ); // WooCommerce's brands read it.

		$data = apply_filters( 'woocommerce_structured_data_product', array( '@type' => 'Product' ), $product );
		$told = (array) ( $data['subjectOf'] ?? array() );
		return array_is_list( $told ) ? $told : array( $told );
	}
}
