<?php
/**
 * Products of whichever catalogue is active, made the way a shop makes them.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Tests\Fakes;

use DevSkyy\Catalogue\BuiltIn\PostType;
use DevSkyy\Catalogue\Catalogue;
use WC_Product_Attribute;
use WC_Product_Simple;

final class RealProducts {

	public function __construct( private readonly Catalogue $catalogue ) {}

	/**
	 * A published product; the texts are stored byte for byte.
	 *
	 * @param array{title:string,description:string,short_description:string,tags:list<string>} $product
	 */
	public function make( array $product ): int {
		$id = 'woocommerce' === $this->catalogue->type() ? $this->woocommerce() : $this->built_in();
		$this->store( $id, $product );
		$tags = 'woocommerce' === $this->catalogue->type() ? 'product_tag' : PostType::TAG;
		wp_set_object_terms( $id, $product['tags'], $tags );
		$this->picture( $id );
		clean_post_cache( $id );
		return $id;
	}

	/** Puts bytes into the post's row, past every filter. */
	public function store( int $id, array $product ): void {
		global $wpdb;
		$wpdb->update(
			$wpdb->posts,
			array(
				'post_title'   => $product['title'],
				'post_content' => $product['description'],
				'post_excerpt' => $product['short_description'],
			),
			array( 'ID' => $id )
		);
		clean_post_cache( $id );
	}

	/**
	 * The post's row, its meta and its terms, as stored; without what a save touches by design.
	 *
	 * @return array<string,mixed>
	 */
	public function bytes( int $id ): array {
		global $wpdb;
		$row = $wpdb->get_row( $wpdb->prepare( "SELECT * FROM {$wpdb->posts} WHERE ID = %d", $id ), ARRAY_A );
		unset( $row['post_modified'], $row['post_modified_gmt'] );
		$ids = array( $id, ...array_map( 'intval', $wpdb->get_col( $wpdb->prepare( "SELECT ID FROM {$wpdb->posts} WHERE post_parent = %d AND post_type = 'attachment'", $id ) ) ) );
		return array(
			'row'   => $row,
			'meta'  => $wpdb->get_results( 'SELECT post_id, meta_key, meta_value FROM ' . $wpdb->postmeta . ' WHERE post_id IN (' . implode( ',', $ids ) . ") AND meta_key NOT IN ('_edit_last', '_edit_lock') ORDER BY post_id, meta_key, meta_value", ARRAY_A ), // phpcs:ignore
			'terms' => $wpdb->get_col( $wpdb->prepare( "SELECT term_taxonomy_id FROM {$wpdb->term_relationships} WHERE object_id = %d ORDER BY term_taxonomy_id", $id ) ),
		);
	}

	/** Every trace of a product. */
	public function remove( int $id ): void {
		foreach ( get_attached_media( '', $id ) as $picture ) {
			wp_delete_post( $picture->ID, true );
		}
		wp_delete_post( $id, true );
	}

	private function built_in(): int {
		$id = (int) wp_insert_post(
			array(
				'post_type'   => PostType::NAME,
				'post_status' => 'publish',
				'post_title'  => 'Product',
			)
		);
		update_post_meta( $id, '_devskyy_sku', 'REAL-' . $id );
		return $id;
	}

	private function woocommerce(): int {
		$product = new WC_Product_Simple();
		$product->set_name( 'Product' );
		$product->set_status( 'publish' );
		$product->set_regular_price( '10' );
		$attribute = new WC_Product_Attribute();
		$attribute->set_name( 'Fit' );
		$attribute->set_options( array( 'Loose' ) );
		$product->set_attributes( array( $attribute ) );
		$id = $product->save();
		$product->set_sku( 'REAL-' . $id );
		$product->save();
		return $id;
	}

	private function picture( int $id ): void {
		$picture = (int) wp_insert_post(
			array(
				'post_type'      => 'attachment',
				'post_status'    => 'inherit',
				'post_parent'    => $id,
				'post_mime_type' => 'image/png',
				'guid'           => home_url( '/picture-' . $id . '.png' ),
			)
		);
		update_post_meta( $picture, '_wp_attached_file', 'picture-' . $id . '.png' );
		update_post_meta( $picture, '_wp_attachment_image_alt', 'A dress & a hat' );
		set_post_thumbnail( $id, $picture );
	}
}
