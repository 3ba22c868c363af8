<?php
/**
 * Deleting the plugin.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy;

use DevSkyy\Catalogue\BuiltIn\PostType;
use DevSkyy\Catalogue\CatalogueFactory;
use DevSkyy\Catalogue\Held;
use DevSkyy\Connection\ConnectionStore;
use DevSkyy\Move\Addresses;
use DevSkyy\Orders\OrderSync;
use DevSkyy\Orders\Pseudonym;
use DevSkyy\Rest\SettingsRoute;
use wpdb;

/**
 * Removes keys, caches, capabilities, the cron and the working tables; content only when the owner asked for it.
 */
final class Uninstall {

	/** Tables that hold what people decided or brought. */
	private const RECORD = array( 'proposals', 'bulk', 'runs', 'reports', 'moves', 'orders', 'order_imports' );

	/**
	 * Takes the database.
	 *
	 * @param wpdb $wpdb The site's database.
	 */
	public function __construct( private readonly wpdb $wpdb ) {}

	/** Deletes for good. */
	public function run(): void {
		$content = (bool) get_option( SettingsRoute::UNINSTALL, 0 );
		wp_clear_scheduled_hook( Plugin::TICK );
		( new ConnectionStore() )->forget();
		( new Roles() )->uninstall();
		$schemas = array( new Connection\Schema(), new Proposals\Schema(), new Catalogue\Schema(), new Jobs\Schema(), new Import\Schema(), new Move\Schema(), new Orders\Schema() );
		( new Database( $this->wpdb, $schemas ) )->uninstall( $content ? array() : self::RECORD );
		delete_option( 'devskyy_product_rewrite' );
		delete_option( OrderSync::OPTION );
		if ( $content ) {
			$this->delete_pieces();
			$this->delete_notes();
			foreach ( array( SettingsRoute::UNINSTALL, CatalogueFactory::OPTION, 'devskyy_currency', 'devskyy_weight_unit', 'devskyy_dimension_unit', 'devskyy_enquiry_email', Addresses::OPTION, Addresses::TERMS, Held::OPTION, Pseudonym::OPTION ) as $option ) {
				delete_option( $option );
			}
		}
	}

	/** Deletes the built-in catalogue's pieces and their terms; pictures stay in the media library. */
	private function delete_pieces(): void {
		$ids = $this->wpdb->get_col( $this->wpdb->prepare( 'SELECT ID FROM %i WHERE post_type = %s', $this->wpdb->posts, PostType::NAME ) );
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

	/** Deletes what the plugin noted on others' products and on pictures, and what core remembers of the gone categories. */
	private function delete_notes(): void {
		$keys = $this->wpdb->get_col( (string) $this->wpdb->prepare( 'SELECT DISTINCT meta_key FROM %i WHERE meta_key LIKE %s', $this->wpdb->postmeta, $this->wpdb->esc_like( '_devskyy_' ) . '%' ) );
		foreach ( $keys as $key ) {
			delete_post_meta_by_key( (string) $key );
		}
		delete_option( PostType::CATEGORY . '_children' );
	}
}
