<?php
/**
 * The built-in catalogue.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Tests;

use DevSkyy\Catalogue\BuiltIn\Capabilities;
use DevSkyy\Catalogue\BuiltIn\PostType;
use DevSkyy\Catalogue\BuiltIn\ProductData;
use DevSkyy\Catalogue\Catalogue;
use DevSkyy\Catalogue\CatalogueFactory;
use DevSkyy\Catalogue\Decimal;
use DevSkyy\Catalogue\Stock\BuiltInStock;
use DevSkyy\Catalogue\Stock\Stock;

require_once __DIR__ . '/CatalogueContract.php';

final class CatalogueBuiltInTest extends CatalogueContract {

	protected function catalogue(): Catalogue {
		if ( ! post_type_exists( PostType::NAME ) ) {
			( new PostType() )->types();
			( new Capabilities() )->register();
		}
		return ( new CatalogueFactory() )->built_in();
	}

	protected function stock(): Stock {
		return new BuiltInStock( ( new CatalogueFactory() )->built_in(), new ProductData( new Decimal() ) );
	}

	protected function make( array $facts = array() ): int {
		$id = wp_insert_post(
			array(
				'post_type'   => PostType::NAME,
				'post_status' => 'publish',
				'post_title'  => $facts['title'] ?? 'A product',
			)
		);
		$this->data()->set_text( $id, ProductData::SKU, $facts['sku'] ?? '' );
		$this->data()->set_text( $id, ProductData::REGULAR_PRICE, $facts['price'] ?? '' );
		$rows = array();
		foreach ( $facts['attributes'] ?? array() as $name => $values ) {
			$rows[ sanitize_title( $name ) ] = array(
				'name'      => $name,
				'values'    => $values,
				'variation' => false,
			);
		}
		$this->data()->set_attributes( $id, $rows );
		return $id;
	}

	protected function make_variable( string $sku ): int {
		$id = $this->make( array( 'sku' => $sku ) );
		$this->data()->set_attributes(
			$id,
			array(
				'size' => array(
					'name'      => 'Size',
					'values'    => array( 'S', 'M' ),
					'variation' => true,
				),
			)
		);
		$this->data()->set_variations(
			$id,
			array(
				array(
					'sku'           => "{$sku}-S",
					'attributes'    => array( 'size' => 'S' ),
					'regular_price' => '40',
					'sale_price'    => '30',
					'stock'         => '2',
				),
				array(
					'sku'           => "{$sku}-M",
					'attributes'    => array( 'size' => 'M' ),
					'regular_price' => '40',
					'sale_price'    => '',
					'stock'         => '0',
				),
			)
		);
		return $id;
	}

	protected function taxonomies(): array {
		return array( PostType::CATEGORY, PostType::TAG );
	}

	private function data(): ProductData {
		return new ProductData( new Decimal() );
	}

	public function test_a_variation_of_the_same_values_keeps_its_id(): void {
		$id  = $this->make_variable( 'KEEP' );
		$ids = array_column( $this->catalogue->find( $id )['variations'], 'id', 'sku' );
		$all = array_map(
			static fn( array $one ): array => array_diff_key( $one, array( 'id' => 0 ) ),
			array_reverse( $this->data()->variations( $id ) )
		);
		$all = array_merge( array( array( 'attributes' => array( 'size' => 'L' ) ) + $all[0] ), $all );

		$all[0]['sku'] = 'KEEP-L';
		$this->data()->set_variations( $id, $all );
		$now = array_column( $this->catalogue->find( $id )['variations'], 'id', 'sku' );
		self::assertSame( $ids['KEEP-S'], $now['KEEP-S'] );
		self::assertSame( $ids['KEEP-M'], $now['KEEP-M'] );
		self::assertSame( 3, $now['KEEP-L'] );
	}

	public function test_an_editor_neither_sees_nor_edits_products_and_nothing_stays_in_the_roles(): void {
		$this->as_user( 'editor' );
		self::assertFalse( current_user_can( 'edit_devskyy_products' ) );
		$this->as_user( 'shop_manager' );
		self::assertTrue( current_user_can( 'publish_devskyy_products' ) );
		self::assertArrayNotHasKey( 'edit_devskyy_products', get_role( 'administrator' )->capabilities );
	}
}
