<?php
/**
 * JSON in longtext columns.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Proposals;

/**
 * Writes and reads the JSON of this plugin's own columns; anything unreadable there is a bug and throws.
 */
final class Json {

	/**
	 * To text.
	 *
	 * @param mixed $value Anything JSON can hold.
	 * @throws \JsonException When it cannot be written.
	 */
	public function write( mixed $value ): string {
		// phpcs:ignore WordPress.WP.AlternativeFunctions.json_encode_json_encode -- wp_json_encode() alters what it cannot encode; stored bytes must be exact or fail.
		return json_encode( $value, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_PRESERVE_ZERO_FRACTION | JSON_THROW_ON_ERROR );
	}

	/**
	 * From text.
	 *
	 * @param string $text JSON that write() made.
	 * @return array<mixed>
	 * @throws \JsonException When it is not JSON.
	 */
	public function read( string $text ): array {
		return (array) json_decode( $text, true, 64, JSON_THROW_ON_ERROR );
	}
}
