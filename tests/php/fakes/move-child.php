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

require __DIR__ . '/child.php';
wp_set_current_user( (int) $devskyy_user );

devskyy_stand_still( $devskyy_point, (int) ( $argv[4] ?? 1 ) );
$devskyy_request = new WP_REST_Request( 'POST', '/devskyy/v1/move' );
$devskyy_request->set_body_params( array( 'confirm' => true ) );
$devskyy_answer = rest_do_request( $devskyy_request );
$devskyy_polls  = 0;
while ( $devskyy_polls++ < 20 && ! $devskyy_answer->is_error() ) {
	$devskyy_answer = rest_do_request( new WP_REST_Request( 'GET', '/devskyy/v1/move' ) );
}
echo "through\n";
