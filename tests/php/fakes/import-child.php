<?php
/**
 * Steps an import until a hook has come so many times, says so and waits to be killed:
 * `php import-child.php WP_DIR JOB HOOK COUNT with|without`.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

list( , $devskyy_wp, $devskyy_id, $devskyy_hook, $devskyy_count, $devskyy_with ) = $argv;

require __DIR__ . '/child.php';
add_filter( 'devskyy_import_transactions', 'with' === $devskyy_with ? '__return_true' : '__return_false' );
devskyy_stand_still( $devskyy_hook, (int) $devskyy_count );
$devskyy_module = new DevSkyy\Import\Module( $GLOBALS['wpdb'], ( new DevSkyy\Catalogue\CatalogueFactory() )->create(), new DevSkyy\Connection\Origins( array() ) );
$devskyy_job    = $devskyy_module->runner->jobs->get( $devskyy_id );
while ( null !== $devskyy_job && $devskyy_job->open() ) {
	$devskyy_job = $devskyy_module->runner->step( $devskyy_job );
}
fwrite( STDOUT, "end\n" );
