<?php
/**
 * Ways to DevSkyy from the lists of products, posts and pages.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Screens;

use DevSkyy\Content\Posts;
use DevSkyy\Roles;
use WP_Post;

/**
 * A row action and a bulk action that open the Agents screen with what is chosen in the list.
 */
final class CopyLinks {

	private const ACTION = 'devskyy_write_copy';

	/**
	 * Takes the lists.
	 *
	 * @param string $products The products' post type.
	 */
	public function __construct( private readonly string $products ) {}

	/** Hangs itself on the lists. */
	public function register(): void {
		add_filter( 'post_row_actions', $this->row( ... ), 10, 2 );
		add_filter( 'page_row_actions', $this->row( ... ), 10, 2 );
		foreach ( array( $this->products, ...Posts::TYPES ) as $type ) {
			add_filter( 'bulk_actions-edit-' . $type, fn( array $actions ): array => $this->bulk( $actions, $type ) );
			add_filter( 'handle_bulk_actions-edit-' . $type, fn( string $url, string $action, array $ids ): string => $this->go( $url, $action, $ids, $type ), 10, 3 );
		}
	}

	/**
	 * Adds the row action.
	 *
	 * @param array<string,string> $actions The row's actions.
	 * @param WP_Post              $post    The row's post.
	 * @return array<string,string>
	 */
	public function row( array $actions, WP_Post $post ): array {
		if ( $this->works_on( $post ) && current_user_can( Roles::RUN ) ) {
			$actions['devskyy'] = sprintf( '<a href="%s">%s</a>', esc_url( $this->url( array( $post->ID ), $post->post_type ) ), esc_html( $this->label( $post->post_type ) ) );
		}
		return $actions;
	}

	/**
	 * Adds the bulk action.
	 *
	 * @param array<string,string> $actions The list's bulk actions.
	 * @param string               $type    The list's post type.
	 * @return array<string,string>
	 */
	public function bulk( array $actions, string $type ): array {
		return current_user_can( Roles::RUN ) ? $actions + array( self::ACTION => $this->label( $type ) ) : $actions;
	}

	/**
	 * Leads the bulk action to the Agents screen.
	 *
	 * @param string $url    Where the list would go.
	 * @param string $action The chosen action.
	 * @param int[]  $ids    What is chosen.
	 * @param string $type   The list's post type.
	 */
	public function go( string $url, string $action, array $ids, string $type ): string {
		return self::ACTION === $action && array() !== $ids && current_user_can( Roles::RUN ) ? $this->url( array_map( 'intval', $ids ), $type ) : $url;
	}

	/**
	 * Whether agents work on such a post.
	 *
	 * @param WP_Post $post The post.
	 */
	private function works_on( WP_Post $post ): bool {
		if ( in_array( $post->post_type, Posts::TYPES, true ) ) {
			return in_array( $post->post_status, Posts::STATUSES, true ) && '' === $post->post_password;
		}
		return $this->products === $post->post_type && 'trash' !== $post->post_status;
	}

	/**
	 * The action's words.
	 *
	 * @param string $type The list's post type.
	 */
	private function label( string $type ): string {
		return $this->products === $type ? __( 'Write copy with DevSkyy', 'devskyy' ) : __( 'Improve copy with DevSkyy', 'devskyy' );
	}

	/**
	 * The Agents screen with these chosen.
	 *
	 * @param int[]  $ids  Products, posts or pages.
	 * @param string $type Their post type.
	 */
	private function url( array $ids, string $type ): string {
		$agent = $this->products === $type ? 'product-copy' : 'content-copy';
		return admin_url( "admin.php?page=devskyy-agents&agent={$agent}&targets=" . implode( ',', $ids ) );
	}
}
