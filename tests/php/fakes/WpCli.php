<?php
/**
 * What wp-cli would print.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

/** Keeps lines; an error ends the command, as wp-cli's does. */
final class WP_CLI {

	/** @var list<string> Lines. */
	public static array $lines = array();

	public static function line( string $line ): void {
		self::$lines[] = $line;
	}

	public static function success( string $line ): void {
		self::$lines[] = 'Success: ' . $line;
	}

	public static function error( string $line ): never {
		throw new RuntimeException( $line );
	}
}
