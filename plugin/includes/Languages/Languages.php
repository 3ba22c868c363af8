<?php
/**
 * The languages of a multilingual site.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Languages;

/**
 * Asks Polylang or WPML, by the functions and filters that they document, which language is the default one and which a
 * post is in. Without either everything is in the one language of the site.
 */
final class Languages {

	/** The plugin's name; "" when there is none, or Polylang has no language yet. */
	public function plugin(): string {
		if ( '' !== $this->text( $this->polylang( 'pll_default_language', 'slug' ) ) ) {
			return 'Polylang';
		}
		return defined( 'ICL_SITEPRESS_VERSION' ) || has_filter( 'wpml_default_language' ) ? 'WPML' : '';
	}

	/** The default language's code, e.g. `en`; "" when there is no plugin or it has none yet. */
	public function default_code(): string {
		return match ( $this->plugin() ) {
			'Polylang' => $this->text( $this->polylang( 'pll_default_language', 'slug' ) ),
			'WPML'     => $this->text( apply_filters( 'wpml_default_language', null ) ), // phpcs:ignore WordPress.NamingConventions.PrefixAllGlobals -- WPML's own filter.
			default    => '',
		};
	}

	/** The default language's WordPress locale; "" when unknown. */
	public function default_locale(): string {
		return match ( $this->plugin() ) {
			'Polylang' => $this->text( $this->polylang( 'pll_default_language', 'locale' ) ),
			'WPML'     => $this->text( $this->wpml_facts()['default_locale'] ?? '' ),
			default    => '',
		};
	}

	/** The default language's name for people; its code when there is none. */
	public function default_name(): string {
		$facts = $this->wpml_facts();
		$name  = match ( $this->plugin() ) {
			'Polylang' => $this->text( $this->polylang( 'pll_default_language', 'name' ) ),
			'WPML'     => $this->text( $facts['translated_name'] ?? $facts['native_name'] ?? '' ),
			default    => '',
		};
		return '' === $name ? $this->default_code() : $name;
	}

	/**
	 * The code of a post's language; "" when the post has none.
	 *
	 * @param int $id The post's id.
	 */
	public function of( int $id ): string {
		if ( 'Polylang' === $this->plugin() ) {
			return $this->text( $this->polylang( 'pll_get_post_language', $id, 'slug' ) );
		}
		if ( 'WPML' !== $this->plugin() ) {
			return '';
		}
		$element = array(
			'element_id'   => $id,
			'element_type' => (string) get_post_type( $id ),
		);
		$code    = $this->text( apply_filters( 'wpml_element_language_code', null, $element ) ); // phpcs:ignore WordPress.NamingConventions.PrefixAllGlobals -- WPML's own filter.
		if ( '' !== $code ) {
			return $code;
		}
		$details = apply_filters( 'wpml_post_language_details', null, $id ); // phpcs:ignore WordPress.NamingConventions.PrefixAllGlobals -- WPML's own filter.
		return is_array( $details ) ? $this->text( $details['language_code'] ?? '' ) : '';
	}

	/**
	 * Whether the post is in another language than the default one.
	 *
	 * @param int $id The post's id.
	 */
	public function is_translation( int $id ): bool {
		$default = $this->default_code();
		$own     = '' === $default ? '' : $this->of( $id );
		return '' !== $own && $own !== $default;
	}

	/**
	 * Of these posts those in the default language, in their order.
	 *
	 * @param list<int> $ids Posts' ids.
	 * @return list<int>
	 */
	public function of_default( array $ids ): array {
		if ( '' === $this->default_code() ) {
			return $ids;
		}
		foreach ( array_chunk( $ids, 500 ) as $some ) {
			_prime_post_caches( $some, true, false );
		}
		return array_values( array_filter( $ids, fn( int $id ): bool => ! $this->is_translation( $id ) ) );
	}

	/**
	 * Asks a function of Polylang.
	 *
	 * @param string     $name The function.
	 * @param int|string ...$args Its arguments.
	 */
	private function polylang( string $name, int|string ...$args ): mixed {
		return is_callable( $name ) ? $name( ...$args ) : null;
	}

	/**
	 * What WPML says of the default language.
	 *
	 * @return array<string,mixed>
	 */
	private function wpml_facts(): array {
		if ( 'WPML' !== $this->plugin() ) {
			return array();
		}
		$all = apply_filters( 'wpml_active_languages', null, 'skip_missing=0' ); // phpcs:ignore WordPress.NamingConventions.PrefixAllGlobals -- WPML's own filter.
		$own = is_array( $all ) ? $all[ $this->default_code() ] ?? array() : array();
		return is_array( $own ) ? $own : array();
	}

	/**
	 * A text, whatever another plugin answered.
	 *
	 * @param mixed $answer The answer.
	 */
	private function text( mixed $answer ): string {
		return is_string( $answer ) ? $answer : '';
	}
}
