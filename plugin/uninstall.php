<?php
/**
 * Deletes what the plugin has stored. Proposals, runs, the record of approvals and the pieces of the built-in catalogue go only
 * when the owner ticked so in the settings.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy;

if ( ! defined( 'WP_UNINSTALL_PLUGIN' ) ) {
	exit;
}

require __DIR__ . '/autoload.php';

( new Uninstall( $GLOBALS['wpdb'] ) )->run();
