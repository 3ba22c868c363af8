<?php
/**
 * Pictures of imported products.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Catalogue;

use DevSkyy\Catalogue\Fields\AltTexts;
use WP_Error;

/**
 * Puts picture files of a folder into the media library, each once.
 */
final class Pictures {

	private const SOURCE = '_devskyy_source_file';

	/**
	 * Takes the folder.
	 *
	 * @param string $folder Full path of the folder with the files.
	 */
	public function __construct( private readonly string $folder ) {}

	/**
	 * Attaches the pictures of a piece. A file that is missing is left out; a broken one is an error.
	 *
	 * @param int                       $id       The product they belong to.
	 * @param list<array<string,mixed>> $pictures Each {file, alt}.
	 * @return list<int>|WP_Error Attachment ids, in order.
	 */
	public function attach( int $id, array $pictures ): array|WP_Error {
		$ids = array();
		foreach ( $pictures as $picture ) {
			$name = sanitize_file_name( basename( (string) $picture['file'] ) );
			if ( '' === $name || ! is_file( $this->folder . '/' . $name ) ) {
				continue;
			}
			$made = $this->known( $name ) ?? $this->add( $id, $name );
			if ( is_wp_error( $made ) ) {
				return $made;
			}
			if ( '' !== (string) $picture['alt'] ) {
				update_post_meta( $made, AltTexts::KEY, wp_slash( (string) $picture['alt'] ) );
			}
			$ids[] = $made;
		}
		return $ids;
	}

	/**
	 * The attachment that an earlier import made of the file.
	 *
	 * @param string $name The file's name.
	 */
	private function known( string $name ): ?int {
		$found = get_posts(
			array(
				'post_type'   => 'attachment',
				'post_status' => 'any',
				'numberposts' => 1,
				'fields'      => 'ids',
				'meta_key'    => self::SOURCE, // phpcs:ignore WordPress.DB.SlowDBQuery.slow_db_query_meta_key -- An import, once.
				'meta_value'  => $name, // phpcs:ignore WordPress.DB.SlowDBQuery.slow_db_query_meta_value -- The same.
			)
		);
		return isset( $found[0] ) ? (int) $found[0] : null;
	}

	/**
	 * Copies the file into the uploads and makes an attachment of it.
	 *
	 * @param int    $id   The product it belongs to.
	 * @param string $name The file's name.
	 *
	 * @phpstan-param non-empty-string $name
	 */
	private function add( int $id, string $name ): int|WP_Error {
		require_once ABSPATH . 'wp-admin/includes/image.php';
		$type = wp_check_filetype( $name );
		$put  = wp_upload_bits( $name, null, (string) file_get_contents( $this->folder . '/' . $name ) ); // phpcs:ignore WordPress.WP.AlternativeFunctions -- A file of this machine.
		if ( false !== $put['error'] ) {
			/* translators: 1: a file's name, 2: why. */
			return new WP_Error( 'devskyy_picture', sprintf( __( 'The picture %1$s could not be stored: %2$s', 'devskyy' ), $name, $put['error'] ) );
		}
		$made = wp_insert_attachment(
			array(
				'post_mime_type' => (string) $type['type'],
				'post_title'     => ucfirst( str_replace( '-', ' ', pathinfo( $name, PATHINFO_FILENAME ) ) ),
				'post_status'    => 'inherit',
			),
			$put['file'],
			$id,
			true
		);
		if ( ! is_wp_error( $made ) ) {
			update_post_meta( $made, self::SOURCE, $name );
			wp_update_attachment_metadata( $made, wp_generate_attachment_metadata( $made, $put['file'] ) );
		}
		return $made;
	}
}
