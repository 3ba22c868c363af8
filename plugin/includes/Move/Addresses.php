<?php
/**
 * Addresses of the built-in catalogue.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Move;

use DevSkyy\Catalogue\BuiltIn\PostType;
use WP_Term;

/**
 * The paths under which the shop was reached, without the site's own folder and slashes at the ends, e.g.
 * `product/silk-dress`.
 */
final class Addresses {

	/** Meta of posts and terms: an old path; one row each. */
	public const KEY = '_devskyy_moved_from';

	/** The option that is there after a move: {at, by, shop: the old path of the list of all products}. */
	public const OPTION = 'devskyy_moved';

	/** Old term id → new term id. */
	public const TERMS = 'devskyy_moved_terms';

	/**
	 * The path of a product's page; "" for one that has none yet.
	 *
	 * @param int $id The product's id.
	 */
	public function of_post( int $id ): string {
		$slug = (string) get_post_field( 'post_name', $id, 'raw' );
		return '' === $slug ? '' : $this->pretty( (string) get_permalink( $id ), 'product/' . $slug );
	}

	/**
	 * The path of a category's or tag's page.
	 *
	 * @param WP_Term $term The term.
	 */
	public function of_term( WP_Term $term ): string {
		$slugs = array( $term->slug );
		foreach ( get_ancestors( $term->term_id, $term->taxonomy, 'taxonomy' ) as $above ) {
			$above   = get_term( $above, $term->taxonomy );
			$slugs[] = $above instanceof WP_Term ? $above->slug : '';
		}
		$link = get_term_link( $term );
		$base = PostType::CATEGORY === $term->taxonomy ? 'product-category/' : 'product-tag/';
		return $this->pretty( is_string( $link ) ? $link : '', $base . implode( '/', array_reverse( array_filter( $slugs ) ) ) );
	}

	/** The path of the list of all products. */
	public function of_shop(): string {
		return $this->pretty( (string) get_post_type_archive_link( PostType::NAME ), 'shop' );
	}

	/**
	 * The path of a full address.
	 *
	 * @param string $address An address of this site.
	 */
	public function path( string $address ): string {
		$path = rawurldecode( (string) wp_parse_url( $address, PHP_URL_PATH ) );
		$home = rtrim( rawurldecode( (string) wp_parse_url( home_url(), PHP_URL_PATH ) ), '/' );
		$path = '' !== $home && str_starts_with( $path, $home . '/' ) ? substr( $path, strlen( $home ) ) : $path;
		$path = trim( $path, '/' );
		return str_starts_with( $path, 'index.php/' ) ? substr( $path, 10 ) : $path;
	}

	/**
	 * Notes on a post or a term where it was reached.
	 *
	 * @param 'post'|'term' $kind What it is.
	 * @param int           $id   Its id.
	 * @param string        $path The old path; "" notes nothing.
	 */
	public function note( string $kind, int $id, string $path ): void {
		$known = array_map( 'strval', (array) get_metadata( $kind, $id, self::KEY, false ) );
		if ( '' !== $path && ! in_array( $path, $known, true ) ) {
			add_metadata( $kind, $id, self::KEY, wp_slash( $path ) );
		}
	}

	/**
	 * The path of a link, or the usual one where the site's links have no paths.
	 *
	 * @param string $link  A link.
	 * @param string $usual The usual path.
	 */
	private function pretty( string $link, string $usual ): string {
		$path = $this->path( $link );
		return '' === $path || 'index.php' === $path || null !== wp_parse_url( $link, PHP_URL_QUERY ) ? $usual : $path;
	}
}
