<?php
/**
 * Reports of large runs.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Tests;

require_once __DIR__ . '/ConnectionTestCase.php';

final class ReportPartsTest extends ConnectionTestCase {

	private const TARGETS = 10000;
	private const PART    = 700;

	/**
	 * The messages of a run of 10,000 targets, as the service makes them.
	 *
	 * @return list<array<string,mixed>>
	 */
	private function messages( string $run ): array {
		$piece  = array(
			'title'    => 'Linen dress with a rather long name in the shop',
			'outcome'  => 'needs',
			'message'  => 'needs: material, length, care. ' . str_repeat( 'Words. ', 20 ),
			'proposal' => null,
			'needs'    => array( 'material', 'length' ),
			'findings' => array(),
		);
		$chunks = array_chunk( array_fill( 1, self::TARGETS, $piece ), self::PART, true );
		$parts  = array();
		foreach ( $chunks as $part => $report ) {
			$parts[] = array(
				'id'      => wp_generate_uuid4(),
				'type'    => 'report',
				'payload' => array(
					'run'    => $run,
					'part'   => $part,
					'parts'  => count( $chunks ),
					'report' => array_combine( array_map( 'strval', array_keys( $report ) ), $report ),
				),
			);
		}
		$last                            = $this->run_message( $run );
		$last['payload']['progress']     = array(
			'done'  => self::TARGETS,
			'total' => self::TARGETS,
		);
		$last['payload']['report']       = new \stdClass();
		$last['payload']['report_parts'] = count( $chunks );
		return array( ...$parts, $last );
	}

	/**
	 * Messages in requests of at most 50 and 1 MB.
	 *
	 * @param list<array<string,mixed>> $messages Messages.
	 * @return list<list<array<string,mixed>>>
	 */
	private function loads( array $messages ): array {
		$loads = array( array() );
		$bytes = 0;
		foreach ( $messages as $message ) {
			$size = strlen( (string) wp_json_encode( $message ) );
			if ( array() !== end( $loads ) && $bytes + $size > 1000000 ) {
				$loads[] = array();
				$bytes   = 0;
			}
			$loads[ count( $loads ) - 1 ][] = $message;
			$bytes                         += $size;
		}
		return $loads;
	}

	public function test_a_report_of_ten_thousand_targets_comes_in_requests_of_a_megabyte_and_is_one_report(): void {
		$this->service->pair();
		$run      = wp_generate_uuid4();
		$messages = $this->messages( $run );
		self::assertLessThanOrEqual( 50, count( $messages ) );
		foreach ( $this->loads( $messages ) as $load ) {
			self::assertLessThanOrEqual( 1048576, strlen( (string) wp_json_encode( array( 'messages' => $load ) ) ) );
			// Each request comes twice, as after a cut connection.
			self::assertCount( count( $load ), $this->inbox( $load )->get_data()['accepted'] );
			self::assertCount( count( $load ), $this->inbox( $load )->get_data()['duplicates'] );
		}
		$this->as_user( 'administrator' );
		$this->service->up = false;
		$stored            = $this->rest( 'GET', '/devskyy/v1/runs/' . $run )->get_data();
		self::assertSame( 'completed', $stored['status'] );
		self::assertTrue( $stored['delivered'] );
		$report = (array) $stored['report'];
		self::assertCount( self::TARGETS, $report );
		self::assertSame( 'needs', $report[ self::TARGETS ]['outcome'] );
		self::assertSame( array( 'needs' => self::TARGETS ), (array) $stored['outcomes'] );
		self::assertArrayNotHasKey( 'report_parts', $stored );
	}

	public function test_parts_that_come_again_or_in_another_order_are_stored_once(): void {
		$this->service->pair();
		$run      = wp_generate_uuid4();
		$messages = $this->messages( $run );
		$last     = array_pop( $messages );
		foreach ( array_reverse( $messages ) as $message ) {
			self::assertCount( 1, $this->inbox( array( $message ) )->get_data()['accepted'] );
		}
		// The same part under another message id: whatever sends it, the report has it once.
		$this->inbox( array( array( 'id' => wp_generate_uuid4() ) + $messages[3] ) );
		self::assertSame( array( $last['id'] ), $this->inbox( array( $last ) )->get_data()['accepted'] );
		$this->as_user( 'administrator' );
		$this->service->up = false;
		self::assertCount( self::TARGETS, (array) $this->rest( 'GET', '/devskyy/v1/runs/' . $run )->get_data()['report'] );
	}

	public function test_a_run_whose_parts_are_missing_is_refused_and_a_part_beyond_the_number_too(): void {
		$this->service->pair();
		$messages = $this->messages( wp_generate_uuid4() );
		$last     = array_pop( $messages );
		$this->inbox( array( $messages[0] ) );
		self::assertSame( 'report_incomplete', $this->inbox( array( $last ) )->get_data()['refused'][0]['code'] );
		$wrong                    = $messages[1];
		$wrong['payload']['part'] = $wrong['payload']['parts'];
		self::assertSame( 'malformed', $this->inbox( array( $wrong ) )->get_data()['refused'][0]['code'] );
	}

	public function test_what_went_wrong_in_a_run_is_read_by_those_who_may_see_runs(): void {
		$this->service->pair();
		$run   = wp_generate_uuid4();
		$error = array(
			'target'   => 12,
			'at'       => '2026-01-02T03:04:05.000Z',
			'kind'     => 'failed',
			'attempt'  => 1,
			'message'  => 'The provider is overloaded.',
			'retry_at' => null,
		);

		$this->service->answers[ "GET /api/v1/runs/{$run}/errors" ] = array( 200, array( 'errors' => array( $error ) ) );
		$this->as_user( 'subscriber' );
		self::assertSame( 403, $this->rest( 'GET', "/devskyy/v1/runs/{$run}/errors" )->get_status() );
		$this->as_user( 'administrator' );
		self::assertSame( array( $error ), $this->rest( 'GET', "/devskyy/v1/runs/{$run}/errors" )->get_data()['errors'] );
	}
}
