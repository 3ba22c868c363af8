<?php
/**
 * The table of jobs.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Jobs;

use DevSkyy\Proposals\Json;
use RuntimeException;
use wpdb;

/**
 * Repository of jobs. Every change is a compare-and-set over the version column.
 */
final class JobStore {

	private readonly WorkTable $rows;

	private readonly string $table;

	private readonly Json $json;

	/**
	 * Takes the site's database.
	 *
	 * @param wpdb $wpdb The site's database.
	 */
	public function __construct( private readonly wpdb $wpdb ) {
		$this->rows  = new WorkTable( $wpdb, $wpdb->prefix . 'devskyy_jobs' );
		$this->table = $this->rows->name;
		$this->json  = new Json();
	}

	/**
	 * Stores a new job.
	 *
	 * @param string              $kind  Its worker's name.
	 * @param int                 $user  The acting user's id.
	 * @param string              $title For people.
	 * @param array<string,mixed> $state What its worker keeps; `phase` is its first phase.
	 * @throws RuntimeException When the database refuses.
	 */
	public function add( string $kind, int $user, string $title, array $state ): Job {
		$id   = wp_generate_uuid4();
		$done = $this->wpdb->insert(
			$this->table,
			array(
				'id'      => $id,
				'kind'    => $kind,
				'status'  => Job::QUEUED,
				'user'    => $user,
				'title'   => mb_substr( $title, 0, 250 ),
				'phase'   => (string) ( $state['phase'] ?? '' ),
				'state'   => $this->json->write( array_diff_key( $state, array( 'phase' => 1 ) ) ),
				'created' => time(),
			)
		);
		$job  = $this->get( $id );
		if ( false === $done || null === $job ) {
			throw new RuntimeException( 'DevSkyy could not store a job: ' . $this->wpdb->last_error );
		}
		return $job;
	}

	/**
	 * One job, as it is in the database now.
	 *
	 * @param string $id Its id.
	 */
	public function get( string $id ): ?Job {
		$row = $this->wpdb->get_row( $this->wpdb->prepare( 'SELECT * FROM %i WHERE id = %s', $this->table, strtolower( $id ) ), ARRAY_A );
		return is_array( $row ) ? $this->job( $row ) : null;
	}

	/**
	 * A page of the jobs of a kind, the newest first.
	 *
	 * @param string $kind     Its worker's name.
	 * @param int    $page     From 1.
	 * @param int    $per_page Its length.
	 * @return array{items:list<Job>,total:int}
	 */
	public function list( string $kind, int $page, int $per_page ): array {
		$rows = $this->wpdb->get_results(
			$this->wpdb->prepare( 'SELECT * FROM %i WHERE kind = %s ORDER BY created DESC, id LIMIT %d OFFSET %d', $this->table, $kind, $per_page, ( $page - 1 ) * $per_page ),
			ARRAY_A
		);
		return array(
			'items' => array_values( array_map( $this->job( ... ), (array) $rows ) ),
			'total' => (int) $this->wpdb->get_var( $this->wpdb->prepare( 'SELECT COUNT(*) FROM %i WHERE kind = %s', $this->table, $kind ) ),
		);
	}

	/**
	 * Changes a job if nobody did since it was read.
	 *
	 * @param Job                                       $job     As it was read.
	 * @param array<string,int|string|array<string,mixed>> $columns New values; state as an array.
	 * @return Job|null The next version; null when somebody else was first.
	 */
	public function change( Job $job, array $columns ): ?Job {
		if ( isset( $columns['message'] ) ) {
			$columns['message'] = mb_substr( is_string( $columns['message'] ) ? $columns['message'] : '', 0, 1000 );
		}
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
	 * Whether a job of the kind is being worked on.
	 *
	 * @param string $kind   Its worker's name.
	 * @param string $except The id of one that does not count.
	 */
	public function busy( string $kind, string $except = '' ): bool {
		return 0 < (int) $this->wpdb->get_var(
			$this->wpdb->prepare( 'SELECT COUNT(*) FROM %i WHERE kind = %s AND id <> %s AND status IN (%s, %s)', $this->table, $kind, $except, Job::QUEUED, Job::RUNNING )
		);
	}

	/**
	 * Ids of a kind's jobs that were made before a time and are not being worked on.
	 *
	 * @param string $kind   Its worker's name.
	 * @param int    $before Unix time.
	 * @return list<string>
	 */
	public function old( string $kind, int $before ): array {
		$ids = $this->wpdb->get_col(
			$this->wpdb->prepare( 'SELECT id FROM %i WHERE kind = %s AND created < %d AND status NOT IN (%s, %s) LIMIT 50', $this->table, $kind, $before, Job::QUEUED, Job::RUNNING )
		);
		return array_map( 'strval', $ids );
	}

	/**
	 * Drops a job.
	 *
	 * @param string $id Its id.
	 */
	public function drop( string $id ): void {
		$this->wpdb->delete( $this->table, array( 'id' => $id ) );
	}

	/**
	 * A row as an object.
	 *
	 * @param array<string,mixed> $row All columns.
	 */
	private function job( array $row ): Job {
		return new Job(
			(string) $row['id'],
			(string) $row['kind'],
			(string) $row['status'],
			(int) $row['version'],
			(int) $row['user'],
			(string) $row['title'],
			(string) $row['phase'],
			$this->json->read( (string) $row['state'] ),
			(int) $row['done'],
			(int) $row['total'],
			(string) $row['message'],
			(int) $row['leased_until'],
			(int) $row['created'],
			(int) $row['finished']
		);
	}
}
