<?php
/**
 * Imports into WooCommerce.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Tests;

use DevSkyy\Catalogue\Catalogue;
use DevSkyy\Catalogue\CatalogueFactory;

require_once __DIR__ . '/ImportContract.php';

final class ImportWooCommerceTest extends ImportContract {

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

	protected function by_sku( string $sku ): int {
		return (int) wc_get_product_id_by_sku( $sku );
	}

	public function test_columns_that_only_woocommerce_has_are_stored(): void {
		$job     = $this->import( "Type,SKU,Name,Tax class,Upsells,Cross-sells,Is featured?,Shipping class,Date sale price starts,Weight (lbs),Meta: _fit,Attribute 1 name,Attribute 1 value(s),Attribute 1 global\nsimple,W-1,Piece,reduced-rate,W-2,\"W-2, W-none\",1,Bulky,2031-02-03,2,slim,Import colour,\"Red, Blue\",1\nsimple,W-2,Other,,,,0,,,,,,,\n" );
		$product = wc_get_product( $this->by_sku( 'W-1' ) );
		self::assertSame( array( array( $this->by_sku( 'W-2' ) ), array( $this->by_sku( 'W-2' ) ), true, 'slim', '2031-02-03' ), array( $product->get_upsell_ids(), $product->get_cross_sell_ids(), $product->get_featured(), $product->get_meta( '_fit' ), $product->get_date_on_sale_from()->date( 'Y-m-d' ) ) );
		self::assertSame( 'Blue, Red', $product->get_attribute( 'import-colour' ) );
		self::assertSame( array( 2 => array( 'warning Cross-sells link_unknown' ) ), $this->problems( $job ) );
	}
}
