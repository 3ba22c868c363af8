<?php
/**
 * A table of long work.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Jobs;

use DevSkyy\Proposals\Json;
use wpdb;

/**
 * What the tables of jobs, bulk actions and moves share: rows with an id, a version, a status and a lease.
 */
final class WorkTable {

	private readonly Json $json;

	/**
	 * Takes the site's database.
	 *
	 * @param wpdb   $wpdb The site's database.
	 * @param string $name The table's full name.
	 */
	public function __construct( private readonly wpdb $wpdb, public readonly string $name ) {
		$this->json = new Json();
	}

	/**
	 * Changes a row if nobody did since it was read.
	 *
	 * @param string                                $id      Its id.
	 * @param int                                   $version As it was read.
	 * @param array<string,int|string|array<mixed>> $columns New values; an array is stored as JSON.
	 * @return bool Whether it is changed; false when somebody else was first.
	 */
	public function change( string $id, int $version, array $columns ): bool {
		$values = array_map( fn( int|string|array $value ): int|string => is_array( $value ) ? $this->json->write( $value ) : $value, $columns );
		$rows   = $this->wpdb->update(
			$this->name,
			array( 'version' => $version + 1 ) + $values,
			array(
				'id'      => $id,
				'version' => $version,
			)
		);
		return 1 === $rows;
	}

	/**
	 * Ids of those that wait for a stepper, the oldest first.
	 *
	 * @param int $now   Unix time.
	 * @param int $limit How many at most.
	 * @return list<string>
	 */
	public function waiting( int $now, int $limit ): array {
		$ids = $this->wpdb->get_col(
			$this->wpdb->prepare( 'SELECT id FROM %i WHERE status IN (%s, %s) AND leased_until < %d ORDER BY created LIMIT %d', $this->name, Job::QUEUED, Job::RUNNING, $now, $limit )
		);
		return array_map( 'strval', $ids );
	}
}
