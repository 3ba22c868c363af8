<?php
/**
 * The active SEO plugin.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Catalogue\Seo;

use Closure;

/**
 * Knows which SEO plugin the site runs. With several, the first of the list prints, as they themselves advise one only.
 */
final class Adapters {

	/**
	 * Takes how to know a plugin.
	 *
	 * @param Closure|null $is_defined Whether a constant is there; PHP's own answer unless told.
	 *
	 * @phpstan-param (Closure(string): bool)|null $is_defined
	 */
	public function __construct( private readonly ?Closure $is_defined = null ) {}

	/** Adapter of the site's SEO plugin, else our own meta. */
	public function active(): Adapter {
		$is = $this->is_defined ?? defined( ... );
		if ( $is( 'WPSEO_VERSION' ) ) {
			return new Adapter( 'Yoast SEO', '_yoast_wpseo_title', '_yoast_wpseo_metadesc' );
		}
		if ( $is( 'RANK_MATH_VERSION' ) ) {
			return new Adapter( 'Rank Math', 'rank_math_title', 'rank_math_description' );
		}
		if ( $is( 'AIOSEO_VERSION' ) ) {
			return new Adapter( 'All in One SEO', '_aioseo_title', '_aioseo_description' );
		}
		if ( $is( 'SEOPRESS_VERSION' ) ) {
			return new Adapter( 'SEOPress', '_seopress_titles_title', '_seopress_titles_desc' );
		}
		return new Adapter( '', '_devskyy_seo_title', '_devskyy_seo_description' );
	}
}
