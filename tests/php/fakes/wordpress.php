<?php
/**
 * Loads the WordPress of the folder $devskyy_wp as a web request would: the head of the tests' bootstrap and of their child processes.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

$_SERVER += array(
	'HTTP_HOST'       => false === getenv( 'WP_HOST' ) ? '127.0.0.1' : getenv( 'WP_HOST' ),
	'SERVER_PROTOCOL' => 'HTTP/1.1',
	'REQUEST_METHOD'  => 'GET',
	'REQUEST_URI'     => '/',
	'REMOTE_ADDR'     => '127.0.0.1',
);
require $devskyy_wp . '/wp-load.php';
