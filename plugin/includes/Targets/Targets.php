<?php
/**
 * What proposals can be about.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Targets;

use WP_Error;
use WP_User;

/**
 * One door to things that agents propose changes for: products, posts, pages. Each kind has a closed list of fields.
 * Field values: texts are strings (empty is ""), tags, categories and attributes lists of names.
 */
interface Targets {

	/**
	 * Why the target cannot be reached now, e.g. while the plugin that keeps it is switched off, when nobody may conclude that
	 * it was deleted; null when it can.
	 *
	 * @param int $id The target's id.
	 */
	public function unreachable( int $id ): ?WP_Error;

	/**
	 * Why agents must not work on this target, though it is there; null when they may.
	 *
	 * @param int $id The target's id.
	 */
	public function closed( int $id ): ?WP_Error;

	/**
	 * One target in the shape that goes to the service; null when there is none of that id (or it is in the trash).
	 *
	 * @param int $id The target's id.
	 * @return array<string,mixed>|null With at least id, kind, title and hands_off.
	 */
	public function find( int $id ): ?array;

	/**
	 * Whether there is such a target: what find() answers, without reading it.
	 *
	 * @param int $id Its id.
	 */
	public function exists( int $id ): bool;

	/**
	 * The current values of the fields, in the order asked for.
	 *
	 * @param int          $id     The target's id.
	 * @param list<string> $fields Field paths of the closed list.
	 * @return array<string,string|list<string>>|WP_Error
	 */
	public function read( int $id, array $fields ): array|WP_Error;

	/**
	 * What a new value becomes before it is stored: cleaned of what a page must not hold (scripts, shortcodes, block
	 * comments), lists without doubles and with the names of terms that exist as the site spells them.
	 *
	 * @param int                 $id    The target's id.
	 * @param string              $field A field path.
	 * @param string|list<string> $value The new value.
	 * @return string|list<string>|WP_Error The error says why this field of this target cannot take it.
	 */
	public function normalise( int $id, string $field, string|array $value ): string|array|WP_Error;

	/**
	 * Whether two values of a field are the same: lists are compared without their order, as the site sorts names itself.
	 *
	 * @param string              $field A field path.
	 * @param string|list<string> $one   A value.
	 * @param string|list<string> $other Another value.
	 */
	public function same( string $field, string|array $one, string|array $other ): bool;

	/**
	 * Stores new values, or, with a journal, puts back the bytes that the site held when the journal was taken. It reads
	 * back what it wrote; when a field could not be stored, the others are put back and the error names it (data `field`).
	 *
	 * @param int                               $id      The target's id.
	 * @param array<string,string|list<string>> $values  Field path → new value; with a journal only the paths count.
	 * @param array<string,mixed>               $journal What journal() returned earlier for these fields.
	 * @return true|WP_Error
	 */
	public function write( int $id, array $values, array $journal = array() ): bool|WP_Error;

	/**
	 * The site's own stored bytes of the fields, such that json_encode and json_decode keep them.
	 *
	 * @param int          $id     The target's id.
	 * @param list<string> $fields Field paths.
	 * @return array<string,mixed> By field path; fields that the target cannot have are left out.
	 */
	public function journal( int $id, array $fields ): array;

	/**
	 * SHA-256 (hex) of the canonical JSON (RFC 8785) of read(): an object from field path to value.
	 *
	 * @param int          $id     The target's id.
	 * @param list<string> $fields Field paths.
	 */
	public function fingerprint( int $id, array $fields ): string|WP_Error;

	/**
	 * Whether the user may change this target under WordPress' own rules.
	 *
	 * @param int     $id   The target's id.
	 * @param WP_User $user The acting user.
	 */
	public function can_edit( int $id, WP_User $user ): bool;

	/**
	 * What a list shows of a target; strings are "" when unknown.
	 *
	 * @param int $id The target's id; one that is gone has an empty title and addresses.
	 * @return array{kind:string,id:int,title:string,sku:string,url:string,edit_url:string,image:string}
	 */
	public function describe( int $id ): array;

	/**
	 * A field's name for people, e.g. "Meta description" or "Material".
	 *
	 * @param string $field A field path.
	 */
	public function label( string $field ): string;
}
