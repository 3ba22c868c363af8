<?php
/**
 * Where published 3D files are.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Models;

use RecursiveDirectoryIterator;
use RecursiveIteratorIterator;
use SplFileInfo;
use WP_Error;

/**
 * The folder `devskyy/models/<id>` of WordPress' uploads. A file's name begins with its hash, so that what an address gives out never changes.
 *
 * @phpstan-import-type File from Model
 */
final class ModelFolder {

	private const BELOW = '/devskyy/models';

	/** Web servers that read it give the right types; others are told in the operator's guide. */
	private const RULES = "# DevSkyy: types of 3D files. They never change under their names.\n<IfModule mod_mime.c>\nAddType model/gltf-binary .glb\nAddType model/vnd.usdz+zip .usdz\nAddType image/webp .webp\n</IfModule>\n<IfModule mod_headers.c>\nHeader set Cache-Control \"public, max-age=31536000, immutable\"\nHeader set X-Content-Type-Options nosniff\n</IfModule>\n<IfModule mod_deflate.c>\nAddOutputFilterByType DEFLATE model/gltf-binary\n</IfModule>\n";

	/**
	 * The address of a file.
	 *
	 * @param string $id   The model's id.
	 * @param array  $file The file.
	 *
	 * @phpstan-param File $file
	 */
	public function url( string $id, array $file ): string {
		return set_url_scheme( wp_upload_dir( null, false )['baseurl'] . self::BELOW . '/' . $id . '/' . rawurlencode( $this->name( $file ) ) );
	}

	/**
	 * The path of a file.
	 *
	 * @param string $id   The model's id.
	 * @param array  $file The file.
	 *
	 * @phpstan-param File $file
	 */
	public function path( string $id, array $file ): string {
		return $this->of( $id ) . '/' . $this->name( $file );
	}

	/**
	 * A file's name on disk.
	 *
	 * @param array $file The file.
	 *
	 * @phpstan-param File $file
	 */
	public function name( array $file ): string {
		return substr( $file['sha256'], 0, 12 ) . '-' . $file['name'];
	}

	/**
	 * Whether a file is there, whole.
	 *
	 * @param string $id   The model's id.
	 * @param array  $file The file.
	 *
	 * @phpstan-param File $file
	 */
	public function has( string $id, array $file ): bool {
		$path = $this->path( $id, $file );
		clearstatcache( true, $path );
		return is_file( $path ) && filesize( $path ) === $file['bytes'];
	}

	/**
	 * A path for a file on its way here, with the folder made.
	 *
	 * @param string $id The model's id.
	 */
	public function draft( string $id ): string|WP_Error {
		$folder = $this->of( $id );
		if ( ! wp_mkdir_p( $folder ) ) {
			return $this->refused( $folder );
		}
		$this->harden();
		return $folder . '/.part-' . wp_generate_password( 12, false );
	}

	/**
	 * Takes a draft as a file, if it is that file to the byte.
	 *
	 * @param string $id    The model's id.
	 * @param array  $file  What it has to be.
	 * @param string $draft Path of the draft; it is gone afterwards.
	 * @return true|WP_Error
	 *
	 * @phpstan-param File $file
	 */
	public function take( string $id, array $file, string $draft ): bool|WP_Error {
		clearstatcache( true, $draft );
		$same = is_file( $draft ) && filesize( $draft ) === $file['bytes'] && hash_equals( $file['sha256'], (string) hash_file( 'sha256', $draft ) );
		if ( ! $same ) {
			wp_delete_file( $draft );
			/* translators: %s: file name. */
			return new WP_Error( 'devskyy_model_file', sprintf( __( 'The file %s did not arrive as it was made: its hash differs.', 'devskyy' ), $file['name'] ), array( 'status' => 502 ) );
		}
		$path = $this->path( $id, $file );
		if ( ! rename( $draft, $path ) ) { // phpcs:ignore WordPress.WP.AlternativeFunctions -- Within one folder it replaces at once; WP_Filesystem copies.
			wp_delete_file( $draft );
			return $this->refused( $path );
		}
		chmod( $path, 0644 ); // phpcs:ignore WordPress.WP.AlternativeFunctions -- As core's uploads.
		return true;
	}

