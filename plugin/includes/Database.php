<?php
/**
 * The plugin's own tables.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy;

use WP_Upgrader;
use wpdb;

/**
 * Creates and drops the tables that the parts of the plugin declare.
 */
final class Database {

	private const OPTION = 'devskyy_db_version';

	private const LOCK = 'devskyy_tables';

	/**
	 * Takes the connection and the parts' schemas.
	 *
	 * @param wpdb                                                                $wpdb    The site's database.
	 * @param list<Connection\Schema|Proposals\Schema|Catalogue\Schema|Jobs\Schema|Import\Schema|Move\Schema|Orders\Schema|Models\Schema> $schemas The parts' schemas: table name without prefixes → column definitions for dbDelta.
	 */
	public function __construct( private readonly wpdb $wpdb, private readonly array $schemas ) {}

	/** Whether the tables on disk are of this version. */
	public function current(): bool {
		return $this->version() === get_option( self::OPTION );
	}

	/**
	 * Creates what is missing and brings older tables up to date. Of several requests that find old tables after an update one does it; the
	 * others go on, as they would have a moment earlier.
	 */
	public function install(): void {
		require_once ABSPATH . 'wp-admin/includes/upgrade.php';
		require_once ABSPATH . 'wp-admin/includes/class-wp-upgrader.php';
		if ( ! WP_Upgrader::create_lock( self::LOCK, 2 * MINUTE_IN_SECONDS ) ) {
			return;
		}
		try {
			$this->bring_up_to_date();
		} finally {
			WP_Upgrader::release_lock( self::LOCK );
		}
	}

	/** Under the lock: dbDelta for each table, then the note of what they are now. */
	private function bring_up_to_date(): void {
		foreach ( $this->tables() as $name => $columns ) {
			dbDelta( "CREATE TABLE {$name} (\n{$columns}\n) {$this->wpdb->get_charset_collate()};" );
		}
		update_option( self::OPTION, $this->version(), true );
	}

	/**
	 * Drops tables.
	 *
	 * @param list<string> $keep Names without prefixes of those that stay.
	 */
	public function uninstall( array $keep = array() ): void {
		$stay = array_map( fn( string $name ): string => $this->wpdb->prefix . 'devskyy_' . $name, $keep );
		foreach ( array_diff( array_keys( $this->tables() ), $stay ) as $name ) {
			$this->wpdb->query( (string) $this->wpdb->prepare( 'DROP TABLE IF EXISTS %i', $name ) );
		}
		delete_option( self::OPTION );
	}

	/**
	 * The full names of this site's tables.
	 *
	 * @return list<string>
	 */
	public function names(): array {
		return array_keys( $this->tables() );
	}

	/** What the tables are, in short: it changes with each change of a schema. */
	private function version(): string {
		return substr( hash( 'sha256', (string) wp_json_encode( $this->tables() ) ), 0, 16 );
	}

	/**
	 * Full table name → columns.
	 *
	 * @return array<string,string>
	 */
	private function tables(): array {
		$tables = array();
		foreach ( $this->schemas as $schema ) {
			foreach ( $schema->tables() as $name => $columns ) {
				$tables[ $this->wpdb->prefix . 'devskyy_' . $name ] = $columns;
			}
		}
		return $tables;
	}
}
