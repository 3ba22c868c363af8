<?php
/**
 * Products of the built-in catalogue in the contract's shape.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Catalogue\BuiltIn;

use DevSkyy\Catalogue\Decimal;
use DevSkyy\Catalogue\Fields\FieldSet;
use DevSkyy\Catalogue\HandsOff;
use DevSkyy\Catalogue\Images;
use DevSkyy\Catalogue\Moments;
use WP_Post;

/**
 * Makes the shape from the post and its meta.
 */
final class ProductShape {

	/**
	 * Takes its helpers.
	 *
	 * @param ProductData $data       What is stored.
	 * @param Attributes  $attributes Their values.
	 * @param Images      $images     Pictures.
	 * @param Decimal     $decimal    Numbers.
	 * @param Moments     $moments    Times.
	 * @param HandsOff    $hands_off  The owner's mark.
	 * @param Units       $units      Currency and units.
	 */
	public function __construct(
		private readonly ProductData $data,
		private readonly Attributes $attributes,
		private readonly Images $images,
		private readonly Decimal $decimal,
		private readonly Moments $moments,
		private readonly HandsOff $hands_off,
		private readonly Units $units
	) {}

	/**
	 * The product's attachments: main picture, then gallery.
	 *
	 * @param int $id The product's id.
	 * @return list<int>
	 */
	public function image_ids( int $id ): array {
		return $this->images->existing( array( get_post_thumbnail_id( $id ), ...$this->data->gallery( $id ) ) );
	}

	/**
	 * The whole shape.
	 *
	 * @param WP_Post  $post   The product's post.
	 * @param FieldSet $fields Reads its fields.
	 * @return array<string,mixed>
	 */
	public function shape( WP_Post $post, FieldSet $fields ): array {
		$id     = $post->ID;
		$images = $this->image_ids( $id );
		$texts  = (array) $fields->read( $id, array( 'title', 'short_description', 'description', 'seo_title', 'seo_description', 'categories', 'tags' ) );
		return array_merge(
			array(
				'id'     => $id,
				'kind'   => 'product',
				'type'   => array() === $this->data->variations( $id ) ? 'simple' : 'variable',
				'status' => $post->post_status,
				'sku'    => $this->data->text( $id, ProductData::SKU ),
				'url'    => (string) get_permalink( $id ),
			),
			$texts,
			$this->attribute_part( $id ),
			$this->money_part( $id ),
			array(
				'weight'      => $this->data->text( $id, ProductData::WEIGHT ),
				'weight_unit' => $this->units->weight(),
				'dimensions'  => array(
					'length' => $this->data->text( $id, ProductData::LENGTH ),
					'width'  => $this->data->text( $id, ProductData::WIDTH ),
					'height' => $this->data->text( $id, ProductData::HEIGHT ),
					'unit'   => $this->units->length(),
				),
				'images'      => $this->images->shape( $images ),
				'image_alt'   => $this->images->alts( $images ),
				'variations'  => array_map( $this->variation( ... ), $this->data->variations( $id ) ),
				'hands_off'   => $this->hands_off->marked( $id ),
				'created'     => $this->moments->created( $post ),
				'modified'    => $this->moments->modified( $post ),
			)
		);
	}

	/**
	 * `attributes`, their names, and those that make variations.
	 *
	 * @param int $id The product's id.
	 * @return array<string,mixed>
	 */
	private function attribute_part( int $id ): array {
		$values    = new \stdClass();
		$names     = new \stdClass();
		$variation = array();
		foreach ( $this->data->attributes( $id ) as $slug => $row ) {
			$slug            = (string) $slug;
			$values->{$slug} = $this->attributes->values( $row );
			$names->{$slug}  = (string) ( $row['name'] ?? $slug );
			if ( ! empty( $row['variation'] ) ) {
				$variation[] = $slug;
			}
		}
		return array(
			'attributes'           => $values,
			'attribute_names'      => $names,
			'variation_attributes' => $variation,
		);
	}

	/**
	 * Prices and stock. A product with variations has theirs: the lowest price, and stock while any has some.
	 *
	 * @param int $id The product's id.
	 * @return array<string,mixed>
	 */
	private function money_part( int $id ): array {
		$variations = $this->data->variations( $id );
		$regular    = $this->data->text( $id, ProductData::REGULAR_PRICE );
		$sale       = $this->data->text( $id, ProductData::SALE_PRICE );
		$own        = array() === $variations;
		$prices     = array_filter( array_map( fn( array $one ): ?string => $this->data->effective( $one['regular_price'], $one['sale_price'] ), $variations ), 'is_string' );
		usort( $prices, static fn( string $one, string $other ): int => (float) $one <=> (float) $other );
		$stock  = $this->data->text( $id, ProductData::STOCK );
		$states = array_map( fn( array $one ): string => $this->stock_status( $one['stock'], '' ), $variations );
		return array(
			'currency'       => $this->units->currency(),
			'regular_price'  => $own ? $this->decimal->price( $regular ) : null,
			'sale_price'     => $own ? $this->decimal->price( $sale ) : null,
			'price'          => $own ? $this->data->effective( $regular, $sale ) : ( $prices[0] ?? null ),
			'stock_status'   => $own ? $this->stock_status( $stock, $this->data->text( $id, ProductData::STOCK_STATUS ) ) : ( in_array( 'instock', $states, true ) ? 'instock' : 'outofstock' ),
			'stock_quantity' => $own ? $this->decimal->quantity( $stock ) : null,
		);
	}

	/**
	 * One of the shape's `variations`.
	 *
	 * @param array{id:int,sku:string,attributes:array<string,string>,regular_price:string,sale_price:string,stock:string} $one As stored.
	 * @return array<string,mixed>
	 */
	private function variation( array $one ): array {
		return array(
			'id'             => $one['id'],
			'sku'            => $one['sku'],
			'attributes'     => (object) $one['attributes'],
			'regular_price'  => $this->decimal->price( $one['regular_price'] ),
			'sale_price'     => $this->decimal->price( $one['sale_price'] ),
			'stock_status'   => $this->stock_status( $one['stock'], '' ),
			'stock_quantity' => $this->decimal->quantity( $one['stock'] ),
		);
	}

	/**
	 * By the count where pieces are counted, else as the owner said; in stock when nobody said.
	 *
	 * @param string $stock  Stored count; "" when not counted.
	 * @param string $stored Stored status.
	 */
	private function stock_status( string $stock, string $stored ): string {
		if ( is_numeric( $stock ) ) {
			return (float) $stock > 0 ? 'instock' : 'outofstock';
		}
		return in_array( $stored, array( 'outofstock', 'onbackorder' ), true ) ? $stored : 'instock';
	}
}
