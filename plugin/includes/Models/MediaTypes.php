<?php
/**
 * 3D files in the media library.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Models;

use WP_User;

/**
 * Lets who may upload bring .glb, .gltf, .usdz and .vrm files into the media library, when their bytes are what their name says. Core alone
 * believes neither the names nor, as PHP's fileinfo knows none of these types, the bytes.
 */
final class MediaTypes {

	/** Ending → type. */
	private const TYPES = array(
		'glb'  => 'model/gltf-binary',
		'gltf' => 'model/gltf+json',
		'usdz' => 'model/vnd.usdz+zip',
		'vrm'  => 'model/gltf-binary',
	);

	/** Hangs both filters on core's. */
	public function register(): void {
		add_filter( 'upload_mimes', $this->allow( ... ), 20, 2 );
		add_filter( 'wp_check_filetype_and_ext', $this->check( ... ), 20, 3 );
	}

	/**
	 * The types that a user may upload.
	 *
	 * @param array<string,string>  $types Ending → type.
	 * @param int|WP_User|null      $user  Whose; null: the current user.
	 * @return array<string,string>
	 */
	public function allow( array $types, int|WP_User|null $user = null ): array {
		$may = null === $user ? current_user_can( 'upload_files' ) : user_can( $user, 'upload_files' );
		return $may ? $types + self::TYPES : $types;
	}

	/**
	 * Core's verdict on a file, mended for ours: what begins as its name says has its type, everything else has none.
	 *
	 * @param array<string,string|false> $verdict Members ext, type, proper_filename.
	 * @param string                     $file    Path of the file.
	 * @param string                     $name    Its name.
	 * @return array<string,string|false>
	 */
	public function check( array $verdict, string $file, string $name ): array {
		$ending = strtolower( pathinfo( $name, PATHINFO_EXTENSION ) );
		if ( ! isset( self::TYPES[ $ending ] ) ) {
			return $verdict;
		}
		$source = new SourceFile();
		$first  = is_readable( $file ) ? file_get_contents( $file, false, null, 0, 1024 ) : false; // phpcs:ignore WordPress.WP.AlternativeFunctions -- A file of this machine.
		$mimes  = get_allowed_mime_types();
		$good   = false !== $first && isset( $mimes[ $ending ] ) && $source->named( $name ) && $source->begins( $name, $first );
		return array(
			'ext'             => $good ? $ending : false,
			'type'            => $good ? self::TYPES[ $ending ] : false,
			'proper_filename' => false,
		);
	}
}
