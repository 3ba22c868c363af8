<?php
/**
 * The list of products in wp-admin.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Catalogue\BuiltIn;

/**
 * Picture, SKU, price and stock in the list of products.
 */
final class Columns {

	/**
	 * Takes its helpers.
	 *
	 * @param BuiltInCatalogue $catalogue Reads products.
	 * @param View             $view      Prices in words.
	 */
	public function __construct( private readonly BuiltInCatalogue $catalogue, private readonly View $view ) {}

	/** Hangs it on the list. */
	public function register(): void {
		add_filter( 'manage_' . PostType::NAME . '_posts_columns', $this->names( ... ) );
		add_action( 'manage_' . PostType::NAME . '_posts_custom_column', $this->cell( ... ), 10, 2 );
		add_action( 'admin_head-edit.php', $this->widths( ... ) );
	}

	/**
	 * The columns' names.
	 *
	 * @param array<string,string> $names Core's columns.
	 * @return array<string,string>
	 */
	public function names( array $names ): array {
		$own = array(
			'devskyy_sku'   => __( 'SKU', 'devskyy' ),
			'devskyy_price' => __( 'Price', 'devskyy' ),
			'devskyy_stock' => __( 'Stock', 'devskyy' ),
		);
		$at  = (int) array_search( 'title', array_keys( $names ), true );
		return array_slice( $names, 0, $at, true ) + array( 'devskyy_picture' => __( 'Picture', 'devskyy' ) ) + array_slice( $names, $at, 1, true ) + $own + $names;
	}

	/**
	 * Prints one cell.
	 *
	 * @param string $column The column.
	 * @param int    $id     The product's id.
	 */
	public function cell( string $column, int $id ): void {
		if ( 'devskyy_picture' === $column ) {
			echo get_the_post_thumbnail( $id, array( 48, 60 ) );
			return;
		}
		$product = str_starts_with( $column, 'devskyy_' ) ? $this->catalogue->find( $id ) : null;
		if ( null === $product ) {
			return;
		}
		$price = $this->view->price( $product );
		if ( 'devskyy_price' === $column && '' !== $price['was'] ) {
			printf( '<del>%s</del> ', esc_html( $price['was'] ) );
		}
		$text = match ( $column ) {
			'devskyy_sku'   => $product['sku'],
			'devskyy_price' => $price['now'],
			default         => $this->view->stock( $product ) . ( null === $product['stock_quantity'] ? '' : " ({$product['stock_quantity']})" ),
		};
		echo esc_html( $text );
	}

	/** Narrow columns. */
	public function widths(): void {
		$screen = get_current_screen();
		if ( null !== $screen && PostType::NAME === $screen->post_type ) {
			echo '<style>.column-devskyy_picture{width:60px}.column-devskyy_sku,.column-devskyy_price,.column-devskyy_stock{width:9rem}.column-devskyy_picture img{width:48px;height:60px;object-fit:cover;display:block}</style>';
		}
	}
}
