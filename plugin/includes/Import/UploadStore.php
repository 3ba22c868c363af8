<?php
/**
 * Files that come in pieces.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Import;

use DevSkyy\Models\SourceFile;
use RuntimeException;
use WP_Error;
use wpdb;

/**
 * Keeps uploaded files in the database, never in a folder that a web server could give out: they hold prices and, for orders,
 * customers. A file comes in pieces from its first byte on; a piece that comes twice is taken once.
 */
final class UploadStore {

	/** Bytes of a file at most. */
	public const LARGEST = 64 * MB_IN_BYTES;

	/** Bytes of a 3D model's file at most; the service has its own limit. */
	public const LARGEST_MODEL = 100 * MB_IN_BYTES;

	/** Bytes of a piece at most: its base64 text must fit into one packet of a small MySQL (4 MB), and a request into 2 MB. */
	private const PIECE = 1572864;

	/** Unfinished and unused files go after this time. */
	private const KEPT = DAY_IN_SECONDS;

	private readonly string $uploads;

	private readonly string $pieces;

	/**
	 * Takes the site's database.
	 *
	 * @param wpdb $wpdb The site's database.
	 */
	public function __construct( private readonly wpdb $wpdb ) {
		$this->uploads = $wpdb->prefix . 'devskyy_uploads';
		$this->pieces  = $wpdb->prefix . 'devskyy_upload_pieces';
	}

	/** Bytes that one request may bring: PHP's own limit (with room for the headers), 1.5 MB at most. */
	public function piece(): int {
		$post = wp_convert_hr_to_bytes( (string) ini_get( 'post_max_size' ) );
		return max( 65536, min( self::PIECE, $post > 0 ? $post - 65536 : self::PIECE ) );
	}

	/**
	 * Starts a file.
	 *
	 * @param string $name The file's name.
	 * @param int    $size Bytes of the whole file.
	 * @param int    $user Whose it is.
	 * @throws RuntimeException When the database refuses.
	 */
	public function start( string $name, int $size, int $user ): Upload|WP_Error {
		if ( $size < 1 ) {
			return new WP_Error( 'devskyy_upload_empty', __( 'This file is empty. Export it again, then choose it here.', 'devskyy' ), array( 'status' => 400 ) );
		}
		$largest = ( new SourceFile() )->named( $name ) ? self::LARGEST_MODEL : self::LARGEST;
		if ( $size > $largest ) {
			/* translators: 1: size of the file, 2: largest size, e.g. 64 MB. */
			$message = sprintf( __( 'This file has %1$s; %2$s is the most. Split it and import the parts one after another.', 'devskyy' ), (string) size_format( $size ), (string) size_format( $largest ) );
			return new WP_Error( 'devskyy_upload_too_large', $message, array( 'status' => 413 ) );
		}
		$this->tidy( time() - self::KEPT );
		$id   = wp_generate_uuid4();
		$done = $this->wpdb->insert(
			$this->uploads,
			array(
				'id'      => $id,
				'user'    => $user,
				'name'    => mb_substr( sanitize_file_name( $name ), 0, 200 ),
				'size'    => $size,
				'created' => time(),
			)
		);
		$made = $this->get( $id );
		if ( false === $done || null === $made ) {
			throw new RuntimeException( 'DevSkyy could not store an upload: ' . $this->wpdb->last_error );
		}
		return $made;
	}

	/**
	 * A file as far as it is here.
	 *
	 * @param string $id Its id.
	 */
	public function get( string $id ): ?Upload {
		$row = $this->wpdb->get_row( $this->wpdb->prepare( 'SELECT * FROM %i WHERE id = %s', $this->uploads, strtolower( $id ) ), ARRAY_A );
		return is_array( $row ) ? new Upload( (string) $row['id'], (int) $row['user'], (string) $row['name'], (int) $row['size'], (int) $row['received'] ) : null;
	}

	/**
	 * Takes the next piece.
	 *
	 * @param Upload $upload The file as it was read.
	 * @param int    $offset Where the piece begins.
	 * @param string $bytes  The piece.
	 * @return Upload|WP_Error 409 `devskyy_upload_offset` with `data.offset` when it does not follow what is here.
	 */
	public function append( Upload $upload, int $offset, string $bytes ): Upload|WP_Error {
		$length = strlen( $bytes );
		if ( $offset !== $upload->offset ) {
			return $this->elsewhere( $upload->id );
		}
		if ( 0 === $length || $length > $this->piece() || $offset + $length > $upload->size ) {
			/* translators: %d: a number of bytes. */
			$message = sprintf( __( 'A piece has 1 to %d bytes and ends where the file ends. Load the page again and choose the file once more.', 'devskyy' ), $this->piece() );
			return new WP_Error( 'devskyy_upload_piece', $message, array( 'status' => 400 ) );
		}
		// Of two that bring the same piece the primary key lets one in; the count moves only from where the piece began.
		$sql  = 'INSERT INTO %i (upload, place, bytes) VALUES (%s, %d, %s) ON DUPLICATE KEY UPDATE bytes = VALUES(bytes)';
		$text = base64_encode( $bytes ); // phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions.obfuscation_base64_encode -- Bytes of any encoding in a text column.
		$put  = $this->wpdb->query( (string) $this->wpdb->prepare( $sql, $this->pieces, $upload->id, $offset, $text ) );
		if ( false === $put ) {
			return new WP_Error( 'devskyy_upload_refused', __( 'The database did not take this piece of the file. Try again; if it fails again, the site is out of space.', 'devskyy' ), array( 'status' => 500 ) );
		}
		$moved = $this->wpdb->update(
			$this->uploads,
			array( 'received' => $offset + $length ),
			array(
				'id'       => $upload->id,
				'received' => $offset,
			)
		);
		return 1 === $moved ? ( $this->get( $upload->id ) ?? $this->gone() ) : $this->elsewhere( $upload->id );
	}

