<?php
/**
 * Moves the shop in a process of its own, and stands still at one point until it is killed.
 *
 * php move-child.php WordPress USER HOOK[=FIRST-ARGUMENT] [COUNT]
 * Prints "here" when it stands still, "through" when the point never came.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

[ , $devskyy_wp, $devskyy_user, $devskyy_point ] = $argv;

$_SERVER += array(
	'HTTP_HOST'       => false === getenv( 'WP_HOST' ) ? '127.0.0.1' : getenv( 'WP_HOST' ),
	'SERVER_PROTOCOL' => 'HTTP/1.1',
	'REQUEST_METHOD'  => 'GET',
	'REQUEST_URI'     => '/',
	'REMOTE_ADDR'     => '127.0.0.1',
);
require $devskyy_wp . '/wp-load.php';
wp_set_current_user( (int) $devskyy_user );

[ $devskyy_hook, $devskyy_argument ] = explode( '=', $devskyy_point ) + array( 1 => '' );
$devskyy_left                        = (int) ( $argv[4] ?? 1 );
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
$devskyy_request = new WP_REST_Request( 'POST', '/devskyy/v1/move' );
$devskyy_request->set_body_params( array( 'confirm' => true ) );
$devskyy_answer = rest_do_request( $devskyy_request );
$devskyy_polls  = 0;
while ( $devskyy_polls++ < 20 && ! $devskyy_answer->is_error() ) {
	$devskyy_answer = rest_do_request( new WP_REST_Request( 'GET', '/devskyy/v1/move' ) );
}
echo "through\n";
