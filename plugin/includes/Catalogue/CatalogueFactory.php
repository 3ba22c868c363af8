<?php
/**
 * Makes the catalogue of this site.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Catalogue;

use DevSkyy\Catalogue\BuiltIn\Attributes as BuiltInAttributes;
use DevSkyy\Catalogue\BuiltIn\BuiltInCatalogue;
use DevSkyy\Catalogue\BuiltIn\PostSaver;
use DevSkyy\Catalogue\BuiltIn\PostType;
use DevSkyy\Catalogue\BuiltIn\ProductData;
use DevSkyy\Catalogue\BuiltIn\ProductShape as BuiltInShape;
use DevSkyy\Catalogue\BuiltIn\Units;
use DevSkyy\Catalogue\Fields\AltTexts;
use DevSkyy\Catalogue\Fields\Bytes;
use DevSkyy\Catalogue\Fields\Clean;
use DevSkyy\Catalogue\Fields\ExactPost;
use DevSkyy\Catalogue\Fields\FieldSet;
use DevSkyy\Catalogue\Fields\Saver;
use DevSkyy\Catalogue\Fields\Seo;
use DevSkyy\Catalogue\Fields\StoredMeta;
use DevSkyy\Catalogue\Fields\TermNames;
use DevSkyy\Catalogue\Fields\Terms;
use DevSkyy\Catalogue\Fields\Texts;
use DevSkyy\Catalogue\Seo\Adapters;
use DevSkyy\Catalogue\Stock\BuiltInStock;
use DevSkyy\Catalogue\Stock\Stock;
use DevSkyy\Catalogue\Stock\WooCommerceStock;
use DevSkyy\Catalogue\WooCommerce\AttributeEntries;
use DevSkyy\Catalogue\WooCommerce\Attributes as WooAttributes;
use DevSkyy\Catalogue\WooCommerce\ProductShape as WooShape;
use DevSkyy\Catalogue\WooCommerce\VariationShape;
use DevSkyy\Catalogue\WooCommerce\WooCommerceCatalogue;
use DevSkyy\Catalogue\WooCommerce\WooSaver;
use DevSkyy\Content\Inline;
use DevSkyy\Content\Passages;
use DevSkyy\Content\Posts;
use DevSkyy\Content\PostShape;
use DevSkyy\Content\PostTexts;
use DevSkyy\Languages\Languages;
use DevSkyy\Targets\SiteTargets;
use WC_Product;

/**
 * Which catalogue is active is a stored setting, chosen once at activation and never switched silently.
 */
final class CatalogueFactory {

	public const OPTION      = 'devskyy_catalogue';
	public const WOOCOMMERCE = 'woocommerce';
	public const BUILT_IN    = 'built-in';

	/** The catalogue of the stored setting. */
	public function create(): Catalogue {
		if ( self::BUILT_IN === $this->chosen() ) {
			return false === get_option( Held::OPTION, false ) ? $this->built_in() : new Held( $this->built_in() );
		}
		return class_exists( 'WooCommerce' ) && function_exists( 'wc_get_products' ) ? $this->woocommerce() : new Unavailable();
	}

	/** At activation: WooCommerce where it is active, else the built-in catalogue; an earlier choice stays. */
	public function activate(): void {
		if ( '' === (string) get_option( self::OPTION, '' ) ) {
			update_option( self::OPTION, $this->chosen(), true );
		}
	}

	/** The stored setting; before it is stored, what activation would choose. */
	public function chosen(): string {
		$stored = get_option( self::OPTION, '' );
		if ( in_array( $stored, array( self::WOOCOMMERCE, self::BUILT_IN ), true ) ) {
			return $stored;
		}
		return class_exists( 'WooCommerce' ) ? self::WOOCOMMERCE : self::BUILT_IN;
	}

