<?php
/**
 * Reads CSV.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Import;

use WP_Error;

/**
 * Rows of a CSV (RFC 4180) from a place on: UTF-8 with or without a byte order mark, or Windows-1252; comma, semicolon or tab. Both
 * are found out from the file itself.
 */
final class CsvReader {

	public const UTF8    = 'UTF-8';
	public const WINDOWS = 'Windows-1252';

	private const BOM = "\xEF\xBB\xBF";

	/** Bytes that the look for the encoding reads at a time. */
	private const BITE = 1048576;

	/**
	 * Takes the file and what look() has found.
	 *
	 * @param resource $stream    The file's bytes; can be rewound.
	 * @param string   $encoding  One of the constants.
	 * @param string   $delimiter One character.
	 *
	 * @phpstan-param self::UTF8|self::WINDOWS $encoding
	 */
	public function __construct( private $stream, public readonly string $encoding, public readonly string $delimiter ) {}

	/**
	 * Finds encoding and delimiter; the reader stands at the header.
	 *
	 * @param resource $stream The file's bytes.
	 */
	public static function look( $stream ): self|WP_Error {
		rewind( $stream );
		$start = (string) fread( $stream, 4096 ); // phpcs:ignore WordPress.WP.AlternativeFunctions -- A stream, not a file.
		if ( str_starts_with( $start, "\xFF\xFE" ) || str_starts_with( $start, "\xFE\xFF" ) ) {
			return self::refusal( __( 'This file is UTF-16 ("Unicode text"). Save it as "CSV UTF-8" and choose it again.', 'devskyy' ) );
		}
		if ( str_starts_with( $start, "PK\x03\x04" ) || str_starts_with( $start, "\xD0\xCF\x11\xE0" ) || str_starts_with( $start, '%PDF' ) ) {
			return self::refusal( __( 'This is not a CSV but a workbook or another document. Save it as "CSV UTF-8" and choose it again.', 'devskyy' ) );
		}
		$reader = new self( $stream, self::utf8( $stream ) ? self::UTF8 : self::WINDOWS, self::delimiter_of( $start ) );
		$reader->seek( 0 );
		return $reader;
	}

	/**
	 * Goes to a place that at() told; 0 = the beginning, behind a byte order mark.
	 *
	 * @param int $offset A number of bytes.
	 */
	public function seek( int $offset ): void {
		fseek( $this->stream, $offset );
		if ( 0 === $offset && self::BOM !== fread( $this->stream, 3 ) ) { // phpcs:ignore WordPress.WP.AlternativeFunctions -- A stream, not a file.
			rewind( $this->stream );
		}
	}

	/** Where the next row begins. */
	public function at(): int {
		return (int) ftell( $this->stream );
	}

	/**
	 * The next row's cells in UTF-8; an empty line is an empty list, null is the end.
	 *
	 * @return list<string>|null
	 */
	public function row(): ?array {
		$cells = fgetcsv( $this->stream, 0, $this->delimiter, '"', '' );
		if ( ! is_array( $cells ) ) {
			return null;
		}
		if ( array( null ) === $cells ) {
			return array();
		}
		return array_map( fn( mixed $cell ): string => $this->text( (string) $cell ), $cells );
	}

	/**
	 * A cell in UTF-8.
	 *
	 * @param string $bytes As in the file.
	 */
	private function text( string $bytes ): string {
		return self::WINDOWS === $this->encoding && 1 === preg_match( '/[\x80-\xFF]/', $bytes ) ? mb_convert_encoding( $bytes, 'UTF-8', 'Windows-1252' ) : $bytes;
	}

	/**
	 * Whether the whole file is UTF-8; reads it in bites, each cut before an unfinished character.
	 *
	 * @param resource $stream The file's bytes.
	 */
	private static function utf8( $stream ): bool {
		rewind( $stream );
		$rest = '';
		while ( ! feof( $stream ) ) {
			$bite = $rest . (string) fread( $stream, self::BITE ); // phpcs:ignore WordPress.WP.AlternativeFunctions -- A stream, not a file.
			$rest = '';
			if ( ! feof( $stream ) && 1 === preg_match( '/[\xC2-\xF4][\x80-\xBF]{0,2}\z/', $bite, $tail ) ) {
				$rest = $tail[0];
				$bite = substr( $bite, 0, -strlen( $rest ) );
			}
			if ( ! mb_check_encoding( $bite, 'UTF-8' ) ) {
				return false;
			}
		}
		return '' === $rest;
	}

	/**
	 * The delimiter that the header has most, outside quotes.
	 *
	 * @param string $start The file's first bytes.
	 */
	private static function delimiter_of( string $start ): string {
		$header = (string) preg_replace( '/"(?:[^"]|"")*"/', '', $start );
		$header = (string) strtok( $header, "\r\n" );
		$counts = array();
		foreach ( array( ',', ';', "\t" ) as $one ) {
			$counts[ $one ] = substr_count( $header, $one );
		}
		arsort( $counts );
		return 0 === max( $counts ) ? ',' : (string) array_key_first( $counts );
	}

	/**
	 * The file cannot be read.
	 *
	 * @param string $message What it is and what to do.
	 */
	private static function refusal( string $message ): WP_Error {
		return new WP_Error( 'devskyy_csv_format', $message, array( 'status' => 400 ) );
	}
}
