<?php
/**
 * The contracts' schemas.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Connection;

use WP_Error;

/**
 * Validates values with the JSON Schemas that the build emits from the service's contracts.
 */
final class Schemas {

	/**
	 * Takes the folder.
	 *
	 * @param string $folder plugin/build/schemas.
	 * @param Json   $json   JSON of the wire.
	 */
	public function __construct( private readonly string $folder, private readonly Json $json ) {}

	/**
	 * True when the value fits; a missing schema fails closed.
	 *
	 * @param string $name  File name without `.json`: domain and export, as in `outbox.message`.
	 * @param mixed  $value Decoded JSON.
	 * @param string $where How errors call the value.
	 * @return true|WP_Error
	 */
	public function check( string $name, mixed $value, string $where ): bool|WP_Error {
		$file   = $this->folder . '/' . $name . '.json';
		$schema = is_readable( $file ) ? $this->json->decode( (string) file_get_contents( $file ) ) : null; // phpcs:ignore WordPress.WP.AlternativeFunctions.file_get_contents_file_get_contents -- A file of this plugin.
		if ( ! is_array( $schema ) ) {
			return new WP_Error(
				'devskyy_schema_missing',
				__( 'The plugin is not complete: its schemas were not built.', 'devskyy' ),
				array(
					'status' => 503,
					'next'   => __( 'Install the plugin from its package, or run the build.', 'devskyy' ),
				)
			);
		}
		return rest_validate_value_from_schema( $value, $this->draft4( $schema ), $where );
	}

	/**
	 * JSON Schema 2020-12 as WordPress reads it (its validator speaks a part of draft 4): `const` is an `enum` of one, exclusive
	 * bounds are flags, tuples are lists of their first type, every schema names its type.
	 *
	 * @param array<array-key,mixed> $schema A schema.
	 * @return array<array-key,mixed>
	 */
	private function draft4( array $schema ): array {
		if ( array_key_exists( 'const', $schema ) ) {
			$schema['enum'] = array( $schema['const'] );
		}
		foreach ( array(
			'exclusiveMinimum' => 'minimum',
			'exclusiveMaximum' => 'maximum',
		) as $exclusive => $bound ) {
			if ( is_numeric( $schema[ $exclusive ] ?? null ) ) {
				$schema[ $bound ]     = $schema[ $exclusive ];
				$schema[ $exclusive ] = true;
			}
		}
		if ( is_array( $schema['prefixItems'] ?? null ) ) {
			// A tuple of one type (z.tuple) is a list of that length.
			$schema['items']    = $schema['prefixItems'][0];
			$schema['minItems'] = count( $schema['prefixItems'] );
			$schema['maxItems'] = $schema['minItems'];
		}
		unset( $schema['const'], $schema['$schema'], $schema['propertyNames'], $schema['prefixItems'] );
		foreach ( array( 'properties', 'patternProperties', 'anyOf', 'oneOf' ) as $many ) {
			if ( is_array( $schema[ $many ] ?? null ) ) {
				$schema[ $many ] = array_map( $this->draft4( ... ), $this->arrays( $schema[ $many ] ) );
			}
		}
		foreach ( array( 'items', 'additionalProperties' ) as $one ) {
			if ( is_array( $schema[ $one ] ?? null ) ) {
				$schema[ $one ] = $this->draft4( $schema[ $one ] );
			} elseif ( is_object( $schema[ $one ] ?? null ) ) {
				unset( $schema[ $one ] );
			}
		}
		return $this->typed( $schema );
	}

	/**
	 * Adds the type that `enum`, `anyOf` or `oneOf` imply.
	 *
	 * @param array<array-key,mixed> $schema A schema.
	 * @return array<array-key,mixed>
	 */
	private function typed( array $schema ): array {
		if ( isset( $schema['type'] ) || isset( $schema['anyOf'] ) || isset( $schema['oneOf'] ) ) {
			return $schema;
		}
		$first          = $schema['enum'][0] ?? '';
		$schema['type'] = is_int( $first ) ? 'integer' : ( is_bool( $first ) ? 'boolean' : ( isset( $schema['properties'] ) ? 'object' : 'string' ) );
		return $schema;
	}

	/**
	 * Empty schemas (stdClass) as arrays.
	 *
	 * @param array<array-key,mixed> $schemas Schemas.
	 * @return array<array-key,array<array-key,mixed>>
	 */
	private function arrays( array $schemas ): array {
		return array_map( static fn( mixed $schema ): array => (array) $schema, $schemas );
	}
}
