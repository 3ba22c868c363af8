<?php
/**
 * Alternative texts of pictures.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Catalogue\Fields;

use Closure;
use WP_Error;

/**
 * `image_alt.<attachment>`, for the pictures that the product shows.
 */
final class AltTexts implements Handler {

	public const KEY = '_wp_attachment_image_alt';

	/**
	 * Takes its helpers.
	 *
	 * @param Closure    $images A product's attachment ids.
	 * @param StoredMeta $meta   Reads and writes meta.
	 * @param Clean      $clean  Cleans new texts.
	 *
	 * @phpstan-param Closure(int): list<int> $images
	 */
	public function __construct( private readonly Closure $images, private readonly StoredMeta $meta, private readonly Clean $clean ) {}

	/** {@inheritDoc} */
	public function handles( FieldPath $path ): bool {
		return 'image_alt' === $path->name;
	}

	/** {@inheritDoc} */
	public function label( FieldPath $path ): string {
		$title = get_the_title( (int) $path->key );
		/* translators: %s: the picture's title. */
		return '' === $title ? __( 'Picture\'s alt text', 'devskyy' ) : sprintf( __( 'Alt text of picture "%s"', 'devskyy' ), wp_specialchars_decode( $title, ENT_QUOTES ) );
	}

	/** {@inheritDoc} */
	public function read( int $id, FieldPath $path ): string|WP_Error {
		$mine = $this->check( $id, (int) $path->key );
		return is_wp_error( $mine ) ? $mine : $this->meta->text( (int) $path->key, self::KEY );
	}

	/** {@inheritDoc} */
	public function normalise( int $id, FieldPath $path, string|array $value ): string|WP_Error {
		$mine = $this->check( $id, (int) $path->key );
		return is_wp_error( $mine ) ? $mine : $this->clean->line( is_string( $value ) ? $value : '' );
	}

	/** {@inheritDoc} */
	public function write( int $id, array $values ): bool|WP_Error {
		foreach ( $values as $field => $value ) {
			$this->meta->set( $this->attachment( $field ), self::KEY, is_string( $value ) ? $value : '' );
		}
		return true;
	}

	/** {@inheritDoc} */
	public function journal( int $id, FieldPath $path ): mixed {
		return $this->meta->journal( (int) $path->key, self::KEY );
	}

	/** {@inheritDoc} */
	public function restore( int $id, array $journal ): bool|WP_Error {
		foreach ( $journal as $field => $rows ) {
			if ( null === get_post( $this->attachment( $field ) ) ) {
				return new WP_Error( 'devskyy_picture_gone', __( 'The picture was deleted since, so its alt text cannot be put back.', 'devskyy' ), array( 'field' => $field ) );
			}
			$this->meta->restore( $this->attachment( $field ), self::KEY, array_values( (array) $rows ) );
		}
		return true;
	}

	/**
	 * Whether the product shows the picture.
	 *
	 * @param int $id         The product's id.
	 * @param int $attachment The picture's id.
	 * @return true|WP_Error
	 */
	private function check( int $id, int $attachment ): bool|WP_Error {
		if ( in_array( $attachment, ( $this->images )( $id ), true ) ) {
			return true;
		}
		/* translators: %d: the picture's id. */
		return new WP_Error( 'devskyy_field_target', sprintf( __( 'Picture %d is not one of this product\'s pictures.', 'devskyy' ), $attachment ) );
	}

	/**
	 * The attachment's id.
	 *
	 * @param string $field A field path.
	 */
	private function attachment( string $field ): int {
		return (int) ( FieldPath::parse( $field )->key ?? 0 );
	}
}
