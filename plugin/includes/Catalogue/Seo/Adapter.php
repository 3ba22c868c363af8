<?php
/**
 * Where an SEO plugin keeps its texts.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Catalogue\Seo;

/**
 * The documented post meta keys of one SEO plugin.
 */
final class Adapter {

	/**
	 * Takes the facts.
	 *
	 * @param string $name            The plugin's name; "" for our own.
	 * @param string $title_key       Meta key of the SEO title.
	 * @param string $description_key Meta key of the meta description.
	 */
	public function __construct( public readonly string $name, public readonly string $title_key, public readonly string $description_key ) {}

	/** Whether no SEO plugin is active, so that this plugin prints the texts itself. */
	public function is_own(): bool {
		return '' === $this->name;
	}
}
