<?php
/**
 * Attributes of WooCommerce products.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Catalogue\WooCommerce;

use DevSkyy\Catalogue\Fields\Bytes;
use DevSkyy\Catalogue\Fields\Clean;
use DevSkyy\Catalogue\Fields\FieldPath;
use DevSkyy\Catalogue\Fields\Handler;
use DevSkyy\Catalogue\Fields\TermNames;
use WC_Product;
use WP_Error;
use WP_Term;

/**
 * `attributes.<slug>`: the terms of the global attribute of that slug where the shop has one, else a custom attribute.
 * Those that make variations are read and never changed.
 */
final class Attributes implements Handler {

	/**
	 * Takes its helpers.
	 *
	 * @param AttributeEntries $entries The stored rows.
	 * @param TermNames        $terms   Finds terms by name.
	 * @param Clean            $clean   Cleans new names.
	 * @param Bytes            $bytes   Packs bytes for JSON.
	 */
	public function __construct(
		private readonly AttributeEntries $entries,
		private readonly TermNames $terms,
		private readonly Clean $clean,
		private readonly Bytes $bytes
	) {}

	/** {@inheritDoc} */
	public function handles( FieldPath $path ): bool {
		return 'attributes' === $path->name;
	}

	/** {@inheritDoc} */
	public function label( FieldPath $path ): string {
		return taxonomy_exists( 'pa_' . $path->key ) ? wc_attribute_label( 'pa_' . $path->key ) : $this->name( $path->key );
	}

	/** {@inheritDoc} */
	public function read( int $id, FieldPath $path ): array {
		$rows = $this->entries->stored( $id );
		$key  = $this->entries->key( $rows, $path->key );
		return null === $key ? array() : $this->values( $id, $rows[ $key ] );
	}

	/**
	 * The values of a stored row.
	 *
	 * @param int                 $id  The product's id.
	 * @param array<string,mixed> $row A stored row.
	 * @return list<string>
	 */
	public function values( int $id, array $row ): array {
		if ( ! $this->entries->is_global( $row ) ) {
			return array_values( array_map( 'strval', wc_get_text_attributes( (string) ( $row['value'] ?? '' ) ) ) );
		}
		$terms = taxonomy_exists( (string) $row['name'] ) ? wc_get_product_terms( $id, (string) $row['name'], array( 'fields' => 'all' ) ) : array();
		return $this->terms->names( array_values( array_filter( $terms, static fn( mixed $term ): bool => $term instanceof WP_Term ) ) );
	}

	/** {@inheritDoc} */
	public function normalise( int $id, FieldPath $path, string|array $value ): array|WP_Error {
		$rows = $this->entries->stored( $id );
		$key  = $this->entries->key( $rows, $path->key );
		$row  = null === $key ? null : $rows[ $key ];
		if ( null !== $row && ! empty( $row['is_variation'] ) ) {
			return new WP_Error( 'devskyy_field_variation', __( 'This attribute makes the product\'s variations, so it can only be changed on the product\'s own page.', 'devskyy' ) );
		}
		$names = $this->clean->names( (array) $value );
		if ( null !== $this->taxonomy( $path->key, $row ) ) {
			return $this->terms->spelled( $id, 'pa_' . $path->key, $names );
		}
		foreach ( $names as $name ) {
			if ( str_contains( $name, '|' ) ) {
				return new WP_Error( 'devskyy_field_value', __( 'An attribute\'s value must not contain the sign "|": WooCommerce separates values by it.', 'devskyy' ) );
			}
		}
		return $names;
	}

	/** {@inheritDoc} */
	public function write( int $id, array $values ): bool|WP_Error {
		$product = wc_get_product( $id );
		if ( ! $product instanceof WC_Product ) {
			return $this->gone();
		}
		$rows  = $this->entries->stored( $id );
		$terms = array();
		foreach ( $values as $field => $names ) {
			$slug     = FieldPath::parse( $field )->key ?? '';
			$names    = (array) $names;
			$key      = $this->entries->key( $rows, $slug );
			$taxonomy = $this->taxonomy( $slug, null === $key ? null : $rows[ $key ] );
			$ids      = null === $taxonomy ? array() : $this->terms->ids( $id, $taxonomy, $names );
			if ( is_wp_error( $ids ) ) {
				$ids->add_data( array( 'field' => $field ) );
				return $ids;
			}
			if ( null !== $taxonomy ) {
				$terms[ $taxonomy ] = $ids;
			}
			$row = null === $key ? $this->row( $rows, $slug, $taxonomy ) : $rows[ $key ];
			$key = $key ?? sanitize_title( (string) $row['name'] );

			$row['value'] = null === $taxonomy ? wc_implode_text_attributes( $names ) : '';
			$rows         = array() === $names ? array_diff_key( $rows, array( $key => 0 ) ) : array_replace( $rows, array( $key => $row ) );
		}
		$this->entries->save( $product, $rows, $terms );
		return true;
	}

