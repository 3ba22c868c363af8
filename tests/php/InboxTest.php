<?php
/**
 * The inbox and both carriers.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Tests;

use DevSkyy\Catalogue\CatalogueFactory;
use WP_REST_Request;

require_once __DIR__ . '/ConnectionTestCase.php';

final class InboxTest extends ConnectionTestCase {

	public function test_a1_an_unpaired_site_has_no_inbox(): void {
		foreach ( array( '', 'Bearer ', 'Bearer null', 'Bearer ' . $this->service->token( '{}' ) ) as $header ) {
			self::assertSame( 404, $this->inbox( array( $this->run_message( wp_generate_uuid4() ) ), $header )->get_status() );
		}
	}

	public function test_a1_a_paired_site_refuses_unsigned_messages(): void {
		$this->service->pair();
		$run = wp_generate_uuid4();
		foreach ( array( '', 'Bearer', 'Bearer ', 'Bearer null', 'null' ) as $header ) {
			$answer = $this->inbox( array( $this->run_message( $run ) ), $header );
			self::assertSame( 401, $answer->get_status(), $header );
		}
		$this->as_user( 'administrator' );
		self::assertSame( 401, $this->inbox( array( $this->run_message( $run ) ), '' )->get_status() );
		self::assertSame( 404, $this->rest( 'GET', '/devskyy/v1/runs/' . $run )->get_status() );
	}

	public function test_a3_core_s_batch_of_requests_is_refused_like_any_other_caller(): void {
		$this->service->pair();
		$batch = new WP_REST_Request( 'POST', '/batch/v1' );
		$batch->set_header( 'Content-Type', 'application/json' );
		$batch->set_body( '{"requests":[{"method":"POST","path":"/devskyy/v1/inbox"},{"method":"POST","path":"/devskyy/v1/inbox","body":{"messages":[]}}]}' );
		$answer = rest_do_request( $batch );
		self::assertSame( 207, $answer->get_status() );
		self::assertSame( array( 401, 401 ), array_column( $answer->get_data()['responses'], 'status' ) );
	}

	public function test_the_signed_inbox_works_without_cookies_and_takes_each_message_once(): void {
		$this->service->pair();
		$run     = wp_generate_uuid4();
		$message = $this->run_message( $run );
		$first   = $this->inbox( array( $message ) );
		self::assertSame( 200, $first->get_status(), (string) wp_json_encode( $first->get_data() ) );
		self::assertSame(
			array(
				'accepted'   => array( $message['id'] ),
				'duplicates' => array(),
				'refused'    => array(),
			),
			$first->get_data()
		);
		$again = $this->inbox( array( $message ) );
		self::assertSame(
			array(
				'accepted'   => array(),
				'duplicates' => array( $message['id'] ),
				'refused'    => array(),
			),
			$again->get_data()
		);
	}

	public function test_a_token_is_not_replayed_and_an_altered_body_is_refused(): void {
		$this->service->pair();
		$body  = (string) wp_json_encode( array( 'messages' => array( $this->run_message( wp_generate_uuid4() ) ) ) );
		$token = 'Bearer ' . $this->service->token( $body );
		$send  = static function ( string $text ) use ( $token ): int {
			$request = new WP_REST_Request( 'POST', '/devskyy/v1/inbox' );
			$request->set_header( 'Content-Type', 'application/json' );
			$request->set_header( 'Authorization', $token );
			$request->set_body( $text );
			return rest_do_request( $request )->get_status();
		};
		self::assertSame( 401, $send( $body . ' ' ) );
		self::assertSame( 200, $send( $body ) );
		self::assertSame( 401, $send( $body ) );
	}

	public function test_what_does_not_fit_the_contract_is_refused_for_good(): void {
		$this->service->pair();
		$bad                      = $this->run_message( wp_generate_uuid4() );
		$bad['payload']['status'] = 'finished';
		$worse                    = $this->run_message( wp_generate_uuid4() );
		$worse['payload']['report']['12']['outcome'] = 'great';
		$strange                                     = array(
			'id'      => wp_generate_uuid4(),
			'type'    => 'option',
			'payload' => array( 'siteurl' => 'x' ),
		);
		$good                                        = $this->run_message( wp_generate_uuid4() );
		$answer                                      = $this->inbox( array( $bad, $worse, $strange, $good ) )->get_data();
		self::assertSame( array( $good['id'] ), $answer['accepted'] );
		self::assertSame( array( $bad['id'], $worse['id'], $strange['id'] ), array_column( $answer['refused'], 'id' ) );
		$again = $this->inbox( array( $bad ) )->get_data();
		self::assertSame( $answer['refused'][0], $again['refused'][0] );
	}

	public function test_a_message_that_was_cut_off_is_worked_again(): void {
		global $wpdb;
		$this->service->pair();
		$message = $this->run_message( wp_generate_uuid4() );
		$wpdb->insert(
			$wpdb->prefix . 'devskyy_inbox',
			array(
				'id'       => $message['id'],
				'type'     => 'run',
				'received' => gmdate( 'Y-m-d H:i:s' ),
			)
		);
		self::assertSame( array( $message['id'] ), $this->inbox( array( $message ) )->get_data()['accepted'] );
	}

	public function test_the_inbox_takes_at_most_fifty_messages(): void {
		$this->service->pair();
		self::assertSame( 400, $this->inbox( array() )->get_status() );
		self::assertSame( 400, $this->inbox( array_fill( 0, 51, $this->run_message( wp_generate_uuid4() ) ) )->get_status() );
	}

	public function test_the_outbox_brings_the_same_messages_and_they_are_acknowledged(): void {
		$this->service->pair( false );
		$this->as_user( 'editor' );
		$run     = wp_generate_uuid4();
		$message = $this->run_message( $run );
		$waits   = true;
		$this->service->answers['GET /api/v1/outbox']                   = static function () use ( &$waits, $message ): array {
			return array(
				200,
				$waits ? array(
					'messages' => array(
						array(
							'seq'     => 7,
							'message' => $message,
						),
					),
					'next'     => 7,
				) : array(
					'messages' => array(),
					'next'     => 7,
				),
			);
		};
		$this->service->answers['POST /api/v1/outbox/acknowledgements'] = static function ( array $call ) use ( &$waits, $message ): array {
			self::assertSame( array( $message['id'] ), $call['body']['accepted'] );
			$waits = false;
			return array( 204, null );
		};
		$answer = $this->rest( 'GET', '/devskyy/v1/runs/' . $run );
		self::assertSame( array( 'completed', true ), array( $answer->get_data()['status'], $answer->get_data()['delivered'] ) );
		self::assertFalse( $waits );
		self::assertSame( array( $message['id'] ), $this->inbox( array( $message ) )->get_data()['duplicates'] );
	}

	/** @return array<string,mixed> */
	private function proposal_message( int $target, string $field, mixed $after ): array {
		return array(
			'id'      => wp_generate_uuid4(),
			'type'    => 'proposal',
			'payload' => array(
				'id'        => wp_generate_uuid4(),
				'run'       => wp_generate_uuid4(),
				'agent'     => 'product-copy',
				'target'    => array(
					'kind' => 'product',
					'id'   => $target,
				),
				'changes'   => array(
					array(
						'field' => $field,
						'after' => $after,
					),
				),
				'rationale' => 'Empty.',
				'evidence'  => array(),
				'author'    => array(
					'agent'    => 'product-copy',
					'provider' => 'builtin',
					'model'    => null,
				),
				'cost'      => array(
					'amount'   => 0,
					'currency' => 'USD',
					'tokens'   => array(
						'input'  => 0,
						'output' => 0,
					),
				),
				'risk'      => 'low',
				'expires'   => '2036-01-02T03:04:05.000Z',
			),
		);
	}

	public function test_a_proposal_waits_here_with_the_value_that_the_site_read_itself_and_the_shop_is_unchanged(): void {
		$this->service->pair();
		$this->as_user( 'administrator' );
		$id = wp_insert_post(
			array(
				'post_type'    => ( new CatalogueFactory() )->create()->post_type(),
				'post_status'  => 'publish',
				'post_title'   => 'Coat',
				'post_content' => 'Old words.',
			)
		);
		wp_set_current_user( 0 );
		$good                                    = $this->proposal_message( $id, 'description', 'New words.' );
		$good['payload']['changes'][0]['before'] = 'A lie.';
		$foreign                                 = $this->proposal_message( $id, 'option_siteurl', 'http://evil.example' );
		$missing                                 = $this->proposal_message( 999999, 'description', 'New words.' );
		$answer                                  = $this->inbox( array( $good, $foreign, $missing ) )->get_data();
		self::assertSame( array( $good['id'] ), $answer['accepted'], (string) wp_json_encode( $answer ) );
		self::assertSame( array( $foreign['id'], $missing['id'] ), array_column( $answer['refused'], 'id' ) );
		self::assertSame( 'Old words.', get_post( $id )->post_content );
		$this->as_user( 'administrator' );
		$stored = $this->rest( 'GET', '/devskyy/v1/proposals/' . $good['payload']['id'] )->get_data();
		self::assertSame( array( 'pending', 'Old words.', 'New words.' ), array( $stored['status'], $stored['changes'][0]['before'], $stored['changes'][0]['after'] ) );
	}

	public function test_the_answer_tells_the_contract_version(): void {
		$this->service->pair();
		$request = new WP_REST_Request( 'GET', '/devskyy/v1/connection' );
		$answer  = apply_filters( 'rest_post_dispatch', rest_ensure_response( rest_do_request( $request ) ), rest_get_server(), $request ); // phpcs:ignore WordPress.NamingConventions.PrefixAllGlobals.NonPrefixedHooknameFound -- Core's own.
		self::assertSame( '1', $answer->get_headers()['X-DevSkyy-Contract'] );
	}
}
