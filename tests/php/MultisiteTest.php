<?php
/**
 * A network of sites: each has its own tables, roles, proposals and connection.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Tests;

use DevSkyy\Connection\ConnectionStore;
use DevSkyy\Plugin;

/** Sites are made and deleted with their tables, which no transaction takes back: each test removes what it made. */
final class MultisiteTest extends TestCase {

	/** @var list<int> */
	private array $sites = array();

	protected function setUp(): void {
		if ( ! is_multisite() ) {
			self::markTestSkipped( 'This WordPress is a single site; the suite of the network runs it.' );
		}
		parent::setUp();
	}

	protected function tearDown(): void {
		// Dropping tables ends the test's transaction: what it did to this site is put right first.
		( new Plugin( WP_PLUGIN_DIR . '/devskyy/devskyy.php', '0' ) )->schedule();
		foreach ( $this->sites as $id ) {
			wp_delete_site( $id );
		}
		$this->sites = array();
		parent::tearDown();
	}

	private function new_site(): int {
		$id = wp_insert_site(
			array(
				'domain'  => (string) wp_parse_url( home_url(), PHP_URL_HOST ) . ':' . wp_parse_url( home_url(), PHP_URL_PORT ),
				'path'    => '/' . strtolower( wp_generate_password( 10, false ) ) . '/',
				'title'   => 'Second shop',
				'user_id' => (int) get_users(
					array(
						'fields' => 'ID',
						'number' => 1,
					)
				)[0],
			)
		);
		self::assertIsInt( $id );
		$this->sites[] = $id;
		return $id;
	}

	/**
	 * What a first visit of the site does.
	 */
	private function visit(): void {
		wp_roles()->for_site( get_current_blog_id() );
		( new Plugin( WP_PLUGIN_DIR . '/devskyy/devskyy.php', '0' ) )->activate();
	}

	/** @return list<string> */
	private function tables(): array {
		global $wpdb;
		return $wpdb->get_col( $wpdb->prepare( 'SHOW TABLES LIKE %s', $wpdb->esc_like( $wpdb->prefix . 'devskyy_' ) . '%' ) );
	}

	public function test_a_new_site_gets_tables_roles_and_cron_of_its_own_and_shares_nothing(): void {
		$here = $this->tables();
		self::assertNotSame( array(), $here );
		update_option( 'devskyy_catalogue', 'built-in' );
		$id = $this->new_site();
		switch_to_blog( $id );
		self::assertSame( array(), $this->tables() );
		$this->visit();
		self::assertCount( count( $here ), $this->tables() );
		self::assertSame( array(), array_intersect( $here, $this->tables() ) );
		self::assertTrue( wp_roles()->get_role( 'administrator' )->has_cap( 'devskyy_manage' ) );
		self::assertNotFalse( wp_next_scheduled( Plugin::TICK ) );
		self::assertNull( ( new ConnectionStore() )->connection() );
		global $wpdb;
		self::assertSame( '0', $wpdb->get_var( "SELECT COUNT(*) FROM {$wpdb->prefix}devskyy_proposals" ) );
		restore_current_blog();
	}

	public function test_a_deleted_site_leaves_no_table_of_ours(): void {
		$id = $this->new_site();
		switch_to_blog( $id );
		$this->visit();
		self::assertNotSame( array(), $this->tables() );
		$prefix = $GLOBALS['wpdb']->prefix;
		restore_current_blog();
		wp_delete_site( $id );
		$this->sites = array();
		self::assertSame( array(), $GLOBALS['wpdb']->get_col( $GLOBALS['wpdb']->prepare( 'SHOW TABLES LIKE %s', $GLOBALS['wpdb']->esc_like( $prefix ) . '%' ) ) );
	}

	public function test_when_the_network_stops_using_the_plugin_no_site_keeps_its_cron_and_one_site_stops_alone(): void {
		$id = $this->new_site();
		switch_to_blog( $id );
		$this->visit();
		restore_current_blog();
		$plugin = new Plugin( WP_PLUGIN_DIR . '/devskyy/devskyy.php', '0' );
		$plugin->schedule();
		$plugin->deactivate( false );
		self::assertFalse( wp_next_scheduled( Plugin::TICK ) );
		switch_to_blog( $id );
		self::assertNotFalse( wp_next_scheduled( Plugin::TICK ) );
		restore_current_blog();
		$plugin->deactivate( true );
		switch_to_blog( $id );
		self::assertFalse( wp_next_scheduled( Plugin::TICK ) );
		restore_current_blog();
	}

	public function test_a_sites_own_administrator_runs_and_approves_there_and_nowhere_else(): void {
		$id = $this->new_site();
		switch_to_blog( $id );
		$this->visit();
		restore_current_blog();
		$user = $this->as_user( 'subscriber' );
		add_user_to_blog( $id, $user->ID, 'administrator' );
		wp_set_current_user( 0 );
		wp_set_current_user( $user->ID );
		self::assertSame( 403, $this->rest( 'GET', '/devskyy/v1/proposals' )->get_status() );
		switch_to_blog( $id );
		self::assertSame( 200, $this->rest( 'GET', '/devskyy/v1/proposals' )->get_status() );
		self::assertTrue( current_user_can( 'devskyy_manage' ) );
		restore_current_blog();
	}
}
