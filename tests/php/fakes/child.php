<?php
/**
 * What child processes of the tests share: WordPress (the folder in $devskyy_wp), and a way to stand still until they are killed.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

require __DIR__ . '/wordpress.php';

/**
 * Prints "here" and waits to be killed when a hook comes for the nth time.
 *
 * @param string $point HOOK, or HOOK=FIRST-ARGUMENT to count only calls with that argument.
 * @param int    $count The how manieth call it is.
 */
function devskyy_stand_still( string $point, int $count ): void {
	[ $hook, $argument ] = explode( '=', $point ) + array( 1 => '' );
	add_filter(
		$hook,
		static function ( mixed $first = null ) use ( $argument, &$count ): mixed {
			if ( ( '' === $argument || $argument === $first ) && 0 === --$count ) {
				echo "here\n";
				flush();
				sleep( 60 );
			}
			return $first;
		},
		PHP_INT_MAX
	);
}
