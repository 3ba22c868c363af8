<?php
/**
 * Imports into the built-in catalogue.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Tests;

use DevSkyy\Catalogue\BuiltIn\Capabilities;
use DevSkyy\Catalogue\BuiltIn\PostType;
use DevSkyy\Catalogue\BuiltIn\ProductData;
use DevSkyy\Catalogue\Catalogue;
use DevSkyy\Catalogue\CatalogueFactory;
use DevSkyy\Catalogue\Decimal;

require_once __DIR__ . '/ImportContract.php';

final class ImportBuiltInTest extends ImportContract {

	protected function catalogue(): Catalogue {
		if ( ! post_type_exists( PostType::NAME ) ) {
			( new PostType() )->types();
			( new Capabilities() )->register();
		}
		return ( new CatalogueFactory() )->built_in();
	}

	protected function by_sku( string $sku ): int {
		return ( new ProductData( new Decimal() ) )->id_by_sku( $sku );
	}

	public function test_what_this_catalogue_cannot_hold_is_told_by_column(): void {
		$job = $this->import( "Type,SKU,Name,Tax class,Upsells,Is featured?\nsimple,B-1,Piece,reduced,B-2,1\nsimple,B-2,Other,,,0\n" );
		self::assertSame(
			array( 2 => array( 'warning Is featured? cannot_hold', 'warning Tax class cannot_hold', 'warning Upsells cannot_hold' ) ),
			array_map(
				static function ( array $all ): array {
					sort( $all );
					return $all; },
				$this->problems( $job )
			)
		); // phpcs:ignore Generic.Formatting.DisallowMultipleStatements
	}
}
