<?php
/**
 * Where SEO texts go when the site has an SEO plugin.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Tests;

use DevSkyy\Catalogue\BuiltIn\PostType;
use DevSkyy\Catalogue\CanonicalJson;
use DevSkyy\Catalogue\Fields\Bytes;
use DevSkyy\Catalogue\Fields\Clean;
use DevSkyy\Catalogue\Fields\FieldSet;
use DevSkyy\Catalogue\Fields\Seo;
use DevSkyy\Catalogue\Fields\StoredMeta;
use DevSkyy\Catalogue\Seo\Adapters;
use DevSkyy\Catalogue\Seo\Head;

final class CatalogueSeoTest extends TestCase {

	/**
	 * The plugins that are known, by the constant that tells them.
	 *
	 * @return array<string,array{string,string,string}>
	 */
	public static function plugins(): array {
		return array(
			'Yoast SEO'      => array( 'WPSEO_VERSION', '_yoast_wpseo_title', '_yoast_wpseo_metadesc' ),
			'Rank Math'      => array( 'RANK_MATH_VERSION', 'rank_math_title', 'rank_math_description' ),
			'All in One SEO' => array( 'AIOSEO_VERSION', '_aioseo_title', '_aioseo_description' ),
			'SEOPress'       => array( 'SEOPRESS_VERSION', '_seopress_titles_title', '_seopress_titles_desc' ),
		);
	}

	/**
	 * @dataProvider plugins
	 */
	public function test_an_seo_plugins_own_place_is_used_and_it_alone_prints( string $constant, string $title, string $description ): void {
		if ( ! post_type_exists( PostType::NAME ) ) {
			( new PostType() )->types();
		}
		$adapters = new Adapters( static fn( string $name ): bool => $name === $constant );
		$fields   = new FieldSet( array( new Seo( $adapters, new StoredMeta( new Bytes() ), new Clean() ) ), new CanonicalJson() );
		$id       = wp_insert_post(
			array(
				'post_type'   => PostType::NAME,
				'post_status' => 'publish',
				'post_title'  => 'Tee',
			)
		);
		// The plugin's sanitiser would take the template apart; an undo must not let it.
		register_post_meta( PostType::NAME, $title, array( 'sanitize_callback' => static fn( mixed $value ): string => str_replace( '%', '', (string) $value ) ) );
		global $wpdb;
		$wpdb->insert(
			$wpdb->postmeta,
			array(
				'post_id'    => $id,
				'meta_key'   => $title,
				'meta_value' => '%%title%% \\ %%sep%% "x"',
			)
		);
		$both    = array( 'seo_title', 'seo_description' );
		$before  = $fields->read( $id, $both );
		$journal = $fields->journal( $id, $both );
		self::assertSame( '%%title%% \\ %%sep%% "x"', $before['seo_title'] );
		self::assertTrue(
			$fields->store(
				$id,
				array(
					'seo_title'       => 'Linen tee',
					'seo_description' => 'A linen tee.',
				)
			)
		);
		self::assertSame( array( 'Linen tee', 'A linen tee.' ), array( get_post_meta( $id, $title, true ), get_post_meta( $id, $description, true ) ) );
		self::assertFalse( metadata_exists( 'post', $id, '_devskyy_seo_title' ) );
		query_posts(
			array(
				'p'         => $id,
				'post_type' => PostType::NAME,
			)
		);
		self::assertSame( '', ( new Head( $adapters, new StoredMeta( new Bytes() ), static fn(): string => PostType::NAME ) )->title( '' ) );
		wp_reset_query();
		self::assertTrue( $fields->restore( $id, $journal ) );
		self::assertSame( $before, $fields->read( $id, $both ) );
		self::assertFalse( metadata_exists( 'post', $id, $description ) );
		$other = new FieldSet( array( new Seo( new Adapters(), new StoredMeta( new Bytes() ), new Clean() ) ), new CanonicalJson() );
		self::assertSame( 'devskyy_seo_plugin_changed', $other->restore( $id, $journal )->get_error_code() );
		unregister_post_meta( PostType::NAME, $title );
	}
}
