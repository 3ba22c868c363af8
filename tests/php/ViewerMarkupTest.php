<?php
/**
 * What visitors get of a model: figure, lookbook, try-on, product pages.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Tests;

use DevSkyy\Catalogue\BuiltIn\PostType;
use DOMDocument;
use DOMElement;
use DOMXPath;

require_once __DIR__ . '/ModelTestCase.php';

final class ViewerMarkupTest extends ModelTestCase {

	private const EVIL = '"><script>alert(1)</script><img src=x onerror=alert(2)>';

	private function block( string $name, array $attributes ): string {
		return do_blocks( '<!-- wp:devskyy/' . $name . ' ' . wp_json_encode( $attributes, JSON_HEX_TAG | JSON_HEX_AMP | JSON_UNESCAPED_SLASHES ) . ' /-->' );
	}

	private function dom( string $html ): DOMXPath {
		$document = new DOMDocument();
		$document->loadHTML( '<meta charset="utf-8"><body>' . $html, LIBXML_NOERROR );
		return new DOMXPath( $document );
	}

	private function first( DOMXPath $dom, string $query ): DOMElement {
		$found = $dom->query( $query );
		self::assertNotFalse( $found );
		$element = $found->item( 0 );
		self::assertInstanceOf( DOMElement::class, $element, $query );
		return $element;
	}

	/** @return array<string,mixed> */
	private function data( DOMXPath $dom ): array {
		return json_decode( $this->first( $dom, '//figure' )->getAttribute( 'data-devskyy-viewer' ), true, 16, JSON_THROW_ON_ERROR );
	}

	/** A piece of the catalogue that this site has. */
	private function piece( string $title, string $price, string $status = 'publish' ): int {
		if ( ! post_type_exists( PostType::NAME ) ) {
			$product = new \WC_Product_Simple();
			$product->set_name( $title );
			$product->set_regular_price( $price );
			$product->set_status( $status );
			return $product->save();
		}
		$id = wp_insert_post(
			array(
				'post_type'   => PostType::NAME,
				'post_title'  => $title,
				'post_status' => $status,
			)
		);
		update_post_meta( $id, '_devskyy_regular_price', $price );
		return $id;
	}

	public function test_the_picture_has_its_size_and_the_script_its_files(): void {
		$model = $this->published();
		$dom   = $this->dom( $this->block( 'model-viewer', array( 'model' => $model->id ) ) );
		$image = $this->first( $dom, '//img[contains(@class,"devskyy-viewer__poster")]' );
		self::assertSame( array( '800', '800' ), array( $image->getAttribute( 'width' ), $image->getAttribute( 'height' ) ) );
		self::assertStringContainsString( 'aspect-ratio:800/800', $this->first( $dom, '//div[contains(@class,"devskyy-viewer__stage")]' )->getAttribute( 'style' ) );
		$data = $this->data( $dom );
		self::assertStringEndsWith( '-viewer.glb', $data['models'][0]['src'] );
		self::assertSame( array( '', 'Midnight', 'Sand' ), array_keys( $data['models'][0]['usdz'] ) );
		self::assertStringEndsWith( '-ar-sand.usdz', $data['models'][0]['usdz']['Sand'] );
		self::assertStringEndsWith( '-ar.glb', $data['models'][0]['ar']['Sand'] );
		self::assertSame( 'click', $data['load'] );
		$measured = $this->block(
			'model-viewer',
			array(
				'model'      => $model->id,
				'dimensions' => true,
			)
		);
		self::assertStringContainsString( '30 × 20 × 10 cm', $measured );
		self::assertSame( 'button', $this->first( $dom, '//button[contains(@class,"devskyy-viewer__open")]' )->getAttribute( 'type' ) );
		$radios = $dom->query( '//fieldset//input[@type="radio"]' );
		self::assertNotFalse( $radios );
		self::assertSame( 2, $radios->length );
		// Safari opens Quick Look for a link whose first element is a picture, with one more at most.
		self::assertSame( 'img', $this->first( $dom, '//a[@rel="ar"]/*[1]' )->tagName );
		self::assertStringContainsString( '<noscript>', $this->block( 'model-viewer', array( 'model' => $model->id ) ) );
	}

	public function test_nothing_that_a_block_stores_becomes_markup(): void {
		$model = $this->published();
		$this->parts->store->change( $model, array( 'title' => self::EVIL ) );
		$html  = $this->block(
			'model-viewer',
			array(
				'model'    => $model->id,
				'alt'      => self::EVIL,
				'caption'  => self::EVIL,
				'variant'  => self::EVIL,
				'orbit'    => self::EVIL,
				'hotspots' => array(
					array(
						'position' => '0 0.1 -2e-3',
						'normal'   => '0 1 0',
						'label'    => self::EVIL,
						'text'     => self::EVIL,
						'product'  => self::EVIL,
					),
				),
			)
		);
		$html .= $this->block(
			'avatar-try-on',
			array(
				'outfits' => array(
					array(
						'model' => $model->id,
						'label' => self::EVIL,
					),
					array(
						'model' => $model->id,
						'label' => self::EVIL,
					),
				),
			)
		);
		$dom   = $this->dom( $html );
		foreach ( array( '//script', '//*[@onerror]', '//img[@src="x"]' ) as $query ) {
			$found = $dom->query( $query );
			self::assertNotFalse( $found );
			self::assertSame( 0, $found->length, $query . "\n" . $html );
		}
		$data = $this->data( $dom );
		self::assertSame( array( '', null ), array( $data['variant'], $data['orbit'] ) );
		self::assertSame( self::EVIL, $data['hotspots'][0]['label'] );
		self::assertSame( self::EVIL, $this->first( $dom, '//img[contains(@class,"poster")]' )->getAttribute( 'alt' ) );
	}

	public function test_only_what_the_viewer_takes_reaches_it(): void {
		$hotspot = static fn( string $position ): array => array(
			'position' => $position,
			'normal'   => '0 0 1',
			'label'    => 'Clasp',
		);
		$dom     = $this->dom(
			$this->block(
				'model-viewer',
				array(
					'model'    => $this->published()->id,
					'orbit'    => '1.2rad 1rad 0.8m',
					'target'   => '0m 0.1m auto',
					'fov'      => '30deg; x',
					'load'     => 'now',
					'hotspots' => array( $hotspot( '0.1m 0.2m -0.3m' ), $hotspot( '1 2' ), $hotspot( 'a b c' ), $hotspot( "0 0 0\n" ) ),
				)
			)
		);
		$data    = $this->data( $dom );
		self::assertSame( array( '1.2rad 1rad 0.8m', '0m 0.1m auto', null, 'click' ), array( $data['orbit'], $data['target'], $data['fov'], $data['load'] ) );
		self::assertSame( array( '0.1m 0.2m -0.3m' ), array_column( $data['hotspots'], 'position' ) );
	}

	public function test_a_model_that_is_not_published_prints_nothing(): void {
		$model = $this->published();
		$this->parts->models->delete( $model );
		self::assertSame( '', trim( $this->block( 'model-viewer', array( 'model' => $model->id ) ) ) );
		self::assertSame( '', trim( $this->block( 'model-viewer', array( 'model' => 'none' ) ) ) );
		self::assertSame( '', trim( $this->block( 'avatar-try-on', array( 'outfits' => array( array( 'model' => $model->id ) ) ) ) ) );
		self::assertSame( '', trim( $this->block( 'lookbook', array( 'image' => 999999 ) ) ) );
	}

	public function test_a_hotspots_price_is_the_products_of_now_and_a_draft_is_not_shown(): void {
		$coat  = $this->piece( 'Coat', '120.00' );
		$draft = $this->piece( 'Secret coat', '1.00', 'draft' );
		$spot  = static fn( int $product ): array => array(
			'position' => '0 0 0',
			'normal'   => '0 0 1',
			'label'    => 'Sleeve',
			'product'  => $product,
		);
		$block = fn(): string => $this->block(
			'lookbook',
			array(
				'model'    => $this->published()->id,
				'hotspots' => array( $spot( $coat ), $spot( $draft ) ),
			)
		);
		self::assertStringContainsString( '120', $this->first( $this->dom( $block() ), '//li[1]' )->textContent );
		self::assertStringNotContainsString( 'Secret', $block() );
		self::assertStringContainsString( (string) get_permalink( $coat ), $block() );
	}

	public function test_a_look_on_a_picture_lists_its_products_and_keeps_its_places_inside(): void {
		$coat    = $this->piece( 'Coat & <em>cape</em>', '99.00' );
		$picture = wp_insert_attachment(
			array(
				'post_mime_type' => 'image/jpeg',
				'post_title'     => 'Look',
				'guid'           => home_url( '/look.jpg' ),
			),
			'look.jpg'
		);
		wp_update_attachment_metadata(
			$picture,
			array(
				'width'  => 900,
				'height' => 1200,
				'file'   => 'look.jpg',
				'sizes'  => array(),
			)
		);
		$html = $this->block(
			'lookbook',
			array(
				'image'    => $picture,
				'caption'  => self::EVIL,
				'hotspots' => array(
					array(
						'x'       => 150,
						'y'       => -3,
						'product' => $coat,
					),
					array(
						'x'     => 20,
						'y'     => '40;background:red',
						'label' => self::EVIL,
					),
					array( 'x' => 1 ),
				),
			)
		);
		$dom  = $this->dom( $html );
		self::assertSame( 'left:100.0%;top:0.0%', $this->first( $dom, '//button[1]' )->getAttribute( 'style' ) );
		self::assertSame( 'left:20.0%;top:40.0%', $this->first( $dom, '//button[2]' )->getAttribute( 'style' ) );
		$items = $dom->query( '//ol/li' );
		self::assertNotFalse( $items );
		self::assertSame( 2, $items->length );
		self::assertStringContainsString( '99', $this->first( $dom, '//ol/li[1]' )->textContent );
		self::assertSame( $this->first( $dom, '//button[1]' )->getAttribute( 'aria-controls' ), $this->first( $dom, '//ol/li[1]' )->getAttribute( 'id' ) );
		$scripts = $dom->query( '//script | //*[@onerror]' );
		self::assertNotFalse( $scripts );
		self::assertSame( 0, $scripts->length );
	}

	public function test_a_products_page_shows_its_model_beside_the_gallery_once_and_other_pages_do_not(): void {
		if ( ! post_type_exists( PostType::NAME ) ) {
			self::markTestSkipped( 'The gallery of the built-in catalogue: this site has WooCommerce, whose own test is ModelsWooCommerceTest.' );
		}
		$coat  = $this->piece( 'Coat', '120.00' );
		$model = $this->published();
		$this->as_user( 'administrator' );
		self::assertSame(
			200,
			$this->rest(
				'PUT',
				'/devskyy/v1/models/' . $model->id,
				array(
					'products' => array(
						array(
							'id'      => $coat,
							'variant' => 'Sand',
						),
					),
				)
			)->get_status()
		);
		$gallery             = static fn(): string => do_blocks( '<!-- wp:devskyy/product-gallery /-->' );
		self::assertStringNotContainsString( 'devskyy-viewer', $gallery() );
		$GLOBALS['wp_query'] = new \WP_Query(
			array(
				'p'         => $coat,
				'post_type' => PostType::NAME,
			)
		);
		$GLOBALS['post']     = get_post( $coat );
		$html                = $gallery();
		self::assertSame( 'Sand', $this->data( $this->dom( $html ) )['variant'] );
		self::assertStringNotContainsString( 'devskyy-viewer', $gallery() );
	}

	public function test_where_a_theme_has_templates_of_php_the_model_stands_below_the_summary_and_clears_its_columns(): void {
		if ( ! post_type_exists( PostType::NAME ) ) {
			self::markTestSkipped( 'The built-in catalogue: with WooCommerce the same hook prints its tabs as well.' );
		}
		$coat = $this->piece( 'Coat', '120.00' );
		$this->as_user( 'administrator' );
		$this->parts->models->edit( $this->published(), null, array( $coat => null ) );
		$GLOBALS['wp_query'] = new \WP_Query(
			array(
				'p'         => $coat,
				'post_type' => PostType::NAME,
			)
		);
		$GLOBALS['post']     = get_post( $coat );
		ob_start();
		do_action( 'woocommerce_after_single_product_summary' ); // phpcs:ignore WordPress.NamingConventions -- WooCommerce's.
		$html = (string) ob_get_clean();
		self::assertStringContainsString( 'devskyy-viewer--below', $this->first( $this->dom( $html ), '//figure' )->getAttribute( 'class' ) );
		self::assertMatchesRegularExpression( '/\.devskyy-viewer--below\s*\{[^}]*clear:\s*both/', (string) file_get_contents( dirname( __DIR__, 2 ) . '/blocks/model-viewer/style.css' ) );
	}

	public function test_each_page_is_told_the_words_and_addresses_once_and_all_are_its_own(): void {
		$data = apply_filters( 'script_module_data_devskyy-viewer', array() ); // phpcs:ignore WordPress.NamingConventions -- Core makes the hook of the module's name.
		if ( array() === $data ) {
			self::markTestSkipped( 'The viewer was not built.' );
		}
		foreach ( array( 'viewer', 'meshopt', 'draco' ) as $file ) {
			self::assertStringStartsWith( plugins_url( '', WP_PLUGIN_DIR . '/devskyy/devskyy.php' ), $data[ $file ] );
		}
		self::assertStringContainsString( '%s', $data['words']['progress'] );
	}
}
