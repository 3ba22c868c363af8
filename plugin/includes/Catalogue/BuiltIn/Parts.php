<?php
/**
 * The built-in catalogue's parts.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Catalogue\BuiltIn;

use DevSkyy\Catalogue\Decimal;

/**
 * Hangs the built-in catalogue on WordPress.
 */
final class Parts {

	/**
	 * Takes the catalogue.
	 *
	 * @param BuiltInCatalogue $catalogue The catalogue.
	 * @param string           $file      The plugin's entry file.
	 */
	public function __construct( private readonly BuiltInCatalogue $catalogue, private readonly string $file ) {}

	/** Registers every hook. */
	public function register(): void {
		( new PostType() )->register();
		( new Capabilities() )->register();
		( new Templates() )->register();
		$data = new ProductData( new Decimal() );
		$view = new View( new Units(), $data );
		( new Blocks( $this->catalogue, $view, $this->file ) )->register();
		( new ProductBox( $data, new ProductForm( $data ), new Units(), $this->file ) )->register();
		( new ShopSettings( new Units() ) )->register();
		( new Columns( $this->catalogue, $view ) )->register();
	}
}
