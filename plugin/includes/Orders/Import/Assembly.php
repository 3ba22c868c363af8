<?php
/**
 * Orders from lines.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Orders\Import;

use DevSkyy\Orders\Money;

/**
 * Makes one order of its lines. Date, status, customer and country are the first line's; shipping and refund stand once.
 */
final class Assembly {

	/** SKU → product id, of this request.
	 *
	 * @var array<string,int>
	 */
	private array $products = array();

	/**
	 * Takes what finds products.
	 *
	 * @param callable $find SKU → product id, or 0.
	 *
	 * @phpstan-param callable(string): int $find
	 */
	public function __construct( private $find ) {}

	/**
	 * The contract's shape without `id`.
	 *
	 * @param list<array<string,mixed>> $lines Right lines of one order, in the file's order.
	 * @return array<string,mixed>
	 */
	public function order( array $lines ): array {
		$money    = new Money();
		$first    = $lines[0];
		$sum      = static fn( string $member ): float => array_sum( array_map( 'floatval', array_column( $lines, $member ) ) );
		$shipping = (float) $first['shipping'];
		return array(
			'source'   => 'imported',
			'number'   => (string) $first['number'],
			'status'   => '' === $first['status'] ? 'completed' : (string) $first['status'],
			'currency' => (string) $first['currency'],
			'created'  => gmdate( 'Y-m-d\TH:i:s\Z', (int) $first['date'] ),
			'customer' => $first['customer'],
			'country'  => (string) $first['country'],
			'net'      => $money->text( round( $sum( 'net' ), 4 ) ),
			'tax'      => $money->text( round( $sum( 'tax' ), 4 ) ),
			'shipping' => $money->text( $shipping ),
			'gross'    => $money->text( round( $sum( 'gross' ) + $shipping, 4 ) ),
			'refunded' => $money->text( (float) $first['refunded'] ),
			'lines'    => array_map( $this->line( ... ), array_slice( $lines, 0, 1000 ) ),
		);
	}

	/**
	 * One line.
	 *
	 * @param array<string,mixed> $line As RowReader made it.
	 * @return array<string,mixed>
	 */
	private function line( array $line ): array {
		$sku = (string) $line['sku'];
		$id  = $this->products[ $sku ] ?? ( '' === $sku ? 0 : ( $this->find )( $sku ) );

		$this->products[ $sku ] = $id;
		return array(
			'product'           => 0 === $id ? null : $id,
			'variation'         => null,
			'sku'               => $sku,
			'title'             => (string) $line['title'],
			'quantity'          => $line['quantity'],
			'net'               => $line['net'],
			'tax'               => $line['tax'],
			'gross'             => $line['gross'],
			'refunded_quantity' => 0,
			'refunded'          => '0.00',
		);
	}
}
