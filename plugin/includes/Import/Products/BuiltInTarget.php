<?php
/**
 * Imports into the built-in catalogue.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Import\Products;

use DevSkyy\Catalogue\BuiltIn\BuiltInCatalogue;
use DevSkyy\Catalogue\BuiltIn\PostType;
use DevSkyy\Catalogue\BuiltIn\ProductData;
use DevSkyy\Catalogue\BuiltIn\Units;
use DevSkyy\Catalogue\Decimal;
use WP_Error;
use WP_Post;

/**
 * Posts of the plugin's own type. Variations are flat: a variation's row becomes an entry of its product, so its "id" is the product's.
 */
final class BuiltInTarget implements Target {

	private const TEXTS = array(
		'sku'           => ProductData::SKU,
		'regular_price' => ProductData::REGULAR_PRICE,
		'sale_price'    => ProductData::SALE_PRICE,
		'weight'        => ProductData::WEIGHT,
		'length'        => ProductData::LENGTH,
		'width'         => ProductData::WIDTH,
		'height'        => ProductData::HEIGHT,
	);

	private readonly ProductData $data;

	private readonly TermIndex $terms;

	/**
	 * Takes its helpers.
	 *
	 * @param Quiet     $quiet     Holds back what WordPress would do after each product.
	 * @param Snapshots $snapshots Bytes.
	 */
	public function __construct( private readonly Quiet $quiet, private readonly Snapshots $snapshots ) {
		$this->data  = new ProductData( new Decimal() );
		$this->terms = new TermIndex();
	}

	/** {@inheritDoc} */
	public function type(): string {
		return 'built-in';
	}

	/** {@inheritDoc} */
	public function flat(): bool {
		return true;
	}

	/** {@inheritDoc} */
	public function units(): array {
		$units = new Units();
		return array(
			'weight' => $units->weight(),
			'length' => $units->length(),
		);
	}

	/** {@inheritDoc} */
	public function cannot(): array {
		$none = __( 'The built-in catalogue does not hold this; it is left out. Move to WooCommerce if the shop needs it.', 'devskyy' );
		$not  = array( 'global_unique_id', 'featured', 'catalog_visibility', 'date_on_sale_from', 'date_on_sale_to', 'tax_status', 'tax_class', 'low_stock_amount', 'backorders', 'sold_individually', 'purchase_note', 'shipping_class_id', 'download_limit', 'download_expiry', 'downloads', 'grouped_products', 'upsell_ids', 'cross_sell_ids', 'product_url', 'button_text', 'cogs_value', 'virtual', 'downloadable', 'meta' );
		return array_fill_keys( $not, $none );
	}

	/** {@inheritDoc} */
	public function by_sku( array $skus ): array {
		$wanted = array_fill_keys( array_map( 'mb_strtolower', $skus ), true );
		$found  = array();
		foreach ( array() === $skus ? array() : $this->posts( array( 'meta_query' => array( $this->in( ProductData::SKU, $skus ) ) ) ) as $id ) { // phpcs:ignore WordPress.DB.SlowDBQuery.slow_db_query_meta_query -- Many SKUs in one query.
			$found[ mb_strtolower( $this->data->text( $id, ProductData::SKU ) ) ] ??= array(
				'id'   => $id,
				'type' => 'product',
			);
		}
		foreach ( $this->variation_skus( array_keys( array_diff_key( $wanted, $found ) ) ) as $sku => $id ) {
			$found[ $sku ] = array(
				'id'   => $id,
				'type' => 'variation',
			);
		}
		return $found;
	}

	/** {@inheritDoc} */
	public function by_id( array $ids ): array {
		$found = array();
		foreach ( array() === $ids ? array() : $this->posts( array( 'post__in' => $ids ) ) as $id ) {
			$found[ $id ] = array(
				'id'   => $id,
				'type' => 'product',
				'sku'  => $this->data->text( $id, ProductData::SKU ),
			);
		}
		return $found;
	}

	/** {@inheritDoc} */
	public function open(): void {
		$this->terms->forget();
		$this->quiet->start();
	}

	/** {@inheritDoc} */
	public function close(): void {
		$this->quiet->stop();
	}

