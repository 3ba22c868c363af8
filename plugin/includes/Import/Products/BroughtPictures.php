<?php
/**
 * Pictures that an import brought.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Import\Products;

use wpdb;

/**
 * Deletes them when the import is undone, where nothing else uses them by now.
 */
final class BroughtPictures {

	private const GALLERIES = array( '_thumbnail_id', '_product_image_gallery', '_devskyy_gallery', 'thumbnail_id' );

	/**
	 * Takes the site's database.
	 *
	 * @param wpdb $wpdb The site's database.
	 */
	public function __construct( private readonly wpdb $wpdb ) {}

	/**
	 * Deletes some; a picture that stays loses the import's mark.
	 *
	 * @param string $job   The import.
	 * @param int    $limit How many at most.
	 * @return int How many were looked at; 0 = no more.
	 */
	public function drop( string $job, int $limit ): int {
		$ids = get_posts(
			array(
				'post_type'   => 'attachment',
				'post_status' => 'any',
				'numberposts' => $limit,
				'fields'      => 'ids',
				'meta_key'    => PictureSource::IMPORT, // phpcs:ignore WordPress.DB.SlowDBQuery.slow_db_query_meta_key -- The mark is there.
				'meta_value'  => $job, // phpcs:ignore WordPress.DB.SlowDBQuery.slow_db_query_meta_value -- The same.
			)
		);
		foreach ( $ids as $id ) {
			if ( $this->used( (int) $id ) ) {
				delete_post_meta( (int) $id, PictureSource::IMPORT );
				continue;
			}
			wp_delete_attachment( (int) $id, true );
		}
		return count( $ids );
	}

	/**
	 * Whether a product, a category or a text shows it.
	 *
	 * @param int $id The picture.
	 */
	private function used( int $id ): bool {
		$like   = '%' . $id . '%';
		$values = $this->wpdb->get_col( $this->wpdb->prepare( 'SELECT meta_value FROM %i WHERE meta_key IN (%s, %s, %s, %s) AND meta_value LIKE %s', $this->wpdb->postmeta, ...array( ...self::GALLERIES, $like ) ) );
		$terms  = $this->wpdb->get_col( $this->wpdb->prepare( 'SELECT meta_value FROM %i WHERE meta_key = %s AND meta_value = %s', $this->wpdb->termmeta, 'thumbnail_id', (string) $id ) );
		foreach ( $values as $value ) {
			if ( 1 === preg_match( '/(?<!\d)' . $id . '(?!\d)/', (string) $value ) ) {
				return true;
			}
		}
		$file  = (string) get_post_meta( $id, '_wp_attached_file', true );
		$texts = $this->wpdb->get_var( $this->wpdb->prepare( 'SELECT COUNT(*) FROM %i WHERE post_type <> %s AND (post_content LIKE %s OR post_content LIKE %s)', $this->wpdb->posts, 'revision', '%' . $this->wpdb->esc_like( 'wp-image-' . $id ) . '%', '%' . $this->wpdb->esc_like( $file ) . '%' ) );
		return array() !== $terms || ( '' !== $file && (int) $texts > 0 );
	}
}
