<?php
/**
 * Stand-ins of Polylang's documented functions (https://polylang.pro/doc/function-reference/), for sites without Polylang.
 * Without languages they answer false, as Polylang does.
 *
 * @package DevSkyy
 */

// phpcs:disable -- The names are Polylang's.

declare(strict_types=1);

if ( ! function_exists( 'pll_default_language' ) ) {

	/**
	 * The default language's slug, name or locale.
	 *
	 * @return string|false
	 */
	function pll_default_language( string $field = 'slug' ) {
		return $GLOBALS['devskyy_test_polylang']['default'][ $field ] ?? false;
	}

	/**
	 * A post's language.
	 *
	 * @return string|false
	 */
	function pll_get_post_language( int $post_id, string $field = 'slug' ) {
		return $GLOBALS['devskyy_test_polylang']['posts'][ $post_id ] ?? false;
	}
}
