<?php
/**
 * What is left after the plugin has been deleted.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Tests;

use DevSkyy\Catalogue\CatalogueFactory;
use DevSkyy\Connection\Schema;
use DevSkyy\Database;
use DevSkyy\Keepsake;
use DevSkyy\Move\Addresses;
use DevSkyy\Plugin;
use DevSkyy\Rest\SettingsRoute;
use DevSkyy\Roles;
use DevSkyy\Uninstall;

require_once __DIR__ . '/ConnectionTestCase.php';

final class UninstallTest extends ConnectionTestCase {

	/**
	 * Tables that would have been dropped.
	 *
	 * @var list<string>
	 */
	private array $dropped = array();

	protected function setUp(): void {
		parent::setUp();
		add_filter( 'query', $this->record( ... ) );
	}

	protected function tearDown(): void {
		remove_all_filters( 'query' );
		parent::tearDown();
		// The roles as the database holds them again: the tests change those in memory too.
		wp_roles()->for_site();
	}

	/** Recorded, not run: DDL would end the test's transaction. */
	public function record( string $query ): string {
		if ( 1 === preg_match( '/^DROP TABLE IF EXISTS `\w+?devskyy_(\w+)`/', $query, $match ) ) {
			$this->dropped[] = $match[1];
			return 'SELECT 1';
		}
		return $query;
	}

	/** A site that has been used: connection, options, transients, cron, screen options, a person's own capability, a piece. */
	private function used(): int {
		$this->service->pair();
		update_option( CatalogueFactory::OPTION, 'built-in' );
		update_option( 'devskyy_currency', 'GBP' );
		update_option( 'devskyy_of_a_later_version', array( 'x' => 1 ) );
		set_transient( 'devskyy_password_1', 3, 600 );
		wp_schedule_single_event( time() + 60, 'devskyy_of_a_later_version', array( 7 ) );
		$admin = $this->as_user( 'administrator' );
		update_user_meta( $admin->ID, 'closedpostboxes_devskyy_product', array( 'slugdiv' ) );
		update_user_meta( $admin->ID, 'metaboxhidden_toplevel_page_devskyy', array() );
		$author = $this->as_user( 'author' );
		$author->add_cap( Roles::RUN );
		return (int) wp_insert_post(
			array(
				'post_type'   => 'devskyy_product',
				'post_status' => 'publish',
				'post_title'  => 'Coat',
			)
		);
	}

	public function test_3d_models_stay_with_the_content_and_go_with_it(): void {
		$folder = wp_upload_dir()['basedir'] . '/devskyy/models/' . wp_generate_uuid4();
		wp_mkdir_p( $folder );
		file_put_contents( $folder . '/0123456789ab-viewer.glb', 'glTF' );
		$this->used();
		( new Uninstall( $GLOBALS['wpdb'] ) )->run();
		self::assertFileExists( $folder . '/0123456789ab-viewer.glb' );
		self::assertNotContains( 'models', $this->dropped );
		self::assertNotContains( 'model_products', $this->dropped );

		( new \DevSkyy\Roles() )->install();
		update_option( SettingsRoute::UNINSTALL, 1 );
		( new Uninstall( $GLOBALS['wpdb'] ) )->run();
		self::assertDirectoryDoesNotExist( wp_upload_dir()['basedir'] . '/devskyy' );
		self::assertContains( 'models', $this->dropped );
		self::assertContains( 'model_products', $this->dropped );
	}

	/**
	 * Everything in the database's lists that bears our name.
	 *
	 * @return list<string>
	 */
	private function left(): array {
		global $wpdb;
		wp_cache_flush();
		$names = array_merge(
			$wpdb->get_col( "SELECT option_name FROM {$wpdb->options} WHERE option_name LIKE '%devskyy%' OR option_name = 'rewrite_rules'" ),
			$wpdb->get_col( "SELECT CONCAT('user: ', meta_key) FROM {$wpdb->usermeta} WHERE meta_key LIKE '%devskyy%' OR meta_value LIKE '%devskyy%'" ),
			$wpdb->get_col( "SELECT option_name FROM {$wpdb->options} WHERE option_name <> 'active_plugins' AND option_value LIKE '%devskyy\\_%'" )
		);
		// What WordPress itself, or the PHPUnit run's own site, notes of any plugin.
		return array_values( array_diff( $names, array( 'uninstall_plugins', 'recently_activated' ) ) );
	}

	/**
	 * Posts that hold settings for later.
	 *
	 * @return list<string>
	 */
	private function kept(): array {
		global $wpdb;
		return $wpdb->get_col( $wpdb->prepare( "SELECT ID FROM {$wpdb->posts} WHERE post_type = %s", Keepsake::TYPE ) );
	}

	public function test_nothing_but_content_is_left_without_the_tick(): void {
		$piece = $this->used();
		update_post_meta( $piece, '_devskyy_price', '19.90' );
		self::assertNotSame( array(), $this->left() );
		( new Uninstall( $GLOBALS['wpdb'] ) )->run();
		self::assertSame( array(), $this->left() );
		self::assertSame( array(), array_diff( array( 'dirty', 'inbox', 'tokens' ), $this->dropped ) );
		self::assertSame( array(), array_intersect( array( 'proposals', 'bulk', 'runs', 'moves', 'orders', 'order_imports' ), $this->dropped ) );
		self::assertNotNull( get_post( $piece ) );
		self::assertSame( '19.90', get_post_meta( $piece, '_devskyy_price', true ) );
		self::assertFalse( wp_next_scheduled( Plugin::TICK ) );
		self::assertFalse( wp_next_scheduled( 'devskyy_of_a_later_version', array( 7 ) ) );
	}

	public function test_nothing_at_all_is_left_with_the_tick(): void {
		$piece   = $this->used();
		$picture = (int) wp_insert_attachment( array( 'post_title' => 'Picture' ) );
		update_post_meta( $picture, '_devskyy_source_file', 'coat.webp' );
		update_post_meta( $picture, '_wp_attachment_image_alt', 'A coat' );
		update_term_meta( wp_insert_term( 'Coats', 'category' )['term_id'], '_devskyy_moved_from', 'product-category/coats' );
		update_option( SettingsRoute::UNINSTALL, 1 );
		( new Uninstall( $GLOBALS['wpdb'] ) )->run();
		self::assertSame( array(), $this->left() );
		$tables = $GLOBALS['wpdb']->get_col( $GLOBALS['wpdb']->prepare( 'SHOW TABLES LIKE %s', $GLOBALS['wpdb']->esc_like( $GLOBALS['wpdb']->prefix . 'devskyy_' ) . '%' ) );
		self::assertSame( array(), array_diff( array_map( static fn( string $name ): string => explode( 'devskyy_', $name )[1], $tables ), $this->dropped ) );
		self::assertNull( get_post( $piece ) );
		self::assertSame( array(), $GLOBALS['wpdb']->get_col( "SELECT meta_key FROM {$GLOBALS['wpdb']->postmeta} WHERE meta_key LIKE '%devskyy%'" ) );
		self::assertSame( array(), $GLOBALS['wpdb']->get_col( "SELECT meta_key FROM {$GLOBALS['wpdb']->termmeta} WHERE meta_key LIKE '%devskyy%'" ) );
		self::assertSame( 'A coat', get_post_meta( $picture, '_wp_attachment_image_alt', true ) );
	}

	public function test_kept_pieces_keep_their_currency_and_units_until_the_plugin_is_back(): void {
		$piece = $this->used();
		update_option( 'devskyy_weight_unit', 'lbs' );
		update_option(
			Addresses::OPTION,
			array(
				'at'   => 1,
				'shop' => 'shop',
			)
		);
		( new Uninstall( $GLOBALS['wpdb'] ) )->run();
		self::assertFalse( get_option( 'devskyy_currency' ) );
		self::assertCount( 1, $this->kept() );
		update_option( 'devskyy_weight_unit', 'g' );
		( new Keepsake( $GLOBALS['wpdb'] ) )->restore();
		self::assertSame( 'GBP', get_option( 'devskyy_currency' ) );
		self::assertSame( 'g', get_option( 'devskyy_weight_unit' ), 'What the site says meanwhile stays.' );
		self::assertSame( 'built-in', get_option( CatalogueFactory::OPTION ) );
		self::assertSame( 'shop', get_option( Addresses::OPTION )['shop'] );
		self::assertNotNull( get_post( $piece ) );
		self::assertSame( array(), $this->kept() );
	}

	public function test_the_tick_is_the_sites_own_and_needs_no_service(): void {
		$this->as_user( 'administrator' );
		self::assertFalse( $this->rest( 'GET', '/devskyy/v1/connection' )->get_data()['catalogue']['uninstall_content'] );
		$request = new \WP_REST_Request( 'PUT', '/devskyy/v1/settings' );
		$request->set_header( 'Content-Type', 'application/json' );
		$request->set_body( '{"uninstall_content":true}' );
		$answer = rest_do_request( $request );
		self::assertSame( array( 200, true ), array( $answer->get_status(), $answer->get_data()['uninstall_content'] ) );
		self::assertTrue( $this->rest( 'GET', '/devskyy/v1/connection' )->get_data()['catalogue']['uninstall_content'] );
		self::assertSame( array(), $this->service->calls );
	}

	public function test_while_one_request_brings_the_tables_up_to_date_another_leaves_them_alone(): void {
		$looked_at = array();
		$watch     = static function ( string $query ) use ( &$looked_at ): string {
			if ( 1 === preg_match( '/^DESCRIBE/i', $query ) ) {
				$looked_at[] = $query;
			}
			return $query;
		};
		add_filter( 'query', $watch );
		require_once ABSPATH . 'wp-admin/includes/class-wp-upgrader.php';
		$database = new Database( $GLOBALS['wpdb'], array( new Schema() ) );
		self::assertTrue( \WP_Upgrader::create_lock( 'devskyy_tables', 60 ) );
		$database->install();
		self::assertSame( array(), $looked_at );
		\WP_Upgrader::release_lock( 'devskyy_tables' );
		$database->install();
		self::assertNotSame( array(), $looked_at );
		self::assertFalse( get_option( 'devskyy_tables.lock' ) );
	}

	public function test_without_content_nothing_is_written_down_for_later(): void {
		global $wpdb;
		foreach ( $wpdb->get_col( "SELECT ID FROM {$wpdb->posts} WHERE post_type = 'devskyy_product'" ) as $id ) {
			wp_delete_post( (int) $id, true );
		}
		foreach ( array( Addresses::OPTION, Addresses::TERMS, 'devskyy_move_open', 'devskyy_pseudonym_key' ) as $option ) {
			delete_option( $option );
		}
		( new Uninstall( $wpdb ) )->run();
		self::assertSame( array(), $this->kept() );
	}

	public function test_the_role_that_the_plugin_made_goes_even_while_somebody_holds_it_and_comes_back_for_them(): void {
		if ( class_exists( 'WooCommerce' ) ) {
			self::markTestSkipped( 'needs a site without WooCommerce, whose role it is otherwise' );
		}
		$manager = $this->as_user( 'shop_manager' );
		( new Uninstall( $GLOBALS['wpdb'] ) )->run();
		self::assertNull( get_role( 'shop_manager' ) );
		( new Roles() )->install();
		self::assertTrue( ( new \WP_User( $manager->ID ) )->has_cap( Roles::APPROVE ) );
	}
}
