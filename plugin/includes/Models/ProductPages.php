<?php
/**
 * Models on product pages.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Models;

use DevSkyy\Catalogue\Catalogue;

/**
 * Shows the model of a product on its page, without a word of the owner's: beside the gallery block of the built-in catalogue and of
 * WooCommerce, and below the summary where a theme uses WooCommerce's PHP templates. A variation's own model or colourway follows the choice.
 */
final class ProductPages {

	/** Blocks that show a product's pictures. */
	private const GALLERIES = array( 'devskyy/product-gallery', 'woocommerce/product-image-gallery', 'woocommerce/product-gallery' );

	/** Products whose model this page has already.
	 *
	 * @var array<int,true>
	 */
	private array $shown = array();

	/**
	 * Takes its parts.
	 *
	 * @param ModelStore   $models    The models.
	 * @param Catalogue    $catalogue Knows what a product is.
	 * @param ViewerMarkup $markup    Prints figures.
	 * @param string       $file      The plugin's entry file.
	 */
	public function __construct( private readonly ModelStore $models, private readonly Catalogue $catalogue, private readonly ViewerMarkup $markup, private readonly string $file ) {}

	/** Hangs it on WordPress. */
	public function register(): void {
		foreach ( self::GALLERIES as $block ) {
			add_filter( 'render_block_' . $block, $this->beside( ... ) );
		}
		add_action( 'woocommerce_after_single_product_summary', $this->below( ... ), 5 );
	}

	/**
	 * Puts the model before the pictures of its product.
	 *
	 * @param string $html The gallery.
	 */
	public function beside( string $html ): string {
		$figure = $this->figure( (int) get_the_ID() );
		// A gallery without a picture says so; beside a model that would be wrong.
		return '' !== $figure && str_contains( $html, 'devskyy-no-picture' ) ? $figure : $figure . $html;
	}

	/** Prints the model where WooCommerce's templates have a place for it. */
	public function below(): void {
		echo $this->figure( (int) get_the_ID(), ' devskyy-viewer--below' ); // phpcs:ignore WordPress.Security.EscapeOutput -- ViewerMarkup escapes.
	}

	/**
	 * The figure of a product's models, on its own page only and once; '' when there is none.
	 *
	 * @param int    $product The product's id.
	 * @param string $place   More classes, each after a space.
	 */
	private function figure( int $product, string $place = '' ): string {
		if ( ! is_singular( $this->catalogue->post_type() ) || get_queried_object_id() !== $product || isset( $this->shown[ $product ] ) || post_password_required( $product ) ) {
			return '';
		}
		/**
		 * Filters whether a product's page shows its 3D model by itself; false for pages that have a block for it.
		 *
		 * @param bool $shows   True.
		 * @param int  $product The product's id.
		 */
		if ( ! apply_filters( 'devskyy_product_page_model', true, $product ) ) {
			return '';
		}
		$this->shown[ $product ] = true;
		$found                   = $this->models->of_products( array( $product, ...$this->variations( $product ) ) );
		if ( array() === $found ) {
			return '';
		}
		$first      = $found[ $product ] ?? $found[ array_key_first( $found ) ];
		$outfits    = array();
		$variations = array();
		$places     = array();
		foreach ( array( $product => $first ) + $found as $id => $one ) {
			$model = $one['model'];
			if ( ! isset( $places[ $model->id ] ) ) {
				$places[ $model->id ] = count( $outfits );

				$outfits[] = array(
					'model'   => $model,
					'label'   => $model->title,
					'product' => 0,
				);
			}
			if ( $id !== $product ) {
				$variations[ $id ] = array(
					'at'      => $places[ $model->id ],
					'variant' => (string) $one['variant'],
				);
			}
		}
		if ( array() !== $variations ) {
			$this->follow();
		}
		return $this->markup->outfits(
			$outfits,
			array(
				'variant'    => (string) $first['variant'],
				'dimensions' => true,
				'attributes' => 'class="devskyy-viewer devskyy-viewer--product' . $place . '"',
			) + ( array() === $variations ? array() : array( 'variations' => $variations ) )
		);
	}

	/**
	 * Ids of a product's variations that are posts.
	 *
	 * @param int $product The product's id.
	 * @return list<int>
	 */
	private function variations( int $product ): array {
		if ( 'woocommerce' !== $this->catalogue->type() ) {
			return array();
		}
		$ids = get_posts(
			array(
				'post_type'   => 'product_variation',
				'post_parent' => $product,
				'post_status' => 'publish',
				'fields'      => 'ids',
				'numberposts' => 100,
				'orderby'     => 'menu_order',
				'order'       => 'ASC',
			)
		);
		return array_values( array_map( 'intval', $ids ) );
	}

	/** The script that hands the choice of a variation on: WooCommerce tells it through jQuery alone. */
	private function follow(): void {
		$script = dirname( $this->file ) . '/build/viewer/variations.js';
		if ( is_readable( $script ) ) {
			wp_enqueue_script( 'devskyy-variations', plugins_url( 'build/viewer/variations.js', $this->file ), array( 'jquery' ), substr( (string) md5_file( $script ), 0, 12 ), array( 'in_footer' => true ) );
		}
	}
}
