<?php
/**
 * Bytes in JSON.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Catalogue\Fields;

/**
 * Carries any stored value through JSON and back without a change.
 */
final class Bytes {

	/**
	 * A string that is UTF-8 as it is; other strings in base64, other values serialised.
	 *
	 * @param mixed $value What WordPress returned from storage.
	 * @return string|array{base64:string}|array{serialised:string}
	 */
	public function pack( mixed $value ): string|array {
		if ( ! is_string( $value ) ) {
			return array( 'serialised' => base64_encode( serialize( $value ) ) ); // phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions -- Bytes must survive JSON.
		}
		return mb_check_encoding( $value, 'UTF-8' ) ? $value : array( 'base64' => base64_encode( $value ) ); // phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions -- Bytes must survive JSON.
	}

	/**
	 * The value that pack() was given.
	 *
	 * @param mixed $packed What pack() returned, perhaps through JSON.
	 */
	public function unpack( mixed $packed ): mixed {
		$packed = is_object( $packed ) ? get_object_vars( $packed ) : $packed;
		if ( is_array( $packed ) && isset( $packed['base64'] ) && is_string( $packed['base64'] ) ) {
			return (string) base64_decode( $packed['base64'], true ); // phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions -- The counterpart of pack().
		}
		if ( is_array( $packed ) && isset( $packed['serialised'] ) && is_string( $packed['serialised'] ) ) {
			return unserialize( (string) base64_decode( $packed['serialised'], true ), array( 'allowed_classes' => false ) ); // phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions -- The counterpart of pack(); no objects are made.
		}
		return is_string( $packed ) ? $packed : '';
	}
}
