<?php
/**
 * The plugin's one door to stock.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Catalogue\Stock;

use WP_Error;

/**
 * How many pieces there are of a product or a variation, whatever keeps them. For a person's own action only: no message of
 * the service leads here.
 */
interface Stock {

	/**
	 * The stock of now; `quantity` null: pieces are not counted.
	 *
	 * @param int $id        The product's id.
	 * @param int $variation The variation's id in the product's shape; 0 = the product itself.
	 * @return array{quantity:int|float|null,status:string}|WP_Error `status` is instock, outofstock or onbackorder.
	 */
	public function read( int $id, int $variation = 0 ): array|WP_Error;

	/**
	 * Sets the stock if it is what the person saw.
	 *
	 * @param int                $id        The product's id.
	 * @param int|null           $quantity  The new count; null: pieces are not counted.
	 * @param array{quantity:int|float|null} $seen What read() told the person.
	 * @param int                $variation The variation's id in the product's shape; 0 = the product itself.
	 * @return array{quantity:int|float|null,status:string}|WP_Error The stock after it; 409 `devskyy_stock_changed` when it was another one.
	 */
	public function write( int $id, ?int $quantity, array $seen, int $variation = 0 ): array|WP_Error;
}
