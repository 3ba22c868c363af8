<?php
/**
 * The parts of the move.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Move;

use DevSkyy\Catalogue\BuiltIn\Blocks;
use DevSkyy\Catalogue\BuiltIn\ProductData;
use DevSkyy\Catalogue\BuiltIn\Units;
use DevSkyy\Catalogue\BuiltIn\View;
use DevSkyy\Catalogue\CatalogueFactory;
use DevSkyy\Catalogue\Decimal;
use DevSkyy\Catalogue\Fields\ExactPost;
use DevSkyy\Catalogue\WooCommerce\AttributeEntries;
use DevSkyy\Connection\CatalogueSync;
use DevSkyy\Import\Transaction;
use DevSkyy\Proposals\Module as Proposals;
use DevSkyy\Rest\Guard;
use DevSkyy\Rest\MoveRoute;
use DevSkyy\Rest\Route;
use wpdb;

/**
 * Builds the move's parts once, for the composition root.
 */
final class Module {

	public readonly Preview $preview;
	public readonly Move $move;

	private readonly Redirects $redirects;
	private readonly Pages $pages;

	/**
	 * Takes what comes from outside.
	 *
	 * @param wpdb          $wpdb The site's database.
	 * @param CatalogueSync $sync The service's snapshot.
	 * @param string        $file The plugin's entry file.
	 */
	public function __construct( wpdb $wpdb, CatalogueSync $sync, string $file ) {
		$factory  = new CatalogueFactory();
		$built_in = $factory->built_in();
		$new      = $factory->woocommerce();
		$data     = new ProductData( new Decimal() );
		$paths    = new Addresses();
		$source   = new Source( $data, new Decimal(), $paths );
		$terms    = new TermMap( $paths );
		$own      = new Proposals( $wpdb, $factory->targets( $built_in ) );
		$journals = new Journals( $own->store, $new, $terms, new AttributeEntries(), $source );

		$this->preview   = new Preview( $wpdb, new Findings( $source, $data, new Units() ), new Units(), $own->store );
		$this->redirects = new Redirects( $wpdb, $paths );
		$this->pages     = new Pages( new Blocks( $new, new View( new Units(), $data, 'product', 'product_cat' ), $file ), $terms );
		$this->move      = new Move(
			$wpdb,
			new MoveStore( $wpdb ),
			new Converter( new Transaction( $wpdb ), $source, new Maker( $terms, new Units() ), $paths, new Check( $new ), new ExactPost(), $built_in ),
			new Ending( $wpdb, $terms, $paths, $journals, $sync ),
			$this->preview,
			$own->recovery
		);
	}

	/** Hangs it on WordPress. */
	public function register(): void {
		if ( false !== get_option( Addresses::OPTION, false ) ) {
			$this->redirects->register();
			if ( $this->preview->woocommerce_ready() && CatalogueFactory::WOOCOMMERCE === ( new CatalogueFactory() )->chosen() ) {
				$this->pages->register();
			}
		}
	}

	/**
	 * The routes of the move.
	 *
	 * @param Guard $guard Makes permission callbacks.
	 * @return list<Route>
	 */
	public function routes( Guard $guard ): array {
		return array( new MoveRoute( $guard, $this->move, $this->preview ) );
	}
}
