<?php
/**
 * Looks at products before the move.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Move;

use DevSkyy\Catalogue\BuiltIn\ProductData;
use DevSkyy\Catalogue\BuiltIn\Units;

/**
 * What WooCommerce would refuse, and what it will show in another way.
 *
 * @phpstan-import-type Piece from Source
 */
final class Findings {

	/**
	 * Takes its parts.
	 *
	 * @param Source      $source Reads the built-in product.
	 * @param ProductData $data   What is stored.
	 * @param Units       $units  The built-in catalogue's units.
	 */
	public function __construct( private readonly Source $source, private readonly ProductData $data, private readonly Units $units ) {}

	/**
	 * Looks at one product.
	 *
	 * @param int    $id     The product's id.
	 * @param Report $report Where findings go.
	 */
	public function look( int $id, Report $report ): void {
		$piece = $this->source->read( $id );
		$report->count( array() === $piece['variations'] ? 'simple' : 'variable' );
		$report->count( 'variations', count( $piece['variations'] ) );
		$report->count( 'trash', 'trash' === get_post_status( $id ) ? 1 : 0 );
		$this->skus( $id, $piece, $report );
		$this->money( $id, $piece, $report );
		$this->attributes( $id, $piece, $report );
		$files = array_filter( $piece['gallery'], static fn( int $one ): bool => null !== get_post( $one ) && ! wp_attachment_is_image( $one ) );
		if ( array() !== $files ) {
			$report->add( $this->note( 'gallery', __( 'WooCommerce\'s gallery shows pictures only; other files stay in the media library.', 'devskyy' ) ), $id );
		}
		$slug = $piece['post_name'];
		if ( '' !== $slug && post_type_exists( 'product' ) && wp_unique_post_slug( $slug, $id, (string) get_post_status( $id ), 'product', 0 ) !== $slug ) {
			$report->add( $this->note( 'address', __( 'A WooCommerce product has this address already, so the moved piece gets a new one.', 'devskyy' ) ), $id, $slug );
		}
	}

	/**
	 * Looks at the shop.
	 *
	 * @param Report $report Where findings go.
	 */
	public function look_at_all( Report $report ): void {
		if ( ! function_exists( 'get_woocommerce_currency' ) ) {
			return;
		}
		if ( get_woocommerce_currency() !== $this->units->currency() ) {
			$report->add(
				array(
					'code'    => 'currency',
					/* translators: 1, 2: currency codes. */
					'message' => sprintf( __( 'The pieces are priced in %1$s, WooCommerce is set to %2$s.', 'devskyy' ), $this->units->currency(), get_woocommerce_currency() ),
					'next'    => __( 'Agree below that WooCommerce takes over the pieces\' currency, or change one of the two first. Prices are never converted.', 'devskyy' ),
					'blocks'  => true,
				)
			);
		}
		if ( (string) get_option( 'woocommerce_weight_unit', 'kg' ) !== $this->units->weight() || (string) get_option( 'woocommerce_dimension_unit', 'cm' ) !== $this->units->length() ) {
			$report->add( $this->note( 'units', __( 'WooCommerce measures in other units; weights and sizes are converted.', 'devskyy' ) ) );
		}
		if ( 'yes' !== get_option( 'woocommerce_manage_stock', 'yes' ) ) {
			$report->add( $this->note( 'stock_off', __( 'Counting stock is switched off in WooCommerce: the counts are carried, but not used until you switch it on.', 'devskyy' ) ) );
		}
		if ( 'yes' === get_option( 'woocommerce_calc_taxes', 'no' ) ) {
			$report->add( $this->note( 'taxes', __( 'Prices are carried as they are; WooCommerce\'s tax settings say whether tax is within them.', 'devskyy' ) ) );
		}
	}

	/**
	 * WooCommerce allows each SKU once, variations included.
	 *
	 * @param int                 $id     The product's id.
	 * @param array<string,mixed> $piece  What it is.
	 * @param Report              $report Where findings go.
	 *
	 * @phpstan-param Piece $piece
	 */
	private function skus( int $id, array $piece, Report $report ): void {
		foreach ( array_filter( array( $piece['sku'], ...array_column( $piece['variations'], 'sku' ) ), static fn( string $sku ): bool => '' !== $sku ) as $sku ) {
			$other = function_exists( 'wc_get_product_id_by_sku' ) ? (int) wc_get_product_id_by_sku( $sku ) : 0;
			if ( 0 !== $other && (int) wp_get_post_parent_id( $other ) !== $id && $other !== $id ) {
				$report->add( $this->blocker( 'sku_taken', __( 'WooCommerce has products with the same SKU.', 'devskyy' ) ), $id, $sku );
			}
			if ( 0 !== $report->sku( $sku, $id ) ) {
				$report->add( $this->blocker( 'sku_double', __( 'Several pieces or variations have the same SKU; WooCommerce allows each SKU once.', 'devskyy' ) ), $id, $sku );
			}
		}
	}

