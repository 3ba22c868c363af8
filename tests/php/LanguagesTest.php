<?php
/**
 * Sites with several languages.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Tests;

use DevSkyy\Catalogue\CatalogueFactory;
use DevSkyy\Catalogue\ChangeTracker;
use DevSkyy\Connection\Module;
use DevSkyy\Languages\Languages;
use DevSkyy\Proposals\Module as Proposals;
use DevSkyy\Targets\SiteTargets;

require_once __DIR__ . '/ConnectionTestCase.php';
require_once __DIR__ . '/fakes/polylang.php';

final class LanguagesTest extends ConnectionTestCase {

	protected function tearDown(): void {
		unset( $GLOBALS['devskyy_test_polylang'] );
		foreach ( array( 'wpml_default_language', 'wpml_element_language_code', 'wpml_post_language_details', 'wpml_active_languages' ) as $filter ) {
			remove_all_filters( $filter );
		}
		parent::tearDown();
	}

	/**
	 * Says which languages posts have.
	 *
	 * @param string            $plugin `Polylang` or `WPML`.
	 * @param array<int,string> $posts  Post → language code.
	 */
	private function speak( string $plugin, array $posts ): void {
		if ( defined( 'POLYLANG_VERSION' ) ) {
			self::markTestSkipped( 'The real Polylang is there (LanguagesPolylangTest); it cannot be stood in for.' );
		}
		if ( 'Polylang' === $plugin ) {
			$GLOBALS['devskyy_test_polylang'] = array(
				'default' => array(
					'slug'   => 'en',
					'name'   => 'English',
					'locale' => 'en_GB',
				),
				'posts'   => $posts,
			);
			return;
		}
		// phpcs:disable WordPress.NamingConventions.PrefixAllGlobals -- WPML's own filters.
		add_filter( 'wpml_default_language', static fn(): string => 'en' );
		add_filter( 'wpml_element_language_code', static fn( mixed $code, array $element ): ?string => $posts[ $element['element_id'] ] ?? null, 10, 2 );
		$english = array(
			'native_name'     => 'English',
			'translated_name' => 'English',
			'default_locale'  => 'en_GB',
		);
		add_filter( 'wpml_active_languages', static fn(): array => array( 'en' => $english ) );
		// phpcs:enable
	}

	/** @return array<string,array{string}> */
	public static function plugins(): array {
		return array(
			'Polylang' => array( 'Polylang' ),
			'WPML'     => array( 'WPML' ),
		);
	}

	private function post( string $title, string $type = 'post' ): int {
		return (int) wp_insert_post(
			array(
				'post_type'   => $type,
				'post_status' => 'publish',
				'post_title'  => $title,
			)
		);
	}

	private function targets(): SiteTargets {
		$factory = new CatalogueFactory();
		return $factory->targets( $factory->create() );
	}

	private function parts(): Module {
		global $wpdb;
		$factory   = new CatalogueFactory();
		$catalogue = $factory->create();
		$tracker   = new ChangeTracker( $wpdb, $catalogue, $factory->posts() );
		$tracker->register();
		return new Module(
			$wpdb,
			array( $catalogue, $tracker, new Proposals( $wpdb, $factory->targets( $catalogue ) ) ),
			array(
				'folder'          => dirname( __DIR__, 2 ) . '/plugin',
				'version'         => '0.1.0',
				'private_origins' => array( FakeService::ORIGIN ),
			)
		);
	}

	/** @return list<array<string,mixed>> */
	private function batches(): array {
		$calls = array_filter( $this->service->calls, static fn( array $call ): bool => '/api/v1/catalogue/batches' === $call['path'] );
		return array_column( array_values( $calls ), 'body' );
	}

	public function test_with_one_language_nothing_is_left_out(): void {
		$id = $this->post( 'A page', 'page' );
		self::assertNull( $this->targets()->languages( array( 'page' ) ) );
		self::assertContains( $id, $this->targets()->ids( array( 'page' ) ) );
		self::assertFalse( ( new Languages() )->is_translation( $id ) );
	}

	/** @dataProvider plugins */
	public function test_only_the_default_language_is_worked_on_products_too( string $plugin ): void {
		$ids = array( $this->post( 'Own' ), $this->post( 'Eigen' ), $this->post( 'Without language', 'page' ), $this->product( 'Coat' ), $this->product( 'Mantel' ) );
		$this->speak(
			$plugin,
			array(
				$ids[0] => 'en',
				$ids[1] => 'de',
				$ids[3] => 'en',
				$ids[4] => 'de',
			)
		);
		$targets = $this->targets();
		self::assertSame( array( $ids[1], $ids[4] ), array_values( array_diff( $ids, $targets->ids() ) ) );
		self::assertSame(
			array(
				'plugin'   => $plugin,
				'code'     => 'en',
				'name'     => 'English',
				'left_out' => 1,
			),
			$targets->languages( array( 'post', 'page' ) )
		);
		self::assertSame( 'en_GB', ( new Languages() )->default_locale() );
	}

	/** @dataProvider plugins */
	public function test_the_picker_of_products_offers_no_translations_and_other_screens_list_them( string $plugin ): void {
		$this->as_user( 'shop_manager' );
		$ids = array( $this->product( 'Paletot one' ), $this->product( 'Paletot two' ), $this->product( 'Paletot three' ) );
		$this->speak(
			$plugin,
			array(
				$ids[0] => 'en',
				$ids[1] => 'de',
			)
		);
		$ask = function ( array $query ): array {
			$request = new \WP_REST_Request( 'GET', '/devskyy/v1/catalogue' );
			$request->set_query_params( array( 'search' => 'Paletot' ) + $query );
			$answer = rest_do_request( $request );
			return array( array_column( $answer->get_data(), 'id' ), (int) $answer->get_headers()['X-WP-Total'] );
		};
		self::assertEqualsCanonicalizing( $ids, $ask( array() )[0] );
		list( $offered, $total ) = $ask( array( 'language' => 'default' ) );
		self::assertEqualsCanonicalizing( array( $ids[0], $ids[2] ), $offered );
		self::assertSame( 2, $total );
		self::assertSame(
			array( array(), 0 ),
			$ask(
				array(
					'language' => 'default',
					'ids'      => array( $ids[1] ),
				)
			)
		);
	}

	/** @dataProvider plugins */
	public function test_a_translation_asked_for_is_refused_with_what_to_do( string $plugin ): void {
		$this->service->pair();
		$this->as_user( 'shop_manager' );
		$id      = $this->post( 'Eigen' );
		$product = $this->product( 'Mantel' );
		$this->speak(
			$plugin,
			array(
				$id      => 'de',
				$product => 'de',
			)
		);
		$agents = array(
			array(
				'name'    => 'content-copy',
				'targets' => array( 'post', 'page' ),
			),
		);
		update_option(
			\DevSkyy\Connection\ConnectionStore::AGENTS,
			array(
				'at'     => time(),
				'agents' => $agents,
			)
		);
		foreach ( array( 'content-copy' => $id, 'product-copy' => $product ) as $agent => $target ) { // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing -- Two pairs.
			$answer = $this->rest( 'POST', "/devskyy/v1/agents/{$agent}/runs", array( 'targets' => array( $target ) ) );
			self::assertSame( array( 400, 'devskyy_translation' ), array( $answer->get_status(), $answer->get_data()['code'] ) );
			self::assertStringContainsString( "{$plugin} is active, and agents work on the default language (English) only", $answer->get_data()['message'] );
			self::assertStringContainsString( 'Choose the original', $answer->get_data()['data']['next'] );
		}
	}

	public function test_the_service_is_told_the_language_and_gets_no_translation(): void {
		$this->service->pair();
		$own  = $this->post( 'Own' );
		$page = $this->post( 'Own page', 'page' );
		$de   = $this->post( 'Eigen' );
		$this->speak(
			'Polylang',
			array(
				$own => 'en',
				$de  => 'de',
			)
		);
		$parts = $this->parts();
		self::assertTrue( $parts->sync->step( 20 ) );
		$batches = $this->batches();
		$sent    = array_column( array_merge( ...array_column( $batches, 'posts' ) ), 'kind', 'id' );
		self::assertSame( array( 'post', 'page' ), array( $sent[ $own ] ?? null, $sent[ $page ] ?? null ) );
		self::assertArrayNotHasKey( $de, $sent );
		self::assertSame( array( 'en_GB', 'Polylang', 'English' ), array( $batches[0]['site']['locale'], $batches[0]['site']['languages']['plugin'], $batches[0]['site']['languages']['name'] ) );
		self::assertSame( array( 0, 1, 0 ), array_values( $batches[0]['site']['languages']['left_out'] ) );
		$this->service->calls = array();
		wp_update_post(
			array(
				'ID'         => $de,
				'post_title' => 'Anders',
			)
		);
		wp_update_post(
			array(
				'ID'          => $page,
				'post_status' => 'private',
			)
		);
		self::assertTrue( $parts->sync->step( 20 ) );
		self::assertEqualsCanonicalizing( array( $de, $page ), array_merge( ...array_column( $this->batches(), 'deleted' ) ), 'What became private is taken from the service.' );
		self::assertSame( array(), array_merge( ...array_column( $this->batches(), 'posts' ) ) );
	}

	public function test_the_picker_lists_the_default_language_only(): void {
		$this->as_user( 'shop_manager' );
		$own = $this->post( 'Okapi own' );
		$de  = $this->post( 'Okapi eigen' );
		$this->speak( 'Polylang', array( $de => 'de' ) );
		self::assertSame( array( $own ), array_column( $this->rest( 'GET', '/devskyy/v1/content', array( 'search' => 'Okapi' ) )->get_data(), 'id' ) );
	}

	public function test_posts_and_pages_are_refused_for_an_agent_of_products_and_other_way_round(): void {
		$this->service->pair();
		$this->as_user( 'shop_manager' );
		$id     = $this->post( 'A post' );
		$answer = $this->rest( 'POST', '/devskyy/v1/agents/product-copy/runs', array( 'targets' => array( $id ) ) );
		self::assertSame( array( 400, 'devskyy_targets' ), array( $answer->get_status(), $answer->get_data()['code'] ) );
		register_post_type( 'dye_recipe', array( 'public' => true ) );
		$recipe = $this->post( 'Recipe', 'dye_recipe' );
		$answer = $this->rest( 'POST', '/devskyy/v1/agents/content-copy/runs', array( 'targets' => array( $recipe, $this->product() ) ) );
		self::assertSame( 400, $answer->get_status() );
		self::assertStringContainsString( 'this agent works on no other post types', $answer->get_data()['message'] );
		$private = $this->post( 'Secret' );
		wp_update_post(
			array(
				'ID'            => $private,
				'post_password' => 'x',
			)
		);
		$answer = $this->rest( 'POST', '/devskyy/v1/agents/content-copy/runs', array( 'targets' => array( $private ) ) );
		self::assertSame( 'devskyy_not_public', $answer->get_data()['code'] );
	}
}
