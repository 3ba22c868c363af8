<?php
/**
 * What is written to products.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Tests;

use DevSkyy\Catalogue\Fields\Bytes;
use DevSkyy\Catalogue\Fields\StoredMeta;
use DevSkyy\Catalogue\Seo\Adapters;
use DevSkyy\Catalogue\Seo\Head;

/**
 * Part of the contract of both catalogues: what is written to products.
 */
trait CatalogueContractWriting {

	public function test_a_field_outside_the_closed_list_is_refused_by_name(): void {
		$id = $this->make();
		foreach ( array( 'price', 'status', 'attributes.', 'attributes.Ä', 'attributes.' . str_repeat( 'a', 65 ), 'image_alt.0', 'image_alt.x', "title\n", 'post_title' ) as $field ) {
			$error = $this->catalogue->read( $id, array( $field ) );
			self::assertWPErrorCode( 'devskyy_field_unknown', $error );
			self::assertSame( $field, $error->get_error_data()['field'] );
			self::assertWPErrorCode( 'devskyy_field_unknown', $this->catalogue->write( $id, array( $field => 'x' ) ) );
		}
		self::assertWPErrorCode( 'devskyy_field_type', $this->catalogue->write( $id, array( 'title' => array( 'x' ) ) ) );
		self::assertWPErrorCode( 'devskyy_field_type', $this->catalogue->write( $id, array( 'tags' => 'x' ) ) );
	}

	public function test_h4_a_new_text_is_inert_whoever_approves_it(): void {
		$id    = $this->make();
		$nasty = array(
			'<script>alert(1)</script>',
			'<img src=x onerror=alert(1)>',
			'<a href="javascript:alert(1)">x</a>',
			'<a href="java&#115;cript:alert(1)" onclick="x()">x</a>',
			"<blockquote cite=\"x\n onmouseover=alert(1)\">q</blockquote>",
			'[gallery ids="1"]',
			'&#91;gallery&#93;',
			'<!-- wp:html --><b>x</b><!-- /wp:html -->',
			'<!-<!-- -->- wp:html -->',
			'<scr<script>ipt>alert(1)</script>',
			'<svg/onload=alert(1)>',
			'<iframe src="https://example.org"></iframe>',
			'<p style="background:url(x)">x</p>',
		);
		foreach ( $nasty as $text ) {
			$this->assert_done(
				$this->catalogue->write(
					$id,
					array(
						'description'       => "<p>Soft.</p>{$text}",
						'short_description' => "Soft. {$text}",
						'title'             => "Tee {$text}",
						'seo_description'   => "Tee {$text}",
						'tags'              => array( "tag {$text}" ),
					)
				)
			);
			$html = $this->column( $id, 'post_content' ) . $this->column( $id, 'post_excerpt' ) . $this->column( $id, 'post_title' );
			self::assertDoesNotMatchRegularExpression( '/<script|<img|<svg|<iframe|<[^>]+\son\w+\s*=|javascript:|<!--|style=|cite=/i', html_entity_decode( $html ), $text );
			self::assertStringNotContainsString( '[gallery', do_shortcode( $this->column( $id, 'post_content' ) ) );
			self::assertSame( $this->catalogue->read( $id, array( 'description' ) )['description'], $this->catalogue->normalise( $id, 'description', $this->column( $id, 'post_content' ) ), 'cleaning a clean text changes nothing' );
		}
	}

	public function test_a_shop_managers_change_of_the_title_leaves_an_administrators_script_in_the_description(): void {
		$id     = $this->make( array( 'title' => 'Before' ) );
		$script = "<script>a('\\\\d')</script>\n";
		$this->plant( $id, array( 'post_content' => $script ) );
		$this->as_user( 'shop_manager' );
		$this->assert_done(
			$this->catalogue->write(
				$id,
				array(
					'title' => 'After',
					'tags'  => array( 'new' ),
				)
			)
		);
		self::assertSame( $script, $this->column( $id, 'post_content' ) );
		self::assertSame( 'After', $this->column( $id, 'post_title' ) );
	}

