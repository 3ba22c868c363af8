<?php
/**
 * The figure that shows a 3D model.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Models;

/**
 * Prints the figure of the blocks and of product pages: a picture with its size, real buttons, and what the view script
 * (blocks/model-viewer/view.ts) needs to bring it to life. Without that script picture, links and cards remain.
 *
 * @phpstan-type Hotspot array{position:string,normal:string,label:string,text:string,product:int}
 * @phpstan-type Outfit array{model:PublishedModel,label:string,product:int}
 * @phpstan-type Settings array{load?:string,variant?:string,orbit?:string,target?:string,fov?:string,rotate?:bool,clip?:string,hotspots?:list<Hotspot>,alt?:string,caption?:string,dimensions?:bool,priority?:bool,attributes?:string,variations?:array<int,array{at:int,variant:string}>}
 */
final class ViewerMarkup {

	/** Figures that this request has printed: names of radio groups and ids of cards must differ.
	 *
	 * @var int
	 */
	private int $printed = 0;

	/**
	 * Takes its parts.
	 *
	 * @param ViewerAssets $assets Scripts and styles.
	 * @param ProductCards $cards  Products of hotspots.
	 */
	public function __construct( private readonly ViewerAssets $assets, private readonly ProductCards $cards ) {}

	/**
	 * A figure of one model.
	 *
	 * @param PublishedModel $model    The model.
	 * @param array          $settings What the block's author chose.
	 *
	 * @phpstan-param Settings $settings
	 */
	public function figure( PublishedModel $model, array $settings = array() ): string {
		return $this->outfits(
			array(
				array(
					'model'   => $model,
					'label'   => $model->title,
					'product' => 0,
				),
			),
			$settings
		);
	}

	/**
	 * A figure of one or more models, which take turns.
	 *
	 * @param list<array> $outfits  The models; the first is shown first.
	 * @param array       $settings What the block's author chose.
	 *
	 * @phpstan-param non-empty-list<Outfit> $outfits
	 * @phpstan-param Settings $settings
	 */
	public function outfits( array $outfits, array $settings = array() ): string {
		++$this->printed;
		$this->assets->enqueue();
		$model   = $outfits[0]['model'];
		$data    = new ViewerData( $settings, 'devskyy-card-' . $this->printed );
		$variant = $data->variant( $model );
		$html    = sprintf(
			'<figure %s data-devskyy-viewer="%s"%s>',
			$settings['attributes'] ?? 'class="devskyy-viewer"',
			esc_attr( (string) wp_json_encode( $data->all( $outfits ), JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE ) ),
			isset( $settings['variations'] ) ? sprintf( ' data-variations="%s"', esc_attr( (string) wp_json_encode( (object) $settings['variations'] ) ) ) : ''
		);
		$html   .= $this->stage( $model, $variant, $data->alt( $model ), ! empty( $settings['priority'] ) );
		$html   .= count( $outfits ) > 1 && ! isset( $settings['variations'] ) ? $this->choices( $outfits ) : $this->variants( $model, $variant );
		$html   .= $this->hotspots( $data );
		$html   .= $this->plain( $model, $variant );
		return $html . $this->caption( $model, $settings ) . '</figure>';
	}

	/**
	 * Picture and buttons.
	 *
	 * @param PublishedModel $model    The model.
	 * @param string         $variant  The colourway; '': as it comes.
	 * @param string         $alt      What it shows.
	 * @param bool           $priority Whether it is the first picture of its page.
	 */
	private function stage( PublishedModel $model, string $variant, string $alt, bool $priority ): string {
		$poster = $model->poster( '' === $variant ? null : $variant );
		$width  = $poster['width'] ?? 1;
		$height = $poster['height'] ?? 1;
		$html   = sprintf( '<div class="devskyy-viewer__stage" style="aspect-ratio:%d/%d">', $width, $height );
		$html  .= null === $poster
			? sprintf( '<img class="devskyy-viewer__poster" alt="%s" width="1" height="1" hidden><span class="devskyy-viewer__none">%s</span>', esc_attr( $alt ), esc_html( $alt ) )
			: sprintf(
				'<img class="devskyy-viewer__poster" src="%s" alt="%s" width="%d" height="%d" decoding="async" %s>',
				esc_url( $poster['url'] ),
				esc_attr( $alt ),
				$width,
				$height,
				$priority ? 'fetchpriority="high"' : 'loading="lazy"'
			);
		$html  .= '<div class="devskyy-viewer__start">';
		$html  .= sprintf( '<button type="button" class="devskyy-viewer__open devskyy-viewer__button">%s</button>', esc_html__( 'View in 3D', 'devskyy' ) );
		return $html . $this->ar( $model, $variant ) . '</div><p class="devskyy-viewer__status" role="status"></p></div>';
	}

	/**
	 * The way into AR: iOS opens it by itself, Android by the script; elsewhere the script hides it.
	 *
	 * @param PublishedModel $model   The model.
	 * @param string         $variant The colourway.
	 */
	private function ar( PublishedModel $model, string $variant ): string {
		$file = $model->usdz( '' === $variant ? null : $variant ) ?? $model->ar();
		if ( null === $file ) {
			return '';
		}
		// A picture first and one more element at most: then Safari opens Quick Look.
		return sprintf(
			'<a class="devskyy-viewer__ar devskyy-viewer__button" rel="ar" href="%s"><img src="%s" alt="" width="18" height="18"><span>%s</span></a>',
			esc_url( $file['url'] ),
			esc_url( $this->assets->ar_icon() ),
			esc_html__( 'View in your space', 'devskyy' )
		);
	}

