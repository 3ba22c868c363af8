<?php
/**
 * The product's price.
 *
 * @package DevSkyy
 *
 * @var array<string,mixed>             $product The product in the contract's shape.
 * @var DevSkyy\Catalogue\BuiltIn\View $view    What the blocks share.
 */

declare(strict_types=1);

$devskyy_price = $view->price( $product );
if ( '' === $devskyy_price['now'] ) {
	return;
}
?>
<p <?php echo wp_kses_data( get_block_wrapper_attributes() ); ?>>
	<?php
	if ( '' !== $devskyy_price['was'] ) {
		printf( '<span class="screen-reader-text">%s </span><del>%s</del> ', esc_html__( 'Before:', 'devskyy' ), esc_html( $devskyy_price['was'] ) );
		printf( '<span class="screen-reader-text">%s </span><ins>%s</ins>', esc_html__( 'Now:', 'devskyy' ), esc_html( $devskyy_price['now'] ) );
	} else {
		printf( '<span>%s</span>', esc_html( $devskyy_price['now'] ) );
	}
	?>
</p>
