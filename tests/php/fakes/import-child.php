<?php
/**
 * Steps an import until a hook has come so many times, says so and waits to be killed:
 * `php import-child.php WP_DIR JOB HOOK COUNT with|without`.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

list( , $devskyy_dir, $devskyy_id, $devskyy_hook, $devskyy_count, $devskyy_with ) = $argv;

$_SERVER += array(
	'HTTP_HOST'       => false === getenv( 'WP_HOST' ) ? '127.0.0.1' : getenv( 'WP_HOST' ),
	'SERVER_PROTOCOL' => 'HTTP/1.1',
	'REQUEST_METHOD'  => 'GET',
	'REQUEST_URI'     => '/',
);
require $devskyy_dir . '/wp-load.php';
$devskyy_left = (int) $devskyy_count;
add_filter( 'devskyy_import_transactions', 'with' === $devskyy_with ? '__return_true' : '__return_false' );
add_filter(
	$devskyy_hook,
	static function ( mixed $value = null ) use ( &$devskyy_left ): mixed {
		if ( 0 === --$devskyy_left ) {
			fwrite( STDOUT, "here\n" );
			sleep( 60 );
		}
		return $value;
	}
);
$devskyy_module = new DevSkyy\Import\Module( $GLOBALS['wpdb'], ( new DevSkyy\Catalogue\CatalogueFactory() )->create(), new DevSkyy\Connection\Origins( array() ) );
$devskyy_job    = $devskyy_module->runner->jobs->get( $devskyy_id );
while ( null !== $devskyy_job && $devskyy_job->open() ) {
	$devskyy_job = $devskyy_module->runner->step( $devskyy_job );
}
fwrite( STDOUT, "end\n" );
