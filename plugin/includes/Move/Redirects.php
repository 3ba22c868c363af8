<?php
/**
 * Old addresses of a shop that was moved.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Move;

use DevSkyy\Catalogue\BuiltIn\PostType;
use wpdb;

/**
 * Leads visitors and search engines from the addresses of the built-in catalogue to WooCommerce's, permanently (301).
 * What answers under an old address by itself is left alone.
 */
final class Redirects {

	/**
	 * Takes its parts.
	 *
	 * @param wpdb      $wpdb  The site's database.
	 * @param Addresses $paths Addresses.
	 */
	public function __construct( private readonly wpdb $wpdb, private readonly Addresses $paths ) {}

	/** Hangs it before core's own guesses. */
	public function register(): void {
		add_action( 'template_redirect', $this->lead( ... ), 1 );
	}

	/** Redirects when the address is an old one. */
	public function lead(): void {
		$to = $this->target( isset( $_SERVER['REQUEST_URI'] ) ? esc_url_raw( wp_unslash( $_SERVER['REQUEST_URI'] ) ) : '', $this->query(), is_404() );
		if ( '' !== $to && wp_safe_redirect( $to, 301, 'DevSkyy' ) ) {
			exit;
		}
	}

	/**
	 * Where an address leads now; "" when it is no old one.
	 *
	 * @param string               $address The address, from its path on.
	 * @param array<string,string> $query   What its query says.
	 * @param bool                 $lost    Whether nothing answers there.
	 */
	public function target( string $address, array $query, bool $lost ): string {
		$to = $this->by_query( $query );
		if ( '' === $to && $lost ) {
			$to = $this->by_path( $this->paths->path( home_url( '/' ) === $address ? $address : $this->absolute( $address ) ) );
		}
		if ( '' === $to ) {
			return '';
		}
		$kept = array_diff_key( $query, array_flip( array( PostType::NAME, PostType::CATEGORY, PostType::TAG, 'post_type', 'p', 'paged' ) ) );
		return array() === $kept ? $to : add_query_arg( array_map( 'rawurlencode', $kept ), $to );
	}

	/**
	 * An address of a site without link paths, e.g. `?devskyy_product=silk-dress`.
	 *
	 * @param array<string,string> $query What the query says.
	 */
	private function by_query( array $query ): string {
		if ( isset( $query[ PostType::NAME ] ) ) {
			return $this->post( 'product/' . trim( $query[ PostType::NAME ], '/' ) );
		}
		if ( isset( $query[ PostType::CATEGORY ] ) ) {
			return $this->term( 'product-category/', $query[ PostType::CATEGORY ] );
		}
		if ( isset( $query[ PostType::TAG ] ) ) {
			return $this->term( 'product-tag/', $query[ PostType::TAG ] );
		}
		if ( PostType::NAME === ( $query['post_type'] ?? '' ) ) {
			$id = (int) ( $query['p'] ?? 0 );
			return $id > 0 && 'product' === get_post_type( $id ) ? (string) get_permalink( $id ) : $this->shop();
		}
		return '';
	}

	/**
	 * An address with a path; pages of a list and feeds lead to the list's beginning.
	 *
	 * @param string $path The path.
	 */
	private function by_path( string $path ): string {
		$path  = (string) preg_replace( '#/(?:page/\d+|feed(?:/\w+)?)\z#', '', $path );
		$moved = (array) get_option( Addresses::OPTION, array() );
		if ( '' !== $path && $path === ( $moved['shop'] ?? '' ) ) {
			return $this->shop();
		}
		$to = '' === $path ? '' : $this->post( $path );
		return '' === $to && '' !== $path ? $this->term( '', $path ) : $to;
	}

	/**
	 * The product that had this path.
	 *
	 * @param string $path The path.
	 */
	private function post( string $path ): string {
		$id = (int) $this->wpdb->get_var( (string) $this->wpdb->prepare( 'SELECT post_id FROM %i WHERE meta_key = %s AND meta_value = %s ORDER BY meta_id DESC LIMIT 1', $this->wpdb->postmeta, Addresses::KEY, $path ) );
		return $id > 0 && 'product' === get_post_type( $id ) && 'publish' === get_post_status( $id ) ? (string) get_permalink( $id ) : '';
	}

	/**
	 * The category or tag that had this path; of a query only the last part is known.
	 *
	 * @param string $base The first part of the path, where the rest is a slug.
	 * @param string $path The path, or the slug.
	 */
	private function term( string $base, string $path ): string {
		$like = '' === $base ? $this->wpdb->esc_like( $path ) : $this->wpdb->esc_like( $base ) . '%' . $this->wpdb->esc_like( trim( $path, '/' ) );
		$rows = $this->wpdb->get_results( (string) $this->wpdb->prepare( 'SELECT term_id, meta_value FROM %i WHERE meta_key = %s AND meta_value LIKE %s ORDER BY meta_id DESC', $this->wpdb->termmeta, Addresses::KEY, $like ), ARRAY_A );
		foreach ( is_array( $rows ) ? $rows : array() as $row ) {
			if ( $row['meta_value'] === $path || basename( $row['meta_value'] ) === basename( $path ) && '' !== $base ) {
				$link = get_term_link( (int) $row['term_id'] );
				return is_string( $link ) ? $link : '';
			}
		}
		return '';
	}

	/** WooCommerce's list of all products. */
	private function shop(): string {
		$link = function_exists( 'wc_get_page_permalink' ) ? wc_get_page_permalink( 'shop', '' ) : '';
		return is_string( $link ) ? $link : '';
	}

	/**
	 * A full address.
	 *
	 * @param string $address From its path on.
	 */
	private function absolute( string $address ): string {
		$parts = wp_parse_url( home_url() );
		return ( $parts['scheme'] ?? 'http' ) . '://' . ( $parts['host'] ?? 'localhost' ) . $address;
	}

	/**
	 * The query of this request; texts only.
	 *
	 * @return array<string,string>
	 */
	private function query(): array {
		$query = array();
		foreach ( $_GET as $name => $value ) { // phpcs:ignore WordPress.Security.NonceVerification -- A visitor's address; nothing is changed.
			if ( is_string( $value ) ) {
				$query[ sanitize_key( (string) $name ) ] = sanitize_text_field( wp_unslash( $value ) );
			}
		}
		return $query;
	}
}
