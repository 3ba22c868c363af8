<?php
/**
 * Loads WordPress for the launcher's scripts: `php SCRIPT FOLDER`, with a JSON object on standard input and a JSON object as the last line of
 * standard output.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

$devskyy_input = json_decode( (string) stream_get_contents( STDIN ), true, 64, JSON_THROW_ON_ERROR );
$devskyy_url   = parse_url( $devskyy_input['url'] );

$_SERVER['HTTP_HOST']       = $devskyy_url['host'] . ( isset( $devskyy_url['port'] ) ? ':' . $devskyy_url['port'] : '' );
$_SERVER['SERVER_NAME']     = $devskyy_url['host'];
$_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1';
$_SERVER['REQUEST_METHOD']  = 'GET';
$_SERVER['REQUEST_URI']     = '/';
$_SERVER['REMOTE_ADDR']     = '127.0.0.1';
$_SERVER['PHP_SELF']        = '/index.php';
set_time_limit( 0 );
