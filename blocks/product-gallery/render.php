<?php
/**
 * All pictures of the product.
 *
 * @package DevSkyy
 *
 * @var array<string,mixed> $product The product in the contract's shape.
 */

declare(strict_types=1);

$devskyy_images = $product['images'];
?>
<div <?php echo wp_kses_data( get_block_wrapper_attributes( array( 'class' => 'count-' . min( 4, count( $devskyy_images ) ) ) ) ); ?>>
	<?php
	foreach ( $devskyy_images as $devskyy_index => $devskyy_image ) {
		printf( '<a href="%s" class="devskyy-picture">', esc_url( $devskyy_image['url'] ) );
		echo wp_get_attachment_image(
			$devskyy_image['id'],
			'full',
			false,
			array(
				'alt'           => '' === $devskyy_image['alt'] ? $product['title'] : $devskyy_image['alt'],
				'sizes'         => '(max-width: 781px) 100vw, 700px',
				'loading'       => 0 === $devskyy_index ? 'eager' : 'lazy',
				'fetchpriority' => 0 === $devskyy_index ? 'high' : 'auto',
			)
		);
		echo '</a>';
	}
	if ( array() === $devskyy_images ) {
		printf( '<div class="devskyy-no-picture">%s</div>', esc_html__( 'No picture yet', 'devskyy' ) );
	}
	?>
</div>