	/**
	 * The colourways, as a group of radio buttons.
	 *
	 * @param PublishedModel $model  The model.
	 * @param string         $chosen The one that is shown.
	 */
	private function variants( PublishedModel $model, string $chosen ): string {
		$names = $model->variants();
		if ( count( $names ) < 2 ) {
			return '';
		}
		$html = sprintf( '<fieldset class="devskyy-viewer__choices"><legend>%s</legend>', esc_html__( 'Colourway', 'devskyy' ) );
		foreach ( $names as $index => $name ) {
			$thumb = $model->thumbnail( $name );
			$html .= $this->radio( 'variant', $name, $name === $chosen || ( '' === $chosen && 0 === $index ), $name, null !== $thumb && $thumb['variant'] === $name ? $thumb['url'] : '' );
		}
		return $html . '</fieldset>';
	}

	/**
	 * The outfits, as a group of radio buttons, each with the card of its product.
	 *
	 * @param list<array> $outfits The outfits.
	 *
	 * @phpstan-param list<Outfit> $outfits
	 */
	private function choices( array $outfits ): string {
		$html  = sprintf( '<fieldset class="devskyy-viewer__choices devskyy-viewer__outfits"><legend>%s</legend>', esc_html__( 'Outfit', 'devskyy' ) );
		$cards = '';
		foreach ( $outfits as $index => $outfit ) {
			$html  .= $this->radio( 'outfit', (string) $index, 0 === $index, $outfit['label'], $outfit['model']->thumbnail()['url'] ?? '' );
			$inside = $this->cards->inside( $outfit['label'], '', $outfit['product'] );
			$cards .= sprintf( '<div class="devskyy-card" data-outfit="%d"%s>%s</div>', $index, 0 === $index ? '' : ' hidden', $inside );
		}
		return $html . '</fieldset><div class="devskyy-viewer__worn" aria-live="polite">' . $cards . '</div>';
	}

	/**
	 * One radio button.
	 *
	 * @param string $group   `variant` or `outfit`.
	 * @param string $value   Its value.
	 * @param bool   $checked Whether it is chosen.
	 * @param string $label   Its words.
	 * @param string $picture Address of its picture; '': none.
	 */
	private function radio( string $group, string $value, bool $checked, string $label, string $picture ): string {
		return sprintf(
			'<label><input type="radio" name="devskyy-%s-%d" value="%s"%s>%s<span>%s</span></label>',
			esc_attr( $group ),
			$this->printed,
			esc_attr( $value ),
			checked( $checked, true, false ),
			'' === $picture ? '' : sprintf( '<img src="%s" alt="" width="48" height="48" loading="lazy">', esc_url( $picture ) ),
			esc_html( $label )
		);
	}

	/**
	 * The cards of the hotspots: a list below the picture where there is no script.
	 *
	 * @param ViewerData $data Knows their ids.
	 */
	private function hotspots( ViewerData $data ): string {
		$html = '';
		foreach ( $data->hotspots() as $index => $hotspot ) {
			$html .= sprintf(
				'<li id="%s" class="devskyy-card devskyy-viewer__card">%s</li>',
				esc_attr( $data->card( $index ) ),
				$this->cards->inside( $hotspot['label'], $hotspot['text'], $hotspot['product'] )
			);
		}
		return '' === $html ? '' : '<ol class="devskyy-viewer__cards">' . $html . '</ol>';
	}

	/**
	 * What remains where scripts do not run.
	 *
	 * @param PublishedModel $model   The model.
	 * @param string         $variant The colourway.
	 */
	private function plain( PublishedModel $model, string $variant ): string {
		$viewer = $model->ar() ?? $model->viewer();
		if ( null === $viewer ) {
			return '';
		}
		return sprintf(
			'<noscript><p class="devskyy-viewer__plain"><a href="%s" download>%s</a> (GLB, %s)</p></noscript>',
			esc_url( $viewer['url'] ),
			esc_html__( 'Download the 3D model', 'devskyy' ),
			esc_html( (string) size_format( $viewer['bytes'], 1 ) )
		);
	}

	/**
	 * Caption and measures.
	 *
	 * @param PublishedModel $model    The model.
	 * @param array          $settings What the block's author chose.
	 *
	 * @phpstan-param Settings $settings
	 */
	private function caption( PublishedModel $model, array $settings ): string {
		$size    = ! empty( $settings['dimensions'] ) ? $model->dimensions() : null;
		$caption = wp_kses_data( $settings['caption'] ?? '' );
		if ( null !== $size ) {
			/* translators: 1: width, 2: height, 3: depth, in centimetres. */
			$measures = sprintf( __( '%1$s × %2$s × %3$s cm (width × height × depth)', 'devskyy' ), ...array_map( $this->centimetres( ... ), array_values( $size ) ) );

			$caption .= sprintf( '<span class="devskyy-viewer__size">%s</span>', esc_html( $measures ) );
		}
		return '' === $caption ? '' : '<figcaption class="wp-element-caption">' . $caption . '</figcaption>';
	}

	/**
	 * A measure for people: tenths only where there are some, and none from a metre on.
	 *
	 * @param float $metres The measure.
	 */
	private function centimetres( float $metres ): string {
		$value = round( $metres * 100, $metres < 1 ? 1 : 0 );
		return number_format_i18n( $value, floor( $value ) === $value ? 0 : 1 );
	}
}
