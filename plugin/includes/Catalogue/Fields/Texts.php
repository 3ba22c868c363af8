<?php
/**
 * The texts of a post's row.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Catalogue\Fields;

use WP_Error;
use WP_Post;

/**
 * The texts that live in the post's own row.
 */
final class Texts implements Handler {

	private const COLUMNS = array(
		'title'             => 'post_title',
		'short_description' => 'post_excerpt',
		'description'       => 'post_content',
		'excerpt'           => 'post_excerpt',
		'content'           => 'post_content',
	);

	/** The texts of a product. */
	public const PRODUCT = array( 'title', 'short_description', 'description' );

	/** The texts of a post or a page. */
	public const POST = array( 'title', 'excerpt', 'content' );

	/**
	 * Takes its helpers.
	 *
	 * @param Saver        $saver  How this catalogue saves.
	 * @param Clean        $clean  Cleans new texts.
	 * @param Bytes        $bytes  Packs bytes for JSON.
	 * @param list<string> $fields Which texts: PRODUCT or POST.
	 */
	public function __construct(
		private readonly Saver $saver,
		private readonly Clean $clean,
		private readonly Bytes $bytes,
		private readonly array $fields = self::PRODUCT
	) {}

	/** {@inheritDoc} */
	public function handles( FieldPath $path ): bool {
		return in_array( $path->name, $this->fields, true );
	}

	/** {@inheritDoc} */
	public function label( FieldPath $path ): string {
		return match ( $path->name ) {
			'title'             => __( 'Title', 'devskyy' ),
			'short_description' => __( 'Short description', 'devskyy' ),
			'excerpt'           => __( 'Excerpt', 'devskyy' ),
			'content'           => __( 'Content', 'devskyy' ),
			default             => __( 'Description', 'devskyy' ),
		};
	}

	/** {@inheritDoc} */
	public function read( int $id, FieldPath $path ): string {
		return $this->stored( $id, $path->name );
	}

	/** {@inheritDoc} */
	public function normalise( int $id, FieldPath $path, string|array $value ): string|WP_Error {
		$text  = is_string( $value ) ? $value : '';
		$clean = 'title' === $path->name ? $this->clean->line( $text ) : $this->clean->html( $text );
		if ( 'title' === $path->name && '' === $clean ) {
			return new WP_Error( 'devskyy_field_empty', __( 'A title is needed: write one, or leave this change out.', 'devskyy' ) );
		}
		return $clean;
	}

	/** {@inheritDoc} */
	public function write( int $id, array $values ): bool|WP_Error {
		$columns = array();
		foreach ( $values as $field => $value ) {
			$columns[ self::COLUMNS[ $field ] ] = is_string( $value ) ? $value : '';
		}
		return $this->saver->texts( $id, $columns );
	}

	/** {@inheritDoc} */
	public function journal( int $id, FieldPath $path ): mixed {
		return $this->bytes->pack( $this->stored( $id, $path->name ) );
	}

	/** {@inheritDoc} */
	public function restore( int $id, array $journal ): bool|WP_Error {
		$columns = array();
		foreach ( $journal as $field => $packed ) {
			$value = $this->bytes->unpack( $packed );

			$columns[ self::COLUMNS[ $field ] ] = is_string( $value ) ? $value : '';
		}
		return $this->saver->texts( $id, $columns );
	}

	/**
	 * The column's bytes.
	 *
	 * @param int    $id   The post's id.
	 * @param string $name The field.
	 */
	private function stored( int $id, string $name ): string {
		$post = get_post( $id );
		return $post instanceof WP_Post ? (string) $post->{self::COLUMNS[ $name ]} : '';
	}
}
