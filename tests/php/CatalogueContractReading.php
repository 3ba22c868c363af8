<?php
/**
 * What is read of products.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Tests;

use DevSkyy\Catalogue\HandsOff;

/**
 * Part of the contract of both catalogues: what is read of products.
 */
trait CatalogueContractReading {

	public function test_an_empty_product_has_every_key_of_the_contract_and_empty_objects(): void {
		$shape = json_decode( (string) wp_json_encode( $this->catalogue->find( $this->make( array( 'title' => 'Plain' ) ) ) ) );
		$keys  = array( 'id', 'kind', 'type', 'status', 'sku', 'title', 'url', 'short_description', 'description', 'seo_title', 'seo_description', 'categories', 'tags', 'attributes', 'attribute_names', 'variation_attributes', 'currency', 'regular_price', 'sale_price', 'price', 'stock_status', 'stock_quantity', 'weight', 'weight_unit', 'dimensions', 'images', 'image_alt', 'variations', 'hands_off', 'created', 'modified' );
		self::assertEqualsCanonicalizing( $keys, array_keys( get_object_vars( $shape ) ) );
		foreach ( array( 'attributes', 'attribute_names', 'image_alt', 'dimensions' ) as $object ) {
			self::assertIsObject( $shape->{$object}, $object );
		}
		foreach ( array( 'categories', 'tags', 'variation_attributes', 'images', 'variations' ) as $list ) {
			self::assertIsArray( $shape->{$list}, $list );
		}
		self::assertSame( 'product', $shape->kind );
		self::assertNull( $shape->regular_price );
		self::assertNull( $shape->stock_quantity );
		self::assertSame( 'instock', $shape->stock_status );
		self::assertFalse( $shape->hands_off );
		self::assertMatchesRegularExpression( '/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/', $shape->created );
		self::assertMatchesRegularExpression( '/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/', $shape->modified );
	}

	public function test_a_product_tells_price_attributes_pictures_and_variations(): void {
		$id    = $this->make(
			array(
				'title'      => 'Tee',
				'sku'        => 'TEE-1',
				'price'      => '19.90',
				'attributes' => array( 'Care label' => array( 'Wash cold', 'Do not bleach' ) ),
			)
		);
		$image = $this->picture( $id );
		set_post_thumbnail( $id, $image );
		$shape = $this->catalogue->find( $id );
		self::assertSame( '19.90', $shape['regular_price'] );
		self::assertSame( '19.90', $shape['price'] );
		self::assertSame( array( 'Wash cold', 'Do not bleach' ), $shape['attributes']->{'care-label'} );
		self::assertSame( 'Care label', $shape['attribute_names']->{'care-label'} );
		self::assertSame( $image, $shape['images'][0]['id'] );
		self::assertSame( array( (string) $image => '' ), array_map( 'strval', get_object_vars( $shape['image_alt'] ) ) );
		$variable = $this->catalogue->find( $this->make_variable( 'VAR' ) );
		self::assertSame( array( 'size' ), $variable['variation_attributes'] );
		self::assertSame( array( 'S', 'M' ), array_map( static fn( array $one ): string => $one['attributes']->size, $variable['variations'] ) );
		self::assertSame( array( 'VAR-S', 'VAR-M' ), array_column( $variable['variations'], 'sku' ) );
		self::assertSame( array( 'instock', 'outofstock' ), array_column( $variable['variations'], 'stock_status' ) );
		self::assertSame( '30', $variable['price'] );
		self::assertNull( $variable['regular_price'] );
	}

	public function test_what_is_no_product_or_in_the_trash_is_not_found(): void {
		$id = $this->make();
		self::assertNull( $this->catalogue->find( 999999999 ) );
		self::assertNull( $this->catalogue->find( wp_insert_post( array( 'post_title' => 'A post' ) ) ) );
		wp_trash_post( $id );
		self::assertNull( $this->catalogue->find( $id ) );
		self::assertNotContains( $id, $this->catalogue->ids() );
		self::assertWPErrorCode( 'devskyy_product_gone', $this->catalogue->read( $id, array( 'title' ) ) );
		self::assertWPErrorCode( 'devskyy_product_gone', $this->catalogue->write( $id, array( 'title' => 'x' ) ) );
		self::assertSame( '', $this->catalogue->describe( $id )['title'] );
	}

	public function test_a_list_is_paged_and_searched_by_title_and_sku(): void {
		$one   = $this->make(
			array(
				'title' => 'Zephyr coat',
				'sku'   => 'QX-77',
			)
		);
		$two   = $this->make(
			array(
				'title' => 'Zephyr scarf',
				'sku'   => 'QX-78',
			)
		);
		$three = $this->make_variable( 'QY-90' );
		$found = $this->catalogue->list( array( 'search' => 'zephyr' ) );
		self::assertSame( array( $one, $two ), array_column( $found['items'], 'id' ) );
		self::assertSame( 2, $found['total'] );
		$page = $this->catalogue->list(
			array(
				'search'   => 'zephyr',
				'per_page' => 1,
				'page'     => 2,
			)
		);
		self::assertSame( array( $two ), array_column( $page['items'], 'id' ) );
		self::assertSame( 2, $page['total'] );
		self::assertSame( array( $two ), array_column( $this->catalogue->list( array( 'search' => 'QX-78' ) )['items'], 'id' ) );
		self::assertSame( array( $three ), array_column( $this->catalogue->list( array( 'search' => 'QY-90-M' ) )['items'], 'id' ) );
		self::assertSame( array( $one, $three ), array_column( $this->catalogue->list( array( 'ids' => array( $three, $one, 999999999 ) ) )['items'], 'id' ) );
		self::assertSame( array(), $this->catalogue->list( array( 'ids' => array() ) )['items'] );
		self::assertSame( array(), $this->catalogue->list( array( 'search' => 'no such thing' ) )['items'] );
		$this->plant( $two, array( 'post_status' => 'draft' ) );
		self::assertSame(
			array( $two ),
			array_column(
				$this->catalogue->list(
					array(
						'search' => 'zephyr',
						'status' => array( 'draft' ),
					)
				)['items'],
				'id'
			)
		);
		self::assertContains( $two, $this->catalogue->ids() );
	}

