<?php
/**
 * A piece in 3D.
 *
 * @package DevSkyy
 *
 * @var array<string,mixed>           $attributes The block's attributes.
 * @var DevSkyy\Models\ModelStore    $models     The models.
 * @var DevSkyy\Models\ViewerMarkup  $markup     Prints figures.
 */

declare(strict_types=1);

$devskyy_model = $models->published( (string) ( $attributes['model'] ?? '' ) );
if ( null === $devskyy_model ) {
	return;
}
$devskyy_settings = array(
	...( new DevSkyy\Models\BlockSettings( $attributes ) )->settings(),
	'attributes' => get_block_wrapper_attributes( array( 'class' => 'devskyy-viewer' ) ),
);
echo $markup->figure( $devskyy_model, $devskyy_settings ); // phpcs:ignore WordPress.Security.EscapeOutput -- ViewerMarkup escapes.
