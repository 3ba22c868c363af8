<?php
/**
 * Imports a whole sample.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Catalogue;

use DevSkyy\Catalogue\BuiltIn\Importer as BuiltInImporter;
use DevSkyy\Catalogue\BuiltIn\PostType;
use DevSkyy\Catalogue\BuiltIn\ProductData;
use DevSkyy\Catalogue\BuiltIn\Templates;
use DevSkyy\Catalogue\BuiltIn\Units;
use DevSkyy\Catalogue\WooCommerce\Importer as WooImporter;
use WP_Error;

/**
 * Fills a shop with pieces and gives it a front page, in whichever catalogue is active.
 */
final class SampleShop {

	/**
	 * Takes the active catalogue.
	 *
	 * @param Catalogue $catalogue The active catalogue.
	 */
	public function __construct( private readonly Catalogue $catalogue ) {}

	/**
	 * Imports the pieces; those that are there already stay as they are.
	 *
	 * @param list<array<string,mixed>> $pieces   Pieces (service/launcher/sample/catalogue/types.ts), in the shop's order.
	 * @param string                    $folder   Where the picture files are.
	 * @param callable|null             $progress Called after each piece with the number done.
	 * @return array{made:int,there:int}|WP_Error
	 */
	public function fill( array $pieces, string $folder, ?callable $progress = null ): array|WP_Error {
		$pictures = new Pictures( $folder );
		$importer = 'woocommerce' === $this->catalogue->type()
			? new WooImporter( new HandsOff(), $pictures )
			: new BuiltInImporter( new ProductData( new Decimal() ), new HandsOff(), $pictures );
		$counts   = array(
			'made'  => 0,
			'there' => 0,
		);
		foreach ( $pieces as $order => $piece ) {
			$done = $importer->import( $piece, $order );
			if ( is_wp_error( $done ) ) {
				return $done;
			}
			++$counts[ $done['made'] ? 'made' : 'there' ];
			if ( null !== $progress ) {
				$progress( $order + 1 );
			}
		}
		return $counts;
	}

	/**
	 * Sets the built-in catalogue's currency and weight unit.
	 *
	 * @param string $currency    ISO 4217 code.
	 * @param string $weight_unit E.g. kg.
	 */
	public function units( string $currency, string $weight_unit ): void {
		update_option( Units::CURRENCY, $currency );
		update_option( Units::WEIGHT, $weight_unit );
	}

	/**
	 * Makes a front page that shows the pieces (built-in catalogue), once.
	 *
	 * @param string $title The page's title.
	 * @return int|WP_Error The page's id; 0 when the site has a front page of its own.
	 */
	public function front_page( string $title ): int|WP_Error {
		if ( 'page' === get_option( 'show_on_front' ) || 'built-in' !== $this->catalogue->type() ) {
			return 0;
		}
		$page = wp_insert_post(
			array(
				'post_type'    => 'page',
				'post_status'  => 'publish',
				'post_title'   => wp_slash( $title ),
				'post_content' => wp_slash( ( new Templates() )->content( 'front' ) ),
			),
			true
		);
		if ( ! is_wp_error( $page ) ) {
			update_option( 'page_on_front', $page );
			update_option( 'show_on_front', 'page' );
			if ( isset( wp_get_theme()->get_page_templates()['page-no-title'] ) ) {
				update_post_meta( $page, '_wp_page_template', 'page-no-title' );
			}
			$this->menu();
		}
		return $page;
	}

	/** Makes the menu that block themes show: the shop and its top categories. */
	private function menu(): void {
		$links = array( array( __( 'Shop', 'devskyy' ), (string) get_post_type_archive_link( PostType::NAME ) ) );
		$terms = get_terms(
			array(
				'taxonomy' => PostType::CATEGORY,
				'parent'   => 0,
			)
		);
		foreach ( is_array( $terms ) ? $terms : array() as $term ) {
			$address = get_term_link( $term );
			$links[] = array( $term->name, is_string( $address ) ? $address : '' );
		}
		$content = '';
		foreach ( $links as $link ) {
			$content .= '<!-- wp:navigation-link ' . serialize_block_attributes(
				array(
					'label'          => $link[0],
					'url'            => $link[1],
					'kind'           => 'custom',
					'isTopLevelLink' => true,
				)
			) . " /-->\n";
		}
		wp_insert_post(
			array(
				'post_type'    => 'wp_navigation',
				'post_status'  => 'publish',
				'post_title'   => wp_slash( __( 'Shop', 'devskyy' ) ),
				'post_content' => wp_slash( $content ),
			)
		);
	}
}
