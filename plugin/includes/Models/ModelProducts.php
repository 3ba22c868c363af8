<?php
/**
 * Which products show which model.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Models;

use wpdb;

/**
 * The table `model_products`: a product or variation shows one model, a model is shown by any number of them.
 */
final class ModelProducts {

	private readonly string $table;

	/**
	 * Takes the site's database.
	 *
	 * @param wpdb $wpdb The site's database.
	 */
	public function __construct( private readonly wpdb $wpdb ) {
		$this->table = $wpdb->prefix . 'devskyy_model_products';
	}

	/**
	 * The links of products.
	 *
	 * @param list<int> $products Post ids of products and variations.
	 * @return array<int,array{model:string,variant:string|null}> By product.
	 */
	public function of( array $products ): array {
		if ( array() === $products ) {
			return array();
		}
		$marks = implode( ', ', array_fill( 0, count( $products ), '%d' ) );
		$rows  = $this->wpdb->get_results( (string) $this->wpdb->prepare( "SELECT * FROM %i WHERE product IN ({$marks})", $this->table, ...$products ), ARRAY_A ); // phpcs:ignore WordPress.DB.PreparedSQL, WordPress.DB.PreparedSQLPlaceholders -- Placeholders only.
		$links = array();
		foreach ( (array) $rows as $row ) {
			$links[ (int) $row['product'] ] = array(
				'model'   => (string) $row['model'],
				'variant' => '' === $row['variant'] ? null : (string) $row['variant'],
			);
		}
		return $links;
	}

	/**
	 * The products of a model.
	 *
	 * @param string $model The model's id.
	 * @return array<int,string|null> Product → colourway.
	 */
	public function with( string $model ): array {
		$rows  = $this->wpdb->get_results( (string) $this->wpdb->prepare( 'SELECT product, variant FROM %i WHERE model = %s ORDER BY product', $this->table, $model ), ARRAY_A );
		$found = array();
		foreach ( (array) $rows as $row ) {
			$found[ (int) $row['product'] ] = '' === $row['variant'] ? null : (string) $row['variant'];
		}
		return $found;
	}

	/**
	 * Gives a model exactly these products; a product that showed another model shows this one now.
	 *
	 * @param string                 $model    The model's id.
	 * @param array<int,string|null> $products Product → colourway.
	 */
	public function set( string $model, array $products ): void {
		foreach ( array_diff_key( $this->with( $model ), $products ) as $product => $variant ) {
			$this->wpdb->delete( $this->table, array( 'product' => $product ) );
		}
		foreach ( $products as $product => $variant ) {
			$this->wpdb->replace(
				$this->table,
				array(
					'product' => $product,
					'model'   => $model,
					'variant' => $variant ?? '',
				)
			);
		}
	}

	/**
	 * A product is deleted for good.
	 *
	 * @param int $product Its post id.
	 */
	public function forget( int $product ): void {
		$this->wpdb->delete( $this->table, array( 'product' => $product ) );
	}
}