	/**
	 * Prices and stock.
	 *
	 * @param int                 $id     The product's id.
	 * @param array<string,mixed> $piece  What it is.
	 * @param Report              $report Where findings go.
	 *
	 * @phpstan-param Piece $piece
	 */
	private function money( int $id, array $piece, Report $report ): void {
		$offers = array() === $piece['variations'] ? array( $piece ) : $piece['variations'];
		if ( array() !== array_filter( $offers, static fn( array $one ): bool => '' === $one['regular_price'] ) ) {
			$report->add( $this->note( 'no_price', __( 'Without a price WooCommerce shows a piece and does not sell it.', 'devskyy' ) ), $id );
		}
		if ( array() !== array_filter( $offers, static fn( array $one ): bool => str_contains( $one['stock'], '.' ) ) ) {
			$report->add( $this->note( 'stock_fraction', __( 'WooCommerce counts whole pieces: fractions of stock are dropped.', 'devskyy' ) ), $id );
		}
		if ( array() !== $piece['variations'] && '' !== $this->data->text( $id, ProductData::REGULAR_PRICE ) . $this->data->text( $id, ProductData::STOCK ) ) {
			$report->add( $this->note( 'own_price', __( 'Pieces with variations: price and stock stand at the variations; those of the piece itself were not used before and are not carried.', 'devskyy' ) ), $id );
		}
		$stored = array() === $piece['variations'] ? array(
			array(
				'regular_price' => $this->data->text( $id, ProductData::REGULAR_PRICE ),
				'sale_price'    => $this->data->text( $id, ProductData::SALE_PRICE ),
			),
		) : $this->data->variations( $id );
		foreach ( $stored as $index => $was ) {
			if ( '' !== $was['sale_price'] && '' === $offers[ $index ]['sale_price'] ) {
				$report->add( $this->note( 'sale_price', __( 'A reduced price that is not below the regular price is not carried; without a regular price it becomes the regular price.', 'devskyy' ) ), $id, $was['sale_price'] );
			}
		}
	}

	/**
	 * Attributes that change on the way.
	 *
	 * @param int                 $id     The product's id.
	 * @param array<string,mixed> $piece  What it is.
	 * @param Report              $report Where findings go.
	 *
	 * @phpstan-param Piece $piece
	 */
	private function attributes( int $id, array $piece, Report $report ): void {
		foreach ( $this->data->attributes( $id ) as $slug => $row ) {
			$slug = (string) $slug;
			$kept = $piece['attributes'][ $slug ] ?? null;
			$name = (string) ( $row['name'] ?? '' );
			if ( null === $kept ) {
				$report->add( $this->note( 'attribute_empty', __( 'Attributes without values are not carried.', 'devskyy' ) ), $id, $name );
			} elseif ( $kept['name'] !== $name ) {
				$report->add( $this->note( 'attribute_name', __( 'An attribute gets another name, so that it stays the same attribute for WooCommerce.', 'devskyy' ) ), $id, $name . ' → ' . $kept['name'] );
			}
			if ( str_contains( implode( '', array_filter( (array) ( $row['values'] ?? array() ), 'is_string' ) ), '|' ) ) {
				$report->add( $this->note( 'attribute_bar', __( 'WooCommerce separates values by "|"; within a value it becomes "/".', 'devskyy' ) ), $id, $name );
			}
		}
	}

	/**
	 * Something that will not be as it was.
	 *
	 * @param string $code    Its kind.
	 * @param string $message What.
	 * @return array{code:string,message:string,next:string,blocks:bool}
	 */
	private function note( string $code, string $message ): array {
		return array(
			'code'    => $code,
			'message' => $message,
			'next'    => '',
			'blocks'  => false,
		);
	}

	/**
	 * Something that stands in the way.
	 *
	 * @param string $code    Its kind.
	 * @param string $message What.
	 * @return array{code:string,message:string,next:string,blocks:bool}
	 */
	private function blocker( string $code, string $message ): array {
		return array(
			'code'    => $code,
			'message' => $message,
			'next'    => __( 'Give each its own SKU, or delete the one that is not needed, then look again.', 'devskyy' ),
			'blocks'  => true,
		);
	}
}
