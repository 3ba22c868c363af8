<?php
/**
 * Many decisions at once.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Tests;

use DevSkyy\Proposals\BulkJob;
use DevSkyy\Proposals\BulkStore;
use DevSkyy\Proposals\Filter;
use DevSkyy\Proposals\Status;
use WP_User;

require_once __DIR__ . '/ProposalTestCase.php';

final class ProposalBulkTest extends ProposalTestCase {

	private const ROOT = '/devskyy/v1/proposals/bulk';

	protected function setUp(): void {
		parent::setUp();
		$this->serve();
	}

	public function test_many_are_approved_in_the_request_itself(): void {
		$this->as_user( 'shop_manager' );
		$ids      = $this->many( 30 );
		$response = $this->rest(
			'POST',
			self::ROOT,
			array(
				'action' => 'approve',
				'ids'    => $ids,
			)
		);
		self::assertSame( 202, $response->get_status() );
		$state = $this->rest( 'GET', self::ROOT . '/' . $response->get_data()['id'] )->get_data();
		self::assertSame( array( 'completed', 30, 30, array() ), array( $state['status'], $state['progress']['done'], $state['progress']['total'], $state['failed'] ) );
		self::assertSame( 30, $this->module->store->counts()['applied'] );
		self::assertSame( 'New 101', $this->catalogue->products[101]['title'] );
	}

	public function test_a_filter_means_what_the_list_shows(): void {
		$user = $this->as_user( 'shop_manager' );
		$ids  = $this->many( 3 );
		$this->module->review->reject( $ids[0], $user );
		$state = $this->rest(
			'POST',
			self::ROOT,
			array(
				'action' => 'approve',
				'filter' => array(
					'agent'    => 'product-copy',
					'search'   => 'Product 10',
					'page'     => 2,
					'per_page' => 10,
				),
			)
		)->get_data();
		self::assertSame( 2, $state['progress']['total'] );
		self::assertSame( array( 2, 1 ), array( $this->module->store->counts()['applied'], $this->module->store->counts()['rejected'] ) );
		$none = $this->rest(
			'POST',
			self::ROOT,
			array(
				'action' => 'approve',
				'filter' => array( 'status' => 'rejected' ),
			)
		);
		self::assertSame( array( 202, 'completed', 0 ), array( $none->get_status(), $none->get_data()['status'], $none->get_data()['progress']['total'] ) );
	}

	public function test_what_fails_is_named_and_the_rest_goes_on(): void {
		$this->as_user( 'shop_manager' );
		$ids = $this->many( 3 );

		$this->catalogue->products[101]['title'] = 'By hand';
		$state                                   = $this->rest(
			'POST',
			self::ROOT,
			array(
				'action' => 'approve',
				'ids'    => array( ...$ids, wp_generate_uuid4() ),
			)
		)->get_data();
		self::assertSame( array( 'completed', 4, 2 ), array( $state['status'], $state['progress']['done'], $state['failed_total'] ) );
		self::assertSame( array( $ids[0], 'devskyy_conflict', 'Product 101' ), array( $state['failed'][0]['id'], $state['failed'][0]['code'], $state['failed'][0]['title'] ) );
		self::assertSame( 'devskyy_proposal_unknown', $state['failed'][1]['code'] );
		self::assertSame( 2, $this->module->store->counts()['applied'] );
	}

	public function test_a_request_says_either_ids_or_a_filter(): void {
		$this->as_user( 'shop_manager' );
		$wrong = array(
			array( 'action' => 'approve' ),
			array(
				'action' => 'approve',
				'ids'    => array( wp_generate_uuid4() ),
				'filter' => array( 'status' => 'pending' ),
			),
			array(
				'action' => 'publish',
				'ids'    => array( wp_generate_uuid4() ),
			),
			array(
				'action' => 'approve',
				'ids'    => array( 'x' ),
			),
			array(
				'action' => 'approve',
				'ids'    => array(),
			),
		);
		foreach ( $wrong as $body ) {
			self::assertSame( 400, $this->rest( 'POST', self::ROOT, $body )->get_status(), (string) wp_json_encode( $body ) );
		}
	}

	public function test_a_whole_run_is_undone_the_last_first(): void {
		$user = $this->as_user( 'shop_manager' );
		$run  = wp_generate_uuid4();
		$ids  = $this->many( 4, $run );
		foreach ( array_slice( $ids, 0, 3 ) as $id ) {
			$this->module->approval->approve( $id, $user );
		}
		$response = $this->rest( 'POST', "/devskyy/v1/runs/{$run}/undo" );
		self::assertSame( array( 202, 'undo', 3 ), array( $response->get_status(), $response->get_data()['action'], $response->get_data()['progress']['total'] ) );
		self::assertSame( array( 3, 1 ), array( $this->module->store->counts()['undone'], $this->module->store->counts()['pending'] ) );
		self::assertSame( 'Product 101', $this->catalogue->products[101]['title'] );
		self::assertSame( 404, $this->rest( 'POST', '/devskyy/v1/runs/' . wp_generate_uuid4() . '/undo' )->get_status() );
	}

	public function test_slices_are_short_and_go_on_by_polls_and_by_cron(): void {
		$user = $this->as_user( 'shop_manager' );
		$ids  = $this->many( 12 );
		$this->slow( 300000 );
		$started = microtime( true );
		$job     = $this->module->bulk->step( $this->module->bulk->start( 'approve', $ids, $user ) );
		self::assertLessThan( 3.0, microtime( true ) - $started );
		self::assertSame( BulkJob::RUNNING, $job->status );
		self::assertGreaterThan( 0, $job->done );
		self::assertLessThan( 12, $job->done );
		$this->as_user( 'editor' );
		self::assertSame( $job->done, $this->rest( 'GET', self::ROOT . '/' . $job->id )->get_data()['progress']['done'], 'Who may only look moves nothing.' );
		$this->as_user( 'administrator' );
		self::assertGreaterThan( $job->done, $this->rest( 'GET', self::ROOT . '/' . $job->id )->get_data()['progress']['done'] );
		wp_set_current_user( 0 );
		$this->catalogue->on_write = null;
		$this->module->housekeeping->run();
		$end = $this->module->bulk->get( $job->id );
		self::assertSame( array( BulkJob::COMPLETED, 12, 0 ), array( $end->status, $end->done, $end->failures ) );
		self::assertSame( $user->ID, $this->stored( $ids[11] )->decided['by'], 'Whoever works it off, it is the approver\'s decision.' );
		self::assertSame( 0, get_current_user_id() );
		self::assertSame( 12, $this->catalogue->writes, 'Each product is written once.' );
	}

	public function test_a4_an_approver_demoted_since_approves_nothing_more(): void {
		$user = $this->as_user( 'shop_manager' );
		$ids  = $this->many( 8 );
		$this->slow( 500000 );
		$job  = $this->module->bulk->step( $this->module->bulk->start( 'approve', $ids, $user ) );
		$done = $job->done;
		self::assertLessThan( 8, $done );
		$this->catalogue->on_write = null;
		( new WP_User( $user->ID ) )->set_role( 'subscriber' );
		$this->as_user( 'administrator' );
		$job = $this->module->bulk->step( $job );
		self::assertSame( array( BulkJob::COMPLETED, 8 - $done ), array( $job->status, $job->failures ) );
		self::assertSame( 'devskyy_forbidden', $job->failed[0]['code'] );
		self::assertSame( array( $done, 8 - $done ), array( $this->module->store->counts()['applied'], $this->module->store->counts()['pending'] ) );
	}

	public function test_two_steppers_at_once_do_each_thing_once(): void {
		$user  = $this->as_user( 'shop_manager' );
		$ids   = $this->many( 5 );
		$job   = $this->module->bulk->start( 'approve', $ids, $user );
		$inner = array();

		$this->catalogue->on_write = function () use ( $job, &$inner ): void {
			$inner[] = $this->module->bulk->step( $this->module->bulk->get( $job->id ) )->done;
			$inner[] = $this->module->bulk->step( $job )->done;
		};
		$end                       = $this->module->bulk->step( $job );
		self::assertSame( array( 5, 0 ), array( $end->done, $end->failures ) );
		self::assertCount( 10, $inner );
		self::assertLessThan( 5, max( $inner ), 'Another stepper sees how far it is, and does nothing.' );
		self::assertSame( 5, $this->catalogue->writes );
	}

	public function test_after_a_stepper_died_the_next_goes_on_where_it_was(): void {
		global $wpdb;
		$user = $this->as_user( 'shop_manager' );
		$ids  = $this->many( 3 );
		$job  = $this->module->bulk->start( 'approve', $ids, $user );
		// It died after the first approval and before that was counted.
		$this->module->approval->approve( $ids[0], $user );
		( new BulkStore( $wpdb ) )->change(
			$job,
			array(
				'status'       => BulkJob::RUNNING,
				'leased_until' => time() + 60,
			)
		);
		self::assertSame( 0, $this->module->bulk->step( $this->module->bulk->get( $job->id ) )->done, 'The lease holds for a while.' );
		$wpdb->update( $wpdb->prefix . 'devskyy_bulk', array( 'leased_until' => time() - 1 ), array( 'id' => $job->id ) );
		$end = $this->module->bulk->step( $this->module->bulk->get( $job->id ) );
		self::assertSame( array( BulkJob::COMPLETED, 3, 0 ), array( $end->status, $end->done, $end->failures ) );
		self::assertSame( 3, $this->catalogue->writes );
	}

	public function test_what_is_decided_while_somebody_cancels_is_counted(): void {
		$user = $this->as_user( 'shop_manager' );
		$job  = $this->module->bulk->start( 'approve', $this->many( 3 ), $user );

		$this->catalogue->on_write = fn() => $this->module->bulk->cancel( $this->module->bulk->get( $job->id ) );
		$end                       = $this->module->bulk->step( $job );
		self::assertSame( BulkJob::CANCELLED, $end->status );
		self::assertSame( $this->module->store->counts()['applied'], $end->done );
	}

	public function test_it_can_be_cancelled(): void {
		$user = $this->as_user( 'shop_manager' );
		$ids  = $this->many( 8 );
		$this->slow( 500000 );
		$job   = $this->module->bulk->step( $this->module->bulk->start( 'approve', $ids, $user ) );
		$state = $this->rest( 'POST', self::ROOT . "/{$job->id}/cancel" )->get_data();
		self::assertSame( array( 'cancelled', $job->done ), array( $state['status'], $state['progress']['done'] ) );
		self::assertSame( $job->done, $this->module->bulk->step( $this->module->bulk->get( $job->id ) )->done );
		self::assertSame( 8 - $job->done, $this->module->store->counts()[ Status::PENDING ] );
	}

	public function test_more_than_a_packet_holds_is_refused(): void {
		$user   = $this->as_user( 'shop_manager' );
		$result = $this->module->bulk->start( 'approve', array_fill( 0, 50001, wp_generate_uuid4() ), $user );
		self::assertWPError( $result, 'devskyy_bulk_too_large' );
		self::assertSame( 0, $this->module->bulk->start_for( 'undo', new Filter(), $user )->total );
	}

	/**
	 * Products 101… with a proposal each.
	 *
	 * @return list<string>
	 */
	private function many( int $count, ?string $run = null ): array {
		$ids = array();
		for ( $product = 101; $product < 101 + $count; ++$product ) {
			$this->catalogue->products[ $product ] = array( 'title' => 'Product ' . $product );
			$target                                = array(
				'target' => array(
					'kind' => 'product',
					'id'   => $product,
				),
			);
			$ids[]                                 = $this->propose( array( 'title' => 'New ' . $product ), $target + ( null === $run ? array() : array( 'run' => $run ) ) )->id;
		}
		return $ids;
	}

	private function slow( int $microseconds ): void {
		$this->catalogue->on_write = static function () use ( $microseconds ): void {
			usleep( $microseconds );
		};
	}
}
