<?php
/**
 * All that proposals can be about on this site.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Targets;

use DevSkyy\Catalogue\Catalogue;
use DevSkyy\Content\Posts;
use DevSkyy\Languages\Languages;
use WP_Error;
use WP_User;

/**
 * Products, posts and pages behind one door. All of them are posts of WordPress, so an id names one thing, and its post type
 * says whose it is.
 */
final class SiteTargets implements Targets {

	/**
	 * Takes the doors behind this one.
	 *
	 * @param Catalogue $products  The active catalogue.
	 * @param Posts     $posts     Posts and pages.
	 * @param Languages $languages Tells translations.
	 */
	public function __construct(
		private readonly Catalogue $products,
		private readonly Posts $posts,
		private readonly Languages $languages
	) {}

	/**
	 * The ids of what agents may work on: the default language's products and posts.
	 *
	 * @param list<string> $kinds Of product, post, page.
	 * @return list<int>
	 */
	public function ids( array $kinds = array( 'product', 'post', 'page' ) ): array {
		$posts = array_values( array_intersect( $kinds, Posts::TYPES ) );
		$ids   = in_array( 'product', $kinds, true ) ? $this->products->ids() : array();
		return $this->languages->of_default( array_merge( $ids, array() === $posts ? array() : $this->posts->ids( $posts ) ) );
	}

	/**
	 * What people are told about the languages: which plugin, which language, and how many translations of these kinds are
	 * left out; null on a site with one language.
	 *
	 * @param list<string> $kinds Of product, post, page.
	 * @return array{plugin:string,code:string,name:string,left_out:int}|null
	 */
	public function languages( array $kinds ): ?array {
		if ( '' === $this->languages->default_code() ) {
			return null;
		}
		$posts = array_values( array_intersect( $kinds, Posts::TYPES ) );
		$all   = array_merge( in_array( 'product', $kinds, true ) ? $this->products->ids() : array(), array() === $posts ? array() : $this->posts->ids( $posts ) );
		return array(
			'plugin'   => $this->languages->plugin(),
			'code'     => $this->languages->default_code(),
			'name'     => $this->languages->default_name(),
			'left_out' => count( $all ) - count( $this->languages->of_default( $all ) ),
		);
	}

	/** {@inheritDoc} */
	public function unreachable( int $id ): ?WP_Error {
		return $this->door( $id )->unreachable( $id );
	}

	/** {@inheritDoc} */
	public function closed( int $id ): ?WP_Error {
		if ( $this->languages->is_translation( $id ) ) {
			return new WP_Error(
				'translation',
				sprintf(
					/* translators: 1: id of a post, 2: Polylang or WPML, 3: name of a language. */
					__( '#%1$d is a translation: %2$s is active, and agents work on the default language (%3$s) only.', 'devskyy' ),
					$id,
					$this->languages->plugin(),
					$this->languages->default_name()
				),
				array(
					'status' => 400,
					'next'   => __( 'Choose the original in the default language, approve its new text, then translate that with your translation plugin.', 'devskyy' ),
				)
			);
		}
		return $this->door( $id )->closed( $id );
	}

	/** {@inheritDoc} */
	public function find( int $id ): ?array {
		return $this->door( $id )->find( $id );
	}

	/**
	 * Whether there is such a target.
	 *
	 * @param int $id Its id.
	 */
	public function exists( int $id ): bool {
		return $this->door( $id )->exists( $id );
	}

	/** {@inheritDoc} */
	public function read( int $id, array $fields ): array|WP_Error {
		return $this->door( $id )->read( $id, $fields );
	}

	/** {@inheritDoc} */
	public function normalise( int $id, string $field, string|array $value ): string|array|WP_Error {
		return $this->door( $id )->normalise( $id, $field, $value );
	}

	/** {@inheritDoc} */
	public function same( string $field, string|array $one, string|array $other ): bool {
		return is_array( $one ) || is_array( $other ) ? $this->products->same( $field, $one, $other ) : $one === $other;
	}

	/** {@inheritDoc} */
	public function write( int $id, array $values, array $journal = array() ): bool|WP_Error {
		return $this->door( $id )->write( $id, $values, $journal );
	}

	/** {@inheritDoc} */
	public function journal( int $id, array $fields ): array {
		return $this->door( $id )->journal( $id, $fields );
	}

	/** {@inheritDoc} */
	public function fingerprint( int $id, array $fields ): string|WP_Error {
		return $this->door( $id )->fingerprint( $id, $fields );
	}

	/** {@inheritDoc} */
	public function can_edit( int $id, WP_User $user ): bool {
		return $this->door( $id )->can_edit( $id, $user );
	}

	/** {@inheritDoc} */
	public function describe( int $id ): array {
		return $this->door( $id )->describe( $id );
	}

	/** {@inheritDoc} */
	public function label( string $field ): string {
		$label = $this->posts->label( $field );
		return $label === $field ? $this->products->label( $field ) : $label;
	}

	/**
	 * Whose the id is. What is gone from the database is nobody's any more, and posts say so whatever plugin is switched off.
	 *
	 * @param int $id A target's id.
	 */
	private function door( int $id ): Targets {
		$type = get_post_type( $id );
		return false === $type || in_array( $type, Posts::TYPES, true ) ? $this->posts : $this->products;
	}
}
