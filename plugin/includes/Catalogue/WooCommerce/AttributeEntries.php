<?php
/**
 * WooCommerce's stored attributes.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Catalogue\WooCommerce;

use WC_Product;
use WC_Product_Attribute;

/**
 * Saves a product's attributes through WooCommerce and then holds the stored rows to the bytes that were wanted:
 * WooCommerce rewrites all of them at each save, drops those whose taxonomy is away, and re-sorts the rest.
 */
final class AttributeEntries {

	public const META = '_product_attributes';

	/**
	 * The stored rows; empty when there are none.
	 *
	 * @param int $id The product's id.
	 * @return array<int|string,array<string,mixed>>
	 */
	public function stored( int $id ): array {
		$rows = get_post_meta( $id, self::META, true );
		return is_array( $rows ) ? array_filter( $rows, 'is_array' ) : array();
	}

	/**
	 * The key of an attribute's row, or null. A global attribute comes before a custom one of the same slug.
	 *
	 * @param array<int|string,array<string,mixed>> $rows The stored rows.
	 * @param string                                $slug The attribute's slug, without `pa_`.
	 */
	public function key( array $rows, string $slug ): int|string|null {
		foreach ( array( true, false ) as $global ) {
			foreach ( $rows as $key => $row ) {
				if ( $global === $this->is_global( $row ) && $this->slug( $row ) === $slug ) {
					return $key;
				}
			}
		}
		return null;
	}

	/**
	 * Whether the row belongs to a global attribute (a taxonomy).
	 *
	 * @param array<string,mixed> $row A stored row.
	 */
	public function is_global( array $row ): bool {
		return ! empty( $row['is_taxonomy'] );
	}

	/**
	 * The row's slug in the product's shape.
	 *
	 * @param array<string,mixed> $row A stored row.
	 */
	public function slug( array $row ): string {
		$name = (string) ( $row['name'] ?? '' );
		return $this->is_global( $row ) ? (string) preg_replace( '/^pa_/', '', $name ) : sanitize_title( $name );
	}

	/**
	 * Saves the product with exactly these rows and terms.
	 *
	 * @param WC_Product                            $product The product.
	 * @param array<int|string,array<string,mixed>> $rows    All rows, as they shall be stored.
	 * @param array<string,list<int>>               $terms   Taxonomy → term ids, for those that change.
	 */
	public function save( WC_Product $product, array $rows, array $terms ): void {
		$id         = $product->get_id();
		$attributes = array();
		foreach ( $rows as $row ) {
			$attribute = $this->attribute( $id, $row, $terms );
			if ( null !== $attribute ) {
				$attributes[] = $attribute;
			}
		}
		$product->set_attributes( $attributes );
		$product->save();
		foreach ( $terms as $taxonomy => $ids ) {
			$stored = wp_get_object_terms( $id, $taxonomy, array( 'fields' => 'ids' ) );
			$stored = is_array( $stored ) ? array_map( 'intval', $stored ) : array();
			if ( array() !== array_diff( $stored, $ids ) || array() !== array_diff( $ids, $stored ) ) {
				wp_set_object_terms( $id, $ids, $taxonomy );
			}
		}
		if ( array() !== $rows && get_post_meta( $id, self::META, true ) !== $rows ) {
			update_post_meta( $id, self::META, wp_slash( $rows ) );
		}
	}

	/**
	 * The row as WooCommerce's object; null when its taxonomy is away.
	 *
	 * @param int                     $id    The product's id.
	 * @param array<string,mixed>     $row   A stored row.
	 * @param array<string,list<int>> $terms Taxonomy → term ids that shall be.
	 */
	private function attribute( int $id, array $row, array $terms ): ?WC_Product_Attribute {
		$name = (string) ( $row['name'] ?? '' );
		if ( $this->is_global( $row ) && ! taxonomy_exists( $name ) ) {
			return null;
		}
		$attribute = new WC_Product_Attribute();
		$attribute->set_id( $this->is_global( $row ) ? wc_attribute_taxonomy_id_by_name( $name ) : 0 );
		$attribute->set_name( $name );
		$attribute->set_options(
			$this->is_global( $row )
				? array_map( 'intval', $terms[ $name ] ?? wc_get_object_terms( $id, $name, 'term_id' ) )
				: wc_get_text_attributes( (string) ( $row['value'] ?? '' ) )
		);
		$attribute->set_position( (int) ( $row['position'] ?? 0 ) );
		$attribute->set_visible( ! empty( $row['is_visible'] ) );
		$attribute->set_variation( ! empty( $row['is_variation'] ) );
		return $attribute;
	}
}
