<?php
/**
 * Runs that this site knows.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Connection;

use WP_Error;
use wpdb;

/**
 * The table of runs: who asked for a run and with which options, and, once the service has delivered it, its summary and report.
 *
 * @phpstan-type Row array{id:string,agent:string,status:string,delivered:bool,created:string,meta:array<string,mixed>,run:array<string,mixed>}
 */
final class RunStore {

	/**
	 * Takes its parts.
	 *
	 * @param wpdb            $wpdb       The site's database.
	 * @param ConnectionStore $connection Which connection the runs belong to.
	 * @param Json            $json       JSON of the wire.
	 * @param ReportStore     $reports    Reports that came in parts.
	 */
	public function __construct( private readonly wpdb $wpdb, private readonly ConnectionStore $connection, private readonly Json $json, private readonly ReportStore $reports ) {}

	/**
	 * Remembers a run that the service has accepted.
	 *
	 * @param string                                                          $id    Run id.
	 * @param string                                                          $agent Agent name.
	 * @param array<string,mixed> $meta  Members `options`, `actor` {id, name} and `total`, as far as known.
	 */
	public function started( string $id, string $agent, array $meta ): void {
		$this->wpdb->query(
			(string) $this->wpdb->prepare(
				'INSERT IGNORE INTO %i (id, site_id, agent, status, delivered, created, data) VALUES (%s, %s, %s, %s, 0, %s, %s)',
				$this->table(),
				$id,
				$this->site_id(),
				$agent,
				'queued',
				gmdate( 'Y-m-d H:i:s' ),
				$this->json->encode( array( 'meta' => $meta ) )
			)
		);
	}

	/**
	 * Stores the last message of a run. A second time is nothing new.
	 *
	 * @param array<string,mixed> $payload The payload of the `run` message, checked against its schema.
	 * @return true|WP_Error
	 */
	public function receive( array $payload ): bool|WP_Error {
		$row = $this->find( $payload['id'] );
		if ( null === $row ) {
			$this->started( $payload['id'], $payload['agent'], array() );
		} elseif ( $row['delivered'] ) {
			return true;
		}
		$parts = (int) ( $payload['report_parts'] ?? 0 );
		if ( $parts > 0 ) {
			if ( ! $this->reports->complete( $payload['id'], $parts ) ) {
				return new WP_Error( 'report_incomplete', __( 'Parts of the run’s report are missing.', 'devskyy' ) );
			}
			$payload['outcomes'] = $this->reports->outcomes( $payload['id'] );
		}
		$done = $this->wpdb->update(
			$this->table(),
			array(
				'status'    => $payload['status'],
				'delivered' => 1,
				'finished'  => gmdate( 'Y-m-d H:i:s', (int) strtotime( $payload['finished'] ) ),
				'data'      => $this->json->encode(
					array(
						'meta' => (object) ( $row['meta'] ?? array() ),
						'run'  => $payload,
					)
				),
			),
			array( 'id' => $payload['id'] )
		);
		return false !== $done ? true : new WP_Error( 'devskyy_database', __( 'The site could not store the run’s report.', 'devskyy' ), array( 'status' => 503 ) );
	}

	/**
	 * One run; null when the site does not know it.
	 *
	 * @param string $id Run id.
	 * @return Row|null
	 */
	public function find( string $id ): ?array {
		$row = $this->wpdb->get_row( $this->wpdb->prepare( 'SELECT * FROM %i WHERE id = %s', $this->table(), $id ), ARRAY_A );
		return is_array( $row ) ? $this->read( $row ) : null;
	}

	/**
	 * The whole report of a stored run.
	 *
	 * @param array<string,mixed> $row As find() answers it.
	 * @return array<array-key,mixed>
	 */
	public function report( array $row ): array {
		return isset( $row['run']['report_parts'] ) ? $this->reports->read( $row['id'] ) : (array) ( $row['run']['report'] ?? array() );
	}

	/**
	 * Several runs by their ids.
	 *
	 * @param list<string> $ids Run ids.
	 * @return array<string,Row>
	 */
	public function find_many( array $ids ): array {
		if ( array() === $ids ) {
			return array();
		}
		$places = implode( ',', array_fill( 0, count( $ids ), '%s' ) );
		// phpcs:ignore WordPress.DB.PreparedSQL.InterpolatedNotPrepared, WordPress.DB.PreparedSQLPlaceholders -- Only placeholders are put in.
		$rows = $this->wpdb->get_results( $this->wpdb->prepare( "SELECT * FROM %i WHERE id IN ({$places})", $this->table(), ...$ids ), ARRAY_A );
		return array_column( $this->read_all( $rows ), null, 'id' );
	}

	/**
	 * A slice of the runs, newest first, with their number.
	 *
	 * @param array{agent:string,status:string,earlier:bool} $filter Empty strings: any. `earlier`: only those of connections before the present one.
	 * @param int                                            $offset First row.
	 * @param int                                            $limit  Rows.
	 * @return array{items:list<Row>,total:int}
	 */
	public function slice( array $filter, int $offset, int $limit ): array {
		$where = '1 = 1';
		$args  = array( $this->table() );
		foreach ( array( 'agent', 'status' ) as $column ) {
			if ( '' !== $filter[ $column ] ) {
				$where .= " AND {$column} = %s";
				$args[] = $filter[ $column ];
			}
		}
		if ( $filter['earlier'] ) {
			$where .= ' AND site_id <> %s';
			$args[] = $this->site_id();
		}
		// phpcs:disable WordPress.DB.PreparedSQL.InterpolatedNotPrepared, WordPress.DB.PreparedSQLPlaceholders -- Built above from fixed names and placeholders.
		$total = (int) $this->wpdb->get_var( $this->wpdb->prepare( "SELECT COUNT(*) FROM %i WHERE {$where}", ...$args ) );
		$rows  = $this->wpdb->get_results( $this->wpdb->prepare( "SELECT * FROM %i WHERE {$where} ORDER BY created DESC, id DESC LIMIT %d OFFSET %d", ...array_merge( $args, array( $limit, $offset ) ) ), ARRAY_A );
		// phpcs:enable
		return array(
			'items' => $this->read_all( $rows ),
			'total' => $total,
		);
	}

	/**
	 * Rows as arrays.
	 *
	 * @param mixed $rows What wpdb answers.
	 * @return list<Row>
	 */
	private function read_all( mixed $rows ): array {
		return array_map( $this->read( ... ), is_array( $rows ) ? array_values( $rows ) : array() );
	}

	/**
	 * A row as an array.
	 *
	 * @param array<string,string|null> $row The database's row.
	 * @return Row
	 */
	private function read( array $row ): array {
		$data = (array) $this->json->decode( (string) $row['data'] );
		return array(
			'id'        => (string) $row['id'],
			'agent'     => (string) $row['agent'],
			'status'    => (string) $row['status'],
			'delivered' => '1' === (string) $row['delivered'],
			'created'   => gmdate( 'Y-m-d\TH:i:s\Z', (int) strtotime( $row['created'] . ' UTC' ) ),
			'meta'      => (array) ( $data['meta'] ?? array() ),
			'run'       => (array) ( $data['run'] ?? array() ),
		);
	}

	/** The present connection's site id; '' when unpaired. */
	private function site_id(): string {
		return $this->connection->connection()['site_id'] ?? '';
	}

	/** The table's full name. */
	private function table(): string {
		return $this->wpdb->prefix . 'devskyy_runs';
	}
}
