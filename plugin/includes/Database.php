<?php
/**
 * The plugin's own tables.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy;

use wpdb;

/**
 * Creates and drops the tables that the parts of the plugin declare.
 */
final class Database {

	/** Raised with each change of a table. */
	private const VERSION = '1';

	private const OPTION = 'devskyy_db_version';

	/**
	 * Takes the connection and the parts' schemas.
	 *
	 * @param wpdb  $wpdb    The site's database.
	 * @param array $schemas Objects with `tables(): array<string,string>`: table name without prefixes → column definitions for dbDelta.
	 *
	 * @phpstan-param list<object> $schemas
	 */
	public function __construct( private readonly wpdb $wpdb, private readonly array $schemas ) {}

	/** Whether the tables on disk are of this version. */
	public function current(): bool {
		return self::VERSION === get_option( self::OPTION );
	}

	/** Creates what is missing and brings older tables up to date. */
	public function install(): void {
		require_once ABSPATH . 'wp-admin/includes/upgrade.php';
		foreach ( $this->tables() as $name => $columns ) {
			dbDelta( "CREATE TABLE {$name} (\n{$columns}\n) {$this->wpdb->get_charset_collate()};" );
		}
		update_option( self::OPTION, self::VERSION, true );
	}

	/** Drops every table of the plugin. */
	public function uninstall(): void {
		foreach ( array_keys( $this->tables() ) as $name ) {
			$this->wpdb->query( $this->wpdb->prepare( 'DROP TABLE IF EXISTS %i', $name ) );
		}
		delete_option( self::OPTION );
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
