<?php
/**
 * Categories and tags on their way.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Move;

use DevSkyy\Catalogue\BuiltIn\PostType;
use RuntimeException;
use WP_Term;

/**
 * For each category and tag of the built-in catalogue the one of WooCommerce: an entry of the same name at the same
 * place, else a new one with the same slug and description. Made once, however often it is asked.
 */
final class TermMap {

	public const TO = array(
		PostType::CATEGORY => 'product_cat',
		PostType::TAG      => 'product_tag',
	);

	/** Old id → new id.
	 *
	 * @var array<int,int>
	 */
	private array $known = array();

	/**
	 * Takes its helper.
	 *
	 * @param Addresses $paths Addresses.
	 */
	public function __construct( private readonly Addresses $paths ) {}

	/**
	 * The new terms of old ones.
	 *
	 * @param list<int> $ids      Old term ids.
	 * @param string    $taxonomy Their taxonomy.
	 * @return list<int>
	 */
	public function all( array $ids, string $taxonomy ): array {
		return array_values( array_unique( array_filter( array_map( fn( int $id ): int => $this->of( $id, $taxonomy ), $ids ) ) ) );
	}

	/**
	 * The new term of an old one; 0 when there is no such old term.
	 *
	 * @param int    $id       The old term's id.
	 * @param string $taxonomy Its taxonomy.
	 * @throws RuntimeException When WordPress refuses the new term.
	 */
	public function of( int $id, string $taxonomy ): int {
		if ( isset( $this->known[ $id ] ) ) {
			return $this->known[ $id ];
		}
		$old = get_term( $id, $taxonomy );
		if ( ! $old instanceof WP_Term ) {
			return (int) ( $this->stored()[ $id ] ?? 0 );
		}
		$parent = $old->parent > 0 ? $this->of( $old->parent, $taxonomy ) : 0;
		$new    = $this->same( $old, $parent ) ?? $this->make( $old, $parent );
		$this->paths->note( 'term', $new, $this->paths->of_term( $old ) );
		update_option( Addresses::TERMS, array( $id => $new ) + $this->stored(), false );
		$this->known[ $id ] = $new;
		return $new;
	}

	/**
	 * The ids that terms got: old → new.
	 *
	 * @return array<int,int>
	 */
	public function stored(): array {
		$map = get_option( Addresses::TERMS, array() );
		return is_array( $map ) ? array_map( 'intval', $map ) : array();
	}

	/**
	 * Whether WooCommerce has the term already.
	 *
	 * @param WP_Term $old    The old term.
	 * @param int     $parent The new term above it.
	 */
	public function same( WP_Term $old, int $parent ): ?int {
		$found = get_terms(
			array(
				'taxonomy'   => self::TO[ $old->taxonomy ],
				'name'       => wp_specialchars_decode( $old->name, ENT_QUOTES ),
				'parent'     => $parent,
				'hide_empty' => false,
				'orderby'    => 'term_id',
			)
		);
		foreach ( is_array( $found ) ? $found : array() as $term ) {
			if ( $term instanceof WP_Term && $term->name === $old->name ) {
				return $term->term_id;
			}
		}
		return null;
	}

	/**
	 * Makes the term.
	 *
	 * @param WP_Term $old    The old term.
	 * @param int     $parent The new term above it.
	 * @throws RuntimeException When WordPress refuses it.
	 */
	private function make( WP_Term $old, int $parent ): int {
		$made = wp_insert_term(
			wp_slash( wp_specialchars_decode( $old->name, ENT_QUOTES ) ),
			self::TO[ $old->taxonomy ],
			array(
				'slug'        => $old->slug,
				'description' => wp_slash( $old->description ),
				'parent'      => max( 0, $parent ),
			)
		);
		if ( ! is_wp_error( $made ) ) {
			return (int) $made['term_id'];
		}
		$there = (int) $made->get_error_data( 'term_exists' );
		if ( 0 === $there ) {
			/* translators: 1: a category's name, 2: why. */
			throw new RuntimeException( sprintf( __( 'WooCommerce could not take the category or tag "%1$s": %2$s', 'devskyy' ), $old->name, $made->get_error_message() ) ); // phpcs:ignore WordPress.Security.EscapeOutput -- Escaped where it is shown.
		}
		return $there;
	}
}
