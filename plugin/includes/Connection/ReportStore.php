<?php
/**
 * Parts of large reports.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Connection;

use WP_Error;
use wpdb;

/**
 * A large run's report comes in parts before the run's last message. Each part is one row, so that a part seen twice is stored once and
 * no request, query or message grows with the run.
 */
final class ReportStore {

	/**
	 * Takes its parts.
	 *
	 * @param wpdb $wpdb The site's database.
	 * @param Json $json JSON of the wire.
	 */
	public function __construct( private readonly wpdb $wpdb, private readonly Json $json ) {}

	/**
	 * Stores one part.
	 *
	 * @param array<string,mixed> $payload The payload of a `report` message, checked against its schema.
	 * @return true|WP_Error
	 */
	public function receive( array $payload ): bool|WP_Error {
		if ( $payload['part'] >= $payload['parts'] ) {
			return new WP_Error( 'malformed', __( 'The part of the report has a number that is too high.', 'devskyy' ) );
		}
		$done = $this->wpdb->query(
			(string) $this->wpdb->prepare(
				'INSERT INTO %i (run, part, data) VALUES (%s, %d, %s) ON DUPLICATE KEY UPDATE data = VALUES(data)',
				$this->table(),
				$payload['run'],
				$payload['part'],
				$this->json->encode( $payload['report'] )
			)
		);
		return false !== $done ? true : new WP_Error( 'devskyy_database', __( 'The site could not store a part of the run’s report.', 'devskyy' ), array( 'status' => 503 ) );
	}

	/**
	 * Whether parts 0 to $parts - 1 are all there.
	 *
	 * @param string $run   Run id.
	 * @param int    $parts Their number.
	 */
	public function complete( string $run, int $parts ): bool {
		$there = (int) $this->wpdb->get_var( $this->wpdb->prepare( 'SELECT COUNT(*) FROM %i WHERE run = %s AND part < %d', $this->table(), $run, $parts ) );
		return $there === $parts;
	}

	/**
	 * The whole report, target id → what came of it.
	 *
	 * @param string $run Run id.
	 * @return array<array-key,array<string,mixed>>
	 */
	public function read( string $run ): array {
		$report = array();
		foreach ( $this->parts( $run ) as $part ) {
			$report += $part;
		}
		return $report;
	}

	/**
	 * Counts by outcome.
	 *
	 * @param string $run Run id.
	 * @return array<string,int>
	 */
	public function outcomes( string $run ): array {
		$counts = array();
		foreach ( $this->parts( $run ) as $part ) {
			foreach ( $part as $target ) {
				$outcome            = (string) ( $target['outcome'] ?? '' );
				$counts[ $outcome ] = ( $counts[ $outcome ] ?? 0 ) + 1;
			}
		}
		return $counts;
	}

	/**
	 * One part after the other, so that only one is in memory at a time.
	 *
	 * @param string $run Run id.
	 * @return iterable<array<array-key,array<string,mixed>>>
	 */
	private function parts( string $run ): iterable {
		$after = -1;
		do {
			$row = $this->wpdb->get_row( $this->wpdb->prepare( 'SELECT part, data FROM %i WHERE run = %s AND part > %d ORDER BY part LIMIT 1', $this->table(), $run, $after ), ARRAY_A );
			if ( is_array( $row ) ) {
				$after = (int) $row['part'];
				yield (array) $this->json->decode( (string) $row['data'] );
			}
		} while ( is_array( $row ) );
	}

	/** The table's full name. */
	private function table(): string {
		return $this->wpdb->prefix . 'devskyy_reports';
	}
}
