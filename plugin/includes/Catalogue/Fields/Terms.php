<?php
/**
 * Tags and categories.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Catalogue\Fields;

use WP_Error;
use WP_Term;

/**
 * The lists of names that are taxonomies of their own.
 */
final class Terms implements Handler {

	/**
	 * Takes its helpers.
	 *
	 * @param array<string,string> $taxonomies Field → taxonomy.
	 * @param Saver                $saver      How this catalogue saves.
	 * @param TermNames            $terms      Finds terms by name.
	 * @param Clean                $clean      Cleans new names.
	 */
	public function __construct(
		private readonly array $taxonomies,
		private readonly Saver $saver,
		private readonly TermNames $terms,
		private readonly Clean $clean
	) {}

	/** {@inheritDoc} */
	public function handles( FieldPath $path ): bool {
		return isset( $this->taxonomies[ $path->name ] );
	}

	/** {@inheritDoc} */
	public function label( FieldPath $path ): string {
		return 'tags' === $path->name ? __( 'Tags', 'devskyy' ) : __( 'Categories', 'devskyy' );
	}

	/** {@inheritDoc} */
	public function read( int $id, FieldPath $path ): array {
		return $this->terms->names( $this->terms->assigned( $id, $this->taxonomies[ $path->name ] ) );
	}

	/** {@inheritDoc} */
	public function normalise( int $id, FieldPath $path, string|array $value ): array|WP_Error {
		return $this->terms->spelled( $id, $this->taxonomies[ $path->name ], $this->clean->names( (array) $value ) );
	}

	/** {@inheritDoc} */
	public function write( int $id, array $values ): bool|WP_Error {
		foreach ( $values as $field => $names ) {
			$ids   = $this->terms->ids( $id, $this->taxonomies[ $field ], (array) $names );
			$saved = is_wp_error( $ids ) ? $ids : $this->saver->terms( $id, $this->taxonomies[ $field ], $ids );
			if ( is_wp_error( $saved ) ) {
				$saved->add_data( array( 'field' => $field ) );
				return $saved;
			}
		}
		return true;
	}

	/** {@inheritDoc} */
	public function journal( int $id, FieldPath $path ): mixed {
		$ids = wp_get_object_terms(
			$id,
			$this->taxonomies[ $path->name ],
			array(
				'fields'  => 'ids',
				// Without an order of its own the rows come as the database likes, now so and now so.
				'orderby' => true === ( get_taxonomy( $this->taxonomies[ $path->name ] )->sort ?? false ) ? 'term_order' : 'term_id',
			)
		);
		return is_array( $ids ) ? array_map( 'intval', array_values( $ids ) ) : array();
	}

	/** {@inheritDoc} */
	public function restore( int $id, array $journal ): bool|WP_Error {
		foreach ( $journal as $field => $ids ) {
			$ids  = array_values( array_map( 'intval', (array) $ids ) );
			$gone = array_values( array_filter( $ids, fn( int $term ): bool => ! get_term( $term, $this->taxonomies[ $field ] ) instanceof WP_Term ) );
			if ( array() !== $gone ) {
				return new WP_Error(
					'devskyy_term_gone',
					/* translators: %s: tags or categories. */
					sprintf( __( '%s: an entry that this product had was deleted since, so the earlier value cannot be put back.', 'devskyy' ), 'tags' === $field ? __( 'Tags', 'devskyy' ) : __( 'Categories', 'devskyy' ) ),
					array( 'field' => $field )
				);
			}
			$saved = $this->saver->terms( $id, $this->taxonomies[ $field ], $ids );
			if ( is_wp_error( $saved ) ) {
				$saved->add_data( array( 'field' => $field ) );
				return $saved;
			}
		}
		return true;
	}
}
