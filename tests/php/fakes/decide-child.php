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

$_SERVER['REQUEST_METHOD'] = 'POST';
require __DIR__ . '/child.php';
wp_set_current_user( (int) $devskyy_user );

devskyy_stand_still( $devskyy_point, (int) ( $argv[6] ?? 1 ) );
$devskyy_parts = new DevSkyy\Proposals\Module( $GLOBALS['wpdb'], ( new DevSkyy\Catalogue\CatalogueFactory() )->create() );
'undo' === $devskyy_does ? $devskyy_parts->undo->undo( $devskyy_id, wp_get_current_user() ) : $devskyy_parts->approval->approve( $devskyy_id, wp_get_current_user() );
echo "through\n";
