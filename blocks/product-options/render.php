<?php
/**
 * The product's choices and stock.
 *
 * @package DevSkyy
 *
 * @var array<string,mixed>             $product The product in the contract's shape.
 * @var DevSkyy\Catalogue\BuiltIn\View $view    What the blocks share.
 */

declare(strict_types=1);

$devskyy_options = $view->options( $product );
?>
<div <?php echo wp_kses_data( get_block_wrapper_attributes() ); ?>>
	<?php foreach ( $devskyy_options as $devskyy_option ) : ?>
		<div class="devskyy-option">
			<p class="devskyy-option-name"><?php echo esc_html( $devskyy_option['name'] ); ?></p>
			<ul>
				<?php foreach ( $devskyy_option['values'] as $devskyy_value ) : ?>
					<li<?php echo $devskyy_value['available'] ? '' : ' class="is-sold-out"'; ?>>
						<?php
						echo esc_html( $devskyy_value['name'] );
						if ( ! $devskyy_value['available'] ) {
							printf( '<span class="screen-reader-text"> (%s)</span>', esc_html__( 'sold out', 'devskyy' ) );
						}
						?>
					</li>
				<?php endforeach; ?>
			</ul>
		</div>
	<?php endforeach; ?>
	<p class="devskyy-stock is-<?php echo esc_attr( $product['stock_status'] ); ?>"><?php echo esc_html( $view->stock( $product ) ); ?></p>
</div>
