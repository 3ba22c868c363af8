<?php
/**
 * The plugin's one door to orders.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Orders;

/**
 * Reads orders, whatever keeps them; never writes one. The shape of an order is `order` of the service's orders contract:
 * amounts are decimals in the order's currency, times ISO 8601 in UTC, and a customer is a pseudonym.
 *
 * @phpstan-type Wish array{after?:int|null,before?:int|null,status?:list<string>,page?:int,per_page?:int,newest?:bool}
 */
interface Orders {

	/** `woocommerce` or `imported`. */
	public function source(): string;

	/** Whether orders can be read from there now. */
	public function available(): bool;

	/**
	 * A page of orders in the contract's shape.
	 *
	 * @param array<string,mixed> $wish `after` (included) and `before` (not included) are Unix times of the order; `newest` first.
	 * @return array{items:list<array<string,mixed>>,total:int}
	 *
	 * @phpstan-param Wish $wish
	 */
	public function list( array $wish = array() ): array;

	/**
	 * One order in the contract's shape; null when there is none of that id.
	 *
	 * @param string $id The order's id, e.g. `wc-12`.
	 * @return array<string,mixed>|null
	 */
	public function find( string $id ): ?array;
}
