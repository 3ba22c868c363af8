<?php
/**
 * What the built-in catalogue holds of one product.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Move;

use DevSkyy\Catalogue\BuiltIn\PostType;
use DevSkyy\Catalogue\BuiltIn\ProductData;
use DevSkyy\Catalogue\Decimal;

/**
 * Reads a product into one array that says all the conversion needs, in WooCommerce's terms, and keeps it on the post
 * until the conversion is through: where the database has no transactions, a conversion that was cut off begins again
 * from it.
 *
 * @phpstan-type Offer array{sku:string,regular_price:string,sale_price:string,stock:string}
 * @phpstan-type Row array{name:string,values:list<string>,variation:bool}
 * @phpstan-type Piece array{path:string,sku:string,regular_price:string,sale_price:string,stock:string,stock_status:string,weight:string,length:string,width:string,height:string,gallery:list<int>,attributes:array<string,Row>,variations:list<array{sku:string,attributes:array<string,string>,regular_price:string,sale_price:string,stock:string}>,categories:list<int>,tags:list<int>,post_name:string}
 */
final class Source {

	/** Post meta of a product whose conversion has begun. */
	public const KEY = '_devskyy_moving';

	/** Post meta of a product that was moved: when (Unix time). */
	public const MOVED = '_devskyy_moved';

	/**
	 * Takes its helpers.
	 *
	 * @param ProductData $data    What is stored.
	 * @param Decimal     $decimal Numbers.
	 * @param Addresses   $paths   Addresses.
	 */
	public function __construct( private readonly ProductData $data, private readonly Decimal $decimal, private readonly Addresses $paths ) {}

	/**
	 * The product as it is, or as it was when a conversion that died began.
	 *
	 * @param int $id The product's id.
	 * @return array<string,mixed>
	 *
	 * @phpstan-return Piece
	 */
	public function read( int $id ): array {
		$kept = json_decode( (string) get_post_meta( $id, self::KEY, true ), true );
		/**
		 * Written by keep().
		 *
		 * @var Piece|null $kept
		 */
		return is_array( $kept ) && PostType::NAME !== get_post_type( $id ) ? $kept : $this->piece( $id );
	}

	/**
	 * Keeps what was read on the post.
	 *
	 * @param int                 $id    The product's id.
	 * @param array<string,mixed> $piece What read() returned.
	 */
	public function keep( int $id, array $piece ): void {
		update_post_meta( $id, self::KEY, wp_slash( (string) wp_json_encode( $piece ) ) );
	}

	/**
	 * Removes the built-in catalogue's own data; the texts, pictures, SEO fields and the mark "hands off" are shared.
	 *
	 * @param int $id The product's id.
	 */
	public function drop( int $id ): void {
		foreach ( array( ...ProductData::TEXTS, ProductData::GALLERY, ProductData::ATTRIBUTES, ProductData::VARIATIONS, self::KEY ) as $key ) {
			delete_post_meta( $id, $key );
		}
		wp_delete_object_term_relationships( $id, array( PostType::CATEGORY, PostType::TAG ) );
	}

	/**
	 * Reads the stored data.
	 *
	 * @param int $id The product's id.
	 * @return array<string,mixed>
	 *
	 * @phpstan-return Piece
	 */
	private function piece( int $id ): array {
		$text       = fn( string $key ): string => trim( $this->data->text( $id, $key ) );
		$variations = array_map( fn( array $one ): array => array( 'attributes' => $one['attributes'] ) + $this->offer( $one['sku'], $one['regular_price'], $one['sale_price'], $one['stock'] ), $this->data->variations( $id ) );
		return array(
			'path'         => $this->paths->of_post( $id ),
			'post_name'    => (string) get_post_field( 'post_name', $id, 'raw' ),
			'stock_status' => $text( ProductData::STOCK_STATUS ),
			'weight'       => $text( ProductData::WEIGHT ),
			'length'       => $text( ProductData::LENGTH ),
			'width'        => $text( ProductData::WIDTH ),
			'height'       => $text( ProductData::HEIGHT ),
			'gallery'      => $this->data->gallery( $id ),
			'attributes'   => $this->attributes( $id, $variations ),
			'variations'   => $variations,
			'categories'   => $this->terms( $id, PostType::CATEGORY ),
			'tags'         => $this->terms( $id, PostType::TAG ),
		) + $this->offer( $text( ProductData::SKU ), $text( ProductData::REGULAR_PRICE ), $text( ProductData::SALE_PRICE ), $text( ProductData::STOCK ) );
	}

