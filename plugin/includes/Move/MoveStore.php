<?php
/**
 * The table of moves.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Move;

use DevSkyy\Jobs\WorkTable;
use RuntimeException;
use wpdb;

/**
 * Repository of moves. Each change is a compare-and-set on the version.
 */
final class MoveStore {

	private readonly WorkTable $rows;

	private readonly string $table;

	/**
	 * Takes the site's database.
	 *
	 * @param wpdb $wpdb The site's database.
	 */
	public function __construct( private readonly wpdb $wpdb ) {
		$this->rows  = new WorkTable( $wpdb, $wpdb->prefix . 'devskyy_moves' );
		$this->table = $this->rows->name;
	}

	/**
	 * Stores a new move.
	 *
	 * @param int $actor Id of the user who started it.
	 * @param int $done  How many products an earlier move has brought over.
	 * @param int $total How many there are, those included.
	 * @throws RuntimeException When the database refuses.
	 */
	public function add( int $actor, int $done, int $total ): MoveJob {
		$id    = wp_generate_uuid4();
		$added = $this->wpdb->insert(
			$this->table,
			array(
				'id'       => $id,
				'status'   => MoveJob::QUEUED,
				'phase'    => MoveJob::PHASES[0],
				'position' => '',
				'actor'    => $actor,
				'done'     => $done,
				'total'    => $total,
				'failed'   => '[]',
				'created'  => time(),
			)
		);
		$job   = $this->get( $id );
		if ( false === $added || null === $job ) {
			throw new RuntimeException( 'DevSkyy could not store a move: ' . $this->wpdb->last_error );
		}
		return $job;
	}

	/**
	 * One move, as it is in the database now.
	 *
	 * @param string $id Its id.
	 */
	public function get( string $id ): ?MoveJob {
		return $this->job( $this->wpdb->get_row( $this->wpdb->prepare( 'SELECT * FROM %i WHERE id = %s', $this->table, $id ), ARRAY_A ) );
	}

	/** The newest move; null when there was none. */
	public function last(): ?MoveJob {
		return $this->job( $this->wpdb->get_row( $this->wpdb->prepare( 'SELECT * FROM %i ORDER BY created DESC, finished ASC LIMIT 1', $this->table ), ARRAY_A ) );
	}

	/**
	 * Changes a move if nobody did since it was read.
	 *
	 * @param MoveJob                              $job     As it was read.
	 * @param array<string,int|string|array<mixed>> $columns New values; failed as an array.
	 * @return MoveJob|null The next version; null when somebody else was first.
	 */
	public function change( MoveJob $job, array $columns ): ?MoveJob {
		if ( isset( $columns['failed'] ) ) {
			$columns['failed'] = (string) wp_json_encode( $columns['failed'] ); // messages of other plugins may not be UTF-8
		}
		return $this->rows->change( $job->id, $job->version, $columns ) ? $this->get( $job->id ) : null;
	}

	/**
	 * A move from its row.
	 *
	 * @param mixed $row The row, if there is one.
	 */
	private function job( mixed $row ): ?MoveJob {
		if ( ! is_array( $row ) ) {
			return null;
		}
		$failed = json_decode( (string) $row['failed'], true );
		return new MoveJob(
			(string) $row['id'],
			(string) $row['status'],
			(int) $row['version'],
			(string) $row['phase'],
			(string) $row['position'],
			(int) $row['actor'],
			(int) $row['done'],
			(int) $row['total'],
			(int) $row['failures'],
			is_array( $failed ) ? array_values( $failed ) : array(),
			(int) $row['leased_until'],
			(int) $row['finished']
		);
	}
}
