<?php
/**
 * Makes an installed WordPress the main site of a network of sites in folders. wp-config.php must name the network afterwards.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

require __DIR__ . '/boot.php';
require $argv[1] . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/admin.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';

global $wpdb;
foreach ( $wpdb->tables( 'ms_global' ) as $devskyy_name => $devskyy_table ) {
	$wpdb->$devskyy_name = $devskyy_table;
}
wp_set_current_user( (int) ( get_user_by( 'login', $devskyy_input['user'] )->ID ?? 0 ) );
install_network();
$devskyy_made = populate_network( 1, $_SERVER['HTTP_HOST'], $devskyy_input['email'], 'Test network', '/', false );
if ( is_wp_error( $devskyy_made ) ) {
	throw new RuntimeException( $devskyy_made->get_error_message() );
}
echo "\n", wp_json_encode( array( 'made' => true ) ), "\n";
