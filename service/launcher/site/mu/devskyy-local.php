<?php
/**
 * Must-use plugin of the shop that npm start runs: no update checks (it is cut off from the outside on purpose), and the plugin's folder, which
 * may be a link to the working copy, cannot be deleted or overwritten from wp-admin.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

defined( 'ABSPATH' ) || exit;

add_action(
	'init',
	static function (): void {
		if ( ! defined( 'WP_HTTP_BLOCK_EXTERNAL' ) || ! WP_HTTP_BLOCK_EXTERNAL ) {
			return;
		}
		remove_action( 'init', 'wp_schedule_update_checks' );
		foreach ( array( 'wp_version_check', 'wp_update_plugins', 'wp_update_themes', 'wp_maybe_auto_update' ) as $hook ) {
			remove_all_actions( $hook );
			wp_clear_scheduled_hook( $hook );
		}
		remove_action( 'admin_init', '_maybe_update_core' );
		remove_action( 'admin_init', '_maybe_update_plugins' );
		remove_action( 'admin_init', '_maybe_update_themes' );
		foreach ( array( 'load-plugins.php', 'load-update.php', 'load-update-core.php', 'load-themes.php' ) as $page ) {
			remove_action( $page, 'wp_update_plugins' );
			remove_action( $page, 'wp_update_themes' );
		}
	},
	1
);

add_action(
	'delete_plugin',
	static function ( string $file ): void {
		if ( is_link( WP_PLUGIN_DIR . '/' . dirname( $file ) ) ) {
			wp_die( 'This plugin folder is a link to a working copy and is not deleted from here.' );
		}
	}
);

add_filter(
	'upgrader_clear_destination',
	static function ( $removed, string $local_destination, string $remote_destination ) {
		return is_link( untrailingslashit( $remote_destination ) ) ? new WP_Error( 'devskyy_link', 'This plugin folder is a link to a working copy and is not overwritten from here.' ) : $removed;
	},
	1,
	3
);
