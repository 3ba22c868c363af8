<?php
/**
 * The service's snapshot of the catalogue.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Tests;

use DevSkyy\Catalogue\CatalogueFactory;
use DevSkyy\Catalogue\ChangeTracker;
use DevSkyy\Connection\Module;
use DevSkyy\Proposals\Module as Proposals;

require_once __DIR__ . '/ConnectionTestCase.php';

final class CatalogueSyncTest extends ConnectionTestCase {

	private function parts(): Module {
		global $wpdb;
		$catalogue = ( new CatalogueFactory() )->create();
		$tracker   = new ChangeTracker( $wpdb, $catalogue );
		$tracker->register();
		return new Module(
			$wpdb,
			array( $catalogue, $tracker, new Proposals( $wpdb, $catalogue ) ),
			array(
				'folder'          => dirname( __DIR__, 2 ) . '/plugin',
				'version'         => '0.1.0',
				'private_origins' => array( FakeService::ORIGIN ),
			)
		);
	}

	/** @return list<array<string,mixed>> */
	private function batches(): array {
		$calls = array_filter( $this->service->calls, static fn( array $call ): bool => '/api/v1/catalogue/batches' === $call['path'] );
		return array_column( array_values( $calls ), 'body' );
	}

	public function test_a_full_sync_names_its_generation_keeps_below_a_megabyte_and_ends_with_complete(): void {
		foreach ( array( 'woocommerce_currency', 'devskyy_currency' ) as $option ) {
			update_option( $option, 'USD' );
		}
		$this->service->pair();
		$ids   = array();
		$parts = $this->parts();
		for ( $number = 0; $number < 4; ++$number ) {
			$ids[] = $this->product( 'Piece ' . $number, str_repeat( 'Linen ', 60000 ) );
		}
		self::assertTrue( $parts->sync->step( 20 ) );
		$batches = array_values( array_filter( $this->batches(), static fn( array $batch ): bool => null !== $batch['generation'] ) );
		self::assertGreaterThanOrEqual( 2, count( $batches ) );
		self::assertCount( 1, array_unique( array_column( $batches, 'generation' ) ) );
		self::assertSame( array( 1 ), array_keys( array_count_values( array_map( static fn( array $batch ): int => (int) $batch['complete'], array( end( $batches ) ) ) ) ) );
		self::assertCount( count( $batches ) - 1, array_filter( $batches, static fn( array $batch ): bool => ! $batch['complete'] ) );
		foreach ( $batches as $batch ) {
			self::assertLessThan( MB_IN_BYTES, strlen( (string) wp_json_encode( $batch, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE ) ) );
		}
		self::assertSame( array(), array_diff( $ids, array_merge( ...array_map( static fn( array $batch ): array => array_column( $batch['products'], 'id' ), $batches ) ) ) );
		self::assertNotNull( $parts->sync->state()['synced'] );
		self::assertSame( array( ( new CatalogueFactory() )->chosen(), 'USD' ), array( $batches[0]['site']['catalogue'], $batches[0]['site']['currency'] ) );
	}

	public function test_a_nul_in_a_text_does_not_stop_the_sync(): void {
		global $wpdb;
		$this->service->pair();
		$id = $this->product( 'Piece', 'Linen' );
		$wpdb->update( $wpdb->posts, array( 'post_title' => "Coat \0\0of \\u0000 wool\\\0" ), array( 'ID' => $id ) );
		clean_post_cache( $id );
		self::assertTrue( $this->parts()->sync->step( 20 ) );
		$titles = array_column( array_merge( ...array_column( $this->batches(), 'products' ) ), 'title', 'id' );
		self::assertSame( 'Coat of \\u0000 wool\\', $titles[ $id ] );
	}

	public function test_a_cut_off_sync_goes_on_where_it_stopped(): void {
		$this->service->pair();
		$parts = $this->parts();
		for ( $number = 0; $number < 4; ++$number ) {
			$this->product( 'Piece ' . $number, str_repeat( 'Linen ', 60000 ) );
		}
		self::assertTrue( $parts->sync->step( 0 ) );
		$state = $parts->sync->state();
		self::assertSame( array( true, null ), array( is_string( $state['generation'] ), $state['synced'] ) );
		$sent = count( $this->batches() );

		$this->service->up = false;
		self::assertSame( 'devskyy_unreachable', $parts->sync->step( 20 )->get_error_code() );
		$this->service->up = true;
		self::assertTrue( $parts->sync->step( 20 ) );
		$generations = array_filter( array_column( $this->batches(), 'generation' ) );
		self::assertCount( 1, array_unique( $generations ) );
		self::assertGreaterThan( $sent, count( $this->batches() ) );
	}

	public function test_changes_and_deletions_follow_and_are_forgotten_once_sent(): void {
		$this->service->pair();
		$parts  = $this->parts();
		$stays  = $this->product( 'Stays' );
		$leaves = $this->product( 'Leaves' );
		self::assertTrue( $parts->sync->step( 20 ) );
		$this->service->calls = array();
		self::assertTrue( $parts->sync->step( 20 ) );
		self::assertSame( array(), $this->batches() );

		wp_update_post(
			array(
				'ID'         => $stays,
				'post_title' => 'Stays, renamed',
			)
		);
		wp_delete_post( $leaves, true );
		$this->service->up = false;
		self::assertInstanceOf( \WP_Error::class, $parts->sync->step( 20 ) );
		$this->service->answers['POST /api/v1/catalogue/batches'] = array( 200, array( 'products' => 41 ) );

		$this->service->up    = true;
		$this->service->calls = array();
		self::assertTrue( $parts->sync->step( 20 ) );
		self::assertSame( 41, $parts->sync->state()['products'], 'what the service holds now is known without asking' );
		$batch = $this->batches()[0];
		self::assertSame( array( 'Stays, renamed' ), array_column( $batch['products'], 'title' ) );
		self::assertContains( $leaves, $batch['deleted'] );
		self::assertNull( $batch['generation'] );
	}

	public function test_a_service_that_lost_its_data_gets_everything_again(): void {
		$this->service->pair();
		$this->as_user( 'administrator' );
		$parts = $this->parts();
		$this->product( 'Piece' );
		self::assertTrue( $parts->sync->step( 20 ) );
		$this->service->answers['GET /api/v1/connection'] = array(
			200,
			array(
				'version'   => '0.1.0',
				'contract'  => 1,
				'products'  => 0,
				'last_push' => null,
			),
		);
		$parts->status->read( true );
		self::assertNull( $parts->sync->state()['synced'] );
		$this->service->calls = array();
		self::assertTrue( $parts->sync->step( 20 ) );
		self::assertTrue( $this->batches()[0]['complete'] );
	}
}
