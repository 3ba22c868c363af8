<?php
/**
 * Attributes of the built-in catalogue.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Catalogue\BuiltIn;

use DevSkyy\Catalogue\Fields\Bytes;
use DevSkyy\Catalogue\Fields\Clean;
use DevSkyy\Catalogue\Fields\FieldPath;
use DevSkyy\Catalogue\Fields\Handler;
use WP_Error;

/**
 * `attributes.<slug>`; those that make variations are read and never changed.
 */
final class Attributes implements Handler {

	/**
	 * Takes its helpers.
	 *
	 * @param ProductData $data  What is stored.
	 * @param Clean       $clean Cleans new names.
	 * @param Bytes       $bytes Packs bytes for JSON.
	 */
	public function __construct( private readonly ProductData $data, private readonly Clean $clean, private readonly Bytes $bytes ) {}

	/** {@inheritDoc} */
	public function handles( FieldPath $path ): bool {
		return 'attributes' === $path->name;
	}

	/** {@inheritDoc} */
	public function label( FieldPath $path ): string {
		return ucfirst( str_replace( array( '-', '_' ), ' ', $path->key ) );
	}

	/** {@inheritDoc} */
	public function read( int $id, FieldPath $path ): array {
		return $this->values( $this->data->attributes( $id )[ $path->key ] ?? array() );
	}

	/**
	 * The values of a stored attribute.
	 *
	 * @param array<string,mixed> $row A stored attribute.
	 * @return list<string>
	 */
	public function values( array $row ): array {
		return array_values( array_map( 'strval', array_filter( (array) ( $row['values'] ?? array() ), 'is_scalar' ) ) );
	}

	/** {@inheritDoc} */
	public function normalise( int $id, FieldPath $path, string|array $value ): array|WP_Error {
		if ( ! empty( $this->data->attributes( $id )[ $path->key ]['variation'] ) ) {
			return new WP_Error( 'devskyy_field_variation', __( 'This attribute makes the product\'s variations, so it can only be changed on the product\'s own page.', 'devskyy' ) );
		}
		return $this->clean->names( (array) $value );
	}

	/** {@inheritDoc} */
	public function write( int $id, array $values ): bool|WP_Error {
		$rows = $this->data->attributes( $id );
		foreach ( $values as $field => $names ) {
			$path = FieldPath::parse( $field );
			$slug = $path->key ?? '';
			if ( null === $path || array() === $names ) {
				unset( $rows[ $slug ] );
				continue;
			}
			$row = $rows[ $slug ] ?? array(
				'name'      => $this->label( $path ),
				'values'    => array(),
				'variation' => false,
			);

			$rows[ $slug ] = array_replace( $row, array( 'values' => (array) $names ) );
		}
		$this->data->set_attributes( $id, $rows );
		return true;
	}

	/** {@inheritDoc} */
	public function journal( int $id, FieldPath $path ): mixed {
		$rows = $this->data->attributes( $id );
		$has  = isset( $rows[ $path->key ] );
		return array(
			'index' => $has ? (int) array_search( $path->key, array_map( 'strval', array_keys( $rows ) ), true ) : 0,
			'row'   => $has ? $this->bytes->pack( $rows[ $path->key ] ) : null,
		);
	}

	/** {@inheritDoc} */
	public function restore( int $id, array $journal ): bool|WP_Error {
		uasort( $journal, static fn( mixed $one, mixed $other ): int => ( (array) $one )['index'] <=> ( (array) $other )['index'] );
		$rows = $this->data->attributes( $id );
		foreach ( $journal as $field => $entry ) {
			$entry = (array) $entry;
			$slug  = FieldPath::parse( $field )->key ?? '';
			if ( null === $entry['row'] ) {
				unset( $rows[ $slug ] );
				continue;
			}
			$row = (array) $this->bytes->unpack( $entry['row'] );
			if ( isset( $rows[ $slug ] ) ) {
				$rows[ $slug ] = $row;
				continue;
			}
			$at   = (int) $entry['index'];
			$rows = array_slice( $rows, 0, $at, true ) + array( $slug => $row ) + array_slice( $rows, $at, null, true );
		}
		$this->data->set_attributes( $id, $rows );
		return true;
	}
}
