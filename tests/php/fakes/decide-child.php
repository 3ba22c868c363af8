<?php
/**
 * Approves or undoes one proposal in a process of its own, and stands still at one point until it is killed.
 *
 * php decide-child.php WordPress USER PROPOSAL approve|undo HOOK[=FIRST-ARGUMENT] [COUNT]
 * Prints "here" when it stands still, "through" when the point never came.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

[ , $devskyy_wp, $devskyy_user, $devskyy_id, $devskyy_does, $devskyy_point ] = $argv;

$_SERVER += array(
	'HTTP_HOST'       => false === getenv( 'WP_HOST' ) ? '127.0.0.1' : getenv( 'WP_HOST' ),
	'SERVER_PROTOCOL' => 'HTTP/1.1',
	'REQUEST_METHOD'  => 'POST',
	'REQUEST_URI'     => '/',
	'REMOTE_ADDR'     => '127.0.0.1',
);
require $devskyy_wp . '/wp-load.php';
wp_set_current_user( (int) $devskyy_user );

[ $devskyy_hook, $devskyy_argument ] = explode( '=', $devskyy_point ) + array( 1 => '' );
$devskyy_left                        = (int) ( $argv[6] ?? 1 );
add_filter(
	$devskyy_hook,
	static function ( mixed $first ) use ( $devskyy_argument, &$devskyy_left ): mixed {
		if ( ( '' === $devskyy_argument || $devskyy_argument === $first ) && 0 === --$devskyy_left ) {
			echo "here\n";
			flush();
			sleep( 60 );
		}
		return $first;
	},
	PHP_INT_MAX
);
$devskyy_parts = new DevSkyy\Proposals\Module( $GLOBALS['wpdb'], ( new DevSkyy\Catalogue\CatalogueFactory() )->create() );
'undo' === $devskyy_does ? $devskyy_parts->undo->undo( $devskyy_id, wp_get_current_user() ) : $devskyy_parts->approval->approve( $devskyy_id, wp_get_current_user() );
echo "through\n";
