<?php
/**
 * JSON of the wire.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Connection;

use stdClass;

/**
 * Reads JSON so that it can be written again unchanged: an empty object stays an object.
 */
final class Json {

	/**
	 * Objects become arrays, but for empty ones, which stay stdClass; null when the text is not JSON.
	 *
	 * @param string $text JSON.
	 */
	public function decode( string $text ): mixed {
		return $this->plain( json_decode( $text, false, 128 ) );
	}

	/**
	 * Compact JSON with slashes and Unicode as they are; invalid UTF-8 is substituted, and NUL, which imports leave behind and no
	 * text of PostgreSQL can hold, is left out.
	 *
	 * @param mixed $value Anything that JSON can hold.
	 */
	public function encode( mixed $value ): string {
		$json = (string) wp_json_encode( $value, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE | JSON_PRESERVE_ZERO_FRACTION );
		return str_contains( $json, '\\u0000' ) ? (string) preg_replace( '/(?<!\\\\)((?:\\\\\\\\)*+)\\\\u0000/', '$1', $json ) : $json;
	}

	/**
	 * Walks the decoded value.
	 *
	 * @param mixed $value As json_decode gives it.
	 */
	private function plain( mixed $value ): mixed {
		if ( $value instanceof stdClass ) {
			$members = get_object_vars( $value );
			return array() === $members ? $value : array_map( $this->plain( ... ), $members );
		}
		return is_array( $value ) ? array_map( $this->plain( ... ), $value ) : $value;
	}
}