	/** {@inheritDoc} */
	public function save( array $data, array $where ): array|WP_Error {
		if ( 'variation' === ( $data['type'] ?? '' ) ) {
			return $this->variation( $data, 0 === $where['parent'] ? $where['id'] : $where['parent'] );
		}
		$id = $this->post( $data, $where );
		if ( is_wp_error( $id ) ) {
			return $id;
		}
		foreach ( array_intersect_key( self::TEXTS, $data ) as $field => $key ) {
			$this->data->set_text( $id, $key, (string) $data[ $field ] );
		}
		$this->stock( $id, $data );
		if ( isset( $data['attributes'] ) ) {
			$this->data->set_attributes( $id, $this->attributes( $data['attributes'], $where['axes'], 'variable' === ( $data['type'] ?? '' ) ) );
		}
		$warnings = array();
		foreach ( array(
			'category_ids' => PostType::CATEGORY,
			'tag_ids'      => PostType::TAG,
		) as $field => $taxonomy ) {
			if ( isset( $data[ $field ] ) ) {
				$missing = array();
				wp_set_object_terms( $id, 'category_ids' === $field ? $this->terms->paths( $taxonomy, $data[ $field ], $missing ) : $this->terms->names( $taxonomy, $data[ $field ], $missing ), $taxonomy );
				if ( array() !== $missing ) {
					$warnings[] = array(
						'field'   => $field,
						/* translators: %s: a list of names. */
						'message' => sprintf( __( 'Left out, as they do not exist and could not be made: %s.', 'devskyy' ), implode( ', ', $missing ) ),
					);
				}
			}
		}
		return array(
			'id'       => $id,
			'warnings' => $warnings,
		);
	}

	/** {@inheritDoc} */
	public function sync( int $id ): void {}

	/** {@inheritDoc} */
	public function link( int $id, array $links ): void {}

	/** {@inheritDoc} */
	public function pictures( int $id, array $pictures ): ?string {
		set_post_thumbnail( $id, $pictures[0] );
		$this->data->set_gallery( $id, array_slice( $pictures, 1 ) );
		return null;
	}

	/** {@inheritDoc} */
	public function snapshots( array $ids ): array {
		return $this->snapshots->take( $ids );
	}

	/** {@inheritDoc} */
	public function journal( int $id ): array {
		return $this->snapshots( array( $id ) )[ $id ] ?? array();
	}

	/** {@inheritDoc} */
	public function restore( int $id, array $snapshot ): bool|WP_Error {
		return $this->snapshots->restore( $id, $snapshot );
	}

	/** {@inheritDoc} */
	public function remove( int $id ): bool|WP_Error {
		$gone = wp_delete_post( $id, true );
		return $gone instanceof WP_Post || null === get_post( $id ) ? true : new WP_Error( 'devskyy_import_delete', __( 'WordPress did not delete this product. Look into the site’s error log.', 'devskyy' ) );
	}

	/**
	 * The product's post.
	 *
	 * @param array<string,mixed> $data  The row's values.
	 * @param array<string,mixed> $where See save().
	 */
	private function post( array $data, array $where ): int|WP_Error {
		$columns = array();
		foreach ( array(
			'name'              => 'post_title',
			'short_description' => 'post_excerpt',
			'description'       => 'post_content',
			'published'         => 'post_status',
		) as $field => $column ) {
			if ( isset( $data[ $field ] ) ) {
				$columns[ $column ] = wp_slash( (string) $data[ $field ] );
			}
		}
		if ( isset( $data['menu_order'] ) ) {
			$columns['menu_order'] = (int) $data['menu_order'];
		}
		if ( 0 !== $where['id'] ) {
			return wp_update_post( array( 'ID' => $where['id'] ) + $columns, true );
		}
		$columns += array(
			'post_type'   => PostType::NAME,
			'post_status' => 'publish',
		);
		$id       = 0;
		$error    = null;
		$id       = ( new Mark() )->during(
			(string) $where['mark'],
			static function () use ( $columns, &$error ): int {
				$made  = wp_insert_post( $columns, true );
				$error = is_wp_error( $made ) ? $made : null;
				return is_wp_error( $made ) ? 0 : $made;
			}
		);
		return $error ?? $id;
	}

	/**
	 * Count of pieces, or the word where they are not counted.
	 *
	 * @param int                 $id   The product.
	 * @param array<string,mixed> $data The row's values.
	 */
	private function stock( int $id, array $data ): void {
		if ( isset( $data['stock_quantity'] ) ) {
			$this->data->set_text( $id, ProductData::STOCK, $this->count( $data['stock_quantity'] ) );
		}
		if ( isset( $data['stock_status'] ) ) {
			$this->data->set_text( $id, ProductData::STOCK_STATUS, 'instock' === $data['stock_status'] ? '' : (string) $data['stock_status'] );
		}
	}

