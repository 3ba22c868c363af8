<?php
/**
 * How a catalogue saves texts and terms.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Catalogue\Fields;

use WP_Error;

/**
 * The two ways into storage that differ between the catalogues while the fields' handlers stay the same.
 */
interface Saver {

	/**
	 * Stores exactly these bytes and changes no other column but the time of the last change.
	 *
	 * @param int                  $id      The product's id.
	 * @param array<string,string> $columns Any of post_title, post_excerpt, post_content.
	 * @return true|WP_Error
	 */
	public function texts( int $id, array $columns ): bool|WP_Error;

	/**
	 * Makes these terms, and only these, the product's terms of the taxonomy.
	 *
	 * @param int       $id       The product's id.
	 * @param string    $taxonomy The taxonomy.
	 * @param list<int> $terms    Term ids.
	 * @return true|WP_Error
	 */
	public function terms( int $id, string $taxonomy, array $terms ): bool|WP_Error;
}
