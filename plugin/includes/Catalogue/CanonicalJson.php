<?php
/**
 * Canonical JSON.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Catalogue;

use InvalidArgumentException;

/**
 * The JSON Canonicalization Scheme (RFC 8785): one text for one value, so that a hash of it can be compared.
 */
final class CanonicalJson {

	private const FLAGS = JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_LINE_TERMINATORS | JSON_INVALID_UTF8_SUBSTITUTE | JSON_THROW_ON_ERROR;

	/**
	 * The canonical text of null, booleans, numbers, strings, lists and objects (stdClass, or an array with keys).
	 *
	 * @param mixed $value The value; an empty array is a list, an empty object must be a stdClass.
	 * @throws InvalidArgumentException For a value that JSON has no word for.
	 */
	public function encode( mixed $value ): string {
		if ( is_array( $value ) && array_is_list( $value ) ) {
			return '[' . implode( ',', array_map( $this->encode( ... ), $value ) ) . ']';
		}
		if ( is_array( $value ) || $value instanceof \stdClass ) {
			return $this->encode_object( (array) $value );
		}
		if ( is_float( $value ) ) {
			return $this->encode_number( $value );
		}
		if ( null === $value || is_scalar( $value ) ) {
			return json_encode( $value, self::FLAGS ); // phpcs:ignore WordPress.WP.AlternativeFunctions.json_encode_json_encode -- wp_json_encode alters what it cannot encode.
		}
		throw new InvalidArgumentException( 'Canonical JSON has no form for ' . get_debug_type( $value ) . '.' );
	}

	/**
	 * Members sorted by their names' UTF-16 code units (section 3.2.3).
	 *
	 * @param array<int|string,mixed> $members Name → value.
	 */
	private function encode_object( array $members ): string {
		$names = array_map( 'strval', array_keys( $members ) );
		usort( $names, static fn( string $a, string $b ): int => strcmp( mb_convert_encoding( $a, 'UTF-16BE', 'UTF-8' ), mb_convert_encoding( $b, 'UTF-16BE', 'UTF-8' ) ) );
		$parts = array();
		foreach ( $names as $name ) {
			$parts[] = $this->encode( $name ) . ':' . $this->encode( $members[ $name ] );
		}
		return '{' . implode( ',', $parts ) . '}';
	}

	/**
	 * A number as ECMAScript writes it (section 3.2.2.3): shortest digits, exponent from 1e21 and below 1e-6.
	 *
	 * @param float $value A finite number.
	 * @throws InvalidArgumentException For NaN and infinities.
	 */
	private function encode_number( float $value ): string {
		if ( ! is_finite( $value ) ) {
			throw new InvalidArgumentException( 'Canonical JSON has no form for NaN or infinity.' );
		}
		if ( 0.0 === $value || -0.0 === $value ) {
			return '0';
		}
		if ( ! preg_match( '/^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/', $this->shortest( abs( $value ) ), $found ) ) {
			throw new InvalidArgumentException( 'A number could not be written.' );
		}
		$digits = rtrim( $found[2] . $found[3], '0' );
		$point  = (int) $found[4] + 1;
		$count  = strlen( $digits );
		$sign   = $value < 0 ? '-' : '';
		if ( $point > 21 || $point < -5 ) {
			$exponent = $point - 1;
			return $sign . $digits[0] . ( $count > 1 ? '.' . substr( $digits, 1 ) : '' ) . 'e' . ( $exponent < 0 ? '-' : '+' ) . abs( $exponent );
		}
		if ( $point <= 0 ) {
			return $sign . '0.' . str_repeat( '0', -$point ) . $digits;
		}
		return $sign . ( $count <= $point ? str_pad( $digits, $point, '0' ) : substr( $digits, 0, $point ) . '.' . substr( $digits, $point ) );
	}

	/**
	 * The shortest scientific notation that reads back as the same number.
	 *
	 * @param float $value A positive number.
	 */
	private function shortest( float $value ): string {
		for ( $digits = 0; $digits < 17; $digits++ ) {
			$text = sprintf( "%.{$digits}e", $value );
			if ( (float) $text === $value ) {
				return $text;
			}
		}
		return sprintf( '%.16e', $value );
	}
}
