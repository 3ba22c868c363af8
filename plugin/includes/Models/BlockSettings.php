<?php
/**
 * A block's attributes.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Models;

/**
 * Reads what a block stores into the settings of a figure. Attributes come from a post and may be anything: each gets its type here.
 *
 * @phpstan-import-type Settings from ViewerMarkup
 * @phpstan-import-type Hotspot from ViewerMarkup
 */
final class BlockSettings {

	/**
	 * Takes the attributes.
	 *
	 * @param array<string,mixed> $attributes The block's attributes.
	 */
	public function __construct( private readonly array $attributes ) {}

	/**
	 * The settings of its figure.
	 *
	 * @return array<string,mixed>
	 *
	 * @phpstan-return Settings
	 */
	public function settings(): array {
		return array(
			'load'       => $this->text( 'load' ),
			'variant'    => $this->text( 'variant' ),
			'orbit'      => $this->text( 'orbit' ),
			'target'     => $this->text( 'target' ),
			'fov'        => $this->text( 'fov' ),
			'rotate'     => true === ( $this->attributes['rotate'] ?? false ),
			'clip'       => $this->text( 'clip' ),
			'alt'        => $this->text( 'alt' ),
			'caption'    => $this->text( 'caption' ),
			'dimensions' => true === ( $this->attributes['dimensions'] ?? false ),
			'hotspots'   => array_map( $this->hotspot( ... ), $this->rows( 'hotspots' ) ),
		);
	}

	/**
	 * One attribute that is a text.
	 *
	 * @param string $name The attribute.
	 */
	public function text( string $name ): string {
		$value = $this->attributes[ $name ] ?? '';
		return is_scalar( $value ) ? (string) $value : '';
	}

	/**
	 * One attribute that is a list of objects.
	 *
	 * @param string $name The attribute.
	 * @return list<array<array-key,mixed>>
	 */
	public function rows( string $name ): array {
		$value = $this->attributes[ $name ] ?? array();
		return is_array( $value ) ? array_values( array_filter( $value, 'is_array' ) ) : array();
	}

	/**
	 * One hotspot.
	 *
	 * @param array<array-key,mixed> $row As stored.
	 * @return array<string,mixed>
	 *
	 * @phpstan-return Hotspot
	 */
	private function hotspot( array $row ): array {
		$one = new self( $row );
		return array(
			'position' => $one->text( 'position' ),
			'normal'   => $one->text( 'normal' ),
			'label'    => $one->text( 'label' ),
			'text'     => $one->text( 'text' ),
			'product'  => (int) $one->text( 'product' ),
		);
	}
}
