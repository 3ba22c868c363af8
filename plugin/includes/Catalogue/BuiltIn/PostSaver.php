<?php
/**
 * Saves what is a post: products of the built-in catalogue, posts, pages.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Catalogue\BuiltIn;

use DevSkyy\Catalogue\Fields\ExactPost;
use DevSkyy\Catalogue\Fields\Saver;
use WP_Error;

/**
 * Through WordPress' own functions for posts and terms.
 */
final class PostSaver implements Saver {

	/**
	 * Takes its helper.
	 *
	 * @param ExactPost $exact Holds the post's row to given bytes.
	 */
	public function __construct( private readonly ExactPost $exact ) {}

	/** {@inheritDoc} */
	public function texts( int $id, array $columns ): bool|WP_Error {
		$stored = get_post( $id, ARRAY_A );
		if ( ! is_array( $stored ) ) {
			return new WP_Error( 'devskyy_product_gone', __( 'It no longer exists.', 'devskyy' ), array( 'status' => 404 ) );
		}
		if ( array() === array_diff_assoc( $columns, $stored ) ) {
			return true;
		}
		// Told no template, WordPress leaves the stored one alone; it would refuse one that the present theme does not have.
		$update = array(
			'ID'            => $id,
			'page_template' => '',
		);
		$saved  = $this->exact->during( $id, $columns, static fn(): mixed => wp_update_post( $update, true ) );
		return is_wp_error( $saved ) ? $saved : true;
	}

	/** {@inheritDoc} */
	public function terms( int $id, string $taxonomy, array $terms ): bool|WP_Error {
		$set = wp_set_object_terms( $id, $terms, $taxonomy );
		return is_wp_error( $set ) ? $set : true;
	}
}
