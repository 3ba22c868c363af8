<?php
/**
 * What the view script is told.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Models;

/**
 * Turns a block's settings and its models into `Figure` of blocks/model-viewer/data.ts. Whatever does not have the form that
 * <model-viewer> takes is left out: what comes from a block's attributes may be anything.
 *
 * @phpstan-import-type Settings from ViewerMarkup
 * @phpstan-import-type Hotspot from ViewerMarkup
 * @phpstan-import-type Outfit from ViewerMarkup
 */
final class ViewerData {

	private const NUMBER = '-?\d+(?:\.\d+)?(?:e-?\d+)?';

	/** Hotspots of one figure at most. */
	private const MOST = 30;

	/**
	 * Takes the settings.
	 *
	 * @param array  $settings What the block's author chose.
	 * @param string $prefix   Of the cards' ids.
	 *
	 * @phpstan-param Settings $settings
	 */
	public function __construct( private readonly array $settings, private readonly string $prefix ) {}

	/**
	 * All of it.
	 *
	 * @param list<array> $outfits The models.
	 * @return array<string,mixed>
	 *
	 * @phpstan-param non-empty-list<Outfit> $outfits
	 */
	public function all( array $outfits ): array {
		$hotspots = array();
		foreach ( $this->hotspots() as $index => $hotspot ) {
			$hotspots[] = array(
				'position' => $hotspot['position'],
				'normal'   => $hotspot['normal'],
				'label'    => $hotspot['label'],
				'card'     => $this->card( $index ),
			);
		}
		return array(
			'models'   => array_map( fn( array $outfit ): array => $this->shown( $outfit['model'] ), $outfits ),
			'load'     => 'visible' === ( $this->settings['load'] ?? '' ) ? 'visible' : 'click',
			'variant'  => $this->variant( $outfits[0]['model'] ),
			'orbit'    => $this->triple( 'orbit', '(?:deg|rad)', '(?:m|cm|mm|%)' ),
			'target'   => $this->triple( 'target', '(?:m|cm|mm)', '(?:m|cm|mm)' ),
			'fov'      => $this->matching( 'fov', '/\A(?:auto|' . self::NUMBER . 'deg)\z/' ),
			'rotate'   => ! empty( $this->settings['rotate'] ),
			'clip'     => (string) ( $this->settings['clip'] ?? '' ),
			'hotspots' => $hotspots,
		);
	}

	/**
	 * The colourway that is shown first; '' for the model as it comes.
	 *
	 * @param PublishedModel $model The model.
	 */
	public function variant( PublishedModel $model ): string {
		$wanted = (string) ( $this->settings['variant'] ?? '' );
		return in_array( $wanted, $model->variants(), true ) ? $wanted : '';
	}

	/**
	 * What the picture shows.
	 *
	 * @param PublishedModel $model The model.
	 */
	public function alt( PublishedModel $model ): string {
		$own = (string) ( $this->settings['alt'] ?? '' );
		/* translators: %s: title of a 3D model. */
		return '' === $own ? sprintf( __( '3D model: %s', 'devskyy' ), $model->title ) : $own;
	}

	/**
	 * The hotspots that have a place.
	 *
	 * @return list<array>
	 *
	 * @phpstan-return list<Hotspot>
	 */
	public function hotspots(): array {
		$place = '/\A' . self::NUMBER . 'm?(?: ' . self::NUMBER . 'm?){2}\z/';
		$fits  = static fn( array $one ): bool => 1 === preg_match( $place, $one['position'] ) && 1 === preg_match( $place, $one['normal'] );
		return array_slice( array_values( array_filter( $this->settings['hotspots'] ?? array(), $fits ) ), 0, self::MOST );
	}

	/**
	 * Id of a hotspot's card.
	 *
	 * @param int $index Which one.
	 */
	public function card( int $index ): string {
		return $this->prefix . '-' . ( $index + 1 );
	}

	/**
	 * One model (`Shown`).
	 *
	 * @param PublishedModel $model The model.
	 * @return array<string,mixed>
	 */
	private function shown( PublishedModel $model ): array {
		$variants = array();
		foreach ( $model->variants() as $variant ) {
			$poster               = $model->poster( $variant );
			$variants[ $variant ] = null !== $poster && $poster['variant'] === $variant ? $poster['url'] : null;
		}
		return array(
			'src'       => $model->viewer()['url'] ?? '',
			'alt'       => $this->alt( $model ),
			'title'     => $model->title,
			'poster'    => $model->poster()['url'] ?? null,
			'turntable' => $model->turntable()['url'] ?? null,
			'usdz'      => $this->each( $model, 'usdz' ),
			'ar'        => $this->each( $model, 'ar' ),
			'variants'  => (object) $variants,
			'clips'     => array_column( $model->clips(), 'name' ),
		);
	}

	/**
	 * Addresses of a kind of file: '' for the model as it comes, then by colourway.
	 *
	 * @param PublishedModel $model The model.
	 * @param string         $kind  The kind.
	 */
	private function each( PublishedModel $model, string $kind ): object {
		$files = array();
		foreach ( array( '', ...$model->variants() ) as $variant ) {
			$file = $model->file( $kind, '' === $variant ? null : $variant );
			if ( null !== $file ) {
				$files[ $variant ] = $file['url'];
			}
		}
		return (object) $files;
	}

	/**
	 * A setting of three values, the last with a unit of its own; null when it is none.
	 *
	 * @param string $name  The setting.
	 * @param string $first Unit of the first two.
	 * @param string $last  Unit of the last.
	 */
	private function triple( string $name, string $first, string $last ): ?string {
		$one = '(?:auto|' . self::NUMBER . $first . ')';
		return $this->matching( $name, "/\\A{$one} {$one} (?:auto|" . self::NUMBER . "{$last})\\z/" );
	}

	/**
	 * A setting that has a form; null when it has not.
	 *
	 * @param string $name The setting.
	 * @param string $form Regular expression.
	 */
	private function matching( string $name, string $form ): ?string {
		$value = $this->settings[ $name ] ?? '';
		return is_string( $value ) && 1 === preg_match( $form, $value ) ? $value : null;
	}
}
