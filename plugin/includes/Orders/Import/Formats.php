<?php
/**
 * Dates and amounts as files write them.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Orders\Import;

use DateTimeImmutable;
use DateTimeZone;

/**
 * Strict readers: what does not fit the chosen format is nothing, never something near it.
 */
final class Formats {

	/** What a person chooses from → how PHP reads it. */
	public const DATES = array(
		'YYYY-MM-DD'          => '!Y-m-d',
		'YYYY-MM-DD hh:mm'    => '!Y-m-d H:i',
		'YYYY-MM-DD hh:mm:ss' => '!Y-m-d H:i:s',
		'ISO 8601'            => '!Y-m-d\TH:i:sP',
		'DD/MM/YYYY'          => '!d/m/Y',
		'DD/MM/YYYY hh:mm'    => '!d/m/Y H:i',
		'MM/DD/YYYY'          => '!m/d/Y',
		'MM/DD/YYYY hh:mm'    => '!m/d/Y H:i',
		'DD.MM.YYYY'          => '!d.m.Y',
		'DD.MM.YYYY hh:mm'    => '!d.m.Y H:i',
	);

	/**
	 * A time; null when the text is none of this format.
	 *
	 * @param string       $text   A cell.
	 * @param string       $format A key of DATES.
	 * @param DateTimeZone $zone   Of times without one.
	 * @return int|null Unix time.
	 */
	public function date( string $text, string $format, DateTimeZone $zone ): ?int {
		$text   = 'ISO 8601' === $format ? (string) preg_replace( '/\.\d+(?=Z|[+-])/', '', trim( $text ) ) : trim( $text );
		$time   = DateTimeImmutable::createFromFormat( self::DATES[ $format ] ?? '', $text, $zone );
		$errors = DateTimeImmutable::getLastErrors();
		$wrong  = false !== $errors && 0 < $errors['warning_count'] + $errors['error_count'];
		$year   = false === $time ? 0 : (int) $time->format( 'Y' );
		return false === $time || $wrong || $year < 1970 || $year > 2200 ? null : $time->getTimestamp();
	}

	/**
	 * A number; null when the text is none.
	 *
	 * @param string $text    A cell, perhaps with a currency's sign.
	 * @param string $decimal "." or ",".
	 */
	public function number( string $text, string $decimal ): ?float {
		$text  = (string) preg_replace( '/[\s\x{00A0}\x{202F}\'’]|[$€£¥]|\b[A-Z]{3}\b/u', '', trim( $text ) );
		$text  = 1 === preg_match( '/\A\((.+)\)\z/', $text, $negative ) ? '-' . $negative[1] : $text;
		$other = '.' === $decimal ? ',' : '.';
		$mark  = preg_quote( $decimal, '/' );
		$group = preg_quote( $other, '/' );
		if ( 1 !== preg_match( "/\A[+-]?(?:\d+|\d{1,3}(?:{$group}\d{3})+)(?:{$mark}\d+)?\z/", $text ) ) {
			return null;
		}
		return (float) str_replace( array( $other, $decimal ), array( '', '.' ), $text );
	}

	/**
	 * The formats that all of these dates have.
	 *
	 * @param list<string> $texts Cells.
	 * @return list<string>
	 */
	public function dates_of( array $texts ): array {
		$texts = array_filter( $texts, static fn( string $text ): bool => '' !== trim( $text ) );
		$zone  = new DateTimeZone( 'UTC' );
		$fit   = array_filter( array_keys( self::DATES ), fn( string $format ): bool => array() === array_filter( $texts, fn( string $text ): bool => null === $this->date( $text, $format, $zone ) ) );
		return array() === $texts ? array() : array_values( $fit );
	}

	/**
	 * The sign before decimals that these numbers have; null when it cannot be told.
	 *
	 * @param list<string> $texts Cells.
	 */
	public function decimal_of( array $texts ): ?string {
		$texts = array_filter( $texts, static fn( string $text ): bool => '' !== trim( $text ) );
		$fit   = array_filter( array( '.', ',' ), fn( string $sign ): bool => array() === array_filter( $texts, fn( string $text ): bool => null === $this->number( $text, $sign ) ) );
		return 1 === count( $fit ) ? (string) reset( $fit ) : null;
	}
}
