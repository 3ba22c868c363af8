<?php
/**
 * The plugin's one door to products.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Catalogue;

use DevSkyy\Targets\Targets;

/**
 * Find, list, read and write products, whatever keeps them. The shape of a product is `product` of the service's
 * catalogue contract.
 */
interface Catalogue extends Targets {

	/** The stored setting's value: `woocommerce` or `built-in`. */
	public function type(): string;

	/**
	 * Whether the products can be reached now. False when the chosen shop plugin is switched off: then nothing here says
	 * anything about which products exist, and nobody may conclude that they were deleted.
	 */
	public function available(): bool;

	/** The post type of a product. */
	public function post_type(): string;

	/**
	 * A page of products in the contract's shape, by id.
	 *
	 * @param array{page?:int,per_page?:int,search?:string,ids?:list<int>,status?:list<string>} $args Search looks into title and SKU.
	 * @return array{items:list<array<string,mixed>>,total:int}
	 */
	public function list( array $args = array() ): array;

	/**
	 * The ids of all products that are not in the trash.
	 *
	 * @return list<int>
	 */
	public function ids(): array;
}
