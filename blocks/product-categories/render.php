<?php
/**
 * Links to the shop's categories.
 *
 * @package DevSkyy
 *
 * @var DevSkyy\Catalogue\BuiltIn\View $view What the blocks share.
 */

declare(strict_types=1);

$devskyy_links = $view->categories();
if ( count( $devskyy_links ) < 2 ) {
	return;
}
?>
<nav <?php echo wp_kses_data( get_block_wrapper_attributes( array( 'aria-label' => __( 'Product categories', 'devskyy' ) ) ) ); ?>>
	<ul>
		<?php foreach ( $devskyy_links as $devskyy_link ) : ?>
			<li><a href="<?php echo esc_url( $devskyy_link['url'] ); ?>"<?php echo $devskyy_link['current'] ? ' aria-current="page"' : ''; ?>><?php echo esc_html( $devskyy_link['name'] ); ?></a></li>
		<?php endforeach; ?>
	</ul>
</nav>
