<?php
/**
 * Deleting the plugin.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy;

use DevSkyy\Catalogue\BuiltIn\PostType;
use DevSkyy\Connection\ConnectionStore;
use DevSkyy\Rest\SettingsRoute;
use wpdb;

/**
 * Leaves no option, transient, cron event, capability, role, note on people or working table behind; content (the built-in
 * catalogue, the record of approvals) goes only on sites whose owner asked for it.
 */
final class Uninstall {

	/** Tables that hold what people decided or brought. */
	private const RECORD = array( 'proposals', 'bulk', 'runs', 'reports', 'moves', 'orders', 'order_imports', 'models', 'model_products' );

	/**
	 * Takes the database.
	 *
	 * @param wpdb $wpdb The site's database.
	 */
	public function __construct( private readonly wpdb $wpdb ) {}

	/** Deletes for good, on every site of a network. */
	public function run(): void {
		( new Network() )->each_site( true, $this->site( ... ) );
		if ( is_multisite() ) {
			$this->network();
		}
		$this->people();
	}

	/** One site. */
	private function site(): void {
		$content = (bool) get_option( SettingsRoute::UNINSTALL, 0 );
		$this->cron();
		( new ConnectionStore() )->forget();
		( new Roles() )->uninstall();
		$schemas = array( new Connection\Schema(), new Proposals\Schema(), new Catalogue\Schema(), new Jobs\Schema(), new Import\Schema(), new Move\Schema(), new Orders\Schema(), new Models\Schema() );
		( new Database( $this->wpdb, $schemas ) )->uninstall( $content ? array() : self::RECORD );
		if ( $content ) {
			$this->delete_pieces();
			$this->delete_notes();
			( new Models\ModelFolder() )->remove( '' );
		} else {
			( new Keepsake( $this->wpdb ) )->keep();
		}
		foreach ( $this->named( $this->wpdb->options, 'option_name', array( 'devskyy_', '_transient_devskyy_', '_transient_timeout_devskyy_' ) ) as $option ) {
			delete_option( $option );
		}
		// Core makes its rewrite rules anew, without the shop's addresses.
		delete_option( 'rewrite_rules' );
	}

	/** Every cron event whose hook bears our prefix, single ones too. */
	private function cron(): void {
		foreach ( _get_cron_array() as $hooks ) {
			foreach ( is_array( $hooks ) ? array_keys( $hooks ) : array() as $hook ) {
				if ( str_starts_with( (string) $hook, 'devskyy_' ) ) {
					wp_unschedule_hook( (string) $hook );
				}
			}
		}
	}

	/** What people's accounts hold: screen options of our lists, and capabilities that somebody was given by name. */
	private function people(): void {
		$like = '%devskyy%';
		$keys = $this->wpdb->get_col( (string) $this->wpdb->prepare( 'SELECT DISTINCT meta_key FROM %i WHERE meta_key LIKE %s', $this->wpdb->usermeta, $like ) );
		foreach ( $keys as $key ) {
			delete_metadata( 'user', 0, (string) $key, '', true );
		}
		$rows = (array) $this->wpdb->get_results( (string) $this->wpdb->prepare( 'SELECT user_id, meta_key FROM %i WHERE meta_key LIKE %s AND meta_value LIKE %s', $this->wpdb->usermeta, '%' . $this->wpdb->esc_like( 'capabilities' ), $like ), ARRAY_A );
		foreach ( $rows as $row ) {
			$held = get_user_meta( (int) $row['user_id'], (string) $row['meta_key'], true );
			update_user_meta( (int) $row['user_id'], (string) $row['meta_key'], array_diff_key( is_array( $held ) ? $held : array(), array_flip( Roles::CAPABILITIES ) ) );
		}
	}

	/** What a network holds for all its sites. */
	private function network(): void {
		foreach ( $this->named( (string) $this->wpdb->sitemeta, 'meta_key', array( 'devskyy_', '_site_transient_devskyy_', '_site_transient_timeout_devskyy_' ) ) as $option ) {
			delete_site_option( $option );
		}
	}

	/**
	 * Names in a table that begin with one of some prefixes.
	 *
	 * @param string   $table    The table.
	 * @param string   $column   The column of the names.
	 * @param string[] $prefixes The prefixes.
	 * @return list<string>
	 */
	private function named( string $table, string $column, array $prefixes ): array {
		$names = array();
		foreach ( $prefixes as $prefix ) {
			$names = array_merge( $names, $this->wpdb->get_col( (string) $this->wpdb->prepare( 'SELECT DISTINCT %i FROM %i WHERE %i LIKE %s', $column, $table, $column, $this->wpdb->esc_like( $prefix ) . '%' ) ) );
		}
		return array_values( array_map( 'strval', $names ) );
	}

	/** Deletes the built-in catalogue's pieces and their terms; pictures stay in the media library. */
	private function delete_pieces(): void {
		$ids = $this->wpdb->get_col( (string) $this->wpdb->prepare( 'SELECT ID FROM %i WHERE post_type = %s', $this->wpdb->posts, PostType::NAME ) );
		foreach ( $ids as $id ) {
			wp_delete_post( (int) $id, true );
		}
		foreach ( array( PostType::CATEGORY, PostType::TAG ) as $taxonomy ) {
			register_taxonomy( $taxonomy, PostType::NAME );
			$terms = get_terms(
				array(
					'taxonomy'   => $taxonomy,
					'hide_empty' => false,
					'fields'     => 'ids',
				)
			);
			foreach ( is_array( $terms ) ? $terms : array() as $term ) {
				wp_delete_term( (int) $term, $taxonomy );
			}
		}
	}

	/** Deletes what the plugin noted on others' products, on pictures and on categories. */
	private function delete_notes(): void {
		foreach ( $this->named( $this->wpdb->postmeta, 'meta_key', array( '_devskyy_' ) ) as $key ) {
			delete_metadata( 'post', 0, $key, '', true );
		}
		foreach ( $this->named( $this->wpdb->termmeta, 'meta_key', array( '_devskyy_' ) ) as $key ) {
			delete_metadata( 'term', 0, $key, '', true );
		}
	}
}
