<?php
/**
 * Times in the product's shape.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Catalogue;

use WP_Post;

/**
 * ISO 8601 in UTC with Z, as the contract's datetimes.
 */
final class Moments {

	/**
	 * When the post was made. A draft without a set date counts from its local date.
	 *
	 * @param WP_Post $post A post.
	 */
	public function created( WP_Post $post ): string {
		return $this->iso( $post->post_date_gmt, $post->post_date );
	}

	/**
	 * When the post was last changed.
	 *
	 * @param WP_Post $post A post.
	 */
	public function modified( WP_Post $post ): string {
		return $this->iso( $post->post_modified_gmt, $post->post_modified );
	}

	/**
	 * The first of the two that is a date.
	 *
	 * @param string $utc   MySQL datetime in UTC.
	 * @param string $local MySQL datetime in the site's time zone.
	 */
	private function iso( string $utc, string $local ): string {
		$utc = str_starts_with( $utc, '0000' ) || '' === $utc ? get_gmt_from_date( $local ) : $utc;
		$at  = strtotime( $utc . ' UTC' );
		return gmdate( 'Y-m-d\TH:i:s\Z', false === $at ? 0 : max( 0, $at ) );
	}
}
