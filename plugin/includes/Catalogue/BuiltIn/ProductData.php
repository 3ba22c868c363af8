<?php
/**
 * What the built-in catalogue stores of a product beside its texts.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Catalogue\BuiltIn;

use DevSkyy\Catalogue\Decimal;

/**
 * Reads and writes the post meta of a product: prices, SKU, stock, measures, gallery, attributes, variations.
 */
final class ProductData {

	public const SKU           = '_devskyy_sku';
	public const REGULAR_PRICE = '_devskyy_regular_price';
	public const SALE_PRICE    = '_devskyy_sale_price';
	public const STOCK         = '_devskyy_stock';
	public const STOCK_STATUS  = '_devskyy_stock_status';
	public const WEIGHT        = '_devskyy_weight';
	public const LENGTH        = '_devskyy_length';
	public const WIDTH         = '_devskyy_width';
	public const HEIGHT        = '_devskyy_height';
	public const GALLERY       = '_devskyy_gallery';
	public const ATTRIBUTES    = '_devskyy_attributes';
	public const VARIATIONS    = '_devskyy_variations';

	/** Every key that is one text. */
	public const TEXTS = array( self::SKU, self::REGULAR_PRICE, self::SALE_PRICE, self::STOCK, self::STOCK_STATUS, self::WEIGHT, self::LENGTH, self::WIDTH, self::HEIGHT );

	/**
	 * Takes its helper.
	 *
	 * @param Decimal $decimal Numbers.
	 */
	public function __construct( private readonly Decimal $decimal ) {}

	/**
	 * One stored text; "" when there is none.
	 *
	 * @param int    $id  The product's id.
	 * @param string $key One of TEXTS.
	 */
	public function text( int $id, string $key ): string {
		$value = get_post_meta( $id, $key, true );
		return is_scalar( $value ) ? (string) $value : '';
	}

	/**
	 * Stores one text; "" removes it.
	 *
	 * @param int    $id    The product's id.
	 * @param string $key   One of TEXTS.
	 * @param string $value The text.
	 */
	public function set_text( int $id, string $key, string $value ): void {
		'' === $value ? delete_post_meta( $id, $key ) : update_post_meta( $id, $key, wp_slash( $value ) );
	}

	/**
	 * The gallery's attachment ids, without the main picture.
	 *
	 * @param int $id The product's id.
	 * @return list<int>
	 */
	public function gallery( int $id ): array {
		$stored = get_post_meta( $id, self::GALLERY, true );
		return is_array( $stored ) ? array_values( array_filter( array_map( 'intval', $stored ) ) ) : array();
	}

	/**
	 * Stores the gallery.
	 *
	 * @param int       $id  The product's id.
	 * @param list<int> $ids Attachment ids.
	 */
	public function set_gallery( int $id, array $ids ): void {
		array() === $ids ? delete_post_meta( $id, self::GALLERY ) : update_post_meta( $id, self::GALLERY, $ids );
	}

	/**
	 * The attributes as stored: slug → {name, values, variation}.
	 *
	 * @param int $id The product's id.
	 * @return array<int|string,array<string,mixed>>
	 */
	public function attributes( int $id ): array {
		$stored = get_post_meta( $id, self::ATTRIBUTES, true );
		return is_array( $stored ) ? array_filter( $stored, 'is_array' ) : array();
	}

	/**
	 * Stores the attributes.
	 *
	 * @param int                                   $id         The product's id.
	 * @param array<int|string,array<string,mixed>> $attributes Slug → {name, values, variation}.
	 */
	public function set_attributes( int $id, array $attributes ): void {
		array() === $attributes ? delete_post_meta( $id, self::ATTRIBUTES ) : update_post_meta( $id, self::ATTRIBUTES, wp_slash( $attributes ) );
	}

	/**
	 * The variations as stored, with what they lack filled in.
	 *
	 * @param int $id The product's id.
	 * @return list<array{id:int,sku:string,attributes:array<string,string>,regular_price:string,sale_price:string,stock:string}>
	 */
	public function variations( int $id ): array {
		$stored = get_post_meta( $id, self::VARIATIONS, true );
		$whole  = array();
		foreach ( is_array( $stored ) ? array_values( $stored ) : array() as $index => $one ) {
			$one     = (array) $one;
			$whole[] = array(
				'id'            => max( 1, (int) ( $one['id'] ?? $index + 1 ) ),
				'sku'           => (string) ( $one['sku'] ?? '' ),
				'attributes'    => array_map( 'strval', (array) ( $one['attributes'] ?? array() ) ),
				'regular_price' => (string) ( $one['regular_price'] ?? '' ),
				'sale_price'    => (string) ( $one['sale_price'] ?? '' ),
				'stock'         => (string) ( $one['stock'] ?? '' ),
			);
		}
		return $whole;
	}

	/**
	 * Stores the variations. One of the same combination of values keeps its id; new ones get the next free id.
	 *
	 * @param int                       $id         The product's id.
	 * @param list<array<string,mixed>> $variations Each {sku, attributes: slug → value, regular_price, sale_price, stock}.
	 */
	public function set_variations( int $id, array $variations ): void {
		$known = array();
		$next  = 1;
		foreach ( $this->variations( $id ) as $one ) {
			$known[ $this->combination( $one['attributes'] ) ] = $one['id'];

			$next = max( $next, $one['id'] + 1 );
		}
		foreach ( $variations as $index => $one ) {
			$variations[ $index ]['id'] = $known[ $this->combination( (array) $one['attributes'] ) ] ?? $next++;
		}
		array() === $variations ? delete_post_meta( $id, self::VARIATIONS ) : update_post_meta( $id, self::VARIATIONS, wp_slash( $variations ) );
	}

	/**
	 * The product that has the SKU (as its own or a variation's); 0 when none has.
	 *
	 * @param string $sku    The SKU.
	 * @param int    $except A product that does not count.
	 */
	public function id_by_sku( string $sku, int $except = 0 ): int {
		$found = '' === $sku ? array() : get_posts(
			array(
				'post_type'   => PostType::NAME,
				'post_status' => BuiltInCatalogue::STATUSES,
				'numberposts' => 2,
				'fields'      => 'ids',
				'meta_key'    => self::SKU, // phpcs:ignore WordPress.DB.SlowDBQuery.slow_db_query_meta_key -- The SKU is stored there.
				'meta_value'  => $sku, // phpcs:ignore WordPress.DB.SlowDBQuery.slow_db_query_meta_value -- The same.
			)
		);
		foreach ( $found as $id ) {
			if ( (int) $id !== $except ) {
				return (int) $id;
			}
		}
		return 0;
	}

	/**
	 * What a visitor would pay: the sale price where it is lower; null when there is no price.
	 *
	 * @param string $regular Stored regular price.
	 * @param string $sale    Stored sale price.
	 */
	public function effective( string $regular, string $sale ): ?string {
		$regular = $this->decimal->price( $regular );
		$sale    = $this->decimal->price( $sale );
		if ( null === $regular || null === $sale ) {
			return $regular ?? $sale;
		}
		return (float) $sale < (float) $regular ? $sale : $regular;
	}

	/**
	 * One text for one combination of values.
	 *
	 * @param array<string,string> $attributes Slug → value.
	 */
	private function combination( array $attributes ): string {
		ksort( $attributes );
		return (string) wp_json_encode( $attributes );
	}
}
