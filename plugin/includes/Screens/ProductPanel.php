<?php
/**
 * Pending proposals on the edit screen of a product, a post or a page.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Screens;

use DevSkyy\Catalogue\Catalogue;
use DevSkyy\Content\Posts;
use DevSkyy\Roles;
use WP_Post;

/**
 * A meta box, in both editors, in which the screen script shows what waits for it.
 */
final class ProductPanel {

	/**
	 * Takes its parts.
	 *
	 * @param Catalogue $catalogue The active catalogue.
	 * @param Assets    $assets    Scripts and styles.
	 */
	public function __construct( private readonly Catalogue $catalogue, private readonly Assets $assets ) {}

	/** Hangs itself on the edit screen. */
	public function register(): void {
		foreach ( array( $this->catalogue->post_type(), ...Posts::TYPES ) as $type ) {
			add_action( 'add_meta_boxes_' . $type, $this->add( ... ) );
		}
	}

	/**
	 * Adds the box for those who may see proposals.
	 *
	 * @param WP_Post $post What is edited.
	 */
	public function add( WP_Post $post ): void {
		if ( 'auto-draft' === $post->post_status || ! current_user_can( Roles::VIEW ) ) {
			return;
		}
		add_meta_box( 'devskyy-product', __( 'DevSkyy proposals', 'devskyy' ), $this->mount( ... ), $post->post_type, 'side', 'high' );
		add_action( 'admin_enqueue_scripts', fn() => $this->assets->enqueue( 'product-panel' ) );
		if ( did_action( 'admin_enqueue_scripts' ) ) {
			$this->assets->enqueue( 'product-panel' );
		}
	}

	/**
	 * Prints the mount.
	 *
	 * @param WP_Post $post What is edited.
	 */
	public function mount( WP_Post $post ): void {
		printf(
			'<div id="devskyy-product-panel" data-target="%d" data-kind="%s"></div><noscript><p>%s</p></noscript>',
			(int) $post->ID,
			esc_attr( in_array( $post->post_type, Posts::TYPES, true ) ? $post->post_type : 'product' ),
			esc_html__( 'This panel needs JavaScript.', 'devskyy' )
		);
	}
}
