<?php
/**
 * A look: a picture or a model with places that lead to products.
 *
 * @package DevSkyy
 *
 * @var array<string,mixed>           $attributes The block's attributes.
 * @var DevSkyy\Models\ModelStore    $models     The models.
 * @var DevSkyy\Models\ViewerMarkup  $markup     Prints figures of models.
 * @var DevSkyy\Models\ProductCards  $cards      Products as cards.
 * @var DevSkyy\Models\ViewerAssets  $assets     Scripts and styles.
 */

declare(strict_types=1);

$devskyy_settings = new DevSkyy\Models\BlockSettings( $attributes );
$devskyy_model    = '' === $devskyy_settings->text( 'model' ) ? null : $models->published( $devskyy_settings->text( 'model' ) );
if ( null !== $devskyy_model ) {
	$devskyy_figure = array(
		...$devskyy_settings->settings(),
		'attributes' => get_block_wrapper_attributes( array( 'class' => 'devskyy-viewer' ) ),
	);
	echo $markup->figure( $devskyy_model, $devskyy_figure ); // phpcs:ignore WordPress.Security.EscapeOutput -- ViewerMarkup escapes.
	return;
}
$devskyy_look = new DevSkyy\Models\LookMarkup( $cards, $assets );
echo $devskyy_look->figure( $devskyy_settings, get_block_wrapper_attributes( array( 'class' => 'devskyy-look' ) ) ); // phpcs:ignore WordPress.Security.EscapeOutput -- LookMarkup escapes.
