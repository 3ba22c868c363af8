<?php
/**
 * Plugin Name:       DevSkyy
 * Description:       A team of AI agents for your shop: they propose better product texts, you approve each change, and any change can be undone.
 * Version:           0.1.0
 * Requires at least: 6.8
 * Requires PHP:      8.1
 * Author:            DevSkyy
 * License:           GPL-2.0-or-later
 * License URI:       https://www.gnu.org/licenses/gpl-2.0.html
 * Text Domain:       devskyy
 * Domain Path:       /languages
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

spl_autoload_register(
	static function ( string $name ): void {
		$file = __DIR__ . '/includes/' . str_replace( '\\', '/', substr( $name, 8 ) ) . '.php';
		if ( str_starts_with( $name, 'DevSkyy\\' ) && is_file( $file ) ) {
			require $file;
		}
	}
);
if ( is_file( __DIR__ . '/vendor-prefixed/autoload.php' ) ) {
	require __DIR__ . '/vendor-prefixed/autoload.php';
}

( new Plugin( __FILE__, '0.1.0' ) )->boot();