	/** {@inheritDoc} */
	public function journal( int $id, FieldPath $path ): mixed {
		$rows     = $this->entries->stored( $id );
		$key      = $this->entries->key( $rows, $path->key );
		$taxonomy = taxonomy_exists( 'pa_' . $path->key ) ? 'pa_' . $path->key : '';
		$terms    = '' === $taxonomy ? array() : wp_get_object_terms(
			$id,
			$taxonomy,
			array(
				'fields'  => 'ids',
				// Without an order of its own the rows come as the database likes, now so and now so.
				'orderby' => true === ( get_taxonomy( $taxonomy )->sort ?? false ) ? 'term_order' : 'term_id',
			)
		);
		$bare     = array() === $rows && metadata_exists( 'post', $id, AttributeEntries::META );
		return array(
			'key'      => null === $key ? null : (string) $key,
			'index'    => null === $key ? 0 : (int) array_search( $key, array_keys( $rows ), true ),
			'row'      => null === $key ? null : $this->bytes->pack( $rows[ $key ] ),
			'taxonomy' => $taxonomy,
			'terms'    => is_array( $terms ) ? array_map( 'intval', array_values( $terms ) ) : array(),
			'bare'     => $bare ? $this->bytes->pack( get_post_meta( $id, AttributeEntries::META, true ) ) : null,
		);
	}

	/** {@inheritDoc} */
	public function restore( int $id, array $journal ): bool|WP_Error {
		$product = wc_get_product( $id );
		if ( ! $product instanceof WC_Product ) {
			return $this->gone();
		}
		uasort( $journal, static fn( mixed $one, mixed $other ): int => ( (array) $one )['index'] <=> ( (array) $other )['index'] );
		$rows  = $this->entries->stored( $id );
		$terms = array();
		$bare  = null;
		foreach ( $journal as $field => $entry ) {
			$entry = (array) $entry;
			$rows  = $this->put_back( $rows, FieldPath::parse( $field )->key ?? '', $entry );
			$bare  = $entry['bare'] ?? null;
			if ( '' !== $entry['taxonomy'] && taxonomy_exists( $entry['taxonomy'] ) ) {
				$terms[ $entry['taxonomy'] ] = array_values( array_map( 'intval', (array) $entry['terms'] ) );
			}
		}
		$this->entries->save( $product, $rows, $terms );
		if ( array() === $rows && null !== $bare ) {
			update_post_meta( $id, AttributeEntries::META, $this->bytes->unpack( $bare ) );
		}
		return true;
	}

	/**
	 * The rows with one row as it was: away, in its place, or at its old position.
	 *
	 * @param array<int|string,array<string,mixed>> $rows  The rows now.
	 * @param string                                $slug  The attribute's slug.
	 * @param array<string,mixed>                   $entry Its journal.
	 * @return array<int|string,array<string,mixed>>
	 */
	private function put_back( array $rows, string $slug, array $entry ): array {
		$now = $this->entries->key( $rows, $slug );
		if ( null === $entry['row'] ) {
			return null === $now ? $rows : array_diff_key( $rows, array( $now => 0 ) );
		}
		$row = (array) $this->bytes->unpack( $entry['row'] );
		if ( null !== $now && (string) $now === $entry['key'] ) {
			return array_replace( $rows, array( $now => $row ) );
		}
		$rows = null === $now ? $rows : array_diff_key( $rows, array( $now => 0 ) );
		$at   = (int) $entry['index'];
		return array_slice( $rows, 0, $at, true ) + array( $entry['key'] => $row ) + array_slice( $rows, $at, null, true );
	}

	/**
	 * The taxonomy that keeps the values; null for a custom attribute.
	 *
	 * @param string                   $slug The attribute's slug.
	 * @param array<string,mixed>|null $row  Its stored row, if any.
	 */
	private function taxonomy( string $slug, ?array $row ): ?string {
		$global = null === $row ? taxonomy_exists( 'pa_' . $slug ) : $this->entries->is_global( $row );
		return $global ? 'pa_' . $slug : null;
	}

	/**
	 * A new row, visible, after the others.
	 *
	 * @param array<int|string,array<string,mixed>> $rows     The rows so far.
	 * @param string                                $slug     The attribute's slug.
	 * @param string|null                           $taxonomy Its taxonomy, if global.
	 * @return array<string,mixed>
	 */
	private function row( array $rows, string $slug, ?string $taxonomy ): array {
		$positions = array_map( static fn( array $row ): int => (int) ( $row['position'] ?? 0 ), $rows );
		return array(
			'name'         => $taxonomy ?? $this->name( $slug ),
			'value'        => '',
			'position'     => array() === $positions ? 0 : max( $positions ) + 1,
			'is_visible'   => 1,
			'is_variation' => 0,
			'is_taxonomy'  => null === $taxonomy ? 0 : 1,
		);
	}

	/**
	 * A custom attribute's name from its slug, such that WooCommerce makes the same slug of it.
	 *
	 * @param string $slug E.g. `care-instructions`.
	 */
	private function name( string $slug ): string {
		$name = ucfirst( str_replace( '-', ' ', $slug ) );
		return sanitize_title( $name ) === $slug ? $name : $slug;
	}

	/** The product is not there. */
	private function gone(): WP_Error {
		return new WP_Error( 'devskyy_product_gone', __( 'The product no longer exists.', 'devskyy' ), array( 'status' => 404 ) );
	}
}
