<?php
/**
 * Imports pieces into the built-in catalogue.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Catalogue\BuiltIn;

use DevSkyy\Catalogue\HandsOff;
use DevSkyy\Catalogue\Pictures;
use WP_Error;

/**
 * Makes products of pieces such as the sample shop's (service/launcher/sample/catalogue/types.ts). A piece whose SKU is
 * there already is left as it is, so an import that was cut off can be run again.
 */
final class Importer {

	/**
	 * Takes its helpers.
	 *
	 * @param ProductData $data      What is stored.
	 * @param HandsOff    $hands_off The owner's mark.
	 * @param Pictures    $pictures  Puts files into the media library.
	 */
	public function __construct( private readonly ProductData $data, private readonly HandsOff $hands_off, private readonly Pictures $pictures ) {}

	/**
	 * Imports one piece.
	 *
	 * @param array<string,mixed> $piece The piece.
	 * @param int                 $order Its place in the shop's list.
	 * @return array{id:int,made:bool}|WP_Error
	 */
	public function import( array $piece, int $order = 0 ): array|WP_Error {
		$known = $this->data->id_by_sku( (string) $piece['sku'] );
		if ( 0 !== $known && 'publish' === get_post_status( $known ) ) {
			return array(
				'id'   => $known,
				'made' => false,
			);
		}
		$post = array(
			'post_type'    => PostType::NAME,
			'post_status'  => 'draft',
			'post_name'    => (string) $piece['slug'],
			'post_title'   => wp_slash( (string) $piece['title'] ),
			'post_excerpt' => wp_slash( (string) $piece['short_description'] ),
			'post_content' => wp_slash( (string) $piece['description'] ),
			'menu_order'   => $order,
			'post_date'    => (string) wp_date( 'Y-m-d H:i:s', time() - $order * HOUR_IN_SECONDS ),
		);
		$id   = 0 === $known ? wp_insert_post( $post, true ) : $known;
		if ( is_wp_error( $id ) ) {
			return $id;
		}
		$this->facts( $id, $piece );
		$this->terms( $id, $piece );
		$images = $this->pictures->attach( $id, array_values( (array) $piece['pictures'] ) );
		if ( is_wp_error( $images ) ) {
			return $images;
		}
		if ( array() !== $images ) {
			set_post_thumbnail( $id, $images[0] );
			$this->data->set_gallery( $id, array_slice( $images, 1 ) );
		}
		// Published last: a piece is either whole in the shop or made again by the next import.
		$shown = wp_update_post(
			array(
				'ID'          => $id,
				'post_status' => 'publish',
				'post_name'   => (string) $piece['slug'],
				'edit_date'   => true,
				'post_date'   => $post['post_date'],
			),
			true
		);
		return is_wp_error( $shown ) ? $shown : array(
			'id'   => $id,
			'made' => true,
		);
	}

	/**
	 * Prices, stock, attributes, variations and the mark.
	 *
	 * @param int                 $id    The product's id.
	 * @param array<string,mixed> $piece The piece.
	 */
	private function facts( int $id, array $piece ): void {
		$this->data->set_text( $id, ProductData::SKU, (string) $piece['sku'] );
		$this->data->set_text( $id, ProductData::REGULAR_PRICE, (string) $piece['regular_price'] );
		$this->data->set_text( $id, ProductData::SALE_PRICE, (string) $piece['sale_price'] );
		$this->data->set_text( $id, ProductData::STOCK, (string) ( $piece['stock'] ?? '' ) );
		$this->data->set_text( $id, ProductData::WEIGHT, (string) $piece['weight'] );
		$attributes = array();
		foreach ( (array) $piece['attributes'] as $attribute ) {
			$attributes[ sanitize_title( (string) $attribute['name'] ) ] = array(
				'name'      => (string) $attribute['name'],
				'values'    => array_map( 'strval', (array) $attribute['values'] ),
				'variation' => ! empty( $attribute['variation'] ),
			);
		}
		$this->data->set_attributes( $id, $attributes );
		$variations = array();
		foreach ( (array) $piece['variations'] as $one ) {
			$values = array();
			foreach ( (array) $one['attributes'] as $name => $value ) {
				$values[ sanitize_title( (string) $name ) ] = (string) $value;
			}
			$variations[] = array(
				'sku'           => (string) $one['sku'],
				'attributes'    => $values,
				'regular_price' => (string) $one['regular_price'],
				'sale_price'    => (string) $one['sale_price'],
				'stock'         => (string) ( $one['stock'] ?? '' ),
			);
		}
		$this->data->set_variations( $id, $variations );
		$this->hands_off->mark( $id, ! empty( $piece['handsOff'] ) );
	}

	/**
	 * Categories (each path from the top) and tags.
	 *
	 * @param int                 $id    The product's id.
	 * @param array<string,mixed> $piece The piece.
	 */
	private function terms( int $id, array $piece ): void {
		$ids = array();
		foreach ( (array) $piece['categories'] as $path ) {
			$parent = 0;
			foreach ( (array) $path as $name ) {
				$found  = term_exists( (string) $name, PostType::CATEGORY, $parent );
				$made   = is_array( $found ) ? $found : wp_insert_term( wp_slash( (string) $name ), PostType::CATEGORY, array( 'parent' => max( 0, $parent ) ) );
				$parent = is_wp_error( $made ) ? (int) $made->get_error_data( 'term_exists' ) : (int) $made['term_id'];
				$ids[]  = $parent;
			}
		}
		wp_set_object_terms( $id, array_values( array_unique( array_filter( $ids ) ) ), PostType::CATEGORY );
		wp_set_object_terms( $id, array_map( 'strval', (array) $piece['tags'] ), PostType::TAG );
	}
}
