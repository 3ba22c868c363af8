<?php
/**
 * The catalogue's parts.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Catalogue;

use DevSkyy\Catalogue\BuiltIn\BuiltInCatalogue;
use DevSkyy\Catalogue\BuiltIn\Parts;
use DevSkyy\Catalogue\Fields\Bytes;
use DevSkyy\Catalogue\Fields\StoredMeta;
use DevSkyy\Catalogue\Seo\Adapters;
use DevSkyy\Catalogue\Seo\Head;
use DevSkyy\Catalogue\WooCommerce\Coupons;
use DevSkyy\Content\Posts;
use DevSkyy\Languages\Languages;
use DevSkyy\Rest\CatalogueItemRoute;
use DevSkyy\Rest\CatalogueRoute;
use DevSkyy\Rest\ContentRoute;
use DevSkyy\Rest\CouponsRoute;
use DevSkyy\Rest\Guard;
use DevSkyy\Rest\Route;
use DevSkyy\Rest\StockRoute;

/**
 * Hangs what belongs to the catalogue on WordPress: post type and pages of the built-in one, the mark "hands off", the
 * SEO texts in the page's head.
 */
final class Module {

	/**
	 * Takes the active catalogue.
	 *
	 * @param Catalogue $catalogue The active catalogue.
	 * @param string    $file      The plugin's entry file.
	 */
	public function __construct( private readonly Catalogue $catalogue, private readonly string $file ) {}

	/** Registers the hooks; call it on plugins_loaded. */
	public function register(): void {
		// The first request after activation stores the choice; from then on only the owner changes it.
		add_action( 'init', ( new CatalogueFactory() )->activate( ... ), 1 );
		$own = $this->catalogue instanceof Held ? $this->catalogue->inner : $this->catalogue;
		if ( $own instanceof BuiltInCatalogue ) {
			( new Parts( $own, $this->file ) )->register();
		}
		$types = array( $this->catalogue->post_type(), ...Posts::TYPES );
		array_map( ( new HandsOff() )->register( ... ), $types );
		( new Head( new Adapters(), new StoredMeta( new Bytes() ), static fn(): array => $types ) )->register();
	}

	/**
	 * The routes of devskyy/v1.
	 *
	 * @param Guard $guard Permission callbacks.
	 * @return list<Route>
	 */
	public function routes( Guard $guard ): array {
		return array(
			new CatalogueRoute( $this->catalogue, new Languages(), $guard ),
			new CatalogueItemRoute( $this->catalogue, $guard ),
			new ContentRoute( ( new CatalogueFactory() )->posts(), new Languages(), $guard ),
			new StockRoute( $guard, $this->catalogue ),
			new CouponsRoute( $guard, new Coupons(), $this->catalogue ),
		);
	}
}
