<?php
/**
 * The shop's templates.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Catalogue\BuiltIn;

use WP_Query;

/**
 * Gives any block theme a template for a product's page and for the shop's lists. A theme's own template of the same
 * name, or one that the owner edited, goes first.
 */
final class Templates {

	/** Hangs it on WordPress. */
	public function register(): void {
		add_action( 'init', $this->templates( ... ), 20 );
		add_action( 'init', $this->pattern( ... ), 20 );
		add_action( 'pre_get_posts', $this->order( ... ) );
		add_filter( 'post_type_archive_title', static fn( string $title, string $type ): string => PostType::NAME === $type ? __( 'Shop', 'devskyy' ) : $title, 10, 2 );
	}

	/** Registers the templates; classic themes show products by their own files. */
	public function templates(): void {
		if ( ! wp_is_block_theme() ) {
			return;
		}
		$archive = array(
			'title'       => __( 'Shop', 'devskyy' ),
			'description' => __( 'The list of products.', 'devskyy' ),
			'content'     => $this->content( 'archive' ),
		);
		register_block_template( 'devskyy//archive-' . PostType::NAME, $archive );
		register_block_template( 'devskyy//taxonomy-' . PostType::CATEGORY, array( 'title' => __( 'Product category', 'devskyy' ) ) + $archive );
		register_block_template( 'devskyy//taxonomy-' . PostType::TAG, array( 'title' => __( 'Product tag', 'devskyy' ) ) + $archive );
		register_block_template(
			'devskyy//single-' . PostType::NAME,
			array(
				'title'       => __( 'Product', 'devskyy' ),
				'description' => __( 'One product\'s page.', 'devskyy' ),
				'content'     => $this->content( 'single' ),
				'post_types'  => array( PostType::NAME ),
			)
		);
	}

	/** Registers the grid of products for any page, such as the shop's front page. */
	public function pattern(): void {
		register_block_pattern(
			'devskyy/product-grid',
			array(
				'title'       => __( 'Grid of products', 'devskyy' ),
				'description' => __( 'The newest products with picture and price.', 'devskyy' ),
				'categories'  => array( 'featured' ),
				'content'     => $this->content( 'front' ),
			)
		);
	}

	/**
	 * The lists show more than a page of posts does, in the owner's order.
	 *
	 * @param WP_Query $query A query.
	 */
	public function order( WP_Query $query ): void {
		if ( is_admin() || ! $query->is_main_query() || ! ( $query->is_post_type_archive( PostType::NAME ) || $query->is_tax( array( PostType::CATEGORY, PostType::TAG ) ) ) ) {
			return;
		}
		$query->set( 'posts_per_page', 24 );
		$query->set(
			'orderby',
			array(
				'menu_order' => 'ASC',
				'date'       => 'DESC',
			)
		);
	}

	/**
	 * A template's block markup.
	 *
	 * @param string $name `archive`, `single` or `front`.
	 */
	public function content( string $name ): string {
		$markup = (string) file_get_contents( __DIR__ . "/templates/{$name}.html" ); // phpcs:ignore WordPress.WP.AlternativeFunctions -- A file of the plugin's own.
		return str_replace( '%nothing%', esc_html__( 'Nothing here yet. New pieces will follow soon.', 'devskyy' ), $markup );
	}
}
