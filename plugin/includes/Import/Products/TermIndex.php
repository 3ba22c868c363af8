<?php
/**
 * Terms by name.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Import\Products;

use WP_Error;
use WP_Term;

/**
 * Finds terms by their names and makes missing ones, each asked for once in a batch.
 */
final class TermIndex {

	/**
	 * Taxonomy, parent and name → id.
	 *
	 * @var array<string,int>
	 */
	private array $known = array();

	/** Forgets all: after a rollback ids may be gone. */
	public function forget(): void {
		$this->known = array();
	}

	/**
	 * A term's id; 0 when it is missing and the user may not make it, or WordPress refuses the name.
	 *
	 * @param string $taxonomy The taxonomy.
	 * @param string $name     The name.
	 * @param int    $parent   Its parent; -1 = wherever it is.
	 */
	public function id( string $taxonomy, string $name, int $parent = -1 ): int {
		$key = $taxonomy . "\0" . $parent . "\0" . $name;
		if ( ! isset( $this->known[ $key ] ) ) {
			$id = $this->find( $taxonomy, $name, $parent );
			if ( 0 === $id ) {
				$id = $this->make( $taxonomy, $name, $parent );
			}
			if ( 0 === $id ) {
				return 0;
			}
			$this->known[ $key ] = $id;
		}
		return $this->known[ $key ];
	}

	/**
	 * The ids of paths of names, of each the last one.
	 *
	 * @param string             $taxonomy A hierarchical taxonomy.
	 * @param list<list<string>> $paths    Names from the top.
	 * @param list<string>       $missing  Gets the names that could not be made.
	 * @return list<int>
	 */
	public function paths( string $taxonomy, array $paths, array &$missing ): array {
		$ids = array();
		foreach ( $paths as $path ) {
			$parent = 0;
			foreach ( $path as $name ) {
				$parent = $this->id( $taxonomy, $name, $parent );
				if ( 0 === $parent ) {
					$missing[] = $name;
					break;
				}
			}
			$ids[] = $parent;
		}
		return array_values( array_unique( array_filter( $ids ) ) );
	}

	/**
	 * The ids of names.
	 *
	 * @param string       $taxonomy The taxonomy.
	 * @param list<string> $names    Names.
	 * @param list<string> $missing  Gets the names that could not be made.
	 * @return list<int>
	 */
	public function names( string $taxonomy, array $names, array &$missing ): array {
		$ids = array();
		foreach ( $names as $name ) {
			$id = $this->id( $taxonomy, $name );
			if ( 0 === $id ) {
				$missing[] = $name;
			}
			$ids[] = $id;
		}
		return array_values( array_unique( array_filter( $ids ) ) );
	}

	/**
	 * A term that exists.
	 *
	 * @param string $taxonomy The taxonomy.
	 * @param string $name     The name.
	 * @param int    $parent   Its parent; -1 = wherever it is.
	 */
	private function find( string $taxonomy, string $name, int $parent ): int {
		if ( $parent < 0 ) {
			$term = get_term_by( 'name', $name, $taxonomy );
			return $term instanceof WP_Term ? $term->term_id : 0;
		}
		$found = term_exists( wp_slash( $name ), $taxonomy, $parent );
		return is_array( $found ) ? (int) $found['term_id'] : 0;
	}

	/**
	 * A new term.
	 *
	 * @param string $taxonomy The taxonomy.
	 * @param string $name     The name.
	 * @param int    $parent   Its parent; -1 = none.
	 */
	private function make( string $taxonomy, string $name, int $parent ): int {
		$object = get_taxonomy( $taxonomy );
		if ( false === $object || ! current_user_can( $object->cap->edit_terms ) ) {
			return 0;
		}
		$made = wp_insert_term( wp_slash( $name ), $taxonomy, array( 'parent' => max( 0, $parent ) ) );
		if ( $made instanceof WP_Error ) {
			return (int) $made->get_error_data( 'term_exists' );
		}
		return (int) $made['term_id'];
	}
}
