<?php
/**
 * A picture with places that lead to products.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Models;

/**
 * Prints the lookbook's picture. Where scripts do not run, its cards are a numbered list below it.
 *
 * @phpstan-type Spot array{x:float,y:float,label:string,text:string,product:int}
 */
final class LookMarkup {

	/**
	 * Takes its parts.
	 *
	 * @param ProductCards $cards  Products as cards.
	 * @param ViewerAssets $assets Scripts and styles.
	 */
	public function __construct( private readonly ProductCards $cards, private readonly ViewerAssets $assets ) {}

	/**
	 * The figure; '' without a picture.
	 *
	 * @param BlockSettings $settings   What the block stores.
	 * @param string        $attributes Of the figure, escaped.
	 */
	public function figure( BlockSettings $settings, string $attributes ): string {
		$alt     = $settings->text( 'alt' );
		$picture = wp_get_attachment_image( (int) $settings->text( 'image' ), 'full', false, '' === $alt ? array() : array( 'alt' => $alt ) );
		if ( '' === $picture ) {
			return '';
		}
		$this->assets->enqueue_look();
		$dots  = '';
		$items = '';
		foreach ( $this->spots( $settings ) as $index => $spot ) {
			$id     = wp_unique_id( 'devskyy-look-' );
			$number = number_format_i18n( $index + 1 );
			$place  = sprintf( '%.1F%%', $spot['x'] );
			$height = sprintf( '%.1F%%', $spot['y'] );
			$dots  .= sprintf(
				'<button type="button" class="devskyy-look__dot" style="left:%s;top:%s" aria-expanded="false" aria-controls="%s" aria-label="%s">%s</button>',
				$place,
				$height,
				esc_attr( $id ),
				esc_attr( $this->name( $spot, $number ) ),
				esc_html( $number )
			);
			$items .= sprintf(
				'<li id="%s" class="devskyy-card devskyy-look__card is-%s" style="--x:%s;--y:%s">%s</li>',
				esc_attr( $id ),
				$spot['y'] > 55 ? 'above' : 'below',
				$place,
				$height,
				$this->cards->inside( $spot['label'], $spot['text'], $spot['product'] )
			);
		}
		$caption = wp_kses_data( $settings->text( 'caption' ) );
		return "<figure {$attributes}><div class=\"devskyy-look__stage\"><div class=\"devskyy-look__picture\">{$picture}{$dots}</div>"
			. ( '' === $items ? '' : '<ol class="devskyy-look__list">' . $items . '</ol>' ) . '</div>'
			. ( '' === $caption ? '' : '<figcaption class="wp-element-caption">' . $caption . '</figcaption>' ) . '</figure>';
	}

	/**
	 * What a dot is called: as its owner named it, as its product is, else by its number.
	 *
	 * @param array  $spot   The place.
	 * @param string $number Its number.
	 *
	 * @phpstan-param Spot $spot
	 */
	private function name( array $spot, string $number ): string {
		$card = $this->cards->card( $spot['product'] );
		$name = '' === $spot['label'] ? ( $card['title'] ?? '' ) : $spot['label'];
		/* translators: 1: number of a place in a picture, 2: what is there. */
		return '' === $name ? $number : sprintf( __( '%1$s: %2$s', 'devskyy' ), $number, $name );
	}

	/**
	 * The places, inside the picture; those that would open an empty card are left out.
	 *
	 * @param BlockSettings $settings What the block stores.
	 * @return list<array>
	 *
	 * @phpstan-return list<Spot>
	 */
	private function spots( BlockSettings $settings ): array {
		$spots = array();
		foreach ( array_slice( $settings->rows( 'hotspots' ), 0, 30 ) as $row ) {
			$one  = new BlockSettings( $row );
			$spot = array(
				'x'       => min( 100.0, max( 0.0, (float) $one->text( 'x' ) ) ),
				'y'       => min( 100.0, max( 0.0, (float) $one->text( 'y' ) ) ),
				'label'   => $one->text( 'label' ),
				'text'    => $one->text( 'text' ),
				'product' => (int) $one->text( 'product' ),
			);
			if ( '' !== $spot['label'] || '' !== $spot['text'] || null !== $this->cards->card( $spot['product'] ) ) {
				$spots[] = $spot;
			}
		}
		return $spots;
	}
}
