<?php
/**
 * Loads the real WordPress of the folder in WP_DIR, with the plugin active there, for PHPUnit.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

$devskyy_wp_dir = getenv( 'WP_DIR' );
if ( ! is_string( $devskyy_wp_dir ) || ! is_file( $devskyy_wp_dir . '/wp-load.php' ) ) {
	fwrite( STDERR, "WP_DIR must name the root of a WordPress in which the plugin is active. `npm test` sets one up.\n" );
	exit( 1 );
}
$_SERVER += array(
	'HTTP_HOST'       => getenv( 'WP_HOST' ) ?: '127.0.0.1',
	'SERVER_PROTOCOL' => 'HTTP/1.1',
	'REQUEST_METHOD'  => 'GET',
	'REQUEST_URI'     => '/',
	'REMOTE_ADDR'     => '127.0.0.1',
);
require $devskyy_wp_dir . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/admin.php';
require __DIR__ . '/TestCase.php';