	/**
	 * A variation as an entry of its product: one of the same SKU or the same values is changed, else it is added.
	 *
	 * @param array<string,mixed> $data   The row's values.
	 * @param int                 $parent The product.
	 * @return array{id:int,warnings:list<array{field:string,message:string}>}|WP_Error
	 */
	private function variation( array $data, int $parent ): array|WP_Error {
		if ( ! get_post( $parent ) instanceof WP_Post ) {
			return new WP_Error( 'devskyy_import_parent', __( 'The product that this variation belongs to is not there. Import its row first.', 'devskyy' ) );
		}
		$values = array();
		foreach ( $data['attributes'] ?? array() as $one ) {
			$values[ sanitize_title( $one['name'] ) ] = (string) ( $one['values'][0] ?? '' );
		}
		$this->axes( $parent, $data['attributes'] ?? array() );
		$list = $this->data->variations( $parent );
		$new  = array(
			'sku'           => (string) ( $data['sku'] ?? '' ),
			'attributes'    => $values,
			'regular_price' => (string) ( $data['regular_price'] ?? '' ),
			'sale_price'    => (string) ( $data['sale_price'] ?? '' ),
			'stock'         => $this->count( $data['stock_quantity'] ?? '' ),
		);
		foreach ( $list as $place => $one ) {
			// phpcs:ignore WordPress.PHP.StrictComparisons -- The order of the attributes does not count.
			if ( ( '' !== $new['sku'] && mb_strtolower( $one['sku'] ) === mb_strtolower( $new['sku'] ) ) || ( '' === $new['sku'] && $one['attributes'] == $values ) ) {
				$list[ $place ] = array_replace( $one, array_intersect_key( $new, $this->given( $data ) ) );
				$new            = null;
				break;
			}
		}
		$this->data->set_variations( $parent, null === $new ? $list : array( ...$list, $new ) );
		return array(
			'id'       => $parent,
			'warnings' => array(),
		);
	}

	/**
	 * The values of a variation that the file has columns for.
	 *
	 * @param array<string,mixed> $data The row's values.
	 * @return array<string,mixed>
	 */
	private function given( array $data ): array {
		return array_intersect_key( $data, array_flip( array( 'sku', 'attributes', 'regular_price', 'sale_price' ) ) ) + ( isset( $data['stock_quantity'] ) ? array( 'stock' => 1 ) : array() );
	}

	/**
	 * Makes a variation's attributes ones that make variations.
	 *
	 * @param int                       $parent The product.
	 * @param list<array<string,mixed>> $given  The variation's attributes.
	 */
	private function axes( int $parent, array $given ): void {
		$attributes = $this->data->attributes( $parent );
		$before     = $attributes;
		foreach ( $given as $one ) {
			$slug = sanitize_title( $one['name'] );
			if ( isset( $attributes[ $slug ] ) ) {
				$attributes[ $slug ]['variation'] = true;
			}
		}
		if ( $before !== $attributes ) {
			$this->data->set_attributes( $parent, $attributes );
		}
	}

	/**
	 * The attributes as they are stored.
	 *
	 * @param list<array<string,mixed>> $given    The row's attributes.
	 * @param list<string>              $axes     Names, in small letters, of those that make variations.
	 * @param bool                      $variable Whether the product has variations.
	 * @return array<string,array<string,mixed>>
	 */
	private function attributes( array $given, array $axes, bool $variable ): array {
		$made = array();
		foreach ( $given as $one ) {
			$made[ sanitize_title( $one['name'] ) ] = array(
				'name'      => $one['name'],
				'values'    => $one['values'],
				'variation' => $variable && in_array( mb_strtolower( $one['name'] ), $axes, true ),
			);
		}
		return $made;
	}

	/**
	 * A whole count of pieces.
	 *
	 * @param mixed $value A number or "".
	 */
	private function count( mixed $value ): string {
		return '' === $value ? '' : (string) max( 0, (int) $value );
	}

	/**
	 * Products that have variations of these SKUs.
	 *
	 * @param list<array-key> $skus SKUs in small letters.
	 * @return array<string,int> By SKU in small letters.
	 */
	private function variation_skus( array $skus ): array {
		$found = array();
		foreach ( array_chunk( $skus, 50 ) as $some ) {
			$query = array( 'relation' => 'OR' );
			foreach ( $some as $sku ) {
				$query[] = array(
					'key'     => ProductData::VARIATIONS,
					'value'   => '"' . $sku . '"',
					'compare' => 'LIKE',
				);
			}
			foreach ( $this->posts( array( 'meta_query' => $query ) ) as $id ) { // phpcs:ignore WordPress.DB.SlowDBQuery.slow_db_query_meta_query -- Flat variations are stored there.
				foreach ( $this->data->variations( $id ) as $one ) {
					$found[ mb_strtolower( $one['sku'] ) ] = $id;
				}
			}
		}
		return array_intersect_key( $found, array_flip( array_map( 'strval', $skus ) ) );
	}

	/**
	 * Ids of the products of a query.
	 *
	 * @param array<string,mixed> $query Arguments of get_posts().
	 * @return list<int>
	 */
	private function posts( array $query ): array {
		$posts = get_posts(
			$query + array(
				'post_type'     => PostType::NAME,
				'post_status'   => BuiltInCatalogue::STATUSES,
				'numberposts'   => -1,
				'orderby'       => 'ID',
				'order'         => 'ASC',
				'no_found_rows' => true,
			)
		);
		return array_values( array_map( static fn( WP_Post|int $post ): int => $post instanceof WP_Post ? $post->ID : $post, $posts ) );
	}

	/**
	 * A part of a meta query.
	 *
	 * @param string       $key    The key.
	 * @param list<string> $values The values.
	 * @return array<string,mixed>
	 */
	private function in( string $key, array $values ): array {
		return array(
			'key'     => $key,
			'value'   => $values,
			'compare' => 'IN',
		);
	}
}