	/**
	 * Deletes one file by its name on disk.
	 *
	 * @param string $id   The model's id.
	 * @param string $name Its name there.
	 */
	public function delete( string $id, string $name ): void {
		wp_delete_file( $this->of( $id ) . '/' . basename( $name ) );
	}

	/**
	 * Drafts that nobody went on with.
	 *
	 * @param string $id The model's id.
	 */
	public function tidy( string $id ): void {
		foreach ( (array) glob( $this->of( $id ) . '/.part-*' ) as $draft ) {
			if ( (int) filemtime( (string) $draft ) < time() - HOUR_IN_SECONDS ) {
				wp_delete_file( (string) $draft );
			}
		}
	}

	/**
	 * Whether a model's folder can be deleted: another account of this machine (wp-cli run as root) may have made it.
	 *
	 * @param string $id The model's id.
	 * @return true|WP_Error
	 */
	public function removable( string $id ): bool|WP_Error {
		$folder = $this->of( $id );
		if ( ! is_dir( $folder ) || ( wp_is_writable( $folder ) && wp_is_writable( dirname( $folder ) ) ) ) {
			return true;
		}
		return new WP_Error(
			'devskyy_model_disk',
			/* translators: %s: a path. */
			sprintf( __( 'WordPress cannot delete the files in %s: they belong to another account of the server.', 'devskyy' ), $folder ),
			array(
				'status' => 500,
				'next'   => __( 'Give the folder to the account that PHP runs as (ask the host), then delete the model again.', 'devskyy' ),
			)
		);
	}

	/**
	 * Deletes a model's folder with all that is in it.
	 *
	 * @param string $id The model's id; '' for all models.
	 */
	public function remove( string $id ): void {
		$folder = $this->of( $id );
		if ( ! is_dir( $folder ) ) {
			return;
		}
		$inside = new RecursiveIteratorIterator( new RecursiveDirectoryIterator( $folder, RecursiveDirectoryIterator::SKIP_DOTS ), RecursiveIteratorIterator::CHILD_FIRST );
		foreach ( $inside as $entry ) {
			if ( $entry instanceof SplFileInfo ) {
				$entry->isDir() && ! $entry->isLink() ? rmdir( $entry->getPathname() ) : wp_delete_file( $entry->getPathname() ); // phpcs:ignore WordPress.WP.AlternativeFunctions -- Our own folder.
			}
		}
		rmdir( $folder ); // phpcs:ignore WordPress.WP.AlternativeFunctions -- Our own folder.
		if ( '' === $id && 2 === count( (array) scandir( dirname( $folder ) ) ) ) {
			rmdir( dirname( $folder ) ); // phpcs:ignore WordPress.WP.AlternativeFunctions -- As above, and empty.
		}
	}

	/**
	 * A model's folder.
	 *
	 * @param string $id The model's id.
	 */
	private function of( string $id ): string {
		return rtrim( wp_upload_dir( null, false )['basedir'] . self::BELOW . '/' . $id, '/' );
	}

	/** No listing of the folder, and the right types where the web server reads them. */
	private function harden(): void {
		$folder = $this->of( '' );
		foreach ( array(
			'index.php' => "<?php // Silence is golden.\n",
			'.htaccess' => self::RULES,
		) as $name => $text ) {
			if ( ! file_exists( $folder . '/' . $name ) ) {
				file_put_contents( $folder . '/' . $name, $text ); // phpcs:ignore WordPress.WP.AlternativeFunctions -- A file of ours, as core writes index.php.
			}
		}
	}

	/**
	 * The disk does not take it.
	 *
	 * @param string $path What could not be written.
	 */
	private function refused( string $path ): WP_Error {
		return new WP_Error(
			'devskyy_model_disk',
			/* translators: %s: a path. */
			sprintf( __( 'WordPress cannot write %s.', 'devskyy' ), $path ),
			array(
				'status' => 507,
				'next'   => __( 'Ask the host whether the disk is full and the uploads folder can be written. It goes on by itself then.', 'devskyy' ),
			)
		);
	}
}
