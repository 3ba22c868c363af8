<?php
/**
 * The files that the pipeline makes.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Models;

/**
 * Reads the contract's `artefact` (service/src/pipeline/contract.ts). Nothing gets a place on this site whose kind, name or type is not in
 * the closed lists here, whoever signed it.
 *
 * @phpstan-import-type File from Model
 */
final class Artefacts {

	public const KINDS = array( 'viewer', 'lod', 'ar', 'usdz', 'poster', 'thumbnail', 'turntable', 'vrm' );

	/** Ending → type. */
	public const MEDIA = array(
		'glb'  => 'model/gltf-binary',
		'usdz' => 'model/vnd.usdz+zip',
		'vrm'  => 'model/gltf-binary',
		'webp' => 'image/webp',
		'png'  => 'image/png',
		'jpg'  => 'image/jpeg',
	);

	/** Files of one model at most. */
	private const MOST = 200;

	/** Bytes of one at most. */
	private const LARGEST = 128 * MB_IN_BYTES;

	/**
	 * A list of artefacts.
	 *
	 * @param mixed $listed Decoded JSON.
	 * @return list<File>|null Null when anything in it is not as the contract says.
	 */
	public function read( mixed $listed ): ?array {
		if ( ! is_array( $listed ) || ! array_is_list( $listed ) || count( $listed ) > self::MOST ) {
			return null;
		}
		$files = array();
		foreach ( $listed as $one ) {
			$file = is_array( $one ) ? $this->one( $one ) : null;
			if ( null === $file || isset( $files[ $file['name'] ] ) ) {
				return null;
			}
			$files[ $file['name'] ] = $file;
		}
		return array_values( $files );
	}

	/**
	 * One artefact.
	 *
	 * @param array<array-key,mixed> $given Decoded JSON.
	 * @return File|null
	 */
	private function one( array $given ): ?array {
		$name  = is_string( $given['name'] ?? null ) ? $given['name'] : '';
		$parts = explode( '.', $name );
		$bytes = $given['bytes'] ?? null;
		$fits  = 1 === preg_match( '/\A[a-z0-9][a-z0-9-]{0,94}(\.[a-z0-9-]{1,10})?\.[a-z0-9]{2,4}\z/', $name )
			&& isset( self::MEDIA[ (string) end( $parts ) ] ) && array() === array_intersect( array( 'php', 'phtml', 'phar', 'cgi', 'pl', 'py', 'asp', 'jsp', 'shtml' ), $parts )
			&& ( $given['media'] ?? null ) === self::MEDIA[ (string) end( $parts ) ]
			&& in_array( $given['kind'] ?? null, self::KINDS, true )
			&& is_int( $bytes ) && $bytes > 0 && $bytes <= self::LARGEST
			&& is_string( $given['sha256'] ?? null ) && 1 === preg_match( '/\A[0-9a-f]{64}\z/', $given['sha256'] );
		return $fits ? array(
			'kind'      => (string) $given['kind'],
			'name'      => $name,
			'media'     => (string) $given['media'],
			'bytes'     => (int) $bytes,
			'sha256'    => (string) $given['sha256'],
			'width'     => is_int( $given['width'] ?? null ) ? $given['width'] : null,
			'height'    => is_int( $given['height'] ?? null ) ? $given['height'] : null,
			'variant'   => is_string( $given['variant'] ?? null ) ? mb_substr( $given['variant'], 0, 250 ) : null,
			'triangles' => is_int( $given['triangles'] ?? null ) ? $given['triangles'] : null,
		) : null;
	}
}