	/**
	 * The file's bytes as a stream at its beginning (a temporary one, in memory up to 2 MB and on disk beyond).
	 *
	 * @param string $id The file's id.
	 * @return resource|WP_Error
	 */
	public function open( string $id ) {
		$upload = $this->get( $id );
		if ( null === $upload || ! $upload->complete() ) {
			return $this->gone();
		}
		$stream = fopen( 'php://temp/maxmemory:2097152', 'r+b' ); // phpcs:ignore WordPress.WP.AlternativeFunctions -- A stream, not a file.
		if ( false === $stream ) {
			return new WP_Error( 'devskyy_upload_refused', __( 'PHP cannot open a temporary file. Ask the host whether the disk is full.', 'devskyy' ), array( 'status' => 500 ) );
		}
		$place = 0;
		while ( $place < $upload->size ) {
			$text  = $this->wpdb->get_var( $this->wpdb->prepare( 'SELECT bytes FROM %i WHERE upload = %s AND place = %d', $this->pieces, $upload->id, $place ) );
			$bytes = base64_decode( (string) $text, true ); // phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions.obfuscation_base64_decode -- See append().
			if ( false === $bytes || '' === $bytes ) {
				return $this->gone();
			}
			fwrite( $stream, $bytes ); // phpcs:ignore WordPress.WP.AlternativeFunctions -- The stream above.
			$place += strlen( $bytes );
		}
		rewind( $stream );
		return $stream;
	}

	/**
	 * A whole file's SHA-256.
	 *
	 * @param Upload $upload A complete file.
	 * @return string In hexadecimal; '' when a piece is missing.
	 */
	public function sha256( Upload $upload ): string {
		$hash  = hash_init( 'sha256' );
		$place = 0;
		while ( $place < $upload->size ) {
			$bytes = $this->slice( $upload, $place );
			if ( is_wp_error( $bytes ) ) {
				return '';
			}
			hash_update( $hash, $bytes );
			$place += strlen( $bytes );
		}
		return hash_final( $hash );
	}

	/**
	 * The bytes from a place on, as far as the piece goes that holds them.
	 *
	 * @param Upload $upload The file.
	 * @param int    $offset The place.
	 */
	public function slice( Upload $upload, int $offset ): string|WP_Error {
		$row   = $this->wpdb->get_row( $this->wpdb->prepare( 'SELECT place, bytes FROM %i WHERE upload = %s AND place <= %d ORDER BY place DESC LIMIT 1', $this->pieces, $upload->id, $offset ), ARRAY_A );
		$bytes = is_array( $row ) ? base64_decode( (string) $row['bytes'], true ) : false; // phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions.obfuscation_base64_decode -- See append().
		$rest  = is_array( $row ) && false !== $bytes ? substr( $bytes, $offset - (int) $row['place'] ) : '';
		return '' === $rest ? $this->gone() : $rest;
	}

	/**
	 * Drops a file.
	 *
	 * @param string $id Its id.
	 */
	public function drop( string $id ): void {
		$this->wpdb->delete( $this->pieces, array( 'upload' => $id ) );
		$this->wpdb->delete( $this->uploads, array( 'id' => $id ) );
	}

	/**
	 * Keeps a file from being tidied away while a job needs it; the job drops it.
	 *
	 * @param string $id Its id.
	 */
	public function keep( string $id ): void {
		$this->wpdb->update( $this->uploads, array( 'kept' => 1 ), array( 'id' => $id ) );
	}

	/**
	 * Drops what nobody came back for.
	 *
	 * @param int $before Unix time.
	 */
	public function tidy( int $before ): void {
		$ids = $this->wpdb->get_col( $this->wpdb->prepare( 'SELECT id FROM %i WHERE kept = 0 AND created < %d LIMIT 100', $this->uploads, $before ) );
		array_map( fn( mixed $id ) => $this->drop( (string) $id ), $ids );
	}

	/**
	 * The piece does not follow what is here.
	 *
	 * @param string $id The file's id.
	 */
	private function elsewhere( string $id ): WP_Error {
		return new WP_Error(
			'devskyy_upload_offset',
			__( 'This piece of the file does not follow what is here already. The upload goes on from where it is.', 'devskyy' ),
			array(
				'status' => 409,
				'offset' => $this->get( $id )->offset ?? 0,
			)
		);
	}

	/** The file is not here. */
	public function gone(): WP_Error {
		return new WP_Error( 'devskyy_upload_unknown', __( 'This file is not here (any more): what was not used is kept for a day. Choose the file once more.', 'devskyy' ), array( 'status' => 404 ) );
	}
}
