<?php
/**
 * Pictures in the product's shape.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Catalogue;

use DevSkyy\Catalogue\Fields\AltTexts;
use DevSkyy\Catalogue\Fields\StoredMeta;

/**
 * The facts of a product's attachments.
 */
final class Images {

	/**
	 * Takes its helper.
	 *
	 * @param StoredMeta $meta Reads meta.
	 */
	public function __construct( private readonly StoredMeta $meta ) {}

	/**
	 * Of these ids, those that are attachments, each once.
	 *
	 * @param array<mixed> $ids Attachment ids as stored.
	 * @return list<int>
	 */
	public function existing( array $ids ): array {
		$ids = array_values( array_unique( array_filter( array_map( 'intval', $ids ) ) ) );
		_prime_post_caches( $ids, false, true );
		return array_values( array_filter( $ids, static fn( int $id ): bool => 'attachment' === get_post_type( $id ) && false !== wp_get_attachment_url( $id ) ) );
	}

	/**
	 * The shape's `images`.
	 *
	 * @param list<int> $ids Existing attachments.
	 * @return list<array{id:int,url:string,alt:string,width:int|null,height:int|null}>
	 */
	public function shape( array $ids ): array {
		return array_map(
			function ( int $id ): array {
				$facts = wp_get_attachment_metadata( $id );
				return array(
					'id'     => $id,
					'url'    => (string) wp_get_attachment_url( $id ),
					'alt'    => $this->meta->text( $id, AltTexts::KEY ),
					'width'  => empty( $facts['width'] ) ? null : (int) $facts['width'],
					'height' => empty( $facts['height'] ) ? null : (int) $facts['height'],
				);
			},
			$ids
		);
	}

	/**
	 * The shape's `image_alt`.
	 *
	 * @param list<int> $ids Existing attachments.
	 */
	public function alts( array $ids ): \stdClass {
		$alts = new \stdClass();
		foreach ( $ids as $id ) {
			$alts->{ (string) $id } = $this->meta->text( $id, AltTexts::KEY );
		}
		return $alts;
	}
}
