<?php
/**
 * One database transaction around a batch, or around a piece that is moved.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Import;

use wpdb;

/**
 * A transaction on MySQL and MariaDB with InnoDB. On the SQLite drop-in a failed statement would roll all of it back and let later
 * ones through, and other engines have none: there it does nothing, and says so.
 */
final class Transaction {

	private ?bool $real = null;

	private bool $inside = false;

	private bool $open = false;

	/**
	 * Takes the site's database.
	 *
	 * @param wpdb $wpdb The site's database.
	 */
	public function __construct( private readonly wpdb $wpdb ) {}

	/** Whether a batch is stored as a whole or not at all. */
	public function real(): bool {
		if ( null === $this->real ) {
			$this->real = false;
			if ( ! defined( 'DB_ENGINE' ) || 'sqlite' !== DB_ENGINE ) {
				$tables     = array( $this->wpdb->posts, $this->wpdb->postmeta, $this->wpdb->term_relationships, $this->wpdb->prefix . 'devskyy_import_rows' );
				$sql        = 'SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND ENGINE = %s AND TABLE_NAME IN (%s, %s, %s, %s)';
				$this->real = count( $tables ) === (int) $this->wpdb->get_var( $this->wpdb->prepare( $sql, 'InnoDB', ...$tables ) ); // phpcs:ignore WordPress.DB.PreparedSQL -- Prepared here.
			}
		}
		/**
		 * Filters whether imports and the move to WooCommerce use transactions where the database has them; false for a host that forbids long ones.
		 *
		 * @param bool $use True.
		 */
		return $this->real && apply_filters( 'devskyy_import_transactions', true );
	}

	/**
	 * Begins. With autocommit off instead of START TRANSACTION: after a deadlock, which rolls the transaction back, the statements that
	 * follow are in a new one and not stored one by one.
	 */
	public function begin(): void {
		if ( ! $this->real() ) {
			return;
		}
		// Inside somebody else's transaction this one is a part of it.
		$this->inside = '0' === (string) $this->wpdb->get_var( 'SELECT @@autocommit' );
		$this->wpdb->query( $this->inside ? 'SAVEPOINT devskyy_batch' : 'SET autocommit = 0' );
		$this->open = true;
	}

	/** Stores everything since begin(). */
	public function commit(): void {
		if ( $this->open ) {
			$this->wpdb->query( $this->inside ? 'RELEASE SAVEPOINT devskyy_batch' : 'COMMIT' );
			$this->end();
		}
	}

	/** Forgets everything since begin(), in the caches too; before begin() nothing. */
	public function rollback(): void {
		if ( $this->open ) {
			$this->wpdb->query( $this->inside ? 'ROLLBACK TO SAVEPOINT devskyy_batch' : 'ROLLBACK' );
			$this->end();
			wp_cache_flush();
		}
	}

	/** Marks where one row of the batch begins. */
	public function mark(): void {
		if ( $this->real() ) {
			$this->wpdb->query( 'SAVEPOINT devskyy_row' );
		}
	}

	/** Forgets what was done since mark(). */
	public function back(): void {
		if ( $this->real() ) {
			$this->wpdb->query( 'ROLLBACK TO SAVEPOINT devskyy_row' );
			wp_cache_flush();
		}
	}

	/** Every statement is stored by itself again. */
	private function end(): void {
		$this->open = false;
		if ( ! $this->inside ) {
			$this->wpdb->query( 'SET autocommit = 1' );
		}
	}
}
