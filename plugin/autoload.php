<?php
/**
 * Loads the plugin's classes (PSR-4, `DevSkyy\` in includes/) and the third-party classes that ship with it.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy;

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
