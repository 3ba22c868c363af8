<?php
/**
 * Measures the queue of proposals in the WordPress of a folder and prints the figures as JSON:
 * `php proposals-run.php queries WP_DIR ROWS` (the table is filled by SQL; only reading is measured) or
 * `php proposals-run.php approvals WP_DIR COUNT` (COUNT products, proposals received as from the service, approved in one bulk action; on
 * WooCommerce beside the same values written by bare CRUD).
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Benchmarks;

use DevSkyy\Catalogue\CatalogueFactory;
use DevSkyy\Proposals\BulkJob;
use DevSkyy\Proposals\Filter;
use DevSkyy\Proposals\Module;
use RuntimeException;

const ASKED = array( 'what', 'folder', 'count' );

/** What the command line says. */
function asked( string $name ): string {
	return (string) ( $_SERVER['argv'][ 1 + (int) array_search( $name, ASKED, true ) ] ?? '' );
}

/** A text of so many words, the same for the same seed. */
function words( int $seed, int $count ): string {
	$all = array( 'linen', 'wool', 'coat', 'dress', 'silk', 'shirt', 'boots', 'scarf', 'navy', 'sand', 'hem', 'collar', 'lined', 'woven', 'cut', 'loose' );
	$out = array();
	for ( $at = 0; $at < $count; $at++ ) {
		$seed  = ( $seed * 1103515245 + 12345 ) & 0x7fffffff;
		$out[] = $all[ ( $seed >> 8 ) % count( $all ) ];
	}
	return ucfirst( implode( ' ', $out ) ) . '.';
}

/** Median in milliseconds of some runs. */
function median( callable $work, int $runs = 15 ): float {
	$took = array();
	for ( $run = 0; $run < $runs; $run++ ) {
		$from = hrtime( true );
		$work();
		$took[] = ( hrtime( true ) - $from ) / 1e6;
	}
	sort( $took );
	return round( $took[ intdiv( $runs, 2 ) ], 2 );
}

/** Fills the table; what is in the rows is shaped as the intake stores it. */
function fill( int $rows ): void {
	global $wpdb;
	$states = array( 'pending', 'pending', 'pending', 'applied', 'applied', 'rejected', 'superseded', 'expired' );
	$agents = array( 'product-copy', 'content-copy', 'image-alt' );
	$table  = $wpdb->prefix . 'devskyy_proposals';
	$wpdb->query( 'START TRANSACTION' );
	for ( $from = 0; $from < $rows; $from += 500 ) {
		$values = array();
		for ( $at = $from; $at < min( $rows, $from + 500 ); $at++ ) {
			$changes  = wp_json_encode(
				array(
					array(
						'field'    => 'description',
						'before'   => words( $at, 60 ),
						'after'    => words( $at + 7, 90 ),
						'left_out' => false,
						'applied'  => null,
					),
				)
			);
			$details  = '{"rationale":"The text was short.","evidence":[],"author":{"agent":"product-copy","provider":"built-in","model":null},"cost":{"amount":0,"currency":"USD","tokens":{"input":0,"output":0}}}';
			$values[] = $wpdb->prepare(
				'(%s, %s, %s, %s, %s, %d, %s, %s, %s, %s, %s, %d, %d, %d)',
				wp_generate_uuid4(),
				$states[ $at % 8 ],
				$agents[ $at % 3 ],
				sprintf( '%08d-0000-4000-8000-000000000000', intdiv( $at, 5000 ) ),
				'product',
				1 + $at % 20000,
				words( $at * 31, 4 ),
				sprintf( 'SKU-%06d', $at ),
				$changes,
				str_repeat( 'a', 64 ),
				$details,
				1700000000 + $at * 60,
				1900000000 + $at,
				'applied' === $states[ $at % 8 ] ? 1700000100 + $at * 60 : 0
			);
		}
		// phpcs:ignore WordPress.DB.PreparedSQL -- each row is prepared above.
		$wpdb->query( "INSERT INTO $table (id, status, agent, run, kind, target, title, sku, changes, fingerprint, details, created, expires, decided) VALUES " . implode( ',', $values ) );
		if ( '' !== $wpdb->last_error ) {
			throw new RuntimeException( $wpdb->last_error );
		}
	}
	$wpdb->query( 'COMMIT' );
	$wpdb->query( "ANALYZE TABLE $table" );
}

/**
 * Milliseconds, by what is asked for: the page, and the count that stands beside it.
 *
 * @return array<string,float>
 */
function queries( Module $proposals, int $rows ): array {
	fill( $rows );
	$asked = array(
		'first page, newest first'         => array( array(), array() ),
		'pending'                          => array( array( 'status' => array( 'pending' ) ), array() ),
		'pending of one agent'             => array(
			array(
				'status' => array( 'pending' ),
				'agent'  => 'image-alt',
			),
			array(),
		),
		'of one run'                       => array( array( 'run' => '00000007-0000-4000-8000-000000000000' ), array() ),
		'of one product'                   => array( array( 'target' => 4711 ), array() ),
		'search that finds much'           => array( array( 'search' => 'linen' ), array() ),
		'search that finds one SKU'        => array( array( 'search' => 'SKU-099999' ), array() ),
		'search that finds nothing'        => array( array( 'search' => 'no such piece' ), array() ),
		'pending, search, sorted by title' => array(
			array(
				'status' => array( 'pending' ),
				'search' => 'wool coat',
			),
			array(
				'orderby' => 'title',
				'order'   => 'asc',
			),
		),
		'sorted by title'                  => array(
			array(),
			array(
				'orderby' => 'title',
				'order'   => 'asc',
			),
		),
		'sorted by expiry'                 => array(
			array(),
			array(
				'orderby' => 'expires',
				'order'   => 'asc',
			),
		),
		'applied, last decided first'      => array( array( 'status' => array( 'applied' ) ), array( 'orderby' => 'decided' ) ),
		'the last page'                    => array( array(), array( 'page' => intdiv( $rows, 25 ) ) ),
	);
	$took  = array();
	foreach ( $asked as $name => list( $filter, $page ) ) {
		$filter                    = new Filter( ...$filter );
		$took[ $name ]             = median( fn() => $proposals->store->list( $filter, $page + array( 'per_page' => 25 ) ) );
		$took[ "$name: how many" ] = median( fn() => $proposals->store->count( $filter ) );
	}
	$took['how many in each state'] = median( fn() => $proposals->store->counts() );
	return $took;
}

