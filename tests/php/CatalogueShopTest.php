<?php
/**
 * What visitors and shop managers see of the built-in catalogue.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Tests;

use DevSkyy\Catalogue\BuiltIn\Blocks;
use DevSkyy\Catalogue\BuiltIn\BuiltInCatalogue;
use DevSkyy\Catalogue\BuiltIn\Capabilities;
use DevSkyy\Catalogue\BuiltIn\PostType;
use DevSkyy\Catalogue\BuiltIn\ProductBox;
use DevSkyy\Catalogue\BuiltIn\ProductData;
use DevSkyy\Catalogue\BuiltIn\ProductForm;
use DevSkyy\Catalogue\BuiltIn\Units;
use DevSkyy\Catalogue\BuiltIn\View;
use DevSkyy\Catalogue\CatalogueFactory;
use DevSkyy\Catalogue\Decimal;
use DevSkyy\Catalogue\HandsOff;
use DevSkyy\Catalogue\SampleShop;
use WP_Block_Type_Registry;

final class CatalogueShopTest extends TestCase {

	private BuiltInCatalogue $catalogue;

	private ProductData $data;

	protected function setUp(): void {
		parent::setUp();
		$this->catalogue = ( new CatalogueFactory() )->built_in();
		$this->data      = new ProductData( new Decimal() );
		if ( ! post_type_exists( PostType::NAME ) ) {
			( new PostType() )->types();
			( new Capabilities() )->register();
		}
		if ( ! WP_Block_Type_Registry::get_instance()->is_registered( 'devskyy/product-price' ) ) {
			( new Blocks( $this->catalogue, $this->view(), dirname( __DIR__, 2 ) . '/plugin/devskyy.php' ) )->blocks();
		}
		update_option( Units::CURRENCY, 'EUR' );
		$_POST = array();
	}

	protected function tearDown(): void {
		$_POST = array();
		wp_reset_postdata();
		parent::tearDown();
	}

	private function view(): View {
		return new View( new Units(), $this->data );
	}

	/** A piece as the sample shop gives it. */
	private function piece( array $facts = array() ): array {
		return array_replace(
			array(
				'slug'              => 'ondine-dress',
				'sku'               => 'OND-1',
				'title'             => 'Ondine "wrap" dress \\ & more',
				'type'              => 'variable',
				'categories'        => array( array( 'Women', 'Dresses' ) ),
				'tags'              => array( 'midi' ),
				'attributes'        => array(
					array(
						'name'      => 'Size',
						'values'    => array( 'S', 'M', 'L' ),
						'variation' => true,
					),
					array(
						'name'      => 'Material',
						'values'    => array( 'Linen <script>alert(1)</script>' ),
						'variation' => false,
					),
				),
				'short_description' => 'Short.',
				'description'       => '<p>Long \\ text.</p>',
				'regular_price'     => '',
				'sale_price'        => '',
				'stock'             => null,
				'weight'            => '0.380',
				'pictures'          => array(
					array(
						'file' => 'front.png',
						'alt'  => 'Front "view"',
					),
					array(
						'file' => 'missing.png',
						'alt'  => '',
					),
				),
				'variations'        => array(
					array(
						'sku'           => 'OND-1-S',
						'attributes'    => array( 'Size' => 'S' ),
						'regular_price' => '120.00',
						'sale_price'    => '90.00',
						'stock'         => 2,
					),
					array(
						'sku'           => 'OND-1-M',
						'attributes'    => array( 'Size' => 'M' ),
						'regular_price' => '140.00',
						'sale_price'    => '',
						'stock'         => 0,
					),
				),
				'handsOff'          => true,
			),
			$facts
		);
	}

	private function fill( array ...$pieces ): array {
		$folder = get_temp_dir() . 'devskyy-pictures';
		wp_mkdir_p( $folder );
		$image = imagecreatetruecolor( 40, 50 );
		imagepng( $image, $folder . '/front.png' );
		$done = ( new SampleShop( $this->catalogue ) )->fill( $pieces, $folder );
		self::assertIsArray( $done );
		return $done;
	}

	private function block( string $name, int $id ): string {
		$GLOBALS['post'] = get_post( $id );
		setup_postdata( $GLOBALS['post'] );
		return do_blocks( "<!-- wp:devskyy/{$name} /-->" );
	}

	public function test_a_sample_is_imported_once_with_everything_it_says(): void {
		$this->as_user( 'administrator' );
		self::assertSame( array( 1, 0 ), array_values( $this->fill( $this->piece() ) ) );
		self::assertSame( array( 0, 1 ), array_values( $this->fill( $this->piece() ) ) );
		$id      = $this->data->id_by_sku( 'OND-1' );
		$product = $this->catalogue->find( $id );
		self::assertSame( 'Ondine "wrap" dress \\ & more', $product['title'] );
		self::assertSame( '<p>Long \\ text.</p>', $product['description'] );
		self::assertSame( array( 'Dresses', 'Women' ), $product['categories'] );
		self::assertSame( 'variable', $product['type'] );
		self::assertSame( array( 'S', 'M' ), array_map( static fn( array $one ): string => $one['attributes']->size, $product['variations'] ) );
		self::assertSame( array( 'Front "view"' ), array_column( $product['images'], 'alt' ) );
		self::assertSame( array( 40, 50 ), array( $product['images'][0]['width'], $product['images'][0]['height'] ) );
		self::assertTrue( $product['hands_off'] );
		self::assertSame( 'publish', $product['status'] );
		foreach ( $product['images'] as $image ) {
			wp_delete_attachment( $image['id'], true );
		}
	}

	public function test_the_page_shows_price_choices_details_and_a_letter_and_escapes_them(): void {
		$this->as_user( 'administrator' );
		$this->fill( $this->piece( array( 'pictures' => array() ) ) );
		$id = $this->data->id_by_sku( 'OND-1' );
		wp_set_current_user( 0 );
		$price = $this->block( 'product-price', $id );
		self::assertMatchesRegularExpression( '/<del>€120[.,]00<\/del>.*<ins>From €90[.,]00<\/ins>/s', $price );
		$options = $this->block( 'product-options', $id );
		self::assertMatchesRegularExpression( '/<li>\s*S\s*<\/li>/', $options );
		self::assertMatchesRegularExpression( '/class="is-sold-out">\s*M/', $options );
		self::assertStringContainsString( 'In stock', $options );
		$details = $this->block( 'product-attributes', $id );
		self::assertStringContainsString( 'Linen &lt;script&gt;', $details );
		self::assertStringNotContainsString( '<script', $details );
		self::assertStringContainsString( '0.38 kg', $details );
		self::assertStringNotContainsString( '<dt>Size', $details );
		update_option( View::ENQUIRY_EMAIL, 'studio@example.org' );
		self::assertStringContainsString( 'mailto:studio@example.org?subject=Ondine%20%22wrap%22%20dress', $this->block( 'product-enquire', $id ) );
		self::assertStringContainsString( 'No picture yet', $this->block( 'product-gallery', $id ) );
		self::assertStringContainsString( 'Sale', $this->block( 'product-image', $id ) );
		self::assertSame( '', trim( $this->block( 'product-price', wp_insert_post( array( 'post_title' => 'A post' ) ) ) ) );
	}

	public function test_the_form_keeps_what_is_valid_and_tells_the_rest(): void {
		$this->as_user( 'shop_manager' );
		$this->fill( $this->piece( array( 'pictures' => array() ) ), $this->piece( array( 'sku' => 'OND-2', 'slug' => 'other', 'pictures' => array(), 'variations' => array() ) ) ); // phpcs:ignore WordPress.Arrays
		$id    = $this->data->id_by_sku( 'OND-1' );
		$rows  = array();
		$notes = ( new ProductForm( $this->data ) )->store(
			$id,
			array(
				ProductData::REGULAR_PRICE => '19,90',
				ProductData::SALE_PRICE    => 'cheap',
				ProductData::SKU           => 'OND-2',
				ProductData::STOCK         => '-3',
				ProductData::WEIGHT        => '',
				'gallery'                  => '999999999,abc',
				'attributes'               => array(
					array(
						'slug'      => 'size',
						'name'      => 'Size',
						'values'    => 'S | M|M| ',
						'variation' => '1',
					),
					array(
						'slug'   => '',
						'name'   => 'Care <b>label</b>',
						'values' => 'Wash, cold',
					),
					array(
						'name'   => '',
						'values' => '',
					),
				),
				'variations'               => array(
					array(
						'attributes'    => array( 'size' => 'M' ),
						'sku'           => 'OND-1-M',
						'regular_price' => '150',
						'stock'         => '4',
					),
					array(
						'attributes' => array( 'size' => 'S' ),
						'remove'     => '1',
					),
					array( 'attributes' => array( 'size' => '' ) ),
				),
			)
		);
		self::assertCount( 3, $notes );
		self::assertSame( '19.90', $this->data->text( $id, ProductData::REGULAR_PRICE ) );
		self::assertSame( 'OND-1', $this->data->text( $id, ProductData::SKU ) );
		self::assertSame( '', $this->data->text( $id, ProductData::WEIGHT ) );
		self::assertSame( array(), $this->data->gallery( $id ) );
		$product = $this->catalogue->find( $id );
		self::assertSame( array( 'S', 'M' ), $product['attributes']->size );
		self::assertSame( array( 'Wash, cold' ), $product['attributes']->{'care-label'} );
		self::assertFalse( property_exists( $product['attributes'], 'material' ) );
		self::assertSame( array( array( 2, '150' ) ), array_map( static fn( array $one ): array => array( $one['id'], $one['regular_price'] ), $product['variations'] ) );
	}

	public function test_a9_the_edit_screens_boxes_change_nothing_without_nonce_and_capability(): void {
		$this->as_user( 'administrator' );
		$this->fill( $this->piece( array( 'pictures' => array() ) ) );
		$id   = $this->data->id_by_sku( 'OND-1' );
		$box  = new ProductBox( $this->data, new ProductForm( $this->data ), new Units(), '' );
		$send = function ( string $nonce_of, string $role ) use ( $id, $box ): void {
			$this->as_user( $role );
			$_POST = array(
				'devskyy_product_nonce'   => wp_create_nonce( $nonce_of . $id ),
				'devskyy_hands_off_nonce' => wp_create_nonce( str_replace( 'product', 'hands_off', $nonce_of ) . $id ),
				'devskyy_product'         => array( ProductData::WEIGHT => '9' ),
			);
			$box->save( $id );
			( new HandsOff() )->save( $id );
		};
		$send( 'something_else', 'shop_manager' );
		$send( 'devskyy_product_nonce', 'editor' );
		$send( 'devskyy_product_nonce', 'subscriber' );
		self::assertSame( '0.380', $this->data->text( $id, ProductData::WEIGHT ) );
		self::assertTrue( ( new HandsOff() )->marked( $id ) );
		$send( 'devskyy_product_nonce', 'shop_manager' );
		self::assertSame( '9', $this->data->text( $id, ProductData::WEIGHT ) );
		self::assertFalse( ( new HandsOff() )->marked( $id ), 'the tick was taken away' );
	}
}
