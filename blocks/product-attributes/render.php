<?php
/**
 * The product's details.
 *
 * @package DevSkyy
 *
 * @var array<string,mixed>             $product The product in the contract's shape.
 * @var DevSkyy\Catalogue\BuiltIn\View $view    What the blocks share.
 */

declare(strict_types=1);

$devskyy_rows = $view->details( $product );
if ( array() === $devskyy_rows ) {
	return;
}
?>
<div <?php echo wp_kses_data( get_block_wrapper_attributes() ); ?>>
	<h2><?php esc_html_e( 'Details', 'devskyy' ); ?></h2>
	<dl>
		<?php foreach ( $devskyy_rows as $devskyy_name => $devskyy_value ) : ?>
			<div>
				<dt><?php echo esc_html( (string) $devskyy_name ); ?></dt>
				<dd><?php echo esc_html( $devskyy_value ); ?></dd>
			</div>
		<?php endforeach; ?>
	</dl>
</div>
