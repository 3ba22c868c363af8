<?php
/**
 * Files that may become 3D models.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Models;

/**
 * Which names and first bytes a model's file may have. A second ending that a web server might run is refused, whatever the last one is.
 */
final class SourceFile {

	/** What the pipeline reads; an archive holds one of them with its files. */
	public const ENDINGS = array( 'glb', 'gltf', 'obj', 'fbx', 'vrm', 'usdz', 'zip' );

	/** Endings that no part of a name may be. */
	private const EXECUTABLE = '/\.(php\d?|phtml?|phar|phps|pht|cgi|pl|py|rb|sh|exe|asp|aspx|jsp|shtml|htaccess|htm|html|js|svg)_?(\.|\z)/i';

	/**
	 * Whether a name is a model's.
	 *
	 * @param string $name The file's name.
	 */
	public function named( string $name ): bool {
		return in_array( $this->ending( $name ), self::ENDINGS, true ) && 1 !== preg_match( self::EXECUTABLE, $name ) && 1 !== preg_match( '/[\x00-\x1f\x7f\/\\\\]|%00/', $name );
	}

	/**
	 * Whether a file begins as its ending says.
	 *
	 * @param string $name  Its name.
	 * @param string $bytes Its first bytes, 1,024 are enough.
	 */
	public function begins( string $name, string $bytes ): bool {
		return match ( $this->ending( $name ) ) {
			'glb', 'vrm'  => 'glTF' === substr( $bytes, 0, 4 ) && in_array( substr( $bytes, 4, 4 ), array( "\x02\0\0\0", "\x01\0\0\0" ), true ),
			'usdz', 'zip' => "PK\x03\x04" === substr( $bytes, 0, 4 ),
			'gltf'        => 1 === preg_match( '/\A(\xEF\xBB\xBF)?\s*\{/', $bytes ),
			'fbx'         => str_starts_with( $bytes, "Kaydara FBX Binary  \0" ) || 1 === preg_match( '/\A(\xEF\xBB\xBF)?\s*;\s*FBX \d/', $bytes ) || str_contains( $bytes, 'FBXHeaderExtension' ),
			'obj'         => ! str_contains( $bytes, "\0" ) && 1 !== preg_match( '/<\?(php|=)/i', $bytes ),
			default       => false,
		};
	}

	/**
	 * A name's last ending, in lower case. Look-alikes of the dot count as dots.
	 *
	 * @param string $name The file's name.
	 */
	private function ending( string $name ): string {
		$name = str_replace( array( "\u{FF0E}", "\u{2024}", "\u{FE52}" ), '.', $name );
		return strtolower( pathinfo( $name, PATHINFO_EXTENSION ) );
	}
}
