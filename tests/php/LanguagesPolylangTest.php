<?php
/**
 * The real Polylang, where a copy is given.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Tests;

use DevSkyy\Catalogue\CatalogueFactory;
use DevSkyy\Languages\Languages;

final class LanguagesPolylangTest extends TestCase {

	protected function setUp(): void {
		parent::setUp();
		if ( ! defined( 'POLYLANG_VERSION' ) ) {
			self::markTestSkipped( 'Polylang is not there: set DEVSKYY_POLYLANG to the folder of a copy of it.' );
		}
		$languages = PLL()->model->languages;
		foreach ( array( 'en' => array( 'English', 'en_US' ), 'de' => array( 'Deutsch', 'de_DE' ) ) as $slug => [ $name, $locale ] ) { // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing -- Two rows.
			if ( ! $languages->get( $slug ) ) {
				$made = $languages->add(
					array(
						'name'       => $name,
						'slug'       => $slug,
						'locale'     => $locale,
						'rtl'        => false,
						'term_group' => 0,
						'flag'       => '',
					)
				);
				self::assertNotInstanceOf( \WP_Error::class, $made );
			}
		}
		PLL()->model->clean_languages_cache();
	}

	protected function tearDown(): void {
		if ( defined( 'POLYLANG_VERSION' ) ) {
			PLL()->model->clean_languages_cache();
		}
		parent::tearDown();
	}

	private function text( string $title, string $language, string $type = 'post' ): int {
		$id = (int) wp_insert_post(
			array(
				'post_type'   => $type,
				'post_status' => 'publish',
				'post_title'  => $title,
			)
		);
		pll_set_post_language( $id, $language );
		return $id;
	}

	public function test_its_default_language_is_worked_on_and_translations_are_left_out_needs_polylang(): void {
		$own     = $this->text( 'A day in our dye house', 'en' );
		$german  = $this->text( 'Ein Tag in unserer Färberei', 'de' );
		$page    = $this->text( 'Besuch', 'de', 'page' );
		$plain   = $this->text( 'Without a word', 'en', 'page' );
		$factory = new CatalogueFactory();
		$targets = $factory->targets( $factory->create() );
		self::assertSame( array( 'Polylang', 'en', 'English', 'en_US' ), array( ( new Languages() )->plugin(), ( new Languages() )->default_code(), ( new Languages() )->default_name(), ( new Languages() )->default_locale() ) );
		self::assertEqualsCanonicalizing( array( $own, $plain ), array_intersect( $targets->ids(), array( $own, $german, $page, $plain ) ) );
		self::assertSame( 2, $targets->languages( array( 'post', 'page' ) )['left_out'] ?? null );
		$refusal = $targets->closed( $german );
		self::assertSame( 'translation', $refusal?->get_error_code() );
		self::assertStringContainsString( 'Polylang is active, and agents work on the default language (English) only', $refusal->get_error_message() );
		self::assertNull( $targets->closed( $own ) );
	}

	public function test_the_language_that_is_looked_at_in_wp_admin_changes_nothing_needs_polylang(): void {
		$own     = $this->text( 'A day in our dye house', 'en' );
		$german  = $this->text( 'Ein Tag in unserer Färberei', 'de' );
		$filter  = static function ( \WP_Query $query ): void {
			// What Polylang does to each query while a language is chosen and none is asked for.
			if ( ! isset( $query->query['lang'] ) ) {
				$query->set( 'lang', 'de' );
			}
		};
		$factory = new CatalogueFactory();
		add_action( 'parse_query', $filter, 5 );
		try {
			self::assertSame( array( $own ), array_values( array_intersect( $factory->targets( $factory->create() )->ids( array( 'post' ) ), array( $own, $german ) ) ) );
		} finally {
			remove_action( 'parse_query', $filter, 5 );
		}
	}
}
