<?php
/**
 * Loads the real WordPress of the folder in WP_DIR, with the plugin active there, for PHPUnit.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

$devskyy_wp = getenv( 'WP_DIR' );
if ( ! is_string( $devskyy_wp ) || ! is_file( $devskyy_wp . '/wp-load.php' ) ) {
	fwrite( STDERR, "WP_DIR must name the root of a WordPress in which the plugin is active. `npm test` sets one up.\n" );
	exit( 1 );
}
$devskyy_polylang = (string) getenv( 'DEVSKYY_POLYLANG' );
if ( is_file( $devskyy_polylang . '/polylang.php' ) ) {
	// WordPress takes over hooks that were there before it.
	$GLOBALS['wp_filter']['muplugins_loaded'][10]['devskyy_polylang'] = array(
		'accepted_args' => 0,
		'function'      => static fn() => require_once $devskyy_polylang . '/polylang.php',
	);
	// Without languages Polylang loads nothing outside wp-admin and REST; the tests make theirs later.
	$GLOBALS['wp_filter']['pll_context'][10]['devskyy_polylang'] = array(
		'accepted_args' => 1,
		'function'      => static fn( string $context ): string => '' === $context ? 'PLL_REST_Request' : $context,
	);
}
require __DIR__ . '/fakes/wordpress.php';
require_once ABSPATH . 'wp-admin/includes/admin.php';
require __DIR__ . '/TestCase.php';