	/**
	 * What is sold, in plain numbers. A reduced price without a regular one is what the piece costs, and one that is not
	 * lower is none: WooCommerce knows a reduction only below the price that is reduced.
	 *
	 * @param string $sku     The SKU.
	 * @param string $regular Stored regular price.
	 * @param string $sale    Stored sale price.
	 * @param string $stock   Stored count.
	 * @return array{sku:string,regular_price:string,sale_price:string,stock:string}
	 */
	private function offer( string $sku, string $regular, string $sale, string $stock ): array {
		$regular = $this->decimal->price( $regular ) ?? '';
		$sale    = $this->decimal->price( $sale ) ?? '';
		$count   = $this->decimal->quantity( trim( $stock ) );
		$reduced = '' !== $sale && '' !== $regular && (float) $sale < (float) $regular;
		return array(
			'sku'           => trim( $sku ),
			'regular_price' => '' === $regular ? $sale : $regular,
			'sale_price'    => $reduced ? $sale : '',
			'stock'         => null === $count ? '' : (string) $count,
		);
	}

	/**
	 * The attributes with what WooCommerce asks for: each value once and without "|", every value that a variation has, and
	 * a name that makes the same slug, so that the field `attributes.<slug>` stays what it was.
	 *
	 * @param int                                                   $id         The product's id.
	 * @param list<array{attributes:array<string,string>,...}> $variations Its variations.
	 * @return array<string,array{name:string,values:list<string>,variation:bool}>
	 */
	private function attributes( int $id, array $variations ): array {
		$rows = array();
		foreach ( $this->data->attributes( $id ) as $slug => $row ) {
			$values                 = array_values( array_filter( (array) ( $row['values'] ?? array() ), 'is_scalar' ) );
			$rows[ (string) $slug ] = array(
				'name'      => $this->name( (string) $slug, (string) ( $row['name'] ?? '' ) ),
				'values'    => array_map( $this->value( ... ), array_map( 'strval', $values ) ),
				'variation' => array() !== $variations && ! empty( $row['variation'] ),
			);
		}
		foreach ( $variations as $one ) {
			foreach ( $one['attributes'] as $slug => $value ) {
				$row = $rows[ (string) $slug ] ?? array(
					'name'   => $this->name( (string) $slug, '' ),
					'values' => array(),
				);

				$row['variation']       = true;
				$row['values'][]        = $this->value( $value );
				$rows[ (string) $slug ] = $row;
			}
		}
		foreach ( $rows as $slug => $row ) {
			$rows[ $slug ]['values'] = array_values( array_unique( array_filter( $row['values'], static fn( string $value ): bool => '' !== $value ) ) );
		}
		return array_filter( $rows, static fn( array $row ): bool => array() !== $row['values'] );
	}

	/**
	 * A value as WooCommerce can store it in a list.
	 *
	 * @param string $value A stored value.
	 */
	public function value( string $value ): string {
		return trim( str_replace( '|', '/', $value ) );
	}

	/**
	 * The attribute's name, such that its slug stays.
	 *
	 * @param string $slug Its slug.
	 * @param string $name Its name.
	 */
	public function name( string $slug, string $name ): string {
		foreach ( array( $name, ucfirst( str_replace( array( '-', '_' ), ' ', $slug ) ) ) as $one ) {
			if ( '' !== $one && sanitize_title( $one ) === $slug ) {
				return $one;
			}
		}
		return $slug;
	}

	/**
	 * The product's terms.
	 *
	 * @param int    $id       The product's id.
	 * @param string $taxonomy The taxonomy.
	 * @return list<int>
	 */
	private function terms( int $id, string $taxonomy ): array {
		$ids = wp_get_object_terms( $id, $taxonomy, array( 'fields' => 'ids' ) );
		return is_array( $ids ) ? array_values( array_map( 'intval', $ids ) ) : array();
	}
}
