<?php
/**
 * The catalogue that WooCommerce keeps.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Tests;

use Automattic\WooCommerce\Utilities\FeaturesUtil;
use Automattic\WooCommerce\Utilities\OrderUtil;
use DevSkyy\Catalogue\Catalogue;
use DevSkyy\Catalogue\CatalogueFactory;
use DevSkyy\Catalogue\Stock\Stock;
use DevSkyy\Catalogue\Stock\WooCommerceStock;
use WC_Product_Attribute;
use WC_Product_Simple;
use WC_Product_Variable;
use WC_Product_Variation;

require_once __DIR__ . '/CatalogueContract.php';

final class CatalogueWooCommerceTest extends CatalogueContract {

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

	protected function catalogue(): Catalogue {
		return ( new CatalogueFactory() )->woocommerce();
	}

	protected function stock(): Stock {
		return new WooCommerceStock( ( new CatalogueFactory() )->woocommerce() );
	}

	protected function make( array $facts = array() ): int {
		$product = new WC_Product_Simple();
		$product->set_name( $facts['title'] ?? 'A product' );
		$product->set_sku( $facts['sku'] ?? '' );
		$product->set_regular_price( $facts['price'] ?? '' );
		$product->set_attributes( $this->attributes( $facts['attributes'] ?? array() ) );
		return $product->save();
	}

	protected function make_variable( string $sku ): int {
		$product = new WC_Product_Variable();
		$product->set_name( 'A variable product' );
		$product->set_sku( $sku );
		$product->set_attributes( $this->attributes( array( 'Size' => array( 'S', 'M' ) ), true ) );
		$id = $product->save();
		foreach ( array( 'S', 'M' ) as $size ) {
			$one = new WC_Product_Variation();
			$one->set_parent_id( $id );
			$one->set_sku( "{$sku}-{$size}" );
			$one->set_attributes( array( 'size' => $size ) );
			$one->set_regular_price( '40' );
			$one->set_sale_price( 'S' === $size ? '30' : '' );
			$one->set_manage_stock( true );
			$one->set_stock_quantity( 'S' === $size ? 2 : 0 );
			$one->save();
		}
		WC_Product_Variable::sync( $id );
		return $id;
	}

	protected function taxonomies(): array {
		return array( 'product_cat', 'product_tag' );
	}

	/**
	 * Custom attributes.
	 *
	 * @param array<string,list<string>> $given Name → values.
	 * @return list<WC_Product_Attribute>
	 */
	private function attributes( array $given, bool $variation = false ): array {
		$made = array();
		foreach ( $given as $name => $values ) {
			$one = new WC_Product_Attribute();
			$one->set_name( $name );
			$one->set_options( $values );
			$one->set_position( count( $made ) );
			$one->set_visible( true );
			$one->set_variation( $variation );
			$made[] = $one;
		}
		return $made;
	}

	/** A global attribute with terms. */
	private function global_attribute( string $slug, array $terms ): string {
		$taxonomy = 'pa_' . $slug;
		if ( ! taxonomy_exists( $taxonomy ) ) {
			wc_create_attribute(
				array(
					'name' => ucfirst( $slug ),
					'slug' => $slug,
				)
			);
			register_taxonomy( $taxonomy, 'product', array( 'hierarchical' => false ) );
			register_taxonomy_for_object_type( $taxonomy, 'product' );
			// What WooCommerce does at the next request for an attribute that was made in this one.
			$GLOBALS['wc_product_attributes'][ $taxonomy ] = (object) array( 'attribute_label' => ucfirst( $slug ) );
		}
		delete_transient( 'wc_attribute_taxonomies' );
		\WC_Cache_Helper::invalidate_cache_group( 'woocommerce-attributes' );
		foreach ( $terms as $name ) {
			wp_insert_term( $name, $taxonomy );
		}
		return $taxonomy;
	}

	public function test_a_global_attribute_gets_terms_and_a_custom_one_keeps_its_text(): void {
		$taxonomy = $this->global_attribute( 'fabric', array( 'Linen', 'Silk & wool' ) );
		$id       = $this->make( array( 'attributes' => array( 'Care' => array( 'Wash' ) ) ) );
		$this->assert_exact_undo( $id, array( 'attributes.fabric' => array( 'linen', 'Silk & wool', 'Ramie' ) ) );
		$this->assert_done( $this->catalogue->write( $id, array( 'attributes.fabric' => array( 'linen', 'Silk & wool' ) ) ) );
		self::assertSame( array( 'Linen', 'Silk & wool' ), $this->catalogue->read( $id, array( 'attributes.fabric' ) )['attributes.fabric'] );
		$row = get_post_meta( $id, '_product_attributes', true )[ $taxonomy ];
		self::assertSame( array( 1, 0, 1, 1 ), array( $row['is_taxonomy'], $row['is_variation'], $row['is_visible'], $row['position'] ) );
		self::assertSame( '', $row['value'] );
		self::assertSame( 'Fabric', $this->catalogue->find( $id )['attribute_names']->fabric );
		$this->assert_exact_undo( $id, array( 'attributes.fabric' => array() ) );
		$this->assert_exact_undo( $id, array( 'attributes.fabric' => array( 'Ramie' ) ) );
	}

	public function test_a_change_keeps_position_visibility_and_every_byte_of_the_other_attributes(): void {
		$id   = $this->make();
		$rows = array(
			'care'     => array(
				'name'         => 'Care',
				'value'        => 'Wash &amp; dry|Iron',
				'position'     => '7',
				'is_visible'   => 0,
				'is_variation' => 0,
				'is_taxonomy'  => 0,
			),
			'pa_gone'  => array(
				'name'         => 'pa_gone',
				'value'        => '',
				'position'     => 1,
				'is_visible'   => 1,
				'is_variation' => 0,
				'is_taxonomy'  => 1,
			),
			'material' => array(
				'name'         => 'Material',
				'value'        => 'Linen|  Cotton',
				'position'     => '2',
				'is_visible'   => '0',
				'is_variation' => '0',
				'is_taxonomy'  => '0',
				'extra'        => 'kept',
			),
		);
		update_post_meta( $id, '_product_attributes', wp_slash( $rows ) );
		$this->assert_exact_undo( $id, array( 'attributes.material' => array( 'Wool' ) ) );
		$this->assert_exact_undo( $id, array( 'attributes.care' => array() ) );
		$this->assert_done( $this->catalogue->write( $id, array( 'attributes.material' => array( 'Wool', 'Silk' ) ) ) );
		$now = get_post_meta( $id, '_product_attributes', true );
		self::assertSame( array( 'value' => 'Wool | Silk' ) + $rows['material'], array( 'value' => $now['material']['value'] ) + $now['material'] );
		unset( $now['material'], $rows['material'] );
		self::assertSame( $rows, $now );
	}

	public function test_an_empty_list_of_attributes_stays_what_it_was(): void {
		$id = $this->make();
		update_post_meta( $id, '_product_attributes', array() );
		$this->assert_exact_undo( $id, array( 'attributes.material' => array( 'Wool' ) ) );
		delete_post_meta( $id, '_product_attributes' );
		$this->assert_exact_undo( $id, array( 'attributes.material' => array( 'Wool' ) ) );
	}

	public function test_a_bar_in_a_custom_value_is_refused_by_name(): void {
		$error = $this->catalogue->write( $this->make(), array( 'attributes.material' => array( 'Wool|Silk' ) ) );
		self::assertWPErrorCode( 'devskyy_field_value', $error );
		self::assertSame( 'attributes.material', $error->get_error_data()['field'] );
	}

	public function test_a_change_goes_through_woocommerces_own_save(): void {
		$seen  = array();
		$watch = static function ( int $id, \WC_Product $product ) use ( &$seen ): void {
			$seen[ $id ] = $product->get_name();
		};
		add_action( 'woocommerce_update_product', $watch, 10, 2 );
		$id = $this->make( array( 'title' => 'Before' ) );
		$this->assert_done( $this->catalogue->write( $id, array( 'title' => 'After \\ all' ) ) );
		remove_action( 'woocommerce_update_product', $watch );
		self::assertSame( 'After \\ all', $seen[ $id ] );
		self::assertSame( 'After \\ all', wc_get_product( $id )->get_name() );
	}

	public function test_variations_pictures_can_get_alt_texts(): void {
		$id        = $this->make_variable( 'PIC' );
		$picture   = $this->picture( $id );
		$variation = wc_get_product( wc_get_product( $id )->get_children()[0] );
		$variation->set_image_id( $picture );
		$variation->save();
		self::assertSame( array( $picture ), array_column( $this->catalogue->find( $id )['images'], 'id' ) );
		$this->assert_exact_undo( $id, array( "image_alt.{$picture}" => 'The small one' ) );
	}

	public function test_a_product_without_a_category_gets_none_back(): void {
		$id = $this->make();
		wp_set_object_terms( $id, array(), 'product_cat' );
		$this->assert_exact_undo( $id, array( 'categories' => array( 'Some category' ) ) );
	}

	public function test_order_storage_and_blocks_are_declared_compatible(): void {
		foreach ( array( 'custom_order_tables', 'cart_checkout_blocks' ) as $feature ) {
			self::assertContains( 'devskyy/devskyy.php', FeaturesUtil::get_compatible_plugins_for_feature( $feature )['compatible'], $feature );
		}
		self::assertContains( OrderUtil::custom_orders_table_usage_is_enabled(), array( true, false ) );
	}
}
