<?php
/**
 * Files of imports: uploads in pieces, encodings, separators, headers.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Tests;

use DevSkyy\Catalogue\CatalogueFactory;
use DevSkyy\Connection\Origins;
use DevSkyy\Import\CsvReader;
use DevSkyy\Import\Module;
use DevSkyy\Import\Products\Columns;
use WP_REST_Request;
use WP_REST_Response;

final class ImportFilesTest extends TestCase {

	private const ROOT = '/devskyy/v1/uploads';

	/** Sends a piece as the browser does. */
	private function piece( string $id, int $offset, string $bytes ): WP_REST_Response {
		$request = new WP_REST_Request( 'POST', self::ROOT . '/' . $id );
		$request->set_query_params( array( 'offset' => $offset ) );
		$request->set_header( 'Content-Type', 'application/octet-stream' );
		$request->set_body( $bytes );
		return rest_ensure_response( rest_do_request( $request ) );
	}

	/** Starts an upload. */
	private function start( int $size ): WP_REST_Response {
		return $this->rest( 'POST', self::ROOT, array( 'name' => 'a file.csv', 'size' => $size ) ); // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
	}

	public function test_a_file_comes_in_pieces_and_goes_on_from_where_it_was(): void {
		$this->as_user( 'shop_manager' );
		$bytes = random_bytes( 5000 );
		$id    = $this->start( 5000 )->get_data()['id'];
		self::assertSame( 2000, $this->piece( $id, 0, substr( $bytes, 0, 2000 ) )->get_data()['offset'] );
		$twice = $this->piece( $id, 0, substr( $bytes, 0, 2000 ) );
		self::assertSame( array( 409, 'devskyy_upload_offset', 2000 ), array( $twice->get_status(), $twice->get_data()['code'], $twice->get_data()['data']['offset'] ) );
		self::assertSame( 409, $this->piece( $id, 4000, 'x' )->get_status() );
		self::assertSame( 400, $this->piece( $id, 2000, str_repeat( 'x', 4000 ) )->get_status(), 'More than the file has.' );
		self::assertSame( 2000, $this->rest( 'GET', self::ROOT . '/' . $id )->get_data()['offset'] );
		self::assertTrue( $this->piece( $id, 2000, substr( $bytes, 2000 ) )->get_data()['complete'] );
		global $wpdb;
		$module = new Module( $wpdb, ( new CatalogueFactory() )->create(), new Origins( array() ) );
		self::assertSame( $bytes, stream_get_contents( $module->uploads->open( $id ) ) );
		self::assertSame( 204, $this->rest( 'DELETE', self::ROOT . '/' . $id )->get_status() );
		self::assertSame( 404, $this->rest( 'GET', self::ROOT . '/' . $id )->get_status() );
	}

	public function test_a_file_is_its_owners_only_and_has_bounds(): void {
		$this->as_user( 'shop_manager' );
		$id = $this->start( 10 )->get_data()['id'];
		self::assertSame( array( 400, 413 ), array( $this->start( 0 )->get_status(), $this->start( 70 * MB_IN_BYTES )->get_status() ) );
		$this->as_user( 'administrator' );
		self::assertSame( 404, $this->rest( 'GET', self::ROOT . '/' . $id )->get_status() );
		self::assertSame( 404, $this->piece( $id, 0, 'x' )->get_status() );
		$this->as_user( 'editor' );
		self::assertSame( 403, $this->start( 10 )->get_status() );
		wp_set_current_user( 0 );
		self::assertSame( 401, $this->start( 10 )->get_status() );
	}

	/** A reader over a text. */
	private function reader( string $text ): mixed {
		$stream = fopen( 'php://temp', 'r+b' );
		fwrite( $stream, $text );
		return CsvReader::look( $stream );
	}

	public function test_encodings_and_separators_are_found_out(): void {
		$cases = array(
			array( "Name,SKU\nMüller,1\n", 'UTF-8', ',' ),
			array( "\xEF\xBB\xBFName;SKU\nMüller;1\n", 'UTF-8', ';' ),
			array( "Name\tSKU\nM\xFCller\t1\n", 'Windows-1252', "\t" ),
			array( "\"Name, first\";SKU\r\nM\xFCller;1\r\n", 'Windows-1252', ';' ),
		);
		foreach ( $cases as list( $text, $encoding, $delimiter ) ) {
			$reader = $this->reader( $text );
			self::assertInstanceOf( CsvReader::class, $reader );
			self::assertSame( array( $encoding, $delimiter ), array( $reader->encoding, $reader->delimiter ) );
			self::assertStringStartsWith( 'Name', $reader->row()[0] );
			self::assertSame( array( 'Müller', '1' ), $reader->row() );
			self::assertNull( $reader->row() );
		}
		foreach ( array( "\xFF\xFEN\0", "PK\x03\x04", "\xD0\xCF\x11\xE0" ) as $start ) {
			self::assertSame( 'devskyy_csv_format', $this->reader( $start . 'xxxx' )->get_error_code() );
		}
		$long = $this->reader( 'Name' . "\n" . str_repeat( 'é', 1500000 ) );
		self::assertSame( 'UTF-8', $long->encoding, 'A character across two bites.' );
	}

	public function test_files_that_are_no_products_are_refused_with_what_to_do(): void {
		$this->as_user( 'administrator' );
		$cases = array(
			implode( ',', array_map( static fn( int $n ): string => "Column {$n}", range( 1, 10000 ) ) ) => '500',
			"Order,Total\n1,2\n"    => 'Name, SKU and ID',
			"PK\x03\x04 a workbook" => 'CSV UTF-8',
		);
		foreach ( $cases as $text => $said ) {
			$id = $this->start( strlen( $text ) )->get_data()['id'];
			$this->piece( $id, 0, $text );
			$answer = $this->rest( 'POST', '/devskyy/v1/imports/products', array( 'upload' => $id ) );
			self::assertSame( 400, $answer->get_status() );
			self::assertStringContainsString( $said, $answer->get_data()['message'] );
		}
	}

	public function test_columns_are_known_by_woocommerces_names_in_english_and_in_the_sites_language(): void {
		$translate = static fn( string $text, string $english, string $domain ): string => 'woocommerce' === $domain ? array( 'Name' => 'Nom', 'Attribute %d value(s)' => 'Valeur(s) de l’attribut %d', 'Weight (%s)' => 'Poids (%s)' )[ $english ] ?? $text : $text; // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
		add_filter( 'gettext', $translate, 10, 3 );
		$mapped    = ( new Columns() )->map( array( 'ID', 'sku', 'Nom', 'Name', 'Poids (kg)', 'Height (in)', 'Valeur(s) de l’attribut 12', 'Attribute 2 default', 'Download 1 URL', 'Meta: _Fit', 'GTIN, UPC, EAN, or ISBN', 'My column' ) );
		remove_filter( 'gettext', $translate );
		self::assertSame( array( 'id', 'sku', 'name', '', 'weight', 'height', 'attributes:value12', 'attributes:default2', 'downloads:url1', 'meta:_Fit', 'global_unique_id', '' ), array_column( $mapped, 'field' ) );
		self::assertSame( array( 'kg', 'in' ), array( $mapped[4]['unit'], $mapped[5]['unit'] ) );
	}

	public function test_the_file_of_problems_runs_no_formula(): void {
		$this->as_user( 'administrator' );
		$text = "Type,SKU,Name,Regular price\nsimple,=cmd|' /C calc'!A0,x,@SUM(1)\n";
		$id   = $this->start( strlen( $text ) )->get_data()['id'];
		$this->piece( $id, 0, $text );
		$job = $this->rest( 'POST', '/devskyy/v1/imports/products', array( 'upload' => $id ) )->get_data();
		$csv = $this->rest( 'GET', "/devskyy/v1/imports/{$job['id']}/errors" )->get_data()['text'];
		self::assertStringContainsString( "\"'=cmd|' /C calc'!A0\"", $csv );
		self::assertDoesNotMatchRegularExpression( '/(^|,)"?[=+@-]/m', $csv );
	}
}
