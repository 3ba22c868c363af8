<?php
/**
 * What every field handler offers.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Catalogue\Fields;

use WP_Error;

/**
 * Reads, journals and stores one kind of field of a product.
 */
interface Handler {

	/**
	 * Whether this handler keeps the field.
	 *
	 * @param FieldPath $path The field.
	 */
	public function handles( FieldPath $path ): bool;

	/**
	 * The field's name for people.
	 *
	 * @param FieldPath $path The field.
	 */
	public function label( FieldPath $path ): string;

	/**
	 * The current value.
	 *
	 * @param int       $id   The product's id.
	 * @param FieldPath $path The field.
	 * @return string|list<string>|WP_Error An error when this product cannot have the field.
	 */
	public function read( int $id, FieldPath $path ): string|array|WP_Error;

	/**
	 * What a new value becomes before it is stored.
	 *
	 * @param int                 $id    The product's id.
	 * @param FieldPath           $path  The field.
	 * @param string|list<string> $value The new value, already of the field's type.
	 * @return string|list<string>|WP_Error
	 */
	public function normalise( int $id, FieldPath $path, string|array $value ): string|array|WP_Error;

	/**
	 * Stores values that normalise() returned.
	 *
	 * @param int                               $id     The product's id.
	 * @param array<string,string|list<string>> $values By field path.
	 * @return true|WP_Error
	 */
	public function write( int $id, array $values ): bool|WP_Error;

	/**
	 * The site's own stored bytes of the field, JSON-able.
	 *
	 * @param int       $id   The product's id.
	 * @param FieldPath $path The field.
	 */
	public function journal( int $id, FieldPath $path ): mixed;

	/**
	 * Puts back what journal() returned.
	 *
	 * @param int                 $id      The product's id.
	 * @param array<string,mixed> $journal By field path.
	 * @return true|WP_Error
	 */
	public function restore( int $id, array $journal ): bool|WP_Error;
}
