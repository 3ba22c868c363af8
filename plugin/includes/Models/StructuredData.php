<?php
/**
 * What search engines read of 3D models.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Models;

use DevSkyy\Catalogue\BuiltIn\PostType;
use WC_Product;

/**
 * Tells of a product's published models as schema.org's `3DModel` (subjectOf of the Product): in WooCommerce's own data of the product, and for
 * the built-in catalogue, which prints none, in a script of its own.
 */
final class StructuredData {

	/**
	 * Takes the models.
	 *
	 * @param ModelStore $models The table.
	 */
	public function __construct( private readonly ModelStore $models ) {}

	/** Hangs on WooCommerce's data and on the page's head. */
	public function register(): void {
		add_filter( 'woocommerce_structured_data_product', $this->woocommerce( ... ), 20, 2 );
		add_action( 'wp_head', $this->built_in( ... ), 30 );
	}

	/**
	 * WooCommerce's data with the models of the product and its variations.
	 *
	 * @param mixed $data    The data so far.
	 * @param mixed $product The product.
	 */
	public function woocommerce( mixed $data, mixed $product ): mixed {
		if ( ! is_array( $data ) || ! $product instanceof WC_Product ) {
			return $data;
		}
		$models = $this->of( array_values( array( $product->get_id(), ...array_map( 'intval', $product->get_children() ) ) ) );
		if ( array() === $models ) {
			return $data;
		}
		$before            = (array) ( $data['subjectOf'] ?? array() );
		$all               = array_merge( array() === $before || array_is_list( $before ) ? $before : array( $before ), $models );
		$data['subjectOf'] = 1 === count( $all ) ? $all[0] : $all;
		return $data;
	}

	/** On the page of a piece of the built-in catalogue. */
	public function built_in(): void {
		if ( ! is_singular( PostType::NAME ) ) {
			return;
		}
		$id     = (int) get_queried_object_id();
		$models = $this->of( array( $id ) );
		if ( array() === $models ) {
			return;
		}
		$data  = array(
			'@context'  => 'https://schema.org/',
			'@type'     => 'Product',
			'@id'       => get_permalink( $id ) . '#product',
			'name'      => html_entity_decode( get_the_title( $id ), ENT_QUOTES | ENT_HTML5, 'UTF-8' ),
			'url'       => get_permalink( $id ),
			'subjectOf' => $models[0],
		);
		$image = get_the_post_thumbnail_url( $id, 'full' );
		if ( is_string( $image ) && '' !== $image ) {
			$data['image'] = $image;
		}
		printf( '<script type="application/ld+json">%s</script>' . "\n", wp_json_encode( $data, JSON_HEX_TAG | JSON_HEX_AMP | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE ) ); // phpcs:ignore WordPress.Security.EscapeOutput -- JSON without < and >.
	}

	/**
	 * The published models of products, each once.
	 *
	 * @param list<int> $products Post ids.
	 * @return list<array<string,mixed>>
	 */
	private function of( array $products ): array {
		$models = array();
		foreach ( $this->models->of_products( $products ) as $shown ) {
			$models[ $shown['model']->id ] = $this->model( $shown['model'] );
		}
		return array_values( $models );
	}

	/**
	 * One model.
	 *
	 * @param PublishedModel $model The model.
	 * @return array<string,mixed>
	 */
	private function model( PublishedModel $model ): array {
		$files  = array_filter( array( $model->viewer(), $model->usdz() ) );
		$poster = $model->poster();
		return array(
			'@type'    => '3DModel',
			'name'     => $model->title,
			'encoding' => array_values(
				array_map(
					static fn( array $file ): array => array(
						'@type'          => 'MediaObject',
						'contentUrl'     => $file['url'],
						'encodingFormat' => $file['media'],
						'contentSize'    => (string) $file['bytes'],
					),
					$files
				)
			),
		) + ( null === $poster ? array() : array(
			'thumbnailUrl' => $poster['url'],
			'image'        => $poster['url'],
		) );
	}
}
