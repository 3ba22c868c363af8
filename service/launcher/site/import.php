<?php
/**
 * Imports the sample catalogue: `pieces`, `pictures` (a folder), units and the front page's title. Prints a line for each piece. May run again:
 * what is there already stays as it is.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

use DevSkyy\Catalogue\CatalogueFactory;
use DevSkyy\Catalogue\SampleShop;

require __DIR__ . '/boot.php';
require $argv[1] . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/admin.php';

wp_set_current_user( (int) ( get_user_by( 'login', $devskyy_input['user'] )->ID ?? 0 ) );
// One recount at the end instead of one for each piece.
wp_defer_term_counting( true );
$devskyy_shop = new SampleShop( ( new CatalogueFactory() )->create() );
$devskyy_shop->units( $devskyy_input['currency'], $devskyy_input['weightUnit'] );
$devskyy_done = $devskyy_shop->fill(
	$devskyy_input['pieces'],
	$devskyy_input['pictures'],
	static function ( int $done ): void {
		echo 'pieces ', $done, "\n";
	}
);
wp_defer_term_counting( false );
$devskyy_page = is_wp_error( $devskyy_done ) ? 0 : $devskyy_shop->front_page( $devskyy_input['title'] );
foreach ( array( $devskyy_done, $devskyy_page ) as $devskyy_result ) {
	if ( is_wp_error( $devskyy_result ) ) {
		fwrite( STDERR, $devskyy_result->get_error_message() . "\n" );
		exit( 1 );
	}
}
echo "\n", wp_json_encode( $devskyy_done ), "\n";
