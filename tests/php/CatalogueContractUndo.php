<?php
/**
 * What undo brings back.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Tests;

/**
 * Part of the contract of both catalogues: what undo brings back.
 */
trait CatalogueContractUndo {

	/**
	 * Bytes that real shops hold.
	 *
	 * @return array<string,array{string}>
	 */
	public static function bytes(): array {
		return array(
			'backslashes'       => array( 'a \\ b \\\\ c \\n \\\' \\" end\\' ),
			'entities'          => array( 'Tom &amp; Jerry &lt;3 &quot;x&quot; &#8217; &nbsp; & bare' ),
			'a script'          => array( '<p onclick="x()">Hi</p><script>if (a < b && c) { go("\\d"); }</script><style>p{}</style>' ),
			'a trailing line'   => array( "One\n\nTwo  \r\n\t\n" ),
			'blocks'            => array( "<!-- wp:paragraph {\"align\":\"left\"} -->\n<p>x</p>\n<!-- /wp:paragraph -->" ),
			'a shortcode'       => array( '[gallery ids="1,2"] and %%title%% %s %d' ),
			'broken markup'     => array( '<p>open <b>bold <i>x</b> </div>' ),
			'emoji and accents' => array( "Café \u{1F9E5} \u{200D} e\u{301} \u{2028} z" ),
			'nothing'           => array( '' ),
			'a quote'           => array( "It's \"fine\"" ),
		);
	}

	/**
	 * @dataProvider bytes
	 */
	public function test_undo_brings_back_the_sites_own_bytes_for_an_administrator( string $bytes ): void {
		$this->undo_of_bytes( $bytes, 'administrator' );
	}

	/**
	 * @dataProvider bytes
	 */
	public function test_undo_brings_back_the_sites_own_bytes_for_a_shop_manager( string $bytes ): void {
		$this->undo_of_bytes( $bytes, 'shop_manager' );
	}

	private function undo_of_bytes( string $bytes, string $role ): void {
		$id = $this->make( array( 'title' => 'Before' ) );
		$this->plant(
			$id,
			array(
				'post_title'   => $bytes,
				'post_excerpt' => $bytes,
				'post_content' => $bytes,
			)
		);
		$this->as_user( $role );
		self::assertSame( 'shop_manager' !== $role, current_user_can( 'unfiltered_html' ) );
		self::assertSame( $bytes, $this->catalogue->read( $id, array( 'description' ) )['description'] );
		$this->assert_exact_undo(
			$id,
			array(
				'title'             => 'After \\ & "quoted" <3',
				'short_description' => 'Short after.',
				'description'       => "<p>After \\ this &amp; that</p>\n<ul><li>one</li></ul>",
			)
		);
		$this->assert_exact_undo( $id, array( 'title' => 'Only the title' ) );
		$this->assert_exact_undo( $id, array( 'short_description' => 'Only the short description' ) );
	}

	public function test_a_draft_keeps_its_date_and_address(): void {
		$id = $this->make( array( 'title' => 'Draft' ) );
		$this->plant(
			$id,
			array(
				'post_status'   => 'draft',
				'post_date'     => '2020-02-03 04:05:06',
				'post_date_gmt' => '0000-00-00 00:00:00',
				'post_name'     => '',
			)
		);
		$created = $this->catalogue->find( $id )['created'];
		$this->assert_exact_undo( $id, array( 'title' => 'Another title' ) );
		$this->assert_done( $this->catalogue->write( $id, array( 'title' => 'Another title' ) ) );
		self::assertSame( $created, $this->catalogue->find( $id )['created'] );
		self::assertSame( 'draft', get_post_status( $id ) );
	}

	public function test_tags_and_categories_are_names_and_undo_restores_the_assigned_terms(): void {
		list( $category, $tag ) = $this->taxonomies();
		$id                     = $this->make();
		$women                  = wp_insert_term( 'Shirts & "Tops"', $category );
		$soft                   = wp_insert_term( 'Soft', $tag );
		wp_set_object_terms( $id, array( $women['term_id'] ), $category );
		wp_set_object_terms( $id, array( $soft['term_id'] ), $tag );
		$read = $this->catalogue->read( $id, array( 'categories', 'tags' ) );
		self::assertSame( array( 'Shirts & "Tops"' ), $read['categories'] );
		$this->assert_exact_undo(
			$id,
			array(
				'categories' => array( 'Shirts & "Tops"', 'A & B \\ C' ),
				'tags'       => array( 'soft', 'Silk', 'silk', ' ', 'Été' ),
			)
		);
		$this->assert_exact_undo( $id, array( 'tags' => array() ) );
		self::assertSame( array( 'Soft', 'New' ), $this->catalogue->normalise( $id, 'tags', array( 'SOFT', 'New', 'new' ) ) );
		wp_set_object_terms( $id, array(), $category );
		$this->assert_exact_undo( $id, array( 'categories' => array( 'Shirts & "Tops"' ) ) );
	}

