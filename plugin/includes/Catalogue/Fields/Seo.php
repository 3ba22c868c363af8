<?php
/**
 * SEO title and meta description.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Catalogue\Fields;

use DevSkyy\Catalogue\Seo\Adapters;
use WP_Error;

/**
 * What search engines show, kept where the site's SEO plugin keeps it.
 */
final class Seo implements Handler {

	/**
	 * Takes its helpers.
	 *
	 * @param Adapters   $adapters Knows the active SEO plugin.
	 * @param StoredMeta $meta     Reads and writes meta.
	 * @param Clean      $clean    Cleans new texts.
	 */
	public function __construct( private readonly Adapters $adapters, private readonly StoredMeta $meta, private readonly Clean $clean ) {}

	/** {@inheritDoc} */
	public function handles( FieldPath $path ): bool {
		return in_array( $path->name, array( 'seo_title', 'seo_description' ), true );
	}

	/** {@inheritDoc} */
	public function label( FieldPath $path ): string {
		return 'seo_title' === $path->name ? __( 'SEO title', 'devskyy' ) : __( 'Meta description', 'devskyy' );
	}

	/** {@inheritDoc} */
	public function read( int $id, FieldPath $path ): string {
		return $this->meta->text( $id, $this->key( $path->name ) );
	}

	/** {@inheritDoc} */
	public function normalise( int $id, FieldPath $path, string|array $value ): string {
		return $this->clean->line( is_string( $value ) ? $value : '' );
	}

	/** {@inheritDoc} */
	public function write( int $id, array $values ): bool|WP_Error {
		foreach ( $values as $field => $value ) {
			$this->meta->set( $id, $this->key( $field ), is_string( $value ) ? $value : '' );
		}
		return true;
	}

	/** {@inheritDoc} */
	public function journal( int $id, FieldPath $path ): mixed {
		$key = $this->key( $path->name );
		return array(
			'key'  => $key,
			'rows' => $this->meta->journal( $id, $key ),
		);
	}

	/** {@inheritDoc} */
	public function restore( int $id, array $journal ): bool|WP_Error {
		foreach ( $journal as $field => $entry ) {
			$entry = (array) $entry;
			if ( ( $entry['key'] ?? '' ) !== $this->key( $field ) ) {
				return new WP_Error( 'devskyy_seo_plugin_changed', __( 'The site\'s SEO plugin was changed since, so the earlier value has no place to go back to.', 'devskyy' ), array( 'field' => $field ) );
			}
			$this->meta->restore( $id, $this->key( $field ), array_values( (array) ( $entry['rows'] ?? array() ) ) );
		}
		return true;
	}

	/**
	 * The meta key of the field on this site.
	 *
	 * @param string $field `seo_title` or `seo_description`.
	 */
	private function key( string $field ): string {
		$adapter = $this->adapters->active();
		return 'seo_title' === $field ? $adapter->title_key : $adapter->description_key;
	}
}
