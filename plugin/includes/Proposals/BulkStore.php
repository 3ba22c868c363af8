<?php
/**
 * The table of bulk actions.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Proposals;

use DevSkyy\Jobs\WorkTable;
use RuntimeException;
use wpdb;

/**
 * Repository of bulk actions. The proposals' ids stand in one text, 37 characters each, of which a step reads a piece.
 */
final class BulkStore {

	private const WIDTH = 37;

	private const COLUMNS = 'id, action, status, version, approver, done, total, failures, failed, leased_until';

	private readonly WorkTable $rows;

	private readonly string $table;

	private readonly Json $json;

	/**
	 * Takes the site's database.
	 *
	 * @param wpdb $wpdb The site's database.
	 */
	public function __construct( private readonly wpdb $wpdb ) {
		$this->rows  = new WorkTable( $wpdb, $wpdb->prefix . 'devskyy_bulk' );
		$this->table = $this->rows->name;
		$this->json  = new Json();
	}

	/**
	 * Stores a new bulk action.
	 *
	 * @param string   $action   One of approve, reject, undo.
	 * @param int      $approver The acting user's id.
	 * @param string[] $ids      Proposal ids.
	 * @throws RuntimeException When the database refuses.
	 */
	public function add( string $action, int $approver, array $ids ): BulkJob {
		$id   = wp_generate_uuid4();
		$done = $this->wpdb->insert(
			$this->table,
			array(
				'id'       => $id,
				'action'   => $action,
				'status'   => array() === $ids ? BulkJob::COMPLETED : BulkJob::QUEUED,
				'approver' => $approver,
				'items'    => implode( ',', $ids ),
				'total'    => count( $ids ),
				'failed'   => '[]',
				'created'  => time(),
				'finished' => array() === $ids ? time() : 0,
			)
		);
		$job  = $this->get( $id );
		if ( false === $done || null === $job ) {
			throw new RuntimeException( 'DevSkyy could not store a bulk action: ' . $this->wpdb->last_error );
		}
		return $job;
	}

	/**
	 * One bulk action, as it is in the database now.
	 *
	 * @param string $id Its id.
	 */
	public function get( string $id ): ?BulkJob {
		// phpcs:ignore WordPress.DB.PreparedSQL -- a constant list of columns.
		$row = $this->wpdb->get_row( $this->wpdb->prepare( 'SELECT ' . self::COLUMNS . ' FROM %i WHERE id = %s', $this->table, $id ), ARRAY_A );
		return is_array( $row ) ? new BulkJob(
			(string) $row['id'],
			(string) $row['action'],
			(string) $row['status'],
			(int) $row['version'],
			(int) $row['approver'],
			(int) $row['done'],
			(int) $row['total'],
			(int) $row['failures'],
			array_values( $this->json->read( (string) $row['failed'] ) ),
			(int) $row['leased_until']
		) : null;
	}

	/**
	 * A piece of its list of proposals.
	 *
	 * @param BulkJob $job   The bulk action.
	 * @param int     $count How many at most, from the first that is not done.
	 * @return list<string>
	 */
	public function items( BulkJob $job, int $count ): array {
		$piece = (string) $this->wpdb->get_var(
			$this->wpdb->prepare( 'SELECT SUBSTRING(items, %d, %d) FROM %i WHERE id = %s', $job->done * self::WIDTH + 1, $count * self::WIDTH, $this->table, $job->id )
		);
		return array_values( array_filter( explode( ',', $piece ) ) );
	}

	/**
	 * Changes a bulk action if nobody did since it was read.
	 *
	 * @param BulkJob                  $job     As it was read.
	 * @param array<string,int|string|array<mixed>> $columns New values; failed as an array.
	 * @return BulkJob|null The next version; null when somebody else was first.
	 */
	public function change( BulkJob $job, array $columns ): ?BulkJob {
		return $this->rows->change( $job->id, $job->version, $columns ) ? $this->get( $job->id ) : null;
	}

	/**
	 * Ids of those that wait for a stepper.
	 *
	 * @param int $now   Unix time.
	 * @param int $limit How many at most.
	 * @return list<string>
	 */
	public function waiting( int $now, int $limit ): array {
		return $this->rows->waiting( $now, $limit );
	}

	/**
	 * Drops what has been finished for long.
	 *
	 * @param int $before Unix time.
	 */
	public function forget( int $before ): void {
		$this->wpdb->query( (string) $this->wpdb->prepare( 'DELETE FROM %i WHERE finished > 0 AND finished < %d', $this->table, $before ) );
	}
}