	public function test_of_two_categories_of_one_name_the_products_own_counts_and_else_it_asks(): void {
		$category = $this->taxonomies()[0];
		$id       = $this->make();
		$women    = wp_insert_term( 'WomenX', $category )['term_id'];
		$men      = wp_insert_term( 'MenX', $category )['term_id'];
		$hers     = wp_insert_term( 'ShirtsX', $category, array( 'parent' => $women ) )['term_id'];
		$his      = wp_insert_term( 'ShirtsX', $category, array( 'parent' => $men ) )['term_id'];
		wp_set_object_terms( $id, array(), $category );
		self::assertWPErrorCode( 'devskyy_term_ambiguous', $this->catalogue->write( $id, array( 'categories' => array( 'ShirtsX' ) ) ) );
		wp_set_object_terms( $id, array( $men ), $category );
		$this->assert_done( $this->catalogue->write( $id, array( 'categories' => array( 'MenX', 'ShirtsX' ) ) ) );
		self::assertEqualsCanonicalizing( array( $men, $his ), wp_get_object_terms( $id, $category, array( 'fields' => 'ids' ) ) );
		wp_set_object_terms( $id, array( $hers ), $category );
		$this->assert_done( $this->catalogue->write( $id, array( 'categories' => array( 'ShirtsX' ) ) ) );
		self::assertSame( array( $hers ), wp_get_object_terms( $id, $category, array( 'fields' => 'ids' ) ) );
	}

	public function test_an_attribute_that_makes_variations_is_read_and_never_changed(): void {
		$id = $this->make_variable( 'LOCK' );
		self::assertSame( array( 'S', 'M' ), $this->catalogue->read( $id, array( 'attributes.size' ) )['attributes.size'] );
		$error = $this->catalogue->write(
			$id,
			array(
				'title'           => 'Changed',
				'attributes.size' => array( 'L' ),
			)
		);
		self::assertWPErrorCode( 'devskyy_field_variation', $error );
		self::assertSame( 'attributes.size', $error->get_error_data()['field'] );
		self::assertNotSame( 'Changed', $this->column( $id, 'post_title' ) );
		$this->assert_exact_undo(
			$id,
			array(
				'title'               => 'A new title',
				'description'         => '<p>New.</p>',
				'attributes.material' => array( 'Wool' ),
			)
		);
		self::assertCount( 2, $this->catalogue->find( $id )['variations'] );
	}

	public function test_seo_texts_go_to_our_own_meta_and_into_the_pages_head(): void {
		$id     = $this->make( array( 'title' => 'Head' ) );
		$values = array(
			'seo_title'       => 'Linen \\ "dress" & more',
			'seo_description' => 'Cut in Porto & worn <everywhere>',
		);
		$this->assert_exact_undo( $id, $values );
		$this->assert_done( $this->catalogue->write( $id, $values ) );
		self::assertSame( $values['seo_title'], get_post_meta( $id, '_devskyy_seo_title', true ) );
		$head = new Head( new Adapters(), new StoredMeta( new Bytes() ), $this->catalogue->post_type( ... ) );
		query_posts(
			array(
				'p'         => $id,
				'post_type' => $this->catalogue->post_type(),
			)
		);
		self::assertSame( 'Linen \\ &quot;dress&quot; &amp; more', $head->title( '' ) );
		ob_start();
		$head->description();
		self::assertStringContainsString( 'content="Cut in Porto &amp; worn', (string) ob_get_clean() );
		wp_reset_query();
		self::assertSame( '', $head->title( '' ) );
	}

	public function test_a_field_that_cannot_be_stored_is_named_and_the_others_are_put_back(): void {
		$id    = $this->make(
			array(
				'title'      => 'Whole',
				'attributes' => array( 'Material' => array( 'Linen' ) ),
			)
		);
		$image = $this->picture( $id );
		set_post_thumbnail( $id, $image );
		$stored = $this->stored( $id );
		$refuse = static fn( mixed $check, int $object, string $key ): mixed => '_wp_attachment_image_alt' === $key ? false : $check;
		add_filter( 'update_post_metadata', $refuse, 10, 3 );
		$error  = $this->catalogue->write(
			$id,
			array(
				"image_alt.{$image}"  => 'Refused',
				'title'               => 'Half',
				'tags'                => array( 'half' ),
				'attributes.material' => array( 'Wool' ),
				'seo_title'           => 'Half',
			)
		);
		remove_filter( 'update_post_metadata', $refuse );
		self::assertWPErrorCode( 'devskyy_not_stored', $error );
		self::assertSame( "image_alt.{$image}", $error->get_error_data()['field'] );
		self::assertSame( $stored, $this->stored( $id ) );
	}

	public function test_another_plugin_that_throws_or_alters_leaves_the_product_as_it_was(): void {
		$id     = $this->make( array( 'title' => 'Whole' ) );
		$stored = $this->stored( $id );
		$throw  = static function (): void {
			throw new \RuntimeException( 'a broken plugin' );
		};
		add_action( 'added_post_meta', $throw );
		$error = $this->catalogue->write(
			$id,
			array(
				'title'     => 'Half',
				'seo_title' => 'Half',
			)
		);
		remove_action( 'added_post_meta', $throw );
		self::assertWPErrorCode( 'devskyy_write_failed', $error );
		self::assertStringContainsString( 'a broken plugin', $error->get_error_message() );
		self::assertSame( $stored, $this->stored( $id ) );
	}
}
