<?php
/**
 * An exact write of a post's texts.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Catalogue\Fields;

/**
 * While a callback saves a post, holds the row to given bytes. Saving a post runs every text through the filters of the
 * acting user (kses, balanced tags) and unslashes it, also the texts that nobody changed; a shop manager who changes a
 * title would lose the script that an administrator once put into the description. Here the row keeps its own bytes in
 * every column that is not told otherwise, and takes the told ones as they are.
 */
final class ExactPost {

	private const FREE = array( 'post_modified', 'post_modified_gmt' );

	/**
	 * Runs the callback; its save of this post stores the columns exactly.
	 *
	 * @param int                  $id      The post's id.
	 * @param array<string,string> $columns Column → bytes.
	 * @param callable():mixed     $save    What saves the post.
	 * @return mixed What the callback returned.
	 */
	public function during( int $id, array $columns, callable $save ): mixed {
		$stored = get_post( $id, ARRAY_A );
		$row    = array_merge( is_array( $stored ) ? $stored : array(), $columns );
		$hold   = static function ( array $data, array $post ) use ( $id, $row ): array {
			if ( (int) ( $post['ID'] ?? 0 ) !== $id ) {
				return $data;
			}
			$kept = array_diff_key( array_intersect_key( $row, $data ), array_flip( self::FREE ) );
			return array_merge( $data, wp_slash( $kept ) );
		};
		$allow  = static fn( bool $empty, array $post ): bool => (int) ( $post['ID'] ?? 0 ) === $id ? false : $empty;
		add_filter( 'wp_insert_post_data', $hold, PHP_INT_MAX, 2 );
		add_filter( 'wp_insert_post_empty_content', $allow, PHP_INT_MAX, 2 );
		try {
			return $save();
		} finally {
			remove_filter( 'wp_insert_post_data', $hold, PHP_INT_MAX );
			remove_filter( 'wp_insert_post_empty_content', $allow, PHP_INT_MAX );
		}
	}
}
