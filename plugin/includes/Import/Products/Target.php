<?php
/**
 * Where products go.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Import\Products;

use WP_Error;

/**
 * A catalogue as an import sees it. Everything goes through the catalogue's own objects and WordPress' own functions.
 */
interface Target {

	/** As Catalogue::type(). */
	public function type(): string;

	/** Whether variations are parts of their product: a variation's id is its product's then. */
	public function flat(): bool;

	/**
	 * The shop's units.
	 *
	 * @return array{weight:string,length:string}
	 */
	public function units(): array;

	/**
	 * Fields that this catalogue cannot hold.
	 *
	 * @return array<string,string> Field (or its part before the colon) → what to do instead, a sentence.
	 */
	public function cannot(): array;

	/**
	 * Products and variations by their SKU.
	 *
	 * @param list<string> $skus SKUs.
	 * @return array<array-key,array{id:int,type:string}> By SKU in small letters.
	 */
	public function by_sku( array $skus ): array;

	/**
	 * Products and variations by their id.
	 *
	 * @param list<int> $ids Ids.
	 * @return array<int,array{id:int,type:string,sku:string}> By id; unknown ones are left out.
	 */
	public function by_id( array $ids ): array;

	/** Before a batch of save(): look-ups are kept, and what WordPress counts anew after each product waits for close(). */
	public function open(): void;

	/**
	 * Makes or changes a product.
	 *
	 * @param array<string,mixed>                                       $data  As RowParser::read() answers.
	 * @param array{id:int,parent:int,axes:list<string>,mark:string,links:array<string,list<int>>} $where Id of the product to change (0 = a new one), of
	 *        its parent, attributes that make its variations, the mark of the row that is put into the same statement, ids of other products by field.
	 * @return array{id:int,warnings:list<array{field:string,message:string}>}|WP_Error
	 */
	public function save( array $data, array $where ): array|WP_Error;

	/** After a batch, within its transaction: what waited is done. */
	public function close(): void;

	/**
	 * Brings a product with variations up to date with them.
	 *
	 * @param int $id The product.
	 */
	public function sync( int $id ): void;

	/**
	 * Sets ids of other products (upsell_ids, cross_sell_ids, grouped_products).
	 *
	 * @param int                     $id    The product.
	 * @param array<string,list<int>> $links Field → ids.
	 */
	public function link( int $id, array $links ): void;

	/**
	 * Sets the pictures.
	 *
	 * @param int       $id       The product or variation.
	 * @param list<int> $pictures Attachments, the main one first.
	 * @return string|null Why it could not; null when all is well.
	 */
	public function pictures( int $id, array $pictures ): ?string;

	/**
	 * How products are, to the byte, to see whether somebody changed them.
	 *
	 * @param list<int> $ids Products and variations.
	 * @return array<int,array<string,mixed>> By id; those that are gone are left out.
	 */
	public function snapshots( array $ids ): array;

	/**
	 * What restore() needs, before a product is changed.
	 *
	 * @param int $id The product.
	 * @return array<string,mixed>
	 */
	public function journal( int $id ): array;

	/**
	 * Puts a product back to how it was.
	 *
	 * @param int                 $id       The product.
	 * @param array<string,mixed> $snapshot As journal() answered.
	 */
	public function restore( int $id, array $snapshot ): bool|WP_Error;

	/**
	 * Deletes a product that an import made.
	 *
	 * @param int $id The product.
	 */
	public function remove( int $id ): bool|WP_Error;
}
