<?php
/**
 * The mark of a row.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Import\Products;

use wpdb;

/**
 * Where there are no transactions, a row's mark is stored in the very statement that makes its post (in a column that products do not
 * use), so that what a killed process has left half made is found again.
 */
final class Mark {

	/**
	 * Runs the callback; posts of a product that it makes bear the mark.
	 *
	 * @param string         $mark The mark; "" = none.
	 * @param callable():int $save What saves.
	 */
	public function during( string $mark, callable $save ): int {
		if ( '' === $mark ) {
			return $save();
		}
		$add = static fn( array $data, array $post ): array => empty( $post['ID'] ) && str_contains( (string) $data['post_type'], 'product' ) ? array_merge( $data, array( 'post_content_filtered' => $mark ) ) : $data;
		add_filter( 'wp_insert_post_data', $add, PHP_INT_MAX, 2 );
		try {
			return $save();
		} finally {
			remove_filter( 'wp_insert_post_data', $add, PHP_INT_MAX );
		}
	}

	/**
	 * The posts with a mark.
	 *
	 * @param wpdb   $wpdb The site's database.
	 * @param string $mark The mark.
	 * @return list<int>
	 */
	public function find( wpdb $wpdb, string $mark ): array {
		$sql = "SELECT ID FROM %i WHERE post_content_filtered = %s AND post_type IN ('product', 'product_variation', 'devskyy_product')";
		return array_map( 'intval', $wpdb->get_col( (string) $wpdb->prepare( $sql, $wpdb->posts, $mark ) ) ); // phpcs:ignore WordPress.DB.PreparedSQL -- A constant text.
	}

	/**
	 * Takes the mark off.
	 *
	 * @param wpdb $wpdb The site's database.
	 * @param int  $id   The post.
	 */
	public function clear( wpdb $wpdb, int $id ): void {
		$wpdb->update( $wpdb->posts, array( 'post_content_filtered' => '' ), array( 'ID' => $id ) );
		clean_post_cache( $id );
	}
}