/** The values that are proposed for one product. */
function after( int $at ): array {
	return array(
		'title'             => 'Piece ' . $at . ' ' . words( $at, 2 ),
		'short_description' => words( $at + 1, 20 ),
		'description'       => words( $at + 2, 80 ),
	);
}

/**
 * Products as the catalogue has them.
 *
 * @return list<int>
 */
function products( int $count, bool $woocommerce ): array {
	$ids = array();
	for ( $at = 0; $at < $count; $at++ ) {
		if ( $woocommerce ) {
			$product = new \WC_Product_Simple();
			$product->set_name( 'Old ' . $at );
			$product->set_sku( sprintf( 'B-%06d-%s', $at, wp_generate_password( 6, false ) ) );
			$product->set_regular_price( '120' );
			$product->set_description( words( $at, 30 ) );
			$ids[] = $product->save();
		} else {
			$ids[] = (int) wp_insert_post(
				array(
					'post_type'    => 'devskyy_product',
					'post_status'  => 'publish',
					'post_title'   => 'Old ' . $at,
					'post_content' => words( $at, 30 ),
				)
			);
		}
	}
	return $ids;
}

/** Seconds that bare WooCommerce takes to write the same values, each product read anew as a request would. */
function bare( array $ids ): float {
	wp_cache_flush();
	$from = hrtime( true );
	foreach ( $ids as $at => $id ) {
		$product = wc_get_product( $id );
		$values  = after( $at );
		$product->set_name( $values['title'] );
		$product->set_short_description( $values['short_description'] );
		$product->set_description( $values['description'] );
		$product->save();
	}
	return ( hrtime( true ) - $from ) / 1e9;
}

/** Seconds that a bulk action takes for them, from its start to its last decision. */
function approve( Module $proposals, array $ids ): float {
	$run  = wp_generate_uuid4();
	$mine = array();
	foreach ( $ids as $at => $id ) {
		$changes = array();
		foreach ( after( $at ) as $field => $value ) {
			$changes[] = array(
				'field' => $field,
				'after' => $value,
			);
		}
		$mine[] = wp_generate_uuid4();
		$result = $proposals->intake->receive(
			array(
				'id'        => end( $mine ),
				'run'       => $run,
				'agent'     => 'product-copy',
				'target'    => array(
					'kind' => 'product',
					'id'   => $id,
				),
				'changes'   => $changes,
				'rationale' => 'The text was short.',
				'evidence'  => array(),
				'author'    => array(
					'agent'    => 'product-copy',
					'provider' => 'built-in',
					'model'    => null,
				),
				'cost'      => array(
					'amount'   => 0,
					'currency' => 'USD',
					'tokens'   => array(
						'input'  => 0,
						'output' => 0,
					),
				),
				'risk'      => 'low',
				'expires'   => gmdate( 'Y-m-d\TH:i:s\Z', time() + DAY_IN_SECONDS ),
			)
		);
		if ( is_wp_error( $result ) ) {
			throw new RuntimeException( $result->get_error_message() );
		}
	}
	wp_cache_flush();
	$from = hrtime( true );
	$job  = $proposals->bulk->start( 'approve', $mine, wp_get_current_user() );
	while ( $job instanceof BulkJob && in_array( $job->status, BulkJob::OPEN, true ) ) {
		$job = $proposals->bulk->step( $job );
	}
	$took = ( hrtime( true ) - $from ) / 1e9;
	if ( ! $job instanceof BulkJob || BulkJob::COMPLETED !== $job->status || 0 !== $job->failures ) {
		throw new RuntimeException( 'Not all were approved: ' . wp_json_encode( $job instanceof BulkJob ? $job->shape() : $job->get_error_message() ) );
	}
	return $took;
}

$_SERVER += array(
	'HTTP_HOST'       => '127.0.0.1',
	'SERVER_PROTOCOL' => 'HTTP/1.1',
	'REQUEST_METHOD'  => 'GET',
	'REQUEST_URI'     => '/',
	'REMOTE_ADDR'     => '127.0.0.1',
);
require asked( 'folder' ) . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/admin.php';
wp_set_current_user( 1 );
$devskyy_factory   = new CatalogueFactory();
$devskyy_catalogue = $devskyy_factory->create();
$devskyy_module    = new Module( $GLOBALS['wpdb'], $devskyy_factory->targets( $devskyy_catalogue ) );
$devskyy_count     = (int) asked( 'count' );
if ( 'queries' === asked( 'what' ) ) {
	$devskyy_answer = queries( $devskyy_module, $devskyy_count );
} else {
	$devskyy_woo    = 'woocommerce' === $devskyy_catalogue->type();
	$devskyy_answer = array(
		'bare'    => $devskyy_woo ? bare( products( $devskyy_count, true ) ) : null,
		'approve' => approve( $devskyy_module, products( $devskyy_count, $devskyy_woo ) ),
	);
}
echo "\n", wp_json_encode( $devskyy_answer ), "\n";
