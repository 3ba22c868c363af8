<?php
/**
 * The service's snapshot of the orders.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Tests;

use DevSkyy\Catalogue\CatalogueFactory;
use DevSkyy\Catalogue\ChangeTracker;
use DevSkyy\Connection\Module as Connection;
use DevSkyy\Orders\Module;
use DevSkyy\Orders\OrderSync;
use DevSkyy\Proposals\Module as Proposals;

require_once __DIR__ . '/ConnectionTestCase.php';

final class OrderSyncTest extends ConnectionTestCase {

	private const IMPORT = '11111111-1111-4111-8111-111111111111';

	private function parts(): Module {
		global $wpdb;
		$factory   = new CatalogueFactory();
		$catalogue = $factory->create();
		$settings  = array(
			'folder'          => dirname( __DIR__, 2 ) . '/plugin',
			'version'         => '0.1.0',
			'private_origins' => array( FakeService::ORIGIN ),
		);
		$wpdb->query( "DELETE FROM {$wpdb->prefix}devskyy_orders" );
		$wpdb->query( "DELETE FROM {$wpdb->prefix}devskyy_dirty" );
		delete_option( OrderSync::OPTION );
		$this->service->pair();
		$this->service->answers['POST /api/v1/orders/batches'] = array( 200, array( 'orders' => 3 ) );
		return new Module( $wpdb, new Connection( $wpdb, array( $catalogue, new ChangeTracker( $wpdb, $catalogue, $factory->posts() ), new Proposals( $wpdb, $factory->targets( $catalogue ) ) ), $settings ) );
	}

	/** Bodies of the batches since the last look.
	 *
	 * @return list<array<string,mixed>>
	 */
	private function batches(): array {
		$calls                = array_filter( $this->service->calls, static fn( array $call ): bool => '/api/v1/orders/batches' === $call['path'] );
		$this->service->calls = array();
		return array_column( array_values( $calls ), 'body' );
	}

	private function add( Module $parts, string $number ): void {
		$parts->store->add(
			self::IMPORT,
			array(
				'source'   => 'imported',
				'number'   => $number,
				'status'   => 'completed',
				'currency' => 'EUR',
				'created'  => '2026-03-01T10:00:00Z',
				'customer' => null,
				'country'  => '',
				'net'      => '1.00',
				'tax'      => '0.00',
				'shipping' => '0.00',
				'gross'    => '1.00',
				'refunded' => '0.00',
				'lines'    => array(),
			)
		);
	}

	public function test_all_orders_are_sent_once_in_one_generation_and_then_only_what_changed(): void {
		$parts = $this->parts();
		for ( $number = 1; $number <= 230; ++$number ) {
			$this->add( $parts, (string) $number );
		}
		self::assertTrue( $parts->sync->step( 20 ) );
		$batches = $this->batches();
		self::assertCount( 1, array_unique( array_column( $batches, 'generation' ) ) );
		self::assertSame( 230, array_sum( array_map( static fn( array $batch ): int => count( $batch['orders'] ), $batches ) ) );
		self::assertSame( array( true ), array_values( array_unique( array_map( static fn( array $batch ): bool => $batch['complete'], array_slice( $batches, -1 ) ) ) ) );
		self::assertSame( 1, count( array_filter( array_column( $batches, 'complete' ) ) ) );
		self::assertSame( array( 3, 0 ), array( $parts->sync->shown()['orders'], $parts->sync->shown()['waiting'] ) );

		self::assertTrue( $parts->sync->step( 5 ) );
		self::assertSame( array(), $this->batches(), 'Nothing changed, nothing is sent.' );
		$this->add( $parts, '231' );
		self::assertTrue( $parts->sync->step( 5 ) );
		$after = $this->batches();
		self::assertSame( array( array( '231' ), null, array() ), array( array_column( $after[0]['orders'], 'number' ), $after[0]['generation'], $after[0]['deleted'] ) );
	}

	public function test_an_undo_is_told_and_forgotten_only_when_the_service_has_heard_it(): void {
		$parts = $this->parts();
		$this->add( $parts, '1' );
		self::assertTrue( $parts->sync->step( 5 ) );
		$id = $this->batches();
		$parts->store->take_away( self::IMPORT, 10 );
		$this->service->answers['POST /api/v1/orders/batches'] = array( 503, $this->service->problem( 'unavailable', 503 ) );
		self::assertInstanceOf( \WP_Error::class, $parts->sync->step( 5 ) );
		self::assertSame( 1, $parts->store->waiting() );
		$this->service->answers['POST /api/v1/orders/batches'] = array( 200, array( 'orders' => 0 ) );
		$this->batches();
		self::assertTrue( $parts->sync->step( 5 ) );
		self::assertSame( array( end( $id )['orders'][0]['id'] ), $this->batches()[0]['deleted'] );
		self::assertSame( 0, $parts->store->waiting() );
	}
}
