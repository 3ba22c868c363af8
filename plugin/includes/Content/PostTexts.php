<?php
/**
 * Title, excerpt, content.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Content;

use DevSkyy\Catalogue\Fields\FieldPath;
use DevSkyy\Catalogue\Fields\Handler;
use DevSkyy\Catalogue\Fields\Texts;
use WP_Error;

/**
 * The texts of a post's own row; of the content only the words may change, never the blocks.
 */
final class PostTexts implements Handler {

	/**
	 * Takes its helpers.
	 *
	 * @param Texts    $texts    The texts of the row.
	 * @param Passages $passages Holds new content against what is there.
	 */
	public function __construct( private readonly Texts $texts, private readonly Passages $passages ) {}

	/** {@inheritDoc} */
	public function handles( FieldPath $path ): bool {
		return $this->texts->handles( $path );
	}

	/** {@inheritDoc} */
	public function label( FieldPath $path ): string {
		return $this->texts->label( $path );
	}

	/** {@inheritDoc} */
	public function read( int $id, FieldPath $path ): string {
		return $this->texts->read( $id, $path );
	}

	/** {@inheritDoc} */
	public function normalise( int $id, FieldPath $path, string|array $value ): string|WP_Error {
		return 'content' === $path->name && is_string( $value ) ? $this->passages->merge( $this->read( $id, $path ), $value ) : $this->texts->normalise( $id, $path, $value );
	}

	/** {@inheritDoc} */
	public function write( int $id, array $values ): bool|WP_Error {
		return $this->texts->write( $id, $values );
	}

	/** {@inheritDoc} */
	public function journal( int $id, FieldPath $path ): mixed {
		return $this->texts->journal( $id, $path );
	}

	/** {@inheritDoc} */
	public function restore( int $id, array $journal ): bool|WP_Error {
		return $this->texts->restore( $id, $journal );
	}
}
