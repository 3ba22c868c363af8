<?php
/**
 * Terms by name.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Catalogue\Fields;

use WP_Error;
use WP_Term;

/**
 * Between the names that people read and the ids that WordPress stores. WordPress keeps names with entities
 * ("Shirts &amp; Tops"); here they are plain.
 */
final class TermNames {

	/**
	 * A term's name in plain text.
	 *
	 * @param WP_Term $term The term.
	 */
	public function plain( WP_Term $term ): string {
		return wp_specialchars_decode( $term->name, ENT_QUOTES );
	}

	/**
	 * The product's terms, as WordPress sorts them.
	 *
	 * @param int    $id       The product's id.
	 * @param string $taxonomy The taxonomy.
	 * @return list<WP_Term>
	 */
	public function assigned( int $id, string $taxonomy ): array {
		$terms = get_the_terms( $id, $taxonomy );
		return is_array( $terms ) ? array_values( $terms ) : array();
	}

	/**
	 * Their names, each once.
	 *
	 * @param list<WP_Term> $terms Terms.
	 * @return list<string>
	 */
	public function names( array $terms ): array {
		return array_values( array_unique( array_map( $this->plain( ... ), $terms ) ) );
	}

	/**
	 * The names as the shop spells them where it has such terms.
	 *
	 * @param int          $id       The product's id.
	 * @param string       $taxonomy The taxonomy.
	 * @param list<string> $names    Clean names.
	 * @return list<string>|WP_Error
	 */
	public function spelled( int $id, string $taxonomy, array $names ): array|WP_Error {
		$spelled = array();
		foreach ( $names as $name ) {
			$terms = $this->named( $id, $taxonomy, $name );
			if ( is_wp_error( $terms ) ) {
				return $terms;
			}
			$spelled[] = array() === $terms ? $this->storable( $name, $taxonomy ) : $this->plain( $terms[0] );
		}
		return array_values( array_unique( array_filter( $spelled, static fn( string $name ): bool => '' !== $name ) ) );
	}

	/**
	 * A new name as WordPress will store it.
	 *
	 * @param string $name     A clean name.
	 * @param string $taxonomy The taxonomy.
	 */
	private function storable( string $name, string $taxonomy ): string {
		return wp_specialchars_decode( wp_unslash( sanitize_term_field( 'name', wp_slash( $name ), 0, $taxonomy, 'db' ) ), ENT_QUOTES );
	}

	/**
	 * The ids of the names' terms; missing ones are made.
	 *
	 * @param int          $id       The product's id.
	 * @param string       $taxonomy The taxonomy.
	 * @param list<string> $names    Names.
	 * @return list<int>|WP_Error
	 */
	public function ids( int $id, string $taxonomy, array $names ): array|WP_Error {
		$ids = array();
		foreach ( $names as $name ) {
			$terms = $this->named( $id, $taxonomy, $name );
			if ( is_wp_error( $terms ) ) {
				return $terms;
			}
			if ( array() !== $terms ) {
				array_push( $ids, ...array_map( static fn( WP_Term $term ): int => $term->term_id, $terms ) );
				continue;
			}
			$made = wp_insert_term( wp_slash( $name ), $taxonomy );
			if ( is_wp_error( $made ) ) {
				return $made;
			}
			$ids[] = (int) $made['term_id'];
		}
		return array_values( array_unique( $ids ) );
	}

	/**
	 * The terms that a name means for this product: those of that name that it already has, else the only one of that
	 * name, else the one below a category that the product has.
	 *
	 * @param int    $id       The product's id.
	 * @param string $taxonomy The taxonomy.
	 * @param string $name     A plain name.
	 * @return list<WP_Term>|WP_Error Empty when there is none of that name.
	 */
	private function named( int $id, string $taxonomy, string $name ): array|WP_Error {
		$assigned = $this->assigned( $id, $taxonomy );
		$kept     = $this->best( $assigned, $name );
		if ( array() !== $kept ) {
			return $kept;
		}
		$found = get_terms(
			array(
				'taxonomy'   => $taxonomy,
				'name'       => $name,
				'hide_empty' => false,
				'orderby'    => 'term_id',
			)
		);
		$found = is_array( $found ) ? array_values( $found ) : array();
		$best  = $this->best( $found, $name );
		$best  = array() === $best ? array_slice( $found, 0, 1 ) : $best;
		if ( count( $best ) < 2 ) {
			return $best;
		}
		$parents = array_map( static fn( WP_Term $term ): int => $term->term_id, $assigned );
		$below   = array_values( array_filter( $best, static fn( WP_Term $term ): bool => array() !== array_intersect( get_ancestors( $term->term_id, $taxonomy, 'taxonomy' ), $parents ) ) );
		if ( 1 === count( $below ) ) {
			return $below;
		}
		return new WP_Error(
			'devskyy_term_ambiguous',
			/* translators: 1: number of terms, 2: their name. */
			sprintf( __( 'The shop has %1$d entries called "%2$s". Choose the right one on the product\'s own page, or give them different names.', 'devskyy' ), count( $best ), $name )
		);
	}

	/**
	 * Terms of exactly this name, else of the name however it is cased.
	 *
	 * @param list<WP_Term> $terms Terms.
	 * @param string        $name  A plain name.
	 * @return list<WP_Term>
	 */
	private function best( array $terms, string $name ): array {
		$exact = array_values( array_filter( $terms, fn( WP_Term $term ): bool => $this->plain( $term ) === $name ) );
		if ( array() !== $exact ) {
			return $exact;
		}
		$lower = mb_strtolower( $name );
		return array_values( array_filter( $terms, fn( WP_Term $term ): bool => mb_strtolower( $this->plain( $term ) ) === $lower ) );
	}
}
