<?php
/**
 * What the product blocks share.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Catalogue\BuiltIn;

use WP_Term;

/**
 * Turns a product of the contract's shape into the words of its page.
 */
final class View {

	public const ENQUIRY_EMAIL = 'devskyy_enquiry_email';

	/**
	 * Takes its helpers.
	 *
	 * @param Units       $units    Currency and units.
	 * @param ProductData $data     Knows which price counts.
	 * @param string      $type     The products' post type.
	 * @param string      $taxonomy Their categories.
	 */
	public function __construct(
		private readonly Units $units,
		private readonly ProductData $data,
		private readonly string $type = PostType::NAME,
		private readonly string $taxonomy = PostType::CATEGORY
	) {}

	/**
	 * Whether the product, or one of its variations, costs less than usual.
	 *
	 * @param array<string,mixed> $product The product.
	 */
	public function on_sale( array $product ): bool {
		foreach ( $this->offers( $product ) as $offer ) {
			if ( null !== $offer['sale_price'] && null !== $offer['regular_price'] && (float) $offer['sale_price'] < (float) $offer['regular_price'] ) {
				return true;
			}
		}
		return false;
	}

	/**
	 * The price in words: `now`, and `was` when it is reduced; "" where there is none.
	 *
	 * @param array<string,mixed> $product The product.
	 * @return array{now:string,was:string}
	 */
	public function price( array $product ): array {
		$lowest = null;
		$most   = 0.0;
		foreach ( $this->offers( $product ) as $offer ) {
			$price = $this->data->effective( (string) $offer['regular_price'], (string) $offer['sale_price'] );
			if ( null === $price ) {
				continue;
			}
			$most = max( $most, (float) $price );
			if ( null === $lowest || (float) $price < (float) $lowest['now'] ) {
				$lowest = array(
					'now' => $price,
					'was' => null !== $offer['regular_price'] && (float) $offer['regular_price'] > (float) $price ? $offer['regular_price'] : '',
				);
			}
		}
		if ( null === $lowest ) {
			return array(
				'now' => '',
				'was' => '',
			);
		}
		$now = $this->units->money( $lowest['now'], $product['currency'] );
		/* translators: %s: the lowest price. */
		$now = $most > (float) $lowest['now'] ? sprintf( __( 'From %s', 'devskyy' ), $now ) : $now;
		return array(
			'now' => $now,
			'was' => '' === $lowest['was'] ? '' : $this->units->money( $lowest['was'], $product['currency'] ),
		);
	}

	/**
	 * The choices that a visitor has, each value with whether any variation of it is there.
	 *
	 * @param array<string,mixed> $product The product.
	 * @return list<array{name:string,values:list<array{name:string,available:bool}>}>
	 */
	public function options( array $product ): array {
		$options = array();
		foreach ( $product['variation_attributes'] as $slug ) {
			$values = array();
			foreach ( (array) ( $product['attributes']->{$slug} ?? array() ) as $value ) {
				$values[] = array(
					'name'      => $value,
					'available' => $this->available( $product, $slug, $value ),
				);
			}
			$options[] = array(
				'name'   => (string) ( $product['attribute_names']->{$slug} ?? $slug ),
				'values' => $values,
			);
		}
		return $options;
	}

	/**
	 * The stock in words.
	 *
	 * @param array<string,mixed> $product The product.
	 */
	public function stock( array $product ): string {
		return match ( $product['stock_status'] ) {
			'outofstock'  => __( 'Sold out', 'devskyy' ),
			'onbackorder' => __( 'Available to order', 'devskyy' ),
			default       => __( 'In stock', 'devskyy' ),
		};
	}

