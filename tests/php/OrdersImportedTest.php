<?php
/**
 * Orders that came by a file.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Tests;

use DevSkyy\Orders\ImportedOrders;
use DevSkyy\Orders\Orders;
use DevSkyy\Orders\OrderStore;
use DevSkyy\Orders\Pseudonym;

require_once __DIR__ . '/OrdersContract.php';

final class OrdersImportedTest extends OrdersContract {

	private const IMPORT = '11111111-1111-4111-8111-111111111111';

	private OrderStore $store;

	protected function orders(): Orders {
		global $wpdb;
		$wpdb->query( "DELETE FROM {$wpdb->prefix}devskyy_orders" );
		$this->store = new OrderStore( $wpdb );
		return new ImportedOrders( $this->store );
	}

	protected function make( array $facts ): string {
		$this->store->add( self::IMPORT, $this->shape( $facts ) );
		global $wpdb;
		return 'csv-' . $wpdb->get_var( $wpdb->prepare( "SELECT id FROM {$wpdb->prefix}devskyy_orders WHERE number = %s", $facts['number'] ) );
	}

	/** @return array<string,mixed> */
	private function shape( array $facts ): array {
		$gross = number_format( (float) $facts['net'] + (float) $facts['tax'], 2, '.', '' );
		return array(
			'source'   => 'imported',
			'number'   => $facts['number'],
			'status'   => $facts['status'],
			'currency' => $facts['currency'],
			'created'  => $facts['created'],
			'customer' => ( new Pseudonym() )->of( $facts['customer'] ),
			'country'  => 'DE',
			'net'      => $facts['net'],
			'tax'      => $facts['tax'],
			'shipping' => '0.00',
			'gross'    => $gross,
			'refunded' => $facts['refunded'],
			'lines'    => array(
				array(
					'product'           => null,
					'variation'         => null,
					'sku'               => $facts['sku'],
					'title'             => 'Piece',
					'quantity'          => $facts['quantity'],
					'net'               => $facts['net'],
					'tax'               => $facts['tax'],
					'gross'             => $gross,
					'refunded_quantity' => $facts['refunded_quantity'],
					'refunded'          => $facts['refunded'],
				),
			),
		);
	}

	public function test_a_number_is_there_once_and_an_undo_takes_only_its_own_away(): void {
		$facts = array( 'number' => '7', 'status' => 'completed', 'currency' => 'EUR', 'created' => '2026-03-01T10:00:00Z', 'customer' => 'a', 'net' => '1', 'tax' => '0', 'refunded' => '0', 'refunded_quantity' => 0, 'sku' => 'S', 'quantity' => 1 ); // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
		$other = '22222222-2222-4222-8222-222222222222';
		$this->store->begin( self::IMPORT, 'march.csv', get_current_user_id() );
		self::assertSame( 'added', $this->store->add( self::IMPORT, $this->shape( $facts ) ) );
		self::assertSame( 'added', $this->store->add( self::IMPORT, $this->shape( $facts ) ), 'Done again after a crash.' );
		self::assertSame( 'same', $this->store->add( $other, $this->shape( $facts ) ) );
		self::assertSame( 'other', $this->store->add( $other, $this->shape( array( 'net' => '2' ) + $facts ) ) );
		self::assertSame( 1, $this->orders->list()['total'] );
		self::assertSame( array( 'march.csv', 1, '2026-03-01T10:00:00Z' ), array( $this->store->imports()[0]['name'], $this->store->imports()[0]['orders'], $this->store->imports()[0]['first'] ) );
		self::assertSame( 0, $this->store->take_away( $other, 10 ) );
		self::assertSame( 1, $this->store->take_away( self::IMPORT, 10 ) );
		self::assertSame( 0, $this->store->take_away( self::IMPORT, 10 ) );
		self::assertSame( array( 0, array() ), array( $this->orders->list()['total'], $this->store->imports() ) );
		self::assertCount( 1, $this->store->unsent( 10 )['gone'], 'The service is told.' );
		self::assertSame( 'added', $this->store->add( $other, $this->shape( $facts ) ), 'It can come again.' );
		self::assertSame( array( 1, 0 ), array( $this->orders->list()['total'], count( $this->store->unsent( 10 )['gone'] ) ) );
	}
}
