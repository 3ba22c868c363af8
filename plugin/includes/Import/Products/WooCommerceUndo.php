<?php
/**
 * Takes an import into WooCommerce back.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Import\Products;

use DateTimeInterface;
use Exception;
use WC_Product;
use WC_Product_Attribute;
use WC_Product_Variation;
use WP_Error;

/**
 * Snapshots with WooCommerce's own values beside the bytes: a restore first goes through the CRUD object, so that WooCommerce's
 * look-up tables follow, then what is not the same to the byte is put back by WordPress' functions.
 */
final class WooCommerceUndo {

	/** Values that are restored by other means: terms and attributes by their ids, the rest by the bytes. */
	private const APART = array( 'id', 'attributes', 'default_attributes', 'downloads', 'meta_data', 'date_created', 'date_modified', 'total_sales', 'rating_counts', 'average_rating', 'review_count', 'children', 'name', 'attribute_summary', 'price', 'parent_id', 'cogs_value', 'global_unique_id' );

	/**
	 * Takes its helper.
	 *
	 * @param Snapshots $snapshots Bytes.
	 */
	public function __construct( private readonly Snapshots $snapshots ) {}

	/**
	 * See Target::snapshots().
	 *
	 * @param list<int> $ids Products and variations.
	 * @return array<int,array<string,mixed>>
	 */
	public function snapshots( array $ids ): array {
		return $this->snapshots->take( $ids );
	}

	/**
	 * WooCommerce's own values, for a journal.
	 *
	 * @param int $id The product.
	 * @return array<string,mixed>
	 */
	public function values( int $id ): array {
		$product = wc_get_product( $id );
		if ( ! $product instanceof WC_Product ) {
			return array();
		}
		$values = array();
		foreach ( array_diff_key( $product->get_data(), array_flip( self::APART ) ) as $name => $value ) {
			if ( $value instanceof DateTimeInterface ) {
				$values[ $name ] = $value->getTimestamp();
			} elseif ( is_scalar( $value ) || null === $value || is_array( $value ) ) {
				$values[ $name ] = $value;
			}
		}
		return array(
			'type'   => $product->get_type(),
			'values' => $values,
		);
	}

	/**
	 * See Target::restore().
	 *
	 * @param int                 $id       The product.
	 * @param array<string,mixed> $snapshot A snapshot with values().
	 */
	public function restore( int $id, array $snapshot ): bool|WP_Error {
		$type    = (string) ( $snapshot['woo']['type'] ?? '' );
		$product = wc_get_product( $id );
		if ( ! $product instanceof WC_Product ) {
			return new WP_Error( 'devskyy_product_gone', __( 'The product no longer exists.', 'devskyy' ) );
		}
		try {
			$product = '' === $type || $product->is_type( $type ) ? $product : wc_get_product_object( $type, $id );
			$product->set_props( (array) ( $snapshot['woo']['values'] ?? array() ) );
			$product->set_attributes( $product instanceof WC_Product_Variation ? $this->values_of( $snapshot ) : $this->attributes_of( $snapshot ) );
			$product->save();
		} catch ( Exception $refusal ) {
			return new WP_Error( 'devskyy_import_refused', wp_strip_all_tags( $refusal->getMessage() ) );
		}
		$done = $this->snapshots->restore( $id, $snapshot );
		wc_delete_product_transients( $id );
		clean_post_cache( $id );
		return $done;
	}

	/**
	 * A variation's values.
	 *
	 * @param array<string,mixed> $snapshot A snapshot.
	 * @return array<string,string>
	 */
	private function values_of( array $snapshot ): array {
		$values = array();
		foreach ( $snapshot['meta'] as $key => $stored ) {
			if ( str_starts_with( (string) $key, 'attribute_' ) && is_string( $stored[0] ?? null ) ) {
				$values[ substr( (string) $key, 10 ) ] = $stored[0];
			}
		}
		return $values;
	}

	/**
	 * A product's attributes.
	 *
	 * @param array<string,mixed> $snapshot A snapshot.
	 * @return list<WC_Product_Attribute>
	 */
	private function attributes_of( array $snapshot ): array {
		$stored = maybe_unserialize( (string) ( $snapshot['meta']['_product_attributes'][0] ?? '' ) );
		$made   = array();
		foreach ( is_array( $stored ) ? $stored : array() as $one ) {
			$name      = (string) ( $one['name'] ?? '' );
			$global    = ! empty( $one['is_taxonomy'] );
			$attribute = new WC_Product_Attribute();
			$attribute->set_id( $global ? wc_attribute_taxonomy_id_by_name( $name ) : 0 );
			$attribute->set_name( $name );
			$attribute->set_options( $global ? ( $snapshot['terms'][ $name ] ?? array() ) : wc_get_text_attributes( (string) ( $one['value'] ?? '' ) ) );
			$attribute->set_position( (int) ( $one['position'] ?? 0 ) );
			$attribute->set_visible( ! empty( $one['is_visible'] ) );
			$attribute->set_variation( ! empty( $one['is_variation'] ) );
			$made[] = $attribute;
		}
		return $made;
	}
}
