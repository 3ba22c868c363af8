<?php
/**
 * The product's picture in a list.
 *
 * @package DevSkyy
 *
 * @var array<string,mixed>             $product The product in the contract's shape.
 * @var DevSkyy\Catalogue\BuiltIn\View $view    What the blocks share.
 */

declare(strict_types=1);

$devskyy_images = array_slice( $product['images'], 0, 2 );
$devskyy_mark   = 'outofstock' === $product['stock_status'] ? __( 'Sold out', 'devskyy' ) : ( $view->on_sale( $product ) ? __( 'Sale', 'devskyy' ) : '' );
?>
<div <?php echo wp_kses_data( get_block_wrapper_attributes( array( 'class' => count( $devskyy_images ) > 1 ? 'has-second' : '' ) ) ); ?>>
	<a href="<?php echo esc_url( $product['url'] ); ?>" tabindex="-1" aria-hidden="true">
		<?php
		foreach ( $devskyy_images as $devskyy_image ) {
			echo wp_get_attachment_image(
				$devskyy_image['id'],
				'large',
				false,
				array(
					'alt'   => '',
					'sizes' => '(max-width: 600px) 50vw, 320px',
				)
			);
		}
		if ( array() === $devskyy_images ) {
			printf( '<span class="devskyy-no-picture">%s</span>', esc_html__( 'No picture yet', 'devskyy' ) );
		}
		?>
	</a>
	<?php if ( '' !== $devskyy_mark ) : ?>
		<span class="devskyy-mark"><?php echo esc_html( $devskyy_mark ); ?></span>
	<?php endif; ?>
</div>
