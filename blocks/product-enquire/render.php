<?php
/**
 * The button that writes to the shop.
 *
 * @package DevSkyy
 *
 * @var array<string,mixed>             $product The product in the contract's shape.
 * @var DevSkyy\Catalogue\BuiltIn\View $view    What the blocks share.
 */

declare(strict_types=1);

$devskyy_link = $view->enquiry( $product );
if ( '' === $devskyy_link ) {
	return;
}
?>
<div <?php echo wp_kses_data( get_block_wrapper_attributes( array( 'class' => 'wp-block-button' ) ) ); ?>>
	<a class="wp-block-button__link wp-element-button" href="<?php echo esc_url( $devskyy_link, array( 'mailto' ) ); ?>"><?php esc_html_e( 'Enquire about this piece', 'devskyy' ); ?></a>
	<?php if ( '' !== $product['sku'] ) : ?>
		<p class="devskyy-sku">
			<?php
			/* translators: %s: the product's SKU. */
			echo esc_html( sprintf( __( 'Reference: %s', 'devskyy' ), $product['sku'] ) );
			?>
		</p>
	<?php endif; ?>
</div>
