<?php
/**
 * Ways to DevSkyy from the list of products.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Screens;

use DevSkyy\Catalogue\Catalogue;
use DevSkyy\Roles;
use WP_Post;

/**
 * A row action and a bulk action that open the Agents screen with the products chosen.
 */
final class ProductLinks {

	private const ACTION = 'devskyy_write_copy';

	/**
	 * Takes the catalogue.
	 *
	 * @param Catalogue $catalogue The active catalogue.
	 */
	public function __construct( private readonly Catalogue $catalogue ) {}

	/** Hangs itself on the list of products. */
	public function register(): void {
		$type = $this->catalogue->post_type();
		add_filter( 'post_row_actions', $this->row( ... ), 10, 2 );
		add_filter( 'bulk_actions-edit-' . $type, $this->bulk( ... ) );
		add_filter( 'handle_bulk_actions-edit-' . $type, $this->go( ... ), 10, 3 );
	}

	/**
	 * Adds the row action.
	 *
	 * @param array<string,string> $actions The row's actions.
	 * @param WP_Post              $post    The row's post.
	 * @return array<string,string>
	 */
	public function row( array $actions, WP_Post $post ): array {
		if ( $this->catalogue->post_type() === $post->post_type && 'trash' !== $post->post_status && current_user_can( Roles::RUN ) ) {
			$actions['devskyy'] = sprintf( '<a href="%s">%s</a>', esc_url( $this->url( array( $post->ID ) ) ), esc_html__( 'Write copy with DevSkyy', 'devskyy' ) );
		}
		return $actions;
	}

	/**
	 * Adds the bulk action.
	 *
	 * @param array<string,string> $actions The list's bulk actions.
	 * @return array<string,string>
	 */
	public function bulk( array $actions ): array {
		return current_user_can( Roles::RUN ) ? $actions + array( self::ACTION => __( 'Write copy with DevSkyy', 'devskyy' ) ) : $actions;
	}

	/**
	 * Leads the bulk action to the Agents screen.
	 *
	 * @param string $url    Where the list would go.
	 * @param string $action The chosen action.
	 * @param int[]  $ids    The chosen products.
	 */
	public function go( string $url, string $action, array $ids ): string {
		return self::ACTION === $action && array() !== $ids && current_user_can( Roles::RUN ) ? $this->url( array_map( 'intval', $ids ) ) : $url;
	}

	/**
	 * The Agents screen with these products chosen.
	 *
	 * @param int[] $ids Products.
	 */
	private function url( array $ids ): string {
		return admin_url( 'admin.php?page=devskyy-agents&agent=product-copy&targets=' . implode( ',', $ids ) );
	}
}
