<?php
/**
 * What both catalogues must do, whatever keeps the products.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Tests;

use DevSkyy\Catalogue\Catalogue;
use WP_Error;

require_once __DIR__ . '/CatalogueContractReading.php';
require_once __DIR__ . '/CatalogueContractWriting.php';
require_once __DIR__ . '/CatalogueContractUndo.php';
require_once __DIR__ . '/CatalogueContractTracking.php';
require_once __DIR__ . '/StockContract.php';

/**
 * The contract tests; each implementation has a class that makes its products.
 */
abstract class CatalogueContract extends TestCase {

	use CatalogueContractReading;
	use CatalogueContractWriting;
	use CatalogueContractUndo;
	use CatalogueContractTracking;
	use StockContract;

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

	protected static function assertWPErrorCode( string $code, mixed $result ): void {
		self::assertInstanceOf( WP_Error::class, $result );
		self::assertSame( $code, $result->get_error_code() );
	}
}