	/**
	 * The table of details: name → value.
	 *
	 * @param array<string,mixed> $product The product.
	 * @return array<string,string>
	 */
	public function details( array $product ): array {
		$rows = array();
		foreach ( get_object_vars( $product['attributes'] ) as $slug => $values ) {
			if ( ! in_array( (string) $slug, $product['variation_attributes'], true ) && array() !== $values ) {
				$rows[ (string) ( $product['attribute_names']->{$slug} ?? $slug ) ] = implode( ', ', $values );
			}
		}
		$size = $product['dimensions'];
		$size = array_filter( array( $size['length'], $size['width'], $size['height'] ), static fn( string $one ): bool => '' !== $one );
		if ( '' !== $product['weight'] ) {
			$rows[ __( 'Weight', 'devskyy' ) ] = $this->number( $product['weight'] ) . ' ' . $product['weight_unit'];
		}
		if ( array() !== $size ) {
			$rows[ __( 'Measures', 'devskyy' ) ] = implode( ' × ', array_map( $this->number( ... ), $size ) ) . ' ' . $product['dimensions']['unit'];
		}
		return $rows;
	}

	/**
	 * The address of a letter about the product; "" when the shop has no e-mail address.
	 *
	 * @param array<string,mixed> $product The product.
	 */
	public function enquiry( array $product ): string {
		$email = (string) get_option( self::ENQUIRY_EMAIL, '' );
		$email = is_email( $email ) ? $email : (string) get_option( 'admin_email', '' );
		if ( ! is_email( $email ) ) {
			return '';
		}
		$subject = '' === $product['sku'] ? $product['title'] : $product['title'] . ' (' . $product['sku'] . ')';
		return 'mailto:' . $email . '?subject=' . rawurlencode( wp_specialchars_decode( $subject, ENT_QUOTES ) ) . '&body=' . rawurlencode( $product['url'] );
	}

	/**
	 * The way to all products and to each category: those at the top, or, where they have some, those below.
	 *
	 * @return list<array{name:string,url:string,current:bool}>
	 */
	public function categories(): array {
		$terms = get_terms(
			array(
				'taxonomy'   => $this->taxonomy,
				'hide_empty' => true,
				'parent'     => 0,
			)
		);
		$here  = get_queried_object();
		$here  = $here instanceof WP_Term && $this->taxonomy === $here->taxonomy ? array( $here->term_id, ...get_ancestors( $here->term_id, $this->taxonomy, 'taxonomy' ) ) : array();
		$links = array(
			array(
				'name'    => __( 'All', 'devskyy' ),
				'url'     => (string) get_post_type_archive_link( $this->type ),
				'current' => is_post_type_archive( $this->type ),
			),
		);
		foreach ( is_array( $terms ) ? $terms : array() as $term ) {
			$address = get_term_link( $term );
			$links[] = array(
				'name'    => wp_specialchars_decode( $term->name, ENT_QUOTES ),
				'url'     => is_string( $address ) ? $address : '',
				'current' => in_array( $term->term_id, $here, true ),
			);
		}
		return $links;
	}

	/**
	 * What has a price: the variations, or the product itself.
	 *
	 * @param array<string,mixed> $product The product.
	 * @return list<array<string,mixed>>
	 */
	private function offers( array $product ): array {
		return array() === $product['variations'] ? array( $product ) : $product['variations'];
	}

	/**
	 * Whether a variation with the value can be had.
	 *
	 * @param array<string,mixed> $product The product.
	 * @param string              $slug    The attribute.
	 * @param string              $value   The value.
	 */
	private function available( array $product, string $slug, string $value ): bool {
		foreach ( $product['variations'] as $variation ) {
			$has = (string) ( $variation['attributes']->{$slug} ?? '' );
			if ( 'outofstock' !== $variation['stock_status'] && ( '' === $has || $has === $value ) ) {
				return true;
			}
		}
		return array() === $product['variations'];
	}

	/**
	 * A stored measure in the site's language.
	 *
	 * @param string $stored E.g. "0.38".
	 */
	private function number( string $stored ): string {
		$dot = strpos( $stored, '.' );
		return is_numeric( $stored ) ? number_format_i18n( (float) $stored, false === $dot ? 0 : strlen( rtrim( substr( $stored, $dot + 1 ), '0' ) ) ) : $stored;
	}
}
