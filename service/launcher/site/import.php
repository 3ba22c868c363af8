<?php
/**
 * Imports pieces of the sample catalogue: `pieces`, `pictures` (a folder), `catalogue`. Prints a line for each piece. May run again: a piece is
 * known by its SKU, a picture by its file name, and what was finished is skipped.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

require __DIR__ . '/boot.php';
require $argv[1] . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/admin.php';
require __DIR__ . '/sample/Pictures.php';
require __DIR__ . '/sample/WooImport.php';

wp_set_current_user( (int) ( get_user_by( 'login', $devskyy_input['user'] )->ID ?? 0 ) );
// One recount at the end instead of one for each piece.
wp_defer_term_counting( true );
wp_suspend_cache_invalidation( false );

$devskyy_pictures = new DevSkyy_Sample_Pictures( $devskyy_input['pictures'] );
$devskyy_import   = 'woocommerce' === $devskyy_input['catalogue']
	? new DevSkyy_Sample_Woo_Import( $devskyy_pictures )
	: new \DevSkyy\Catalogue\BuiltIn\Importer();

if ( $devskyy_import instanceof DevSkyy_Sample_Woo_Import && 'terms' === $devskyy_input['mode'] ) {
	$devskyy_import->terms( $devskyy_input['pieces'] );
}
$devskyy_done = 0;
foreach ( 'terms' === $devskyy_input['mode'] ? array() : $devskyy_input['pieces'] as $devskyy_piece ) {
	$devskyy_id = $devskyy_import->import( $devskyy_piece );
	update_post_meta( $devskyy_id, '_devskyy_sample', '1' );
	++$devskyy_done;
	echo 'piece ', $devskyy_piece['sku'], "\n";
}
wp_defer_term_counting( false );
echo "\n", wp_json_encode( array( 'imported' => $devskyy_done ) ), "\n";