	public function test_undo_refuses_when_a_term_was_deleted_since(): void {
		$tag = $this->taxonomies()[1];
		$id  = $this->make();
		$old = wp_insert_term( 'Short-lived', $tag )['term_id'];
		wp_set_object_terms( $id, array( $old ), $tag );
		$journal = $this->catalogue->journal( $id, array( 'tags' ) );
		$this->assert_done( $this->catalogue->write( $id, array( 'tags' => array( 'Other' ) ) ) );
		wp_delete_term( $old, $tag );
		$error = $this->catalogue->write( $id, array( 'tags' => array( 'Short-lived' ) ), $journal );
		self::assertWPErrorCode( 'devskyy_term_gone', $error );
		self::assertSame( 'tags', $error->get_error_data()['field'] );
		self::assertSame( array( 'Other' ), $this->catalogue->read( $id, array( 'tags' ) )['tags'] );
	}

	public function test_attributes_are_added_changed_removed_and_put_back_exactly(): void {
		$id = $this->make(
			array(
				'attributes' => array(
					'Material' => array( 'Linen', 'Cotton' ),
					'Care'     => array( 'Wash \\ cold' ),
					'Origin'   => array( 'Portugal' ),
				),
			)
		);
		$this->assert_exact_undo( $id, array( 'attributes.material' => array( 'Wool & silk', 'Rib "2x2" \\' ) ) );
		$this->assert_exact_undo( $id, array( 'attributes.fit' => array( 'Relaxed' ) ) );
		$this->assert_exact_undo( $id, array( 'attributes.care' => array() ) );
		$this->assert_exact_undo(
			$id,
			array(
				'attributes.material' => array(),
				'attributes.origin'   => array( 'Italy' ),
				'attributes.fit'      => array( 'Slim' ),
				'attributes.care'     => array(),
			)
		);
		$bare = $this->make();
		$this->assert_exact_undo( $bare, array( 'attributes.care-instructions' => array( 'Hand wash' ) ) );
		$this->assert_done( $this->catalogue->write( $bare, array( 'attributes.care-instructions' => array( 'Hand wash' ) ) ) );
		self::assertSame( 'Care instructions', $this->catalogue->find( $bare )['attribute_names']->{'care-instructions'} );
		$this->as_user( 'shop_manager' );
		$this->assert_exact_undo( $id, array( 'attributes.material' => array( 'Wool' ) ) );
	}

	public function test_an_undo_of_one_attribute_keeps_a_later_change_of_another(): void {
		$id      = $this->make(
			array(
				'attributes' => array(
					'Material' => array( 'Linen' ),
					'Care'     => array( 'Wash' ),
				),
			)
		);
		$journal = $this->catalogue->journal( $id, array( 'attributes.material' ) );
		$this->assert_done( $this->catalogue->write( $id, array( 'attributes.material' => array( 'Wool' ) ) ) );
		$this->assert_done( $this->catalogue->write( $id, array( 'attributes.care' => array( 'Dry clean' ) ) ) );
		$this->assert_done( $this->catalogue->write( $id, array( 'attributes.material' => array( 'Linen' ) ), $journal ) );
		$shape = $this->catalogue->find( $id );
		self::assertSame( array( 'Linen' ), $shape['attributes']->material );
		self::assertSame( array( 'Dry clean' ), $shape['attributes']->care );
	}

	public function test_alt_texts_belong_to_the_products_pictures_and_absent_stays_absent(): void {
		$id    = $this->make();
		$one   = $this->picture( $id );
		$other = $this->picture();
		set_post_thumbnail( $id, $one );
		$rows = static fn(): array => (array) get_post_meta( $one, '_wp_attachment_image_alt', false );
		self::assertWPErrorCode( 'devskyy_field_target', $this->catalogue->write( $id, array( "image_alt.{$other}" => 'x' ) ) );
		foreach ( array( array(), array( '' ), array( 'A \\ "dress" & <b>' ), array( 'a', 'b' ) ) as $start ) {
			delete_post_meta( $one, '_wp_attachment_image_alt' );
			foreach ( $start as $value ) {
				add_post_meta( $one, '_wp_attachment_image_alt', wp_slash( $value ) );
			}
			$this->assert_exact_undo( $id, array( "image_alt.{$one}" => 'A rust dress \\ "front"' ) );
			self::assertSame( $start, $rows() );
		}
	}
}
