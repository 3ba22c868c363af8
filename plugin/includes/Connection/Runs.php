<?php
/**
 * Runs as the screens see them.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Connection;

use WP_Error;

/**
 * Merges what the service says of a run with what this site has stored: a run is completed or failed only when the site holds
 * its report and, as messages come in order, all its proposals. Without the service the site's own table answers.
 */
final class Runs {

	/** Targets of a run above which its report is shown only when this site has stored it: on the way it would be too large. */
	private const LARGE = 2000;

	/** What a run costs until it is known. */
	private const NO_COST = array(
		'amount'   => 0,
		'currency' => 'USD',
		'tokens'   => array(
			'input'  => 0,
			'output' => 0,
		),
	);

	/**
	 * Takes its parts.
	 *
	 * @param ServiceClient $client Signed requests.
	 * @param RunStore      $store  The site's table.
	 */
	public function __construct( private readonly ServiceClient $client, private readonly RunStore $store ) {}

	/**
	 * A page of runs, newest first, without their reports.
	 *
	 * @param array{page:int,per_page:int,agent:string,status:string} $query What to list.
	 * @return array{items:list<array<string,mixed>>,total:int}
	 */
	public function page( array $query ): array {
		$offset = ( $query['page'] - 1 ) * $query['per_page'];
		$filter = array(
			'agent'   => $query['agent'],
			'status'  => $query['status'],
			'earlier' => false,
		);
		$answer = $this->client->request( 'GET', 'runs?' . http_build_query( array_filter( $query ) ) );
		if ( is_wp_error( $answer ) || ! is_array( $answer['runs'] ?? null ) ) {
			$slice = $this->store->slice( $filter, $offset, $query['per_page'] );
			$items = array_map( fn( array $row ): array => $this->merge( array(), $row ), $slice['items'] );
		} else {
			$now   = (int) ( $answer['total'] ?? 0 );
			$rows  = $this->store->find_many( array_column( $answer['runs'], 'id' ) );
			$items = array_map( fn( array $run ): array => $this->merge( $run, $rows[ $run['id'] ] ?? null ), $answer['runs'] );
			$slice = $this->store->slice( array( 'earlier' => true ) + $filter, max( 0, $offset - $now ), max( 0, $query['per_page'] - count( $items ) ) );
			$items = array_merge( $items, array_map( fn( array $row ): array => $this->merge( array(), $row ), $slice['items'] ) );

			$slice['total'] += $now;
		}
		return array(
			'items' => array_map( static fn( array $run ): array => array_diff_key( $run, array( 'report' => true ) ), array_values( $items ) ),
			'total' => $slice['total'],
		);
	}

	/**
	 * One run with its report.
	 *
	 * @param string $id Run id.
	 * @return array<string,mixed>|WP_Error
	 */
	public function get( string $id ): array|WP_Error {
		$row  = $this->store->find( $id );
		$lean = null !== $row && ( $row['delivered'] || ( $row['meta']['total'] ?? 0 ) > self::LARGE );
		$run  = $this->client->request( 'GET', 'runs/' . rawurlencode( $id ) . ( $lean ? '?report=none' : '' ) );
		if ( null !== $row && $row['delivered'] ) {
			$row['run']['report'] = $this->store->report( $row );
		}
		if ( ! is_wp_error( $run ) ) {
			return $this->merge( $lean ? array_diff_key( $run, array( 'report' => true ) ) : $run, $row );
		}
		if ( null === $row ) {
			return 'devskyy_unpaired' === $run->get_error_code() ? $this->unknown() : $run;
		}
		$gone = 404 === ( ( (array) $run->get_error_data() )['status'] ?? 0 ) && ! $row['delivered'];
		return $this->merge( $gone ? $this->lost() : array(), $row );
	}

	/**
	 * Whether the service is through with a run whose results this site has not stored yet.
	 *
	 * @param array<string,mixed> $run As get() or page() answer it.
	 */
	public function awaits_delivery( array $run ): bool {
		return ! $run['delivered'] && $run['progress']['total'] > 0 && $run['progress']['done'] >= $run['progress']['total'];
	}

	/**
	 * Joins both views; the service's is empty when it does not answer.
	 *
	 * @param array<string,mixed>      $run The service's run.
	 * @param array<string,mixed>|null $row The site's row.
	 * @return array<string,mixed>
	 */
	public function merge( array $run, ?array $row ): array {
		$delivered = null !== $row && $row['delivered'];
		$terminal  = in_array( $run['status'] ?? '', array( 'completed', 'failed', 'cancelled' ), true );
		$stored    = null === $row ? array() : $this->stored( $row );
		$merged    = $delivered && ! $terminal ? array_merge( $stored, $run, $row['run'] ) : array_merge( $stored, $run );
		if ( ! $delivered && in_array( $merged['status'], array( 'completed', 'failed' ), true ) && ! isset( $run['lost'] ) ) {
			$merged['status']   = 'running';
			$merged['finished'] = null;
		}
		unset( $merged['lost'], $merged['report_parts'] );
		$merged['report']    = (object) ( $merged['report'] ?? array() );
		$merged['outcomes']  = (object) ( $merged['outcomes'] ?? array() );
		$merged['delivered'] = $delivered;
		return $merged;
	}

	/**
	 * The site's row in the shape of a run.
	 *
	 * @param array<string,mixed> $row As RunStore answers it.
	 * @return array<string,mixed>
	 */
	private function stored( array $row ): array {
		$report = (array) ( $row['run']['report'] ?? array() );
		return array_merge(
			array(
				'id'       => $row['id'],
				'agent'    => $row['agent'],
				'status'   => $row['status'],
				'progress' => array(
					'done'  => 0,
					'total' => (int) ( $row['meta']['total'] ?? 0 ),
				),
				'options'  => (object) ( $row['meta']['options'] ?? array( 'mode' => 'fill-empty' ) ),
				'actor'    => $row['meta']['actor'] ?? array(
					'id'   => 0,
					'name' => '',
				),
				'cost'     => self::NO_COST,
				'outcomes' => array_count_values( array_column( $report, 'outcome' ) ),
				'error'    => null,
				'created'  => $row['created'],
				'started'  => null,
				'finished' => null,
			),
			$row['run']
		);
	}

	/**
	 * What is said of a run that the service has forgotten before it was delivered.
	 *
	 * @return array<string,mixed>
	 */
	private function lost(): array {
		return array(
			'status' => 'failed',
			'lost'   => true,
			'error'  => __( 'The service no longer knows this run, and its report never arrived. What has arrived is among the proposals.', 'devskyy' ),
		);
	}

	/** The refusal for an unknown id. */
	private function unknown(): WP_Error {
		return new WP_Error( 'devskyy_run_unknown', __( 'There is no run of this id.', 'devskyy' ), array( 'status' => 404 ) );
	}
}
