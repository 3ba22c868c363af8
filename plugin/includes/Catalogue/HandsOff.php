<?php
/**
 * The mark "hands off".
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Catalogue;

use WP_Post;

/**
 * The owner's mark on a product, post or page: agents report on it and propose nothing. A tick box on its edit screen.
 */
final class HandsOff {

	public const KEY = '_devskyy_hands_off';

	private const NONCE = 'devskyy_hands_off_nonce';

	/**
	 * Whether the product is marked.
	 *
	 * @param int $id The product's id.
	 */
	public function marked( int $id ): bool {
		return '1' === (string) get_post_meta( $id, self::KEY, true );
	}

	/**
	 * Marks the product or takes the mark away.
	 *
	 * @param int  $id     The product's id.
	 * @param bool $marked The mark.
	 */
	public function mark( int $id, bool $marked ): void {
		$marked ? update_post_meta( $id, self::KEY, '1' ) : delete_post_meta( $id, self::KEY );
	}

	/**
	 * Puts the tick box on the edit screen.
	 *
	 * @param string $post_type The products' post type.
	 */
	public function register( string $post_type ): void {
		add_action(
			"add_meta_boxes_{$post_type}",
			function () use ( $post_type ): void {
				add_meta_box( 'devskyy-hands-off', __( 'DevSkyy agents', 'devskyy' ), $this->box( ... ), $post_type, 'side', 'default' );
			}
		);
		add_action( "save_post_{$post_type}", $this->save( ... ) );
	}

	/**
	 * Prints the tick box.
	 *
	 * @param WP_Post $post The product's post.
	 */
	public function box( WP_Post $post ): void {
		wp_nonce_field( self::NONCE . $post->ID, self::NONCE );
		printf(
			'<label><input type="checkbox" name="devskyy_hands_off" value="1"%s> %s</label><p class="howto">%s</p>',
			checked( $this->marked( $post->ID ), true, false ),
			esc_html__( 'Hands off this piece', 'devskyy' ),
			esc_html__( 'Agents still report what is missing here, but propose no changes.', 'devskyy' )
		);
	}

	/**
	 * Stores the tick when the form was sent from the edit screen.
	 *
	 * @param int $id The product's id.
	 */
	public function save( int $id ): void {
		$nonce = isset( $_POST[ self::NONCE ] ) ? sanitize_text_field( wp_unslash( $_POST[ self::NONCE ] ) ) : '';
		if ( ! wp_verify_nonce( $nonce, self::NONCE . $id ) || ! current_user_can( 'edit_post', $id ) ) {
			return;
		}
		$this->mark( $id, isset( $_POST['devskyy_hands_off'] ) );
	}
}