	public function test_the_fingerprint_is_of_the_asked_fields_alone(): void {
		$id     = $this->make(
			array(
				'title' => 'Print "é" /',
				'price' => '10',
			)
		);
		$fields = array( 'title', 'tags', 'attributes.care' );
		$print  = $this->catalogue->fingerprint( $id, $fields );
		self::assertSame( hash( 'sha256', '{"attributes.care":[],"tags":[],"title":"Print \"é\" /"}' ), $print );
		$this->plant( $id, array( 'post_content' => 'Changed' ) );
		update_post_meta( $id, '_stock', '3' );
		self::assertSame( $print, $this->catalogue->fingerprint( $id, $fields ) );
		self::assertSame( $print, $this->catalogue->fingerprint( $id, array_reverse( $fields ) ) );
		$this->plant( $id, array( 'post_title' => 'Other' ) );
		self::assertNotSame( $print, $this->catalogue->fingerprint( $id, $fields ) );
		self::assertWPErrorCode( 'devskyy_field_unknown', $this->catalogue->fingerprint( $id, array( 'nothing' ) ) );
	}

	public function test_who_may_edit_is_who_may_edit_the_post(): void {
		$id = $this->make();
		self::assertTrue( $this->catalogue->can_edit( $id, $this->as_user( 'administrator' ) ) );
		self::assertTrue( $this->catalogue->can_edit( $id, $this->as_user( 'shop_manager' ) ) );
		self::assertFalse( $this->catalogue->can_edit( $id, $this->as_user( 'editor' ) ) );
		self::assertFalse( $this->catalogue->can_edit( $id, $this->as_user( 'subscriber' ) ) );
	}

	public function test_a_description_for_lists_and_a_label_for_every_field(): void {
		$id    = $this->make(
			array(
				'title' => 'Listed',
				'sku'   => 'LST-1',
			)
		);
		$short = $this->catalogue->describe( $id );
		self::assertSame( array( 'product', $id, 'Listed', 'LST-1' ), array( $short['kind'], $short['id'], $short['title'], $short['sku'] ) );
		self::assertSame( get_permalink( $id ), $short['url'] );
		self::assertStringContainsString( "post={$id}&action=edit", $short['edit_url'] );
		self::assertSame( 'Meta description', $this->catalogue->label( 'seo_description' ) );
		self::assertSame( 'Care instructions', $this->catalogue->label( 'attributes.care-instructions' ) );
	}

	public function test_a_title_reads_in_lists_as_in_the_shop_and_keeps_its_bytes_in_the_product(): void {
		global $wpdb;
		$titles = array(
			'Knit &amp; Co &#8211; &quot;Soft&quot;'       => 'Knit & Co – "Soft"',
			'A <b>wool</b> coat &lt;3<script>x()</script>' => 'A wool coat <3',
			'<br>'                                         => '<br>',
		);
		foreach ( $titles as $stored => $shown ) {
			$id = $this->make();
			$wpdb->update( $wpdb->posts, array( 'post_title' => $stored ), array( 'ID' => $id ) );
			clean_post_cache( $id );
			self::assertSame( $shown, $this->catalogue->describe( $id )['title'] );
			self::assertSame( array( 'title' => $stored ), $this->catalogue->read( $id, array( 'title' ) ) );
		}
	}

	public function test_hands_off_is_told(): void {
		$id = $this->make();
		( new HandsOff() )->mark( $id, true );
		self::assertTrue( $this->catalogue->find( $id )['hands_off'] );
		( new HandsOff() )->mark( $id, false );
		self::assertFalse( $this->catalogue->find( $id )['hands_off'] );
	}

	public function test_what_another_process_changed_meanwhile_is_seen_and_kept(): void {
		global $wpdb;
		$id    = $this->make( array( 'title' => 'Before' ) );
		$image = $this->picture( $id );
		set_post_thumbnail( $id, $image );
		update_post_meta( $image, '_wp_attachment_image_alt', 'Before' );
		$fields = array( 'title', 'seo_title', "image_alt.{$image}" );
		$this->catalogue->read( $id, $fields );
		$this->catalogue->find( $id );
		$wpdb->update( $wpdb->posts, array( 'post_title' => 'Theirs', 'post_content' => 'Theirs' ), array( 'ID' => $id ) ); // phpcs:ignore WordPress.Arrays
		$wpdb->update( $wpdb->postmeta, array( 'meta_value' => 'Theirs' ), array( 'post_id' => $image, 'meta_key' => '_wp_attachment_image_alt' ) ); // phpcs:ignore WordPress.Arrays
		$wpdb->insert( $wpdb->postmeta, array( 'post_id' => $id, 'meta_key' => '_devskyy_seo_title', 'meta_value' => 'Theirs' ) ); // phpcs:ignore WordPress.Arrays
		self::assertSame( array( 'Theirs', 'Theirs', 'Theirs' ), array_values( $this->catalogue->read( $id, $fields ) ) );
		$wpdb->update( $wpdb->posts, array( 'post_content' => 'Theirs again' ), array( 'ID' => $id ) );
		$this->assert_done( $this->catalogue->write( $id, array( 'title' => 'Ours' ) ) );
		self::assertSame( 'Theirs again', $this->column( $id, 'post_content' ) );
	}
}
