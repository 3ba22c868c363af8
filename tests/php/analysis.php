<?php
/**
 * What the stubs of WordPress leave out; read by PHPStan only, never run.
 *
 * @package DevSkyy
 */

// phpcs:disable WordPress.NamingConventions.PrefixAllGlobals -- WordPress' own names.

define( 'ABSPATH', getcwd() . '/' );
define( 'ARRAY_A', 'ARRAY_A' );
define( 'MINUTE_IN_SECONDS', 60 );
define( 'HOUR_IN_SECONDS', 3600 );
define( 'DAY_IN_SECONDS', 86400 );
define( 'KB_IN_BYTES', 1024 );
define( 'MB_IN_BYTES', 1048576 );

/** The part of wp-cli's door that the plugin uses. */
final class WP_CLI {

	/**
	 * Registers a command.
	 *
	 * @param string $name    First word.
	 * @param object $command Its public methods are the subcommands.
	 */
	public static function add_command( string $name, object $command ): bool {
		return '' !== $name && is_callable( $command );
	}

	/**
	 * Prints a line.
	 *
	 * @param string $text Text.
	 */
	public static function line( string $text ): void {}

	/**
	 * Prints a line that begins with "Success".
	 *
	 * @param string $text Text.
	 */
	public static function success( string $text ): void {}

	/**
	 * Prints an error and ends the command.
	 *
	 * @param string $text Text.
	 */
	public static function error( string $text ): void {}
}
