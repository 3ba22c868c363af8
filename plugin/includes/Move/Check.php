<?php
/**
 * Whether a moved product is the same product.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Move;

use DevSkyy\Catalogue\WooCommerce\WooCommerceCatalogue;
use WP_Error;
use WP_Term;

/**
 * Reads the new product through the catalogue's door and compares it, member by member, with what the built-in one
 * answered before.
 *
 * @phpstan-import-type Piece from Source
 */
final class Check {

	private const SAME = array( 'id', 'type', 'status', 'title', 'short_description', 'description', 'seo_title', 'seo_description', 'hands_off' );

	/**
	 * Takes the new catalogue.
	 *
	 * @param WooCommerceCatalogue $new WooCommerce's products.
	 */
	public function __construct( private readonly WooCommerceCatalogue $new ) {}

	/**
	 * An error that names the first member that differs; null when all is there.
	 *
	 * @param int                      $id     The product's id.
	 * @param array<string,mixed>|null $before The product's shape in the built-in catalogue; null for one in the trash.
	 * @param array<string,mixed>      $piece  What it is.
	 * @param array<string,list<int>>  $terms  Its new categories and tags.
	 *
	 * @phpstan-param Piece $piece
	 */
	public function compare( int $id, ?array $before, array $piece, array $terms ): ?WP_Error {
		$after = $this->new->find( $id );
		if ( null === $after ) {
			return 'trash' === get_post_status( $id ) || null === $before ? null : $this->differs( 'id' );
		}
		foreach ( self::SAME as $member ) {
			if ( null !== $before && $before[ $member ] !== $after[ $member ] ) {
				return $this->differs( $member );
			}
		}
		foreach ( array(
			'categories' => 'product_cat',
			'tags'       => 'product_tag',
		) as $member => $taxonomy ) {
			if ( ! $this->new->same( $member, $after[ $member ], $this->names( $terms[ $member ], $taxonomy ) ) ) {
				return $this->differs( $member );
			}
		}
		return $this->details( $after, $piece );
	}

	/**
	 * What is not a text.
	 *
	 * @param array<string,mixed> $after The product's shape now.
	 * @param array<string,mixed> $piece What it is.
	 *
	 * @phpstan-param Piece $piece
	 */
	private function details( array $after, array $piece ): ?WP_Error {
		$values = array_map( static fn( array $row ): array => $row['values'], $piece['attributes'] );
		if ( $values !== (array) $after['attributes'] ) {
			return $this->differs( 'attributes' );
		}
		$pictures = array_values( array_filter( $piece['gallery'], 'wp_attachment_is_image' ) );
		$shown    = array_column( $after['images'], 'id' );
		if ( array() !== array_diff( $pictures, $shown ) ) {
			return $this->differs( 'images' );
		}
		$wanted = array() === $piece['variations'] ? array( $piece ) : $piece['variations'];
		$made   = array() === $piece['variations'] ? array( $after ) : $after['variations'];
		if ( $after['sku'] !== $piece['sku'] || count( $wanted ) !== count( $made ) ) {
			return $this->differs( $after['sku'] !== $piece['sku'] ? 'sku' : 'variations' );
		}
		foreach ( $wanted as $index => $offer ) {
			$wrong = $this->offer( $offer, $made[ $index ] );
			if ( null !== $wrong ) {
				return $wrong;
			}
		}
		return null;
	}

	/**
	 * SKU, prices and stock of a product or variation.
	 *
	 * @param array<string,mixed> $offer As it was.
	 * @param array<string,mixed> $made  As it is.
	 */
	private function offer( array $offer, array $made ): ?WP_Error {
		if ( $offer['sku'] !== $made['sku'] ) {
			return $this->differs( 'sku' );
		}
		foreach ( array( 'regular_price', 'sale_price' ) as $price ) {
			if ( ( '' === $offer[ $price ] ? null : (float) $offer[ $price ] ) !== ( null === $made[ $price ] ? null : (float) $made[ $price ] ) ) {
				return $this->differs( $price );
			}
		}
		$count = '' === $offer['stock'] ? null : (float) wc_stock_amount( (float) $offer['stock'] );
		return ( null === $made['stock_quantity'] ? null : (float) $made['stock_quantity'] ) === $count ? null : $this->differs( 'stock_quantity' );
	}

	/**
	 * The names of terms.
	 *
	 * @param list<int> $ids      Their ids.
	 * @param string    $taxonomy Their taxonomy.
	 * @return list<string>
	 */
	private function names( array $ids, string $taxonomy ): array {
		$terms = array_filter( array_map( static fn( int $id ): mixed => get_term( $id, $taxonomy ), $ids ), static fn( mixed $term ): bool => $term instanceof WP_Term );
		return array_values( array_unique( array_map( static fn( WP_Term $term ): string => wp_specialchars_decode( $term->name, ENT_QUOTES ), $terms ) ) );
	}

	/**
	 * The error.
	 *
	 * @param string $member A member of the product's shape.
	 */
	private function differs( string $member ): WP_Error {
		/* translators: %s: a member of a product, such as regular_price. */
		return new WP_Error( 'devskyy_move_differs', sprintf( __( 'After the move its "%s" was not what it was before, so it stayed in the built-in catalogue. Another plugin may change it while it is saved; switch that off and try again.', 'devskyy' ), $member ), array( 'field' => $member ) );
	}
}
