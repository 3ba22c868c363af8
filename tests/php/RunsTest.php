<?php
/**
 * Runs: started, merged, refused.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Tests;

use DevSkyy\Connection\ConnectionStore;

require_once __DIR__ . '/ConnectionTestCase.php';

final class RunsTest extends ConnectionTestCase {

	/** @return array<string,mixed> */
	private function service_run( string $id, string $status, int $done = 0 ): array {
		return array(
			'id'       => $id,
			'agent'    => 'product-copy',
			'status'   => $status,
			'progress' => array(
				'done'  => $done,
				'total' => 1,
			),
			'options'  => array( 'mode' => 'improve' ),
			'actor'    => array(
				'id'   => 1,
				'name' => 'Ada',
			),
			'cost'     => array(
				'amount'   => 0,
				'currency' => 'USD',
				'tokens'   => array(
					'input'  => 0,
					'output' => 0,
				),
			),
			'outcomes' => new \stdClass(),
			'report'   => new \stdClass(),
			'error'    => null,
			'created'  => '2026-01-02T03:04:05.000Z',
			'started'  => null,
			'finished' => 'completed' === $status ? '2026-01-02T03:05:05.000Z' : null,
		);
	}

	public function test_a_run_is_started_with_its_targets_told_first(): void {
		$this->service->pair();
		$user = $this->as_user( 'shop_manager' );
		$id   = $this->product();
		$run  = wp_generate_uuid4();
		$this->service->answers['POST /api/v1/agents/product-copy/runs'] = array( 202, array( 'id' => $run ) );
		$answer = $this->rest(
			'POST',
			'/devskyy/v1/agents/product-copy/runs',
			array(
				'targets' => array( $id ),
				'options' => array( 'mode' => 'improve' ),
			)
		);
		self::assertSame( array( 202, array( 'id' => $run ) ), array( $answer->get_status(), $answer->get_data() ), (string) wp_json_encode( $answer->get_data() ) );
		$last = end( $this->service->calls );
		self::assertSame( array( $id ), $last['body']['targets'] );
		self::assertSame( array( 'mode' => 'improve' ), $last['body']['options'] );
		self::assertSame( array( $user->ID, array( 'devskyy_view', 'devskyy_run', 'devskyy_approve' ) ), array( $last['body']['actor']['id'], $last['body']['actor']['capabilities'] ) );
		self::assertTrue( wp_is_uuid( $last['headers']['Idempotency-Key'] ) );
		$before = $this->service->calls[ count( $this->service->calls ) - 2 ];
		self::assertSame( '/api/v1/catalogue/batches', $before['path'] );
		self::assertSame( array( $id ), array_column( $before['body']['products'], 'id' ) );
	}

	public function test_unknown_targets_and_options_are_refused_with_their_names(): void {
		$this->service->pair();
		$this->as_user( 'administrator' );
		$answer = $this->rest( 'POST', '/devskyy/v1/agents/product-copy/runs', array( 'targets' => array( 999999 ) ) );
		self::assertSame( array( 400, 'devskyy_targets' ), array( $answer->get_status(), $answer->get_data()['code'] ) );
		self::assertStringContainsString( '999999', $answer->get_data()['message'] );
		foreach ( array(
			array(),
			array( 'targets' => array() ),
			array( 'targets' => 'some' ),
			array( 'targets' => array( 0 ) ),
			array( 'targets' => array( 'x' ) ),
			array( 'targets' => 7.5 ),
			array(
				'targets' => 'all',
				'options' => array( 'mode' => 'wild' ),
			),
			array(
				'targets' => 'all',
				'options' => array( 'x' => 1 ),
			),
		) as $body ) {
			self::assertSame( 400, $this->rest( 'POST', '/devskyy/v1/agents/product-copy/runs', $body )->get_status(), (string) wp_json_encode( $body ) );
		}
	}

	public function test_a_run_is_completed_only_when_its_report_is_stored_here(): void {
		$this->service->pair();
		$this->as_user( 'administrator' );
		$run = wp_generate_uuid4();
		$this->service->answers[ 'GET /api/v1/runs/' . $run ] = array( 200, $this->service_run( $run, 'completed', 1 ) );
		$this->service->answers['GET /api/v1/runs']           = array(
			200,
			array(
				'runs'  => array( array_diff_key( $this->service_run( $run, 'completed', 1 ), array( 'report' => 1 ) ) ),
				'total' => 1,
			),
		);

		$early = $this->rest( 'GET', '/devskyy/v1/runs/' . $run )->get_data();
		self::assertSame( array( 'running', null, false ), array( $early['status'], $early['finished'], $early['delivered'] ) );
		$list = $this->rest( 'GET', '/devskyy/v1/runs' );
		self::assertSame( 'running', $list->get_data()[0]['status'] );
		self::assertSame( 1, (int) $list->get_headers()['X-WP-Total'] );

		$this->inbox( array( $this->run_message( $run ) ) );
		$this->as_user( 'administrator' );
		$late = $this->rest( 'GET', '/devskyy/v1/runs/' . $run )->get_data();
		self::assertSame( array( 'completed', true ), array( $late['status'], $late['delivered'] ) );
		self::assertArrayNotHasKey( 'report', $this->rest( 'GET', '/devskyy/v1/runs' )->get_data()[0] );
	}

	public function test_without_the_service_the_sites_own_table_answers(): void {
		$this->service->pair();
		$this->as_user( 'administrator' );
		$run = wp_generate_uuid4();
		$this->inbox( array( $this->run_message( $run ) ) );
		$this->as_user( 'administrator' );

		$this->service->up = false;
		$one               = $this->rest( 'GET', '/devskyy/v1/runs/' . $run )->get_data();
		self::assertSame( array( 'completed', true ), array( $one['status'], $one['delivered'] ) );
		self::assertSame( 'needs: material', ( (array) $one['report'] )['12']['message'] );
		self::assertSame( array( 'needs' => 1 ), (array) $one['outcomes'] );
		$list = $this->rest( 'GET', '/devskyy/v1/runs', array( 'per_page' => 5 ) );
		self::assertContains( $run, array_column( $list->get_data(), 'id' ) );
		self::assertSame( 503, $this->rest( 'GET', '/devskyy/v1/runs/' . wp_generate_uuid4() )->get_status() );
	}

	public function test_a_run_that_the_service_has_lost_is_failed_and_says_so(): void {
		$this->service->pair();
		$this->as_user( 'administrator' );
		$id  = $this->product();
		$run = wp_generate_uuid4();
		$this->service->answers['POST /api/v1/agents/product-copy/runs'] = array( 202, array( 'id' => $run ) );
		$this->rest( 'POST', '/devskyy/v1/agents/product-copy/runs', array( 'targets' => array( $id ) ) );
		$lost = $this->rest( 'GET', '/devskyy/v1/runs/' . $run )->get_data();
		self::assertSame( 'failed', $lost['status'] );
		self::assertStringContainsString( 'no longer knows', $lost['error'] );
	}

	public function test_service_down_refuses_a_run_with_the_next_step_and_stores_nothing(): void {
		global $wpdb;
		$this->service->pair();
		$this->as_user( 'administrator' );
		$id   = $this->product();
		$rows = (int) $wpdb->get_var( "SELECT COUNT(*) FROM {$wpdb->prefix}devskyy_runs" );

		$this->service->up = false;
		$answer            = $this->rest( 'POST', '/devskyy/v1/agents/product-copy/runs', array( 'targets' => array( $id ) ) );
		self::assertSame( array( 503, 'devskyy_unreachable' ), array( $answer->get_status(), $answer->get_data()['code'] ) );
		self::assertNotEmpty( $answer->get_data()['data']['next'] );
		self::assertNotEmpty( $answer->get_data()['data']['since'] );
		self::assertSame( $rows, (int) $wpdb->get_var( "SELECT COUNT(*) FROM {$wpdb->prefix}devskyy_runs" ) );

		$state = $this->rest( 'GET', '/devskyy/v1/connection' )->get_data();
		self::assertSame( array( 'unreachable', $answer->get_data()['data']['since'] ), array( $state['status'], $state['since'] ) );
	}

	public function test_the_service_back_it_goes_on_by_itself(): void {
		$store = $this->service->pair();
		$this->as_user( 'administrator' );
		$this->service->up = false;
		self::assertSame( 'unreachable', $this->rest( 'GET', '/devskyy/v1/connection', array( 'fresh' => true ) )->get_data()['status'] );
		$calls             = count( $this->service->calls );
		$this->service->up = true;
		// Within the pause nothing is asked, so that polls do not pile up behind time-outs.
		self::assertSame( 'unreachable', $this->rest( 'GET', '/devskyy/v1/connection' )->get_data()['status'] );
		self::assertCount( $calls, $this->service->calls );
		update_option( 'devskyy_health', array( 'at' => time() - 4 ) + $store->health(), false );
		self::assertSame( 'connected', $this->rest( 'GET', '/devskyy/v1/connection' )->get_data()['status'] );
	}

	public function test_an_unpaired_site_says_what_to_do(): void {
		$this->as_user( 'administrator' );
		$id = $this->product();
		foreach ( array( $this->rest( 'POST', '/devskyy/v1/agents/product-copy/runs', array( 'targets' => array( $id ) ) ), $this->rest( 'GET', '/devskyy/v1/settings' ), $this->rest( 'GET', '/devskyy/v1/spend' ) ) as $answer ) {
			self::assertSame( array( 409, 'devskyy_unpaired' ), array( $answer->get_status(), $answer->get_data()['code'] ) );
			self::assertNotEmpty( $answer->get_data()['data']['next'] );
		}
		self::assertSame( 'unpaired', $this->rest( 'GET', '/devskyy/v1/connection' )->get_data()['status'] );
		self::assertSame( 200, $this->rest( 'GET', '/devskyy/v1/runs' )->get_status() );
		self::assertSame( 200, $this->rest( 'GET', '/devskyy/v1/dashboard' )->get_status() );
		self::assertSame( array(), $this->service->calls );
	}

	public function test_refused_tokens_show_as_refused_with_the_reason(): void {
		$this->service->pair();
		$this->as_user( 'administrator' );
		$this->service->answers['GET /api/v1/connection'] = array( 401, $this->service->problem( 'token_key', 401 ) );
		$state = $this->rest( 'GET', '/devskyy/v1/connection', array( 'fresh' => true ) )->get_data();
		self::assertSame( array( 'refused', 'In plain words: token_key', 'Do this.' ), array( $state['status'], $state['message'], $state['next_step'] ) );
		self::assertNotNull( ( new ConnectionStore() )->connection() );
	}

	public function test_f2_the_states_of_providers_are_handed_on_and_their_words_go_to_managers_only(): void {
		$this->service->pair();
		$state = array(
			'provider' => 'openai',
			'model'    => 'gpt',
			'state'    => 'refused',
			'code'     => 'spend-limit',
			'message'  => 'OpenAI refuses.',
			'said'     => 'You exceeded the quota of org-123.',
			'next'     => 'Add credit.',
			'since'    => '2026-01-02T03:04:05.000Z',
			'until'    => null,
		);
		$this->service->answers['GET /api/v1/providers/states'] = array( 200, array( 'providers' => array( $state ) ) );
		$this->as_user( 'administrator' );
		self::assertSame( array( 'providers' => array( $state ) ), $this->rest( 'GET', '/devskyy/v1/providers' )->get_data() );
		$this->as_user( 'editor' );
		$seen = $this->rest( 'GET', '/devskyy/v1/providers' )->get_data()['providers'][0];
		self::assertSame( array( 'OpenAI refuses.', null ), array( $seen['message'], $seen['said'] ) );
		$this->as_user( 'subscriber' );
		self::assertSame( 403, $this->rest( 'GET', '/devskyy/v1/providers' )->get_status() );
	}

	public function test_events_without_a_cursor_may_be_asked_with_an_empty_one(): void {
		$this->service->pair();
		$this->service->answers['GET /api/v1/runs/events'] = array(
			200,
			array(
				'events' => array(),
				'next'   => 7,
			),
		);
		$this->as_user( 'editor' );
		foreach ( array( '', '0', '12' ) as $after ) {
			self::assertSame( 200, $this->rest( 'GET', '/devskyy/v1/runs/events', array( 'after' => $after ) )->get_status(), "after={$after}" );
		}
		self::assertSame( 400, $this->rest( 'GET', '/devskyy/v1/runs/events', array( 'after' => 'soon' ) )->get_status() );
	}
}
