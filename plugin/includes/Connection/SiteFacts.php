<?php
/**
 * What the service must know of the shop.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Connection;

use DevSkyy\Catalogue\BuiltIn\Units;
use DevSkyy\Catalogue\Catalogue;

/**
 * The site's facts that go with each batch of the catalogue.
 */
final class SiteFacts {

	/**
	 * Takes the catalogue.
	 *
	 * @param Catalogue $catalogue The active catalogue.
	 */
	public function __construct( private readonly Catalogue $catalogue ) {}

	/**
	 * Name, address, locale, currency, time zone and kind of catalogue.
	 *
	 * @return array{name:string,url:string,locale:string,currency:string,timezone:string,catalogue:string}
	 */
	public function read(): array {
		return array(
			'name'      => wp_specialchars_decode( get_bloginfo( 'name' ), ENT_QUOTES ),
			'url'       => home_url( '/' ),
			'locale'    => get_locale(),
			'currency'  => $this->currency(),
			'timezone'  => wp_timezone_string(),
			'catalogue' => $this->catalogue->type(),
		);
	}

	/** The shop's currency: WooCommerce's, else the catalogue's own. */
	private function currency(): string {
		if ( 'woocommerce' === $this->catalogue->type() && function_exists( 'get_woocommerce_currency' ) ) {
			return get_woocommerce_currency();
		}
		return ( new Units() )->currency();
	}
}
