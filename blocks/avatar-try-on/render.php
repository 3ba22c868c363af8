<?php
/**
 * An avatar that changes outfits.
 *
 * @package DevSkyy
 *
 * @var array<string,mixed>           $attributes The block's attributes.
 * @var DevSkyy\Models\ModelStore    $models     The models.
 * @var DevSkyy\Models\ViewerMarkup  $markup     Prints figures.
 */

declare(strict_types=1);

$devskyy_settings = new DevSkyy\Models\BlockSettings( $attributes );
$devskyy_outfits  = array();
foreach ( $devskyy_settings->rows( 'outfits' ) as $devskyy_row ) {
	$devskyy_one   = new DevSkyy\Models\BlockSettings( $devskyy_row );
	$devskyy_model = $models->published( $devskyy_one->text( 'model' ) );
	if ( null !== $devskyy_model ) {
		$devskyy_outfits[] = array(
			'model'   => $devskyy_model,
			'label'   => '' === $devskyy_one->text( 'label' ) ? $devskyy_model->title : $devskyy_one->text( 'label' ),
			'product' => (int) $devskyy_one->text( 'product' ),
		);
	}
}
if ( array() === $devskyy_outfits ) {
	return;
}
$devskyy_figure = array(
	...$devskyy_settings->settings(),
	'attributes' => get_block_wrapper_attributes( array( 'class' => 'devskyy-viewer devskyy-viewer--try-on' ) ),
);
echo $markup->outfits( $devskyy_outfits, $devskyy_figure ); // phpcs:ignore WordPress.Security.EscapeOutput -- ViewerMarkup escapes.
