<?php
/**
 * Products as small cards.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Models;

use DevSkyy\Catalogue\BuiltIn\View;
use DevSkyy\Catalogue\Catalogue;

/**
 * Title, price and link of a product, read when the page is made: a price is never stored in a block.
 *
 * @phpstan-type Card array{title:string,url:string,price:string,image:int}
 */
final class ProductCards {

	/** Those that this request has read already.
	 *
	 * @var array<int,Card|null>
	 */
	private array $read = array();

	/**
	 * Takes its parts.
	 *
	 * @param Catalogue $catalogue Reads products.
	 * @param View      $view      Words of a price.
	 */
	public function __construct( private readonly Catalogue $catalogue, private readonly View $view ) {}

	/**
	 * A published product's card; null when visitors cannot see it. The price is HTML that is safe to print.
	 *
	 * @param int $id The product's id.
	 * @return Card|null
	 */
	public function card( int $id ): ?array {
		if ( ! array_key_exists( $id, $this->read ) ) {
			$this->read[ $id ] = $id > 0 && 'publish' === get_post_status( $id ) && $this->catalogue->available() ? $this->make( $id ) : null;
		}
		return $this->read[ $id ];
	}

	/**
	 * Prints a card's inside: title as a link, price, and what else is said.
	 *
	 * @param string $label Its name where there is no product.
	 * @param string $text  What the owner wrote.
	 * @param int    $id    The product; 0: none.
	 */
	public function inside( string $label, string $text, int $id ): string {
		$card = $this->card( $id );
		$html = '';
		if ( null !== $card ) {
			$html .= sprintf( '<a class="devskyy-card__title" href="%s">%s</a>', esc_url( $card['url'] ), esc_html( $card['title'] ) );
			$html .= '' === $card['price'] ? '' : sprintf( '<span class="devskyy-card__price">%s</span>', $card['price'] );
		} elseif ( '' !== $label ) {
			$html .= sprintf( '<strong class="devskyy-card__title">%s</strong>', esc_html( $label ) );
		}
		return $html . ( '' === $text ? '' : sprintf( '<span class="devskyy-card__text">%s</span>', esc_html( $text ) ) );
	}

	/**
	 * Reads one.
	 *
	 * @param int $id The product's id.
	 * @return Card|null
	 */
	private function make( int $id ): ?array {
		$product = $this->catalogue->find( $id );
		if ( null === $product ) {
			return null;
		}
		return array(
			'title' => (string) $product['title'],
			'url'   => (string) $product['url'],
			'price' => $this->price( $id, $product ),
			'image' => (int) ( $product['images'][0]['id'] ?? 0 ),
		);
	}

	/**
	 * The price, as the shop itself says it.
	 *
	 * @param int                 $id      The product's id.
	 * @param array<string,mixed> $product Its shape.
	 */
	private function price( int $id, array $product ): string {
		$sold = 'woocommerce' === $this->catalogue->type() && function_exists( 'wc_get_product' ) ? wc_get_product( $id ) : null;
		if ( $sold instanceof \WC_Product ) {
			return wp_kses_post( $sold->get_price_html() );
		}
		$price = $this->view->price( $product );
		return ( '' === $price['was'] ? '' : '<del>' . esc_html( $price['was'] ) . '</del> ' ) . esc_html( $price['now'] );
	}
}
