<?php
/**
 * The closed list of fields.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Catalogue\Fields;

/**
 * A field path such as `title` or `attributes.material`, as the catalogue contract's `targetField` lists them. Which of them a
 * kind of target has, its handlers say.
 */
final class FieldPath {

	private const PLAIN = array( 'title', 'short_description', 'description', 'excerpt', 'content', 'seo_title', 'seo_description', 'tags', 'categories' );

	/**
	 * Use parse().
	 *
	 * @param string $name The first part, e.g. `attributes`.
	 * @param string $key  The second part, e.g. `material`; "" where there is none.
	 */
	private function __construct( public readonly string $name, public readonly string $key ) {}

	/**
	 * The path, or null when the closed list does not hold it.
	 *
	 * @param string $path E.g. `image_alt.12`.
	 */
	public static function parse( string $path ): ?self {
		if ( in_array( $path, self::PLAIN, true ) ) {
			return new self( $path, '' );
		}
		if ( preg_match( '/\A(attributes)\.([a-z0-9_-]{1,64})\z/', $path, $found ) || preg_match( '/\A(image_alt)\.([1-9][0-9]{0,18})\z/', $path, $found ) ) {
			return new self( $found[1], $found[2] );
		}
		return null;
	}

	/** Whether its value is a list of names. */
	public function is_list(): bool {
		return in_array( $this->name, array( 'tags', 'categories', 'attributes' ), true );
	}
}
