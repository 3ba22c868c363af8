<?php
/**
 * Roles, menu and activation.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Tests;

use DevSkyy\Connection\AgentList;
use DevSkyy\Connection\ConnectionStore;
use DevSkyy\Connection\Json;
use DevSkyy\Connection\KeyPair;
use DevSkyy\Connection\Origins;
use DevSkyy\Connection\ServiceClient;
use DevSkyy\Connection\TokenSigner;
use DevSkyy\Connection\Transport;
use DevSkyy\Plugin;
use DevSkyy\Roles;
use DevSkyy\Screens\CopyLinks;

require_once __DIR__ . '/ConnectionTestCase.php';

final class PluginTest extends ConnectionTestCase {

	protected function tearDown(): void {
		parent::tearDown();
		// The roles as the database holds them again: the tests change those in memory too.
		wp_roles()->for_site();
	}

	public function test_roles_hold_exactly_what_they_should(): void {
		( new Roles() )->install();
		$wanted = array(
			'administrator' => Roles::CAPABILITIES,
			'shop_manager'  => array( Roles::VIEW, Roles::RUN, Roles::APPROVE ),
			'editor'        => array( Roles::VIEW ),
			'author'        => array(),
			'subscriber'    => array(),
		);
		foreach ( $wanted as $role => $capabilities ) {
			$user = $this->as_user( $role );
			self::assertSame( $capabilities, array_values( array_filter( Roles::CAPABILITIES, static fn( string $capability ): bool => $user->has_cap( $capability ) ) ), $role );
		}
		$manager = $this->as_user( 'shop_manager' );
		self::assertTrue( $manager->has_cap( 'upload_files' ) );
		self::assertFalse( $manager->has_cap( 'unfiltered_html' ) );
		self::assertFalse( $manager->has_cap( 'manage_options' ) );
	}

	public function test_the_minutes_cron_is_there_and_runs_without_a_connection(): void {
		self::assertNotFalse( wp_next_scheduled( Plugin::TICK ) );
		do_action( Plugin::TICK ); // phpcs:ignore WordPress.NamingConventions.PrefixAllGlobals.DynamicHooknameFound -- The plugin's own hook.
		self::assertSame( array(), $this->service->calls );
	}

	public function test_the_list_of_products_leads_to_the_agents_screen_with_the_targets_chosen(): void {
		$type  = ( new \DevSkyy\Catalogue\CatalogueFactory() )->create()->post_type();
		$links = new CopyLinks( $type );
		$id    = $this->product();
		$this->as_user( 'shop_manager' );
		$row = $links->row( array(), get_post( $id ) );
		self::assertStringContainsString( 'admin.php?page=devskyy-agents&#038;agent=product-copy&#038;targets=' . $id, $row['devskyy'] );
		self::assertSame( admin_url( 'admin.php?page=devskyy-agents&agent=product-copy&targets=3,4' ), $links->go( 'x', 'devskyy_write_copy', array( 3, 4 ), $type ) );
		self::assertSame( 'x', $links->go( 'x', 'trash', array( 3 ), $type ) );
		$this->as_user( 'editor' );
		self::assertSame( array(), $links->row( array(), get_post( $id ) ) );
		self::assertSame( array(), $links->bulk( array(), $type ) );
	}

	/** The agents as the screens know them. */
	private function agents(): AgentList {
		$json   = new Json();
		$safe   = new \DevSkyy\Connection\SafeMode( new ConnectionStore(), false );
		$client = new ServiceClient( new ConnectionStore(), new TokenSigner( new KeyPair() ), new Transport( new Origins( array() ), $json, $safe, '0.1.0' ), $json, $safe );
		return new AgentList( $client, WP_PLUGIN_DIR . '/devskyy/build/agents.php' );
	}

	/** The providers as the screens know them. */
	private function providers(): \DevSkyy\Connection\ProviderList {
		return new \DevSkyy\Connection\ProviderList( WP_PLUGIN_DIR . '/devskyy/build/providers.php' );
	}

	public function test_screens_know_each_provider_of_the_service_by_its_folder(): void {
		$folders = array_map( 'basename', (array) glob( dirname( __DIR__, 2 ) . '/service/src/intelligence/providers/*', GLOB_ONLYDIR ) );
		$known   = array_column( $this->providers()->read(), null, 'name' );
		self::assertEqualsCanonicalizing( $folders, array_keys( $known ) );
		self::assertSame( array( 'OpenAI-compatible', 'The model server', 'address', null, null ), array_values( array_diff_key( $known['compatible'], array( 'name' => 1 ) ) ) );
		self::assertSame( array(), ( new \DevSkyy\Connection\ProviderList( '/nowhere/providers.php' ) )->read() );
	}

	public function test_screens_call_an_agent_by_its_title_also_one_that_is_newer_than_the_plugin(): void {
		$built = array_column( $this->agents()->titles(), 'title', 'name' );
		self::assertSame( 'Product copy', $built['product-copy'] );
		$newer = array(
			'name'    => 'size-guide',
			'title'   => 'Size guide',
			'output'  => 'proposals',
			'targets' => array( 'product' ),
		);
		update_option(
			ConnectionStore::AGENTS,
			array(
				'at'     => 0,
				'agents' => array( $newer ),
			)
		);
		self::assertSame( array( $newer ), $this->agents()->titles() );
		self::assertSame( array(), $this->service->calls );
	}

	public function test_the_menu_counts_what_waits_and_hides_settings_from_a_shop_manager(): void {
		global $menu, $submenu, $wpdb;
		$wpdb->query( "DELETE FROM {$wpdb->prefix}devskyy_proposals" );
		$this->as_user( 'shop_manager' );
		$menu    = array(); // phpcs:ignore WordPress.WP.GlobalVariablesOverride.Prohibited -- As wp-admin starts.
		$submenu = array(); // phpcs:ignore WordPress.WP.GlobalVariablesOverride.Prohibited -- As wp-admin starts.
		$screens = new \DevSkyy\Screens\Menu( new \DevSkyy\Proposals\ProposalStore( $wpdb ), new \DevSkyy\Screens\Assets( WP_PLUGIN_DIR . '/devskyy/devskyy.php', '0.1.0', array( $this->agents(), $this->providers() ) ), WP_PLUGIN_DIR . '/devskyy/build/screens.php' );
		$screens->add();
		self::assertSame( array( 'devskyy', 'devskyy-agents', 'devskyy-proposals', 'devskyy-catalogue', 'devskyy-models' ), array_values( array_column( $submenu['devskyy'], 2 ) ) );
		self::assertStringNotContainsString( 'awaiting-mod', (string) wp_json_encode( $menu ) );
	}
}
