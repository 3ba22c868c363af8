<?php
/**
 * Imports a CSV into the WordPress of a folder, by WooCommerce's own importer or by the plugin's, writes WooCommerce's export of all
 * products, and prints what it took as JSON: `php import-run.php woo|ours WP_DIR CSV EXPORT`.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Benchmarks;

use DevSkyy\Catalogue\CatalogueFactory;
use DevSkyy\Connection\Origins;
use DevSkyy\Import\Module;
use DevSkyy\Jobs\Job;
use ReflectionClass;
use RuntimeException;
use WC_Product_CSV_Exporter;
use WC_Product_CSV_Importer;
use WC_Product_CSV_Importer_Controller;

const ASKED = array( 'who', 'wordpress', 'file', 'export' );

/** What the command line says. */
function asked( string $name ): string {
	return (string) ( $_SERVER['argv'][ 1 + (int) array_search( $name, ASKED, true ) ] ?? '' );
}

/** WooCommerce's importer in the batches of its own screen (30 rows). */
function woo( string $file ): void {
	require_once WC_ABSPATH . 'includes/import/class-wc-product-csv-importer.php';
	require_once WC_ABSPATH . 'includes/admin/importers/class-wc-product-csv-importer-controller.php';
	require_once WC_ABSPATH . 'includes/admin/importers/mappings/mappings.php';
	$controller = ( new ReflectionClass( WC_Product_CSV_Importer_Controller::class ) )->newInstanceWithoutConstructor();
	$headers    = ( new WC_Product_CSV_Importer( $file, array( 'lines' => 1 ) ) )->get_raw_keys();
	$mapping    = ( new ReflectionClass( $controller ) )->getMethod( 'auto_map_columns' )->invoke( $controller, $headers, false );
	$position   = 0;
	do {
		$importer = new WC_Product_CSV_Importer(
			$file,
			array(
				'start_pos'        => $position,
				'lines'            => 30,
				'parse'            => true,
				'mapping'          => $mapping,
				'update_existing'  => false,
				'prevent_timeouts' => false,
			)
		);
		$result   = $importer->import();
		foreach ( array_merge( $result['failed'], $result['skipped'] ) as $error ) {
			throw new RuntimeException( $error->get_error_message() );
		}
		$position = $importer->get_file_position();
	} while ( $importer->get_percent_complete() < 100 );
	// As its last step does (WC_Admin_Importers::do_ajax_product_import).
	$GLOBALS['wpdb']->delete( $GLOBALS['wpdb']->postmeta, array( 'meta_key' => '_original_id' ) );
}

/** The plugin's importer: upload, preview and import, in its usual slices. */
function ours( string $file ): void {
	$imports = new Module( $GLOBALS['wpdb'], ( new CatalogueFactory() )->create(), new Origins( array() ) );
	$bytes   = (string) file_get_contents( $file );
	$upload  = $imports->uploads->start( basename( $file ), strlen( $bytes ), get_current_user_id() );
	while ( ! is_wp_error( $upload ) && ! $upload->complete() ) {
		$upload = $imports->uploads->append( $upload, $upload->offset, substr( $bytes, $upload->offset, $imports->uploads->piece() ) );
	}
	unset( $bytes );
	$job = is_wp_error( $upload ) ? $upload : $imports->products->start( $upload->id, 'new' );
	while ( $job instanceof Job && ( $job->open() || Job::WAITING === $job->status ) ) {
		$job = $job->open() ? $imports->runner->step( $job ) : $imports->runner->act( $job, 'start', array() );
	}
	if ( ! $job instanceof Job || Job::COMPLETED !== $job->status ) {
		throw new RuntimeException( $job instanceof Job ? $job->message : $job->get_error_message() );
	}
}

/** WooCommerce's export of all products. */
function export( string $to ): void {
	require_once WC_ABSPATH . 'includes/export/class-wc-product-csv-exporter.php';
	$open = new class() extends WC_Product_CSV_Exporter {
		/** One page of rows. */
		public function rows( int $page ): string {
			$this->set_limit( 100 );
			$this->set_page( $page );
			$this->prepare_data_to_export();
			return $this->get_csv_data();
		}

		/** The header, known after the rows. */
		public function header(): string {
			return $this->export_column_headers();
		}

		/** Number of all rows. */
		public function total(): int {
			return $this->total_rows;
		}
	};
	$open->enable_meta_export( true );
	$rows = '';
	$page = 0;
	do {
		$rows .= $open->rows( ++$page );
	} while ( $page * 100 < $open->total() );
	file_put_contents( $to, $open->header() . $rows );
}

$_SERVER += array(
	'HTTP_HOST'       => '127.0.0.1',
	'SERVER_PROTOCOL' => 'HTTP/1.1',
	'REQUEST_METHOD'  => 'GET',
);
require asked( 'wordpress' ) . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/admin.php';
wp_set_current_user( 1 );
update_option( 'woocommerce_weight_unit', 'kg' );
update_option( 'woocommerce_dimension_unit', 'cm' );
$devskyy_start   = microtime( true );
$devskyy_queries = $GLOBALS['wpdb']->num_queries;
'woo' === asked( 'who' ) ? woo( asked( 'file' ) ) : ours( asked( 'file' ) );
// What WooCommerce puts off until a request's end belongs to the import.
do_action( 'shutdown' );
$devskyy_took = array(
	'seconds' => microtime( true ) - $devskyy_start,
	'peakMb'  => round( memory_get_peak_usage( true ) / 1e6 ),
	'queries' => $GLOBALS['wpdb']->num_queries - $devskyy_queries,
);
remove_all_actions( 'shutdown' );
if ( '' !== asked( 'export' ) ) {
	export( asked( 'export' ) );
}
echo wp_json_encode( $devskyy_took ), "\n";
