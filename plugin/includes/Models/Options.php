<?php
/**
 * The pipeline's options on the wire.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Models;

/**
 * PHP does not tell an empty object from an empty list; the options hold no lists, so an empty one is an object.
 */
final class Options {

	/**
	 * As JSON must have them.
	 *
	 * @param array<string,mixed> $options The options.
	 */
	public function wire( array $options ): object {
		return (object) array_map( static fn( mixed $value ): mixed => array() === $value ? (object) array() : $value, $options );
	}
}
