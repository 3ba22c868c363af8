<?php
/**
 * What the stock of both catalogues must do.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Tests;

use DevSkyy\Catalogue\Stock\Stock;

/**
 * For the catalogues' contract tests: the stock of the products that they make.
 */
trait StockContract {

	/** The stock under test. */
	abstract protected function stock(): Stock;

	public function test_stock_is_read_and_set_when_it_is_what_the_person_saw(): void {
		$id    = $this->make( array( 'title' => 'Counted' ) );
		$stock = $this->stock();
		self::assertSame( array( 'quantity' => null, 'status' => 'instock' ), $stock->read( $id ) ); // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
		self::assertSame( array( 'quantity' => 5, 'status' => 'instock' ), $stock->write( $id, 5, array( 'quantity' => null ) ) ); // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
		self::assertSame( array( 'quantity' => 0, 'status' => 'outofstock' ), $stock->write( $id, 0, array( 'quantity' => 5 ) ) ); // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
		self::assertWPErrorCode( 'devskyy_stock_changed', $stock->write( $id, 9, array( 'quantity' => 5 ) ) );
		self::assertWPErrorCode( 'devskyy_stock_negative', $stock->write( $id, -1, array( 'quantity' => 0 ) ) );
		self::assertSame( 0, $this->catalogue->find( $id )['stock_quantity'] );
		self::assertNull( $stock->write( $id, null, array( 'quantity' => 0 ) )['quantity'] );
	}

	public function test_the_stock_of_a_variation_is_its_own(): void {
		$id         = $this->make_variable( 'STOCK' );
		$variations = array_column( $this->catalogue->find( $id )['variations'], 'id', 'sku' );
		$stock      = $this->stock();
		self::assertSame( 2, $stock->read( $id, $variations['STOCK-S'] )['quantity'] );
		self::assertSame( 4, $stock->write( $id, 4, array( 'quantity' => 2 ), $variations['STOCK-S'] )['quantity'] );
		self::assertSame( 0, $stock->read( $id, $variations['STOCK-M'] )['quantity'] );
		self::assertSame( $variations, array_column( $this->catalogue->find( $id )['variations'], 'id', 'sku' ) );
		self::assertWPErrorCode( 'devskyy_stock_variations', $stock->write( $id, 1, array( 'quantity' => $stock->read( $id )['quantity'] ) ) );
		self::assertWPErrorCode( 'devskyy_product_gone', $stock->read( $id, 999999 ) );
		self::assertWPErrorCode( 'devskyy_product_gone', $stock->read( 999999 ) );
	}
}