	/** The stock of the stored setting's catalogue; needs WooCommerce to be active where that is chosen. */
	public function stock(): Stock {
		return self::BUILT_IN === $this->chosen() ? new BuiltInStock( $this->built_in(), new ProductData( new Decimal() ) ) : new WooCommerceStock( $this->woocommerce() );
	}

	/** The built-in catalogue. */
	public function built_in(): BuiltInCatalogue {
		$data       = new ProductData( new Decimal() );
		$attributes = new BuiltInAttributes( $data, $this->clean(), new Bytes() );
		$shape      = new BuiltInShape( $data, $attributes, new Images( $this->meta() ), new Decimal(), new Moments(), new HandsOff(), new Units() );
		$fields     = $this->fields(
			new PostSaver( new ExactPost() ),
			$attributes,
			$shape->image_ids( ... ),
			array(
				'categories' => PostType::CATEGORY,
				'tags'       => PostType::TAG,
			)
		);
		return new BuiltInCatalogue( $fields, $shape, $data );
	}

	/** The catalogue that WooCommerce keeps; needs WooCommerce to be active. */
	public function woocommerce(): WooCommerceCatalogue {
		$entries    = new AttributeEntries();
		$attributes = new WooAttributes( $entries, new TermNames(), $this->clean(), new Bytes() );
		$shape      = new WooShape( $entries, $attributes, new VariationShape( new Decimal() ), new Images( $this->meta() ), new Decimal(), new Moments(), new HandsOff() );
		$images     = static function ( int $id ) use ( $shape ): array {
			$product = wc_get_product( $id );
			return $product instanceof WC_Product ? $shape->image_ids( $product ) : array();
		};
		$fields     = $this->fields(
			new WooSaver( new ExactPost() ),
			$attributes,
			$images,
			array(
				'categories' => 'product_cat',
				'tags'       => 'product_tag',
			)
		);
		return new WooCommerceCatalogue( $fields, $shape );
	}

	/**
	 * All that proposals can be about.
	 *
	 * @param Catalogue $catalogue The active catalogue.
	 */
	public function targets( Catalogue $catalogue ): SiteTargets {
		return new SiteTargets( $catalogue, $this->posts(), new Languages() );
	}

	/** Posts and pages, whatever catalogue there is. */
	public function posts(): Posts {
		$passages = new Passages( new Inline() );
		$texts    = new Texts( new PostSaver( new ExactPost() ), $this->clean(), new Bytes(), Texts::POST );
		$fields   = new FieldSet(
			array(
				new PostTexts( $texts, $passages ),
				new Seo( new Adapters(), $this->meta(), $this->clean() ),
			),
			new CanonicalJson()
		);
		return new Posts( $fields, new PostShape( $passages, new Moments(), new HandsOff() ) );
	}

	/**
	 * The fields of a catalogue, in the order in which they are written.
	 *
	 * @param Saver                           $saver      How it saves.
	 * @param BuiltInAttributes|WooAttributes $attributes Its attributes.
	 * @param callable                        $images     A product's attachment ids.
	 * @param array<string,string>            $taxonomies Field → taxonomy.
	 *
	 * @phpstan-param callable(int): list<int> $images
	 */
	private function fields( Saver $saver, BuiltInAttributes|WooAttributes $attributes, callable $images, array $taxonomies ): FieldSet {
		return new FieldSet(
			array(
				new Texts( $saver, $this->clean(), new Bytes() ),
				new Terms( $taxonomies, $saver, new TermNames(), $this->clean() ),
				$attributes,
				new Seo( new Adapters(), $this->meta(), $this->clean() ),
				new AltTexts( $images( ... ), $this->meta(), $this->clean() ),
			),
			new CanonicalJson()
		);
	}

	/** Reads and writes post meta. */
	private function meta(): StoredMeta {
		return new StoredMeta( new Bytes() );
	}

	/** Cleans new texts for what the database can hold. */
	private function clean(): Clean {
		return new Clean( 'utf8' !== $GLOBALS['wpdb']->charset );
	}
}
