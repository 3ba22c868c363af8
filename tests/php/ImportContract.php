<?php
/**
 * What an import of products does in either catalogue.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Tests;

use DevSkyy\Catalogue\Catalogue;
use DevSkyy\Connection\Origins;
use DevSkyy\Import\Module;
use DevSkyy\Import\Products\Snapshots;
use DevSkyy\Import\Upload;
use DevSkyy\Jobs\Job;
use WP_Error;

abstract class ImportContract extends TestCase {

	protected Module $imports;

	abstract protected function catalogue(): Catalogue;

	/** Id of the product with a SKU; 0 = none. */
	abstract protected function by_sku( string $sku ): int;

	protected function setUp(): void {
		parent::setUp();
		global $wpdb;
		$this->as_user( 'administrator' );
		$this->imports = new Module( $wpdb, $this->catalogue(), new Origins( array() ) );
	}

	/** Uploads a text in small pieces. */
	protected function upload( string $text, string $name = 'products.csv' ): Upload {
		$upload = $this->imports->uploads->start( $name, strlen( $text ), get_current_user_id() );
		self::assertInstanceOf( Upload::class, $upload );
		while ( ! $upload->complete() ) {
			$upload = $this->imports->uploads->append( $upload, $upload->offset, substr( $text, $upload->offset, 500000 ) );
			self::assertInstanceOf( Upload::class, $upload );
		}
		return $upload;
	}

	/** Steps a job until it waits or is at its end. */
	protected function through( Job|WP_Error $job ): Job {
		self::assertInstanceOf( Job::class, $job, $job instanceof WP_Error ? $job->get_error_message() : '' );
		$most = 500;
		while ( $job->open() && $most-- > 0 ) {
			$job = $this->imports->runner->step( $job );
		}
		return $job;
	}

	/** Reads a CSV up to its preview. */
	protected function preview( string $text ): Job {
		return $this->through( $this->imports->products->start( $this->upload( $text )->id, 'new' ) );
	}

	/** Imports a CSV to its end. */
	protected function import( string $text, string $mode = 'new' ): Job {
		$job = $this->preview( $text );
		self::assertSame( Job::WAITING, $job->status, $job->message );
		$job = $this->through( $this->imports->runner->act( $job, 'start', array( 'mode' => $mode ) ) );
		self::assertSame( Job::COMPLETED, $job->status, $job->message );
		return $job;
	}

	/**
	 * The problems by row: row → list of "level column code".
	 *
	 * @return array<int,list<string>>
	 */
	protected function problems( Job $job ): array {
		$found = array();
		foreach ( $this->rest( 'GET', "/devskyy/v1/imports/{$job->id}/rows", array( 'limit' => 100 ) )->get_data() as $row ) {
			$found[ $row['row'] ] = array_map( static fn( array $one ): string => trim( "{$one['level']} {$one['column']} {$one['code']}" ), $row['problems'] );
		}
		return $found;
	}

	/** Counts without the plan of rows. */
	protected function counts( Job $job ): array {
		return array_intersect_key( $this->imports->counts( $job ), array_flip( array( 'made', 'updated', 'skipped', 'failed', 'undone', 'kept' ) ) );
	}

	/**
	 * All products to the byte, by id.
	 *
	 * @return array<int,string>
	 */
	protected function shop(): array {
		wp_cache_flush();
		$ids = $this->all_ids();
		return array_map( static fn( array $one ): string => (string) wp_json_encode( $one ), ( new Snapshots() )->take( $ids ) );
	}

	/**
	 * Ids of all products and variations.
	 *
	 * @return list<int>
	 */
	private function all_ids(): array {
		global $wpdb;
		return array_map( 'intval', $wpdb->get_col( "SELECT ID FROM {$wpdb->posts} WHERE post_type IN ('product', 'product_variation', 'devskyy_product') AND post_status NOT IN ('trash', 'auto-draft') ORDER BY ID" ) );
	}

	/** A small file: a simple product and one with two variations. */
	protected function small(): string {
		return "Type,SKU,Name,Published,Description,Regular price,Sale price,Stock,Categories,Tags,Parent,Attribute 1 name,Attribute 1 value(s),Attribute 1 visible,Attribute 1 global\n"
			. "simple,I-1,Coat,1,\"<p>Warm, \"\"very\"\" warm.</p>\",129.90,99.00,7,\"Women > Coats, New\",\"wool, winter\",,Fabric,Wool,1,0\n"
			. "variable,I-2,Shirt,1,A shirt.,,,,Women > Shirts,,,Size,\"S, M\",1,0\n"
			. "variation,I-2-S,,1,,49.00,,3,,,I-2,Size,S,,0\n"
			. "variation,I-2-M,,1,,49.00,45.00,0,,,I-2,Size,M,,0\n";
	}

	public function test_a_file_becomes_products_with_variations_categories_and_tags(): void {
		$job     = $this->import( $this->small() );
		$catalog = $this->catalogue();
		self::assertSame( array( 'made' => 4 ), $this->counts( $job ) );
		self::assertSame( array(), $this->problems( $job ) );
		$coat = $catalog->find( $this->by_sku( 'I-1' ) );
		self::assertIsArray( $coat );
		self::assertSame( array( 'Coat', '<p>Warm, "very" warm.</p>', '129.90', '99.00', 7 ), array( $coat['title'], trim( $coat['description'] ), $coat['regular_price'], $coat['sale_price'], (int) $coat['stock_quantity'] ) );
		self::assertEqualsCanonicalizing( array( 'wool', 'winter' ), $coat['tags'] );
		self::assertContains( 'Coats', $coat['categories'] );
		$shirt = $catalog->find( $this->by_sku( 'I-2' ) );
		self::assertSame( array( 'I-2-S', 'I-2-M' ), array_column( $shirt['variations'] ?? array(), 'sku' ) );
		self::assertSame( '45.00', $shirt['variations'][1]['sale_price'] );
	}

	public function test_the_preview_changes_nothing_and_tells_what_each_row_would_do(): void {
		$this->import( $this->small() );
		$before = $this->shop();
		$job    = $this->preview( $this->small() . "simple,I-9,New,1,,10,,,,,,,,,\nsimple,I-8,Bad,1,,ten,,,,,,,,,\n" );
		$counts = $this->imports->counts( $job );
		self::assertSame( array( 1, 4, 1 ), array( $counts['create'], $counts['update'], $counts['failed'] ) );
		self::assertSame( array( 7 => array( 'error Regular price unreadable' ) ), $this->problems( $job ) );
		self::assertSame( $before, $this->shop() );
	}

	public function test_an_import_is_undone_so_that_nothing_of_it_is_left(): void {
		$before = $this->shop();
		$job    = $this->import( $this->small() );
		self::assertNotSame( $before, $this->shop() );
		$job = $this->through( $this->imports->runner->act( $job, 'undo', array() ) );
		self::assertSame( array( 'undone' => 4 ), $this->counts( $job ), (string) wp_json_encode( $this->problems( $job ) ) );
		self::assertSame( 'undone', $job->phase );
		self::assertSame( $before, $this->shop() );
	}

	public function test_updated_products_are_put_back_to_the_byte(): void {
		$this->import( $this->small() );
		$before = $this->shop();
		$text   = str_replace( array( 'Coat,1', '129.90', 'A shirt.', '49.00,45.00', 'wool, winter', '"S, M"' ), array( 'Parka,0', '140.00', 'Another text.', '51.00,', 'down', '"S, M, L"' ), $this->small() );
		$job    = $this->import( $text, 'both' );
		self::assertSame( array( 'updated' => 4 ), $this->counts( $job ) );
		self::assertSame( 'Parka', $this->catalogue()->find( $this->by_sku( 'I-1' ) )['title'] );
		self::assertNotSame( $before, $this->shop() );
		$job = $this->through( $this->imports->runner->act( $job, 'undo', array() ) );
		self::assertSame( array( 'undone' => 4 ), $this->counts( $job ), (string) wp_json_encode( $this->problems( $job ) ) );
		self::assertSame( $before, $this->shop() );
	}

	public function test_what_was_changed_since_stays_and_the_row_says_so(): void {
		$job = $this->import( $this->small() );
		$id  = $this->by_sku( 'I-1' );
		$this->catalogue()->write( $id, array( 'title' => 'By hand' ) );
		$job = $this->through( $this->imports->runner->act( $job, 'undo', array() ) );
		self::assertSame( array( 'kept' => 1, 'undone' => 3 ), array( 'kept' => $this->counts( $job )['kept'], 'undone' => $this->counts( $job )['undone'] ) ); // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
		self::assertSame( array( 2 => array( 'error not_undone' ) ), array_map( static fn( array $all ): array => array_values( preg_replace( '/\s+/', ' ', $all ) ), $this->problems( $job ) ) );
		self::assertSame( 'By hand', $this->catalogue()->find( $id )['title'] );
	}

	public function test_only_new_skips_known_rows_and_only_update_skips_new_ones(): void {
		$this->import( $this->small() );
		$more = $this->small() . "simple,I-9,New,1,,10,,,,,,,,,\n";
		self::assertSame( array( 'skipped' => 4, 'made' => 1 ), array( 'skipped' => $this->counts( $this->import( $more ) )['skipped'], 'made' => 1 ) ); // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
		$other = str_replace( 'I-9', 'I-10', $more );
		$last  = $this->counts( $this->import( $other, 'update' ) );
		self::assertSame( array( 4, 1 ), array( $last['updated'], $last['skipped'] ) );
		self::assertSame( 0, $this->by_sku( 'I-10' ) );
	}

	public function test_an_import_that_is_cut_off_goes_on_and_doubles_nothing(): void {
		global $wpdb;
		$rows = 'Type,SKU,Name,Regular price';
		for ( $number = 1; $number <= 90; $number++ ) {
			$rows .= "\nsimple,C-{$number},Piece {$number},{$number}.00";
		}
		$job = $this->preview( $rows );
		$job = $this->imports->runner->jobs->change( $job, array( 'status' => Job::RUNNING, 'phase' => 'rows', 'total' => 90 ) ); // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
		$die = static function ( mixed $id, mixed $post ): void {
			if ( str_contains( $post->post_title ?? '', 'Piece 57' ) ) {
				throw new \Error( 'killed' );
			}
		};
		add_action( 'wp_insert_post', $die, 1, 2 );
		try {
			for ( $steps = 0; $steps < 50; $steps++ ) {
				$job = $this->imports->runner->step( $this->imports->runner->jobs->get( $job->id ) );
			}
			self::fail( 'It did not die.' );
		} catch ( \Error $killed ) {
			self::assertSame( 'killed', $killed->getMessage() );
		}
		remove_action( 'wp_insert_post', $die, 1 );
		$stored = $this->imports->counts( $job );
		self::assertSame( $stored['made'], count( $this->ids_of( 'C-' ) ), 'Rows that count as made and products that are there are the same.' );
		self::assertLessThan( 90, $stored['made'] );
		$job = $this->through( $this->imports->runner->act( $this->imports->runner->jobs->get( $job->id ), 'resume', array() ) );
		self::assertSame( array( Job::COMPLETED, array( 'made' => 90 ) ), array( $job->status, $this->counts( $job ) ) );
		self::assertCount( 90, $this->ids_of( 'C-' ) );
		self::assertSame( 0, (int) $wpdb->get_var( "SELECT COUNT(*) FROM {$wpdb->prefix}devskyy_import_rows WHERE job = '{$job->id}' AND status IN ('ready', 'working')" ) );
	}

	/**
	 * Products whose SKU begins so.
	 *
	 * @return list<int>
	 */
	protected function ids_of( string $start ): array {
		global $wpdb;
		return array_map( 'intval', $wpdb->get_col( $wpdb->prepare( "SELECT post_id FROM {$wpdb->postmeta} WHERE meta_key IN ('_sku', '_devskyy_sku') AND meta_value LIKE %s", $wpdb->esc_like( $start ) . '%' ) ) );
	}

	public function test_a_cancelled_import_goes_on_where_it_was(): void {
		$job = $this->preview( $this->small() );
		$job = $this->imports->runner->cancel( $job );
		self::assertSame( Job::CANCELLED, $job->status );
		$job = $this->imports->runner->act( $job, 'resume', array() );
		self::assertSame( array( Job::WAITING, 'preview' ), array( $job->status, $job->phase ) );
		self::assertSame( array( 'made' => 4 ), $this->counts( $this->through( $this->imports->runner->act( $job, 'start', array() ) ) ) );
	}

	public function test_rights_are_asked_for_anew_at_each_slice(): void {
		$owner = wp_get_current_user();
		$job   = $this->preview( $this->small() );
		$job   = $this->imports->runner->jobs->change( $job, array( 'status' => Job::QUEUED, 'phase' => 'rows' ) ); // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
		$owner->set_role( 'editor' );
		if ( is_multisite() ) {
			revoke_super_admin( $owner->ID );
		}
		$job = $this->imports->runner->step( $job );
		self::assertSame( array( Job::FAILED, 0 ), array( $job->status, $this->by_sku( 'I-1' ) ) );
		self::assertStringContainsString( 'may not import', $job->message );
	}

	public function test_hostile_rows_are_told_by_row_and_the_others_go_in(): void {
		$long = str_repeat( 'x', 1000000 );
		$job  = $this->import(
			"Type,SKU,Name,Regular price,Parent,Description\n"
			. "simple,H-1,=HYPERLINK(\"http://x\"),10,,fine\n"
			. "simple,H-2,\"A\0B\",10,,nul\n"
			. "simple,H-3,Long,10,,{$long}\n"
			. "simple,H-4,Extra,10,,x,more,cells\n"
			. "simple,H-1,Twice,10,,x\n"
			. "variation,H-6,,10,H-unknown,x\n"
			. "variation,H-7,,10,H-7,x\n"
			. "variation,H-8,,10,H-9,x\n"
			. "variation,H-9,,10,H-8,x\n"
			. "spaceship,H-10,Odd,10,,x\n"
			. "simple,H-11,Minus,-5,,x\n"
		);
		self::assertSame( array( 'made' => 3, 'failed' => 8 ), array( 'made' => $this->counts( $job )['made'], 'failed' => $this->counts( $job )['failed'] ) ); // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
		self::assertSame(
			array(
				3  => array( 'warning Name nul' ),
				5  => array( 'error  row_length' ),
				6  => array( 'error SKU sku_twice' ),
				7  => array( 'error Parent parent_unknown' ),
				8  => array( 'error Parent parent_self' ),
				9  => array( 'error Parent parent_variation' ),
				10 => array( 'error Parent parent_variation' ),
				11 => array( 'error Type type_unknown' ),
				12 => array( 'error Regular price unreadable' ),
			),
			$this->problems( $job )
		);
		self::assertSame( 1000000, strlen( trim( get_post( $this->by_sku( 'H-3' ) )->post_content ) ) );
		self::assertSame( 'AB', get_post( $this->by_sku( 'H-2' ) )->post_title );
	}

	public function test_scripts_of_a_user_without_unfiltered_html_do_not_get_in(): void {
		$this->as_user( 'shop_manager' );
		global $wpdb;
		$this->imports = new Module( $wpdb, $this->catalogue(), new Origins( array() ) );
		$this->import( "Type,SKU,Name,Description,Short description\nsimple,K-1,<b>K</b><script>alert(1)</script>,<p onclick=\"x()\">ok</p><script>alert(1)</script>,<iframe src=x></iframe>short\n" );
		$post = get_post( $this->by_sku( 'K-1' ) );
		foreach ( array( $post->post_title, $post->post_content, $post->post_excerpt ) as $text ) {
			self::assertDoesNotMatchRegularExpression( '/<script|onclick|<iframe/', $text );
		}
		self::assertStringContainsString( '<p>ok</p>', $post->post_content );
	}

	public function test_a_missing_picture_is_a_warning_and_private_addresses_are_never_called(): void {
		$called = array();
		$see    = static function ( mixed $answer, array $args, string $url ) use ( &$called ): mixed {
			$called[] = $url;
			return new WP_Error( 'http', 'no network in tests' );
		};
		add_filter( 'pre_http_request', $see, 10, 3 );
		$job = $this->import( "Type,SKU,Name,Images\nsimple,P-1,Piece,\"https://127.0.0.1/a.jpg, http://10.0.0.1/b.jpg, https://[::1]/c.jpg, nowhere.jpg\"\n" );
		remove_filter( 'pre_http_request', $see );
		self::assertSame( array(), $called );
		self::assertSame( array( 'made' => 1 ), $this->counts( $job ) );
		self::assertSame( array( 2 => array_fill( 0, 4, 'warning Images picture' ) ), $this->problems( $job ) );
	}

	public function test_pictures_come_from_the_media_library_and_from_addresses_that_are_allowed(): void {
		global $wpdb;
		$this->imports = new Module( $wpdb, $this->catalogue(), new Origins( array( 'http://127.0.0.1:9249' ) ) );
		$picture       = (string) base64_decode( 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', true );
		$put           = wp_upload_bits( 'devskyy-import-test.png', null, $picture );
		$known         = wp_insert_attachment( array( 'post_mime_type' => 'image/png', 'post_title' => 'x' ), $put['file'] ); // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
		$answer        = static fn(): array => array(
			'response' => array( 'code' => 200 ),
			'headers'  => array(),
			'body'     => $picture,
			'cookies'  => array(),
		);
		add_filter( 'pre_http_request', $answer );
		$job           = $this->import( "Type,SKU,Name,Images\nsimple,P-2,Piece,\"" . basename( $put['file'] ) . ", http://127.0.0.1:9249/b.png\"\n" );
		remove_filter( 'pre_http_request', $answer );
		self::assertSame( array(), $this->problems( $job ) );
		$images = $this->catalogue()->find( $this->by_sku( 'P-2' ) )['images'];
		self::assertCount( 2, $images );
		self::assertSame( $known, $images[0]['id'] );
		$job = $this->through( $this->imports->runner->act( $job, 'undo', array() ) );
		self::assertSame( array( 'undone' => 1 ), $this->counts( $job ) );
		self::assertNull( get_post( $images[1]['id'] ), 'The picture that the import brought goes with it.' );
		self::assertNotNull( get_post( $known ), 'The picture that was there before stays.' );
		wp_delete_attachment( $known, true );
	}

	/** The samples of WooCommerce. */
	private function sample( string $name ): string {
		$file = dirname( __DIR__, 3 ) . '/shared/data/woo-samples/' . $name;
		if ( ! is_readable( $file ) ) {
			self::markTestSkipped( 'Needs ../shared: its WooCommerce samples are not here.' );
		}
		return (string) file_get_contents( $file );
	}

	public function test_the_samples_of_woocommerce_go_in_whole_and_out_again_needs_shared(): void {
		foreach ( array( 'sample_products.csv', 'experimental_fashion_sample_9_products.csv' ) as $name ) {
			$text = $this->sample( $name );
			$text = (string) preg_replace( '#https?://[^",\s]+\.(jpe?g|png)#', 'none.jpg', $text );
			$job  = $this->import( $text );
			self::assertSame( 0, $this->counts( $job )['failed'] ?? 0, (string) wp_json_encode( $this->problems( $job ) ) );
			self::assertGreaterThan( 8, $this->counts( $job )['made'] );
			$undone = $this->through( $this->imports->runner->act( $job, 'undo', array() ) );
			self::assertSame( array( 'undone' ), array_keys( $this->counts( $undone ) ), (string) wp_json_encode( $this->problems( $undone ) ) );
		}
	}
}
