<?php
/**
 * Orders from a CSV.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Tests;

use DevSkyy\Import\Module;
use DevSkyy\Catalogue\CatalogueFactory;
use DevSkyy\Connection\Origins;
use DevSkyy\Jobs\Job;
use DevSkyy\Orders\Import\Formats;
use DevSkyy\Orders\ImportedOrders;
use DevSkyy\Orders\OrderStore;

final class OrderImportTest extends TestCase {

	private const FILE = "Order;Date;SKU;Qty;Price;Email;Country;Currency\n" .
		"1001;03/01/2026 10:00;A-1;2;19,90;ada@example.org;DE;EUR\n" .
		"1001;03/01/2026 10:00;B-1;1;1.250,00;ada@example.org;DE;EUR\n" .
		"1002;04/01/2026 11:30;A-1;-1;19,90;bob@example.org;FR;EUR\n" .
		"1003;31/02/2026 11:30;A-1;x;19,90;bob@example.org;FR;EUR\n" .
		"1003;05/01/2026 11:30;B-1;1;5,00;bob@example.org;FR;EUR\n" .
		"\n" .
		"1004;05/01/2026 11:30;B-1;1;12.5;carl@example.org;FR;EUR\n" .
		";05/01/2026 11:30;B-1;1;5,00;dan@example.org;FR;Euro\n";

	private const HOW = array(
		'map'         => array(
			'number'     => 0,
			'date'       => 1,
			'sku'        => 2,
			'quantity'   => 3,
			'unit_price' => 4,
			'customer'   => 5,
			'country'    => 6,
			'currency'   => 7,
		),
		'date_format' => 'DD/MM/YYYY hh:mm',
		'decimal'     => ',',
		'currency'    => 'EUR',
		'prices'      => 'gross',
	);

	private Module $parts;

	private ImportedOrders $orders;

	protected function setUp(): void {
		global $wpdb;
		parent::setUp();
		$wpdb->query( "DELETE FROM {$wpdb->prefix}devskyy_orders" );
		$wpdb->query( "DELETE FROM {$wpdb->prefix}devskyy_order_imports" );
		$wpdb->query( "DELETE FROM {$wpdb->prefix}devskyy_upload_pieces" );
		$this->as_user( 'shop_manager' );
		$this->parts  = new Module( $wpdb, ( new CatalogueFactory() )->create(), new Origins( array() ) );
		$this->orders = new ImportedOrders( new OrderStore( $wpdb ) );
		update_option( 'timezone_string', 'UTC' );
	}

	private function upload( string $text ): string {
		$upload = $this->parts->uploads->start( 'march.csv', strlen( $text ), get_current_user_id() );
		$place  = 0;
		foreach ( str_split( $text, $this->parts->uploads->piece() ) as $piece ) {
			$upload = $this->parts->uploads->append( $upload, $place, $piece );
			$place += strlen( $piece );
		}
		return $upload->id;
	}

	private function settled( Job $job ): Job {
		$slices = 0;
		while ( $job->open() && $slices++ < 2000 ) {
			$job = $this->parts->runner->step( $job );
		}
		return $job;
	}

	/** Reads, agrees to the preview, writes. */
	private function import( string $text, array $how = self::HOW ): Job {
		$job = $this->parts->orders->start( $this->upload( $text ), $how );
		self::assertInstanceOf( Job::class, $job, is_wp_error( $job ) ? $job->get_error_message() : '' );
		$job = $this->settled( $job );
		self::assertSame( array( Job::WAITING, 'preview' ), array( $job->status, $job->phase ), $job->message );
		$job = $this->parts->runner->act( $job, 'start', array() );
		self::assertInstanceOf( Job::class, $job );
		$job = $this->settled( $job );
		self::assertSame( array( Job::COMPLETED, 'done' ), array( $job->status, $job->phase ), $job->message );
		return $job;
	}

	public function test_a_look_at_the_file_guesses_columns_and_never_an_ambiguous_date(): void {
		$look = $this->parts->orders->inspect( $this->upload( self::FILE ) );
		self::assertSame( array( 'number' => 0, 'date' => 1, 'sku' => 2, 'quantity' => 3, 'unit_price' => 4, 'currency' => 7, 'customer' => 5, 'country' => 6 ), (array) $look['map'] ); // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
		self::assertSame( array( '1001', '03/01/2026 10:00', 'A-1', '2', '19,90', '•••', 'DE', 'EUR' ), $look['rows'][0] );
		$plain = $this->parts->orders->inspect( $this->upload( "Order,Date,Qty,Price\n1,03/01/2026,1,2.50\n" ) );
		self::assertSame( array( 'DD/MM/YYYY', 'MM/DD/YYYY' ), $plain['date_fits'], 'A person has to say which.' );
		self::assertSame( '.', $plain['decimal'] );
		self::assertNotContains( 'ada@example.org', array_merge( ...$look['rows'] ) );
	}

	public function test_the_preview_counts_and_names_each_wrong_row_and_column_before_anything_is_stored(): void {
		$job   = $this->settled( $this->parts->orders->start( $this->upload( self::FILE ), self::HOW ) );
		$shape = $this->parts->runner->shape( $job )['import'];
		self::assertSame( array( 'rows' => 7, 'wrong' => 3, 'orders' => 2, 'broken' => 2, 'begun' => 3 ), array_map( 'intval', $shape['counts'] ) ); // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
		self::assertSame( 0, $this->orders->list()['total'] );
		$rows = $this->rest( 'GET', '/devskyy/v1/orders/imports/' . $job->id . '/rows' )->get_data();
		self::assertSame( array( 5, 8, 9 ), array_column( $rows, 'line' ) );
		self::assertSame( array( array( 'Date', 'Qty' ), array( 'Price' ), array( 'Order', 'Currency' ) ), array_map( static fn( array $row ): array => array_column( $row['errors'], 'column' ), $rows ) );
		self::assertStringContainsString( '"31/02/2026 11:30"', $rows[0]['errors'][0]['message'] );
	}

	public function test_lines_become_orders_and_an_order_with_a_wrong_line_is_left_out(): void {
		$job = $this->import( self::FILE );
		self::assertEquals( array( 'added' => 2, 'left_out' => 2 ), (array) $this->parts->runner->shape( $job )['import']['results'] ); // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
		$orders = array_column( $this->orders->list()['items'], null, 'number' );
		self::assertEqualsCanonicalizing( array( '1001', '1002' ), array_map( 'strval', array_keys( $orders ) ) );
		self::assertSame( array( '1289.80', '2026-01-03T10:00:00Z', 'EUR', 2, 'completed' ), array( $orders['1001']['gross'], $orders['1001']['created'], $orders['1001']['currency'], count( $orders['1001']['lines'] ), $orders['1001']['status'] ) );
		self::assertSame( '-19.90', $orders['1002']['gross'], 'What came back is negative.' );
		global $wpdb;
		$stored = $wpdb->get_col( "SELECT data FROM {$wpdb->prefix}devskyy_orders UNION ALL SELECT data FROM {$wpdb->prefix}devskyy_order_rows UNION ALL SELECT state FROM {$wpdb->prefix}devskyy_jobs UNION ALL SELECT bytes FROM {$wpdb->prefix}devskyy_upload_pieces" );
		self::assertStringNotContainsString( 'example.org', implode( '', $stored ), 'No customer is kept.' );
		self::assertSame( '0', $wpdb->get_var( "SELECT COUNT(*) FROM {$wpdb->prefix}devskyy_upload_pieces" ), 'The file itself is gone.' );
	}

	public function test_the_same_file_again_adds_nothing_and_undo_takes_only_its_own_away(): void {
		$first  = $this->import( self::FILE );
		$second = $this->import( self::FILE . "1009;05/01/2026 11:30;B-1;1;7,00;eve@example.org;FR;EUR\n1001;03/01/2026 10:00;C-1;1;1,00;ada@example.org;DE;EUR\n" );
		self::assertEquals( array( 'other' => 1, 'same' => 1, 'left_out' => 2, 'added' => 1 ), (array) $this->parts->runner->shape( $second )['import']['results'] ); // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
		self::assertSame( 3, $this->orders->list()['total'] );
		$state = $this->rest( 'GET', '/devskyy/v1/orders/state' )->get_data();
		self::assertEqualsCanonicalizing( array( array( 'march.csv', 2 ), array( 'march.csv', 1 ) ), array_map( static fn( array $one ): array => array( $one['name'], $one['orders'] ), $state['imports'] ) );
		$undone = $this->rest( 'POST', '/devskyy/v1/orders/imports/' . $first->id . '/undo' );
		self::assertSame( 202, $undone->get_status(), (string) wp_json_encode( $undone->get_data() ) );
		$this->settled( $this->parts->runner->jobs->get( $first->id ) );
		self::assertSame( array( '1009' ), array_column( $this->orders->list()['items'], 'number' ) );
		$this->parts->runner->forget( $second->id );
		self::assertSame( 202, $this->rest( 'POST', '/devskyy/v1/orders/imports/' . $second->id . '/undo' )->get_status(), 'Also when the job is forgotten.' );
		self::assertSame( 0, $this->orders->list()['total'] );
	}

	public function test_a_stopped_import_goes_on_and_a_batch_done_twice_adds_nothing(): void {
		$text = "Order,Date,Qty,Price\n";
		for ( $number = 1; $number <= 250; ++$number ) {
			$text .= "N{$number},2026-01-03,1,2.50\n";
		}
		$how = array( 'map' => array( 'number' => 0, 'date' => 1, 'quantity' => 2, 'unit_price' => 3 ), 'date_format' => 'YYYY-MM-DD', 'decimal' => '.' ) + self::HOW; // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
		$job = $this->settled( $this->parts->orders->start( $this->upload( $text ), $how ) );
		global $wpdb;
		( new OrderStore( $wpdb ) )->begin( $job->id, 'x', 1 );
		// A first batch whose end was never recorded.
		$writing = new Job( $job->id, $job->kind, Job::RUNNING, $job->version, $job->user, '', 'writing', $job->state, 0, 250, '', 0, 0, 0 );
		$this->parts->orders->batch( $writing, microtime( true ) + 1 );
		self::assertSame( 100, $this->orders->list()['total'] );
		$job = $this->parts->runner->cancel( $this->parts->runner->jobs->get( $job->id ) );
		self::assertSame( Job::CANCELLED, $job->status );
		$job = $this->parts->runner->act( $job, 'resume', array() );
		self::assertSame( Job::WAITING, $this->parts->runner->jobs->get( $job->id )->status );
		$job = $this->settled( $this->parts->runner->act( $job, 'start', array() ) );
		self::assertSame( array( Job::COMPLETED, 250 ), array( $job->status, $this->orders->list()['total'] ) );
		self::assertSame( array( 'added' => 250 ), (array) $this->parts->runner->shape( $job )['import']['results'] );
	}

	public function test_what_was_not_said_is_asked_for(): void {
		$upload = $this->upload( self::FILE );
		foreach ( array( 'date_format' => 'yesterday', 'decimal' => ';', 'currency' => 'Euro', 'prices' => '', 'map' => array( 'number' => 0 ) ) as $name => $wrong ) { // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
			$answer = $this->parts->orders->start( $upload, array( $name => $wrong ) + self::HOW );
			self::assertInstanceOf( \WP_Error::class, $answer, $name );
		}
		$this->as_user( 'editor' );
		self::assertSame( 403, $this->rest( 'POST', '/devskyy/v1/orders/imports/inspect', array( 'upload' => $upload ) )->get_status() );
		$this->as_user( 'shop_manager' );
		self::assertSame( 404, $this->rest( 'POST', '/devskyy/v1/orders/imports/inspect', array( 'upload' => $upload ) )->get_status(), 'Another person\'s file.' );
	}

	/** @return array<string,array{string,string,float|null}> */
	public function numbers(): array {
		return array(
			'plain'          => array( '19.90', '.', 19.9 ),
			'groups'         => array( '1,234,567.5', '.', 1234567.5 ),
			'comma'          => array( '1.234,50', ',', 1234.5 ),
			'money'          => array( '€ 12,50', ',', 12.5 ),
			'code'           => array( 'EUR 12,50', ',', 12.5 ),
			'in brackets'    => array( '(5.00)', '.', -5.0 ),
			'wrong group'    => array( '12,34', '.', null ),
			'wrong decimals' => array( '12.5', ',', null ),
			'words'          => array( 'free', '.', null ),
			'two points'     => array( '1.2.3', '.', null ),
			'exponent'       => array( '1e3', '.', null ),
		);
	}

	/** @dataProvider numbers */
	public function test_a_number_is_read_as_it_was_said_or_not_at_all( string $text, string $decimal, ?float $number ): void {
		self::assertSame( $number, ( new Formats() )->number( $text, $decimal ) );
	}

	public function test_a_date_is_of_the_said_form_or_none(): void {
		$formats = new Formats();
		$utc     = new \DateTimeZone( 'UTC' );
		self::assertSame( '2026-01-03T00:00:00', gmdate( 'Y-m-d\TH:i:s', (int) $formats->date( '03/01/2026', 'DD/MM/YYYY', $utc ) ) );
		self::assertSame( '2026-03-01T00:00:00', gmdate( 'Y-m-d\TH:i:s', (int) $formats->date( '03/01/2026', 'MM/DD/YYYY', $utc ) ) );
		self::assertSame( '2026-01-02T23:00:00', gmdate( 'Y-m-d\TH:i:s', (int) $formats->date( '2026-01-03', 'YYYY-MM-DD', new \DateTimeZone( 'Europe/Berlin' ) ) ) );
		foreach ( array( '31/02/2026', '3/1/26x', '', '2026-01-03' ) as $none ) {
			self::assertNull( $formats->date( $none, 'DD/MM/YYYY', $utc ), $none );
		}
	}

	public function test_a_month_of_a_real_shop_is_imported_as_it_is_needs_shared(): void {
		$file = dirname( __DIR__, 2 ) . '/../shared/data/online_retail/online_retail_full.csv.gz';
		$file = is_readable( $file ) ? $file : (string) getenv( 'DEVSKYY_SHARED' ) . '/data/online_retail/online_retail_full.csv.gz';
		if ( ! is_readable( $file ) ) {
			self::markTestSkipped( '../shared is not here.' );
		}
		$in    = gzopen( $file, 'rb' );
		$text  = '';
		$sum   = 0.0;
		$known = array();
		for ( $line = 0; $line <= 5000; ++$line ) {
			$row   = (string) gzgets( $in );
			$text .= $row;
			$cells = str_getcsv( trim( $row ), ',', '"', '' );
			if ( $line > 0 ) {
				$sum               += (float) $cells[2] * (float) $cells[4];
				$known[ $cells[0] ] = true;
			}
		}
		gzclose( $in );
		$how = array( 'map' => array( 'number' => 0, 'sku' => 1, 'quantity' => 2, 'date' => 3, 'unit_price' => 4, 'customer' => 5, 'country' => 6 ), 'date_format' => 'YYYY-MM-DD hh:mm', 'decimal' => '.', 'currency' => 'GBP' ) + self::HOW; // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
		$this->import( $text, $how );
		$answer = $this->rest( 'GET', '/devskyy/v1/orders/summary', array( 'source' => 'imported' ) )->get_data()['sources'][0];
		self::assertSame( array( count( $known ), 'GBP' ), array( $answer['orders'], $answer['currencies'][0]['currency'] ) );
		self::assertEqualsWithDelta( $sum, (float) $answer['currencies'][0]['gross'], 0.01 );
	}
}
