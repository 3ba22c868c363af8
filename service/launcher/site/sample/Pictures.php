<?php
/**
 * Pictures of the sample catalogue.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

/** Puts picture files into WordPress' media library. */
final class DevSkyy_Sample_Pictures {

	private const KEY = '_devskyy_sample_file';

	/**
	 * Takes the folder of the files.
	 *
	 * @param string $folder Folder.
	 */
	public function __construct( private readonly string $folder ) {}

	/**
	 * The attachment of a file; made when it is not there yet. 0 when the file itself is missing.
	 *
	 * @param string $file  File name.
	 * @param string $alt   Alternative text; may be empty, as in real shops.
	 * @param string $title Title of the attachment.
	 */
	public function attachment( string $file, string $alt, string $title ): int {
		$known = get_posts(
			array(
				'post_type'   => 'attachment',
				'post_status' => 'inherit',
				'fields'      => 'ids',
				'numberposts' => 1,
				'meta_key'    => self::KEY, // phpcs:ignore WordPress.DB.SlowDBQuery.slow_db_query_meta_key -- A script of the launcher.
				'meta_value'  => $file, // phpcs:ignore WordPress.DB.SlowDBQuery.slow_db_query_meta_value -- As above.
			)
		);
		if ( array() !== $known ) {
			return (int) $known[0];
		}
		$source = $this->folder . '/' . basename( $file );
		if ( ! is_readable( $source ) ) {
			return 0;
		}
		$copy = wp_tempnam( $file );
		copy( $source, $copy );
		$id = media_handle_sideload(
			array(
				'name'     => $file,
				'tmp_name' => $copy,
			),
			0,
			$title
		);
		if ( is_wp_error( $id ) ) {
			throw new RuntimeException( "The picture $file could not be imported: " . $id->get_error_message() );
		}
		if ( '' !== $alt ) {
			update_post_meta( $id, '_wp_attachment_image_alt', wp_slash( $alt ) );
		}
		update_post_meta( $id, self::KEY, $file );
		return $id;
	}
}
