<?php
/**
 * Makes WordPress' tables and administrator where there are none yet.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

require __DIR__ . '/boot.php';
define( 'WP_INSTALLING', true );
require $argv[1] . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/admin.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';

global $wpdb;
$wpdb->suppress_errors( true );
if ( '1' !== $wpdb->get_var( "SELECT option_value FROM $wpdb->options WHERE option_name = 'devskyy_local_core'" ) ) {
	// A start that was cut off here has left some tables: WordPress would refuse to go on with them.
	foreach ( $wpdb->get_col( $wpdb->prepare( 'SHOW TABLES LIKE %s', $wpdb->esc_like( $wpdb->prefix ) . '%' ) ) as $devskyy_table ) {
		$wpdb->query( $wpdb->prepare( 'DROP TABLE %i', $devskyy_table ) );
	}
	wp_cache_flush();
	// WordPress would probe its own pages for pretty permalinks; they are set right after this.
	add_filter( 'pre_http_request', static fn() => new WP_Error( 'devskyy_installing', 'Not while installing.' ) );
	wp_install( $devskyy_input['title'], $devskyy_input['user'], $devskyy_input['email'], true, '', $devskyy_input['password'] );
	add_option( 'devskyy_local_unfinished', '1', '', false );
	add_option( 'devskyy_local_core', '1', '', false );
}
echo "\n", wp_json_encode( array( 'version' => get_bloginfo( 'version' ) ) ), "\n";
