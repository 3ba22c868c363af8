<?php
/**
 * Base of the tests of the connection.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Tests;

use WP_REST_Request;
use WP_REST_Response;

require_once __DIR__ . '/FakeService.php';

abstract class ConnectionTestCase extends TestCase {

	protected FakeService $service;

	protected function setUp(): void {
		global $wpdb;
		parent::setUp();
		foreach ( array( 'runs', 'reports', 'inbox', 'tokens', 'dirty' ) as $table ) {
			$wpdb->query( "DELETE FROM {$wpdb->prefix}devskyy_{$table}" );
		}
		( new \DevSkyy\Connection\ConnectionStore() )->forget();
		$this->service             = new FakeService();
		$GLOBALS['wp_rest_server'] = null;
	}

	protected function tearDown(): void {
		$this->service->remove();
		parent::tearDown();
		$GLOBALS['wp_rest_server'] = null;
	}

	/**
	 * Posts to the inbox.
	 *
	 * @param array<mixed> $messages Messages.
	 */
	protected function inbox( array $messages, ?string $authorization = null ): WP_REST_Response {
		$body    = (string) wp_json_encode( array( 'messages' => $messages ) );
		$request = new WP_REST_Request( 'POST', '/devskyy/v1/inbox' );
		$request->set_header( 'Content-Type', 'application/json' );
		$request->set_header( 'Authorization', $authorization ?? 'Bearer ' . $this->service->token( $body ) );
		$request->set_body( $body );
		return rest_ensure_response( rest_do_request( $request ) );
	}

	/** @return array<string,mixed> */
	protected function run_message( string $run, string $id = '' ): array {
		return array(
			'id'      => '' === $id ? wp_generate_uuid4() : $id,
			'type'    => 'run',
			'payload' => array(
				'id'       => $run,
				'agent'    => 'product-copy',
				'status'   => 'completed',
				'progress' => array(
					'done'  => 1,
					'total' => 1,
				),
				'cost'     => array(
					'amount'   => 0,
					'currency' => 'USD',
					'tokens'   => array(
						'input'  => 0,
						'output' => 0,
					),
				),
				'error'    => null,
				'report'   => array(
					'12' => array(
						'title'    => 'Coat',
						'outcome'  => 'needs',
						'message'  => 'needs: material',
						'proposal' => null,
						'needs'    => array( 'material' ),
						'findings' => array(),
					),
				),
				'started'  => '2026-01-02T03:04:05.000Z',
				'finished' => '2026-01-02T03:05:05.000Z',
			),
		);
	}

	/** A published product of the active catalogue. */
	protected function product( string $title = 'Linen dress', string $text = '' ): int {
		if ( 'woocommerce' === ( new \DevSkyy\Catalogue\CatalogueFactory() )->chosen() ) {
			$product = new \WC_Product_Simple();
			$product->set_name( $title );
			$product->set_description( $text );
			return $product->save();
		}
		$id = wp_insert_post(
			array(
				'post_type'    => 'devskyy_product',
				'post_status'  => 'publish',
				'post_title'   => $title,
				'post_content' => $text,
			)
		);
		self::assertIsInt( $id );
		return $id;
	}
}
