<?php
/**
 * Router of PHP's built-in server: files as they are, everything else through WordPress' index.php.
 *
 * @package DevSkyy
 */

$devskyy_root = $_SERVER['DOCUMENT_ROOT'];
$devskyy_path = rawurldecode( (string) parse_url( $_SERVER['REQUEST_URI'], PHP_URL_PATH ) );
$devskyy_file = $devskyy_root . $devskyy_path;

// What a web server in front of WordPress would keep to itself: dot files, the debug log, PHP below uploads.
if ( preg_match( '#/\.(?!well-known/)|\.log$|^/wp-content/uploads/.*\.ph(p\d?|tml|ar)$#i', $devskyy_path ) || str_contains( $devskyy_path, "\0" ) ) {
	http_response_code( 404 );
	return true;
}
if ( is_dir( $devskyy_file ) ) {
	if ( ! str_ends_with( $devskyy_path, '/' ) ) {
		$devskyy_query = (string) ( $_SERVER['QUERY_STRING'] ?? '' );
		header( 'Location: /' . ltrim( $devskyy_path, '/' ) . '/' . ( '' === $devskyy_query ? '' : "?$devskyy_query" ), true, 301 );
		return true;
	}
	if ( is_file( $devskyy_file . 'index.php' ) ) {
		$devskyy_file .= 'index.php';
		$devskyy_path .= 'index.php';
	}
}
if ( is_file( $devskyy_file ) && ! str_ends_with( $devskyy_file, '.php' ) ) {
	$devskyy_types = array(
		'glb'   => 'model/gltf-binary',
		'mjs'   => 'text/javascript',
		'webp'  => 'image/webp',
		'avif'  => 'image/avif',
		'woff2' => 'font/woff2',
	);
	$devskyy_ending = strtolower( pathinfo( $devskyy_file, PATHINFO_EXTENSION ) );
	if ( ! isset( $devskyy_types[ $devskyy_ending ] ) ) {
		return false;
	}
	header( 'Content-Type: ' . $devskyy_types[ $devskyy_ending ] );
	header( 'Content-Length: ' . filesize( $devskyy_file ) );
	readfile( $devskyy_file );
	return true;
}
if ( ! is_file( $devskyy_file ) ) {
	$devskyy_path = '/index.php';
	$devskyy_file = $devskyy_root . '/index.php';
}
$_SERVER['SCRIPT_NAME']     = $devskyy_path;
$_SERVER['PHP_SELF']        = $devskyy_path;
$_SERVER['SCRIPT_FILENAME'] = $devskyy_file;
chdir( dirname( $devskyy_file ) );
require $devskyy_file;
return true;
