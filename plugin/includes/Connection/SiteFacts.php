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
use DevSkyy\Languages\Languages;
use DevSkyy\Targets\SiteTargets;

/**
 * The site's facts that go with each batch of the catalogue.
 */
final class SiteFacts {

	/**
	 * Takes its parts.
	 *
	 * @param Catalogue   $catalogue The active catalogue.
	 * @param SiteTargets $targets   Counts translations.
	 */
	public function __construct( private readonly Catalogue $catalogue, private readonly SiteTargets $targets ) {}

	/**
	 * Name, address, locale, currency, time zone and kind of catalogue; on a site with several languages the default one's locale,
	 * and how many translations stay outside.
	 *
	 * @return array{name:string,url:string,locale:string,currency:string,timezone:string,catalogue:string,languages:array<string,mixed>|null}
	 */
	public function read(): array {
		$locale = ( new Languages() )->default_locale();
		return array(
			'name'      => wp_specialchars_decode( get_bloginfo( 'name' ), ENT_QUOTES ),
			'url'       => home_url( '/' ),
			'locale'    => '' === $locale ? get_locale() : $locale,
			'currency'  => $this->currency(),
			'timezone'  => wp_timezone_string(),
			'catalogue' => $this->catalogue->type(),
			'languages' => $this->languages(),
		);
	}

	/**
	 * The default language, and how many translations of each kind are left out; null with one language.
	 *
	 * @return array{plugin:string,code:string,name:string,left_out:array<string,int>}|null
	 */
	private function languages(): ?array {
		$facts = $this->targets->languages( array() );
		if ( null === $facts ) {
			return null;
		}
		$facts['left_out'] = array();
		foreach ( array( 'product', 'post', 'page' ) as $kind ) {
			$facts['left_out'][ $kind ] = $this->targets->languages( array( $kind ) )['left_out'] ?? 0;
		}
		return $facts;
	}

	/** The shop's currency: WooCommerce's, else the catalogue's own. */
	private function currency(): string {
		if ( 'woocommerce' === $this->catalogue->type() && function_exists( 'get_woocommerce_currency' ) ) {
			return get_woocommerce_currency();
		}
		return ( new Units() )->currency();
	}
}
