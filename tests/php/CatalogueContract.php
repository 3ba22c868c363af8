<?php
/**
 * What both catalogues must do, whatever keeps the products.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Tests;

use DevSkyy\Catalogue\Catalogue;
use DevSkyy\Catalogue\HandsOff;
use WP_Error;

/**
 * The contract tests; each implementation has a class that makes its products.
 */
abstract class CatalogueContract extends TestCase {

	protected Catalogue $catalogue;

	/** The catalogue under test. */
	abstract protected function catalogue(): Catalogue;

	/**
	 * Makes a published product.
	 *
	 * @param array<string,mixed> $facts title, sku, price, attributes: name → values.
	 */
	abstract protected function make( array $facts = array() ): int;

	/** Makes a product with variations by size, SKU `$sku-S` and `$sku-M`. */
	abstract protected function make_variable( string $sku ): int;

	/** Where attributes are stored. */
	abstract protected function attributes_key(): string;

	/** The taxonomies of categories and tags. */
	abstract protected function taxonomies(): array;

	protected function setUp(): void {
		parent::setUp();
		$this->as_user( 'administrator' );
		$this->catalogue = $this->catalogue();
	}

	/** The bytes of a column, as the database holds them. */
	protected function column( int $id, string $column ): string {
		global $wpdb;
		return (string) $wpdb->get_var( $wpdb->prepare( 'SELECT %i FROM %i WHERE ID = %d', $column, $wpdb->posts, $id ) );
	}

	/** Puts bytes into columns past every filter, as an earlier time may have left them. */
	protected function plant( int $id, array $columns ): void {
		global $wpdb;
		$wpdb->update( $wpdb->posts, $columns, array( 'ID' => $id ) );
		clean_post_cache( $id );
	}

	/** Every stored row that a change could touch: columns, meta, terms; without the times of change. */
	protected function stored( int $id ): array {
		global $wpdb;
		$row = (array) $wpdb->get_row( $wpdb->prepare( 'SELECT * FROM %i WHERE ID = %d', $wpdb->posts, $id ), ARRAY_A );
		unset( $row['post_modified'], $row['post_modified_gmt'] );
		$meta  = $wpdb->get_results( $wpdb->prepare( 'SELECT meta_key, meta_value FROM %i WHERE post_id = %d ORDER BY meta_key, meta_id', $wpdb->postmeta, $id ), ARRAY_A );
		$terms = $wpdb->get_col( $wpdb->prepare( 'SELECT term_taxonomy_id FROM %i WHERE object_id = %d ORDER BY term_taxonomy_id', $wpdb->term_relationships, $id ) );
		$meta  = array_values( array_filter( (array) $meta, static fn( array $one ): bool => ! in_array( $one['meta_key'], array( '_edit_lock', '_product_version' ), true ) ) );
		return array( $row, $meta, $terms );
	}

	/** The product's JSON without what tells the time of change. */
	protected function json( int $id ): string {
		$shape = (array) $this->catalogue->find( $id );
		foreach ( array_keys( $shape ) as $key ) {
			if ( str_starts_with( (string) $key, 'modified' ) ) {
				unset( $shape[ $key ] );
			}
		}
		return (string) wp_json_encode( $shape );
	}

	/** Writes, and checks that undo brings every stored byte back. */
	protected function assert_exact_undo( int $id, array $values ): void {
		$fields  = array_keys( $values );
		$stored  = $this->stored( $id );
		$json    = $this->json( $id );
		$before  = $this->catalogue->read( $id, $fields );
		$journal = json_decode( (string) wp_json_encode( $this->catalogue->journal( $id, $fields ) ), true );
		self::assertIsArray( $before );
		$this->assert_done( $this->catalogue->write( $id, $values ) );
		foreach ( $values as $field => $value ) {
			$now = $this->catalogue->read( $id, array( $field ) );
			self::assertIsArray( $now );
			self::assertTrue( $this->catalogue->same( $field, $now[ $field ], $this->catalogue->normalise( $id, $field, $value ) ), $field );
		}
		$this->assert_done( $this->catalogue->write( $id, $before, $journal ) );
		self::assertSame( $stored, $this->stored( $id ) );
		wp_cache_flush();
		self::assertSame( $json, $this->json( $id ) );
	}

	protected function assert_done( mixed $result ): void {
		self::assertTrue( $result, $result instanceof WP_Error ? (string) wp_json_encode( array( $result->get_error_messages(), $result->get_error_data() ) ) : '' );
	}

	/** An attachment; its file need not be there. */
	protected function picture( int $product = 0 ): int {
		$id = wp_insert_attachment(
			array(
				'post_title'     => 'picture',
				'post_mime_type' => 'image/webp',
				'post_status'    => 'inherit',
			),
			'2026/01/picture-' . wp_generate_password( 6, false ) . '.webp',
			$product,
			true
		);
		self::assertIsInt( $id );
		return $id;
	}

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

	protected static function assertWPErrorCode( string $code, mixed $result ): void {
		self::assertInstanceOf( WP_Error::class, $result );
		self::assertSame( $code, $result->get_error_code() );
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

	public function test_seo_texts_go_to_our_own_meta_and_into_the_pages_head(): void {
		$id     = $this->make( array( 'title' => 'Head' ) );
		$values = array(
			'seo_title'       => 'Linen \\ "dress" & more',
			'seo_description' => 'Cut in Porto & worn <everywhere>',
		);
		$this->assert_exact_undo( $id, $values );
		$this->assert_done( $this->catalogue->write( $id, $values ) );
		self::assertSame( $values['seo_title'], get_post_meta( $id, '_devskyy_seo_title', true ) );
		$head = new \DevSkyy\Catalogue\Seo\Head( new \DevSkyy\Catalogue\Seo\Adapters(), new \DevSkyy\Catalogue\Fields\StoredMeta( new \DevSkyy\Catalogue\Fields\Bytes() ), $this->catalogue->post_type( ... ) );
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
		$error = $this->catalogue->write(
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

	public function test_hands_off_is_told(): void {
		$id = $this->make();
		( new HandsOff() )->mark( $id, true );
		self::assertTrue( $this->catalogue->find( $id )['hands_off'] );
		( new HandsOff() )->mark( $id, false );
		self::assertFalse( $this->catalogue->find( $id )['hands_off'] );
	}
}
