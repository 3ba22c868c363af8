<?php
/**
 * Imports into WooCommerce.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Import\Products;

use Exception;
use WC_Product;
use WC_Product_Variable;
use WC_Product_Variation;
use WP_Error;
use WP_Post;

/**
 * Through WooCommerce's CRUD objects, with the values that WooCommerce's own importer would set.
 */
final class WooCommerceTarget implements Target {

	/** Values that set_props() takes as they are. */
	private const PROPS = array( 'sku', 'name', 'featured', 'catalog_visibility', 'short_description', 'description', 'date_on_sale_from', 'date_on_sale_to', 'tax_status', 'tax_class', 'stock_status', 'stock_quantity', 'manage_stock', 'low_stock_amount', 'backorders', 'sold_individually', 'weight', 'length', 'width', 'height', 'reviews_allowed', 'purchase_note', 'sale_price', 'regular_price', 'download_limit', 'download_expiry', 'product_url', 'button_text', 'menu_order', 'virtual', 'downloadable', 'downloads', 'status', 'category_ids', 'tag_ids', 'shipping_class_id', 'upsell_ids', 'cross_sell_ids', 'children' );

	private const STOCK = array( 'manage_stock', 'stock_status', 'backorders', 'low_stock_amount', 'stock_quantity' );

	private readonly TermIndex $terms;

	private readonly WooCommerceAttributes $attributes;

	private readonly WooCommerceUndo $undo;

	/**
	 * The parent of the last variation.
	 *
	 * @var WC_Product|null
	 */
	private ?WC_Product $parent = null;

	/**
	 * Takes its helper.
	 *
	 * @param Quiet $quiet Holds back what WordPress and WooCommerce would do after each product.
	 */
	public function __construct( private readonly Quiet $quiet ) {
		$this->terms      = new TermIndex();
		$this->attributes = new WooCommerceAttributes( $this->terms );
		$this->undo       = new WooCommerceUndo( new Snapshots() );
	}

	/** {@inheritDoc} */
	public function type(): string {
		return 'woocommerce';
	}

	/** {@inheritDoc} */
	public function flat(): bool {
		return false;
	}

	/** {@inheritDoc} */
	public function units(): array {
		return array(
			'weight' => (string) get_option( 'woocommerce_weight_unit', 'kg' ),
			'length' => (string) get_option( 'woocommerce_dimension_unit', 'cm' ),
		);
	}

	/** {@inheritDoc} */
	public function cannot(): array {
		return array();
	}

	/** {@inheritDoc} */
	public function by_sku( array $skus ): array {
		$found = array();
		foreach ( $this->query( array( 'meta_query' => array( $this->in( '_sku', $skus ) ) ) ) as $id => $one ) { // phpcs:ignore WordPress.DB.SlowDBQuery.slow_db_query_meta_query -- Many SKUs in one query.
			$found[ mb_strtolower( $one['sku'] ) ] ??= array(
				'id'   => $id,
				'type' => $one['type'],
			);
		}
		return $found;
	}

	/** {@inheritDoc} */
	public function by_id( array $ids ): array {
		return array() === $ids ? array() : $this->query( array( 'post__in' => $ids ) );
	}

	/** {@inheritDoc} */
	public function open(): void {
		$this->parent = null;
		$this->terms->forget();
		$this->attributes->forget();
		$this->quiet->start();
	}

	/** {@inheritDoc} */
	public function close(): void {
		$this->parent = null;
		$this->quiet->stop();
	}

	/** {@inheritDoc} */
	public function save( array $data, array $where ): array|WP_Error {
		try {
			$product = $this->product( (string) ( $data['type'] ?? '' ), $where );
			if ( is_wp_error( $product ) ) {
				return $product;
			}
			$warnings = array();
			$product->set_props( $this->props( $product, $data + $where['links'], $warnings ) );
			if ( $product instanceof WC_Product_Variation ) {
				$this->variation( $product, $data, $where['parent'] );
			} elseif ( isset( $data['attributes'] ) ) {
				$this->attributes->set( $product, $data['attributes'], $where['axes'] );
			}
			if ( isset( $data['global_unique_id'] ) && is_callable( array( $product, 'set_global_unique_id' ) ) ) {
				$product->set_global_unique_id( (string) $data['global_unique_id'] );
			}
			foreach ( $data['meta'] ?? array() as $key => $value ) {
				$product->update_meta_data( (string) $key, $value );
			}
			$id = ( new Mark() )->during( $where['mark'], static fn(): int => (int) $product->save() );
			if ( 0 === $id ) {
				return new WP_Error( 'devskyy_import_save', __( 'WordPress did not store this product. Look into the site’s error log.', 'devskyy' ) );
			}
			if ( $this->parent?->get_id() === $id ) {
				$this->parent = null;
			}
			return array(
				'id'       => $id,
				'warnings' => $warnings,
			);
		} catch ( Exception $refusal ) {
			return new WP_Error( 'devskyy_import_refused', wp_strip_all_tags( $refusal->getMessage() ) );
		}
	}

	/** {@inheritDoc} */
	public function sync( int $id ): void {
		if ( wc_get_product( $id ) instanceof WC_Product_Variable ) {
			WC_Product_Variable::sync( $id );
		}
	}

	/** {@inheritDoc} */
	public function link( int $id, array $links ): void {
		$product = wc_get_product( $id );
		if ( $product instanceof WC_Product ) {
			$links = $this->renamed( $links );
			$product->set_props( $product->is_type( 'grouped' ) ? $links : array_diff_key( $links, array( 'children' => 1 ) ) );
			if ( array() !== $product->get_changes() ) {
				$product->save();
			}
		}
	}

	/** {@inheritDoc} */
	public function pictures( int $id, array $pictures ): ?string {
		$product = wc_get_product( $id );
		if ( ! $product instanceof WC_Product ) {
			return __( 'The product is gone.', 'devskyy' );
		}
		$product->set_image_id( $pictures[0] ?? 0 );
		if ( ! $product instanceof WC_Product_Variation && count( $pictures ) > 1 ) {
			$product->set_gallery_image_ids( array_slice( $pictures, 1 ) );
		}
		if ( array() !== $product->get_changes() ) {
			$product->save();
		}
		return null;
	}

	/** {@inheritDoc} */
	public function snapshots( array $ids ): array {
		return $this->undo->snapshots( $ids );
	}

	/** {@inheritDoc} */
	public function journal( int $id ): array {
		return ( $this->snapshots( array( $id ) )[ $id ] ?? array() ) + array( 'woo' => $this->undo->values( $id ) );
	}

	/** {@inheritDoc} */
	public function restore( int $id, array $snapshot ): bool|WP_Error {
		return $this->undo->restore( $id, $snapshot );
	}

	/** {@inheritDoc} */
	public function remove( int $id ): bool|WP_Error {
		$product = wc_get_product( $id );
		if ( $product instanceof WC_Product && ! $product->delete( true ) ) {
			return new WP_Error( 'devskyy_import_delete', __( 'WooCommerce did not delete this product. Look into the site’s error log.', 'devskyy' ) );
		}
		return true;
	}

	/**
	 * The object to fill.
	 *
	 * @param string              $type  The row's type; "" = as it is.
	 * @param array<string,mixed> $where See save().
	 */
	private function product( string $type, array $where ): WC_Product|WP_Error {
		if ( 0 === $where['id'] ) {
			return wc_get_product_object( '' === $type ? 'simple' : $type, 0 );
		}
		$product = wc_get_product( $where['id'] );
		if ( ! $product instanceof WC_Product ) {
			return new WP_Error( 'devskyy_product_gone', __( 'The product no longer exists.', 'devskyy' ) );
		}
		if ( '' === $type || $product->is_type( $type ) ) {
			return $product;
		}
		if ( 'variation' === $type || $product instanceof WC_Product_Variation ) {
			return new WP_Error( 'devskyy_import_type', __( 'A product cannot become a variation, nor a variation a product. Give this row another SKU.', 'devskyy' ) );
		}
		return wc_get_product_object( $type, $where['id'] );
	}

	/**
	 * Values for set_props().
	 *
	 * @param WC_Product                                   $product  The product.
	 * @param array<string,mixed>                          $data     The row's values.
	 * @param list<array{field:string,message:string}> $warnings Gets what was left out.
	 * @return array<string,mixed>
	 */
	private function props( WC_Product $product, array $data, array &$warnings ): array {
		$props = $this->renamed( $data );
		$this->term_ids( $props, $warnings );
		if ( isset( $data['published'] ) ) {
			$props['status'] = $product instanceof WC_Product_Variation && 'draft' === $data['published'] ? 'publish' : $data['published'];
		}
		if ( isset( $data['stock_quantity'] ) ) {
			$props['manage_stock'] = '' !== $data['stock_quantity'];
			if ( '' === $data['stock_quantity'] ) {
				$props['stock_status'] ??= 'instock';
			}
		}
		if ( isset( $data['downloads'] ) ) {
			$props['downloads'] = array_map(
				static fn( array $one ): array => array(
					'download_id' => '' === $one['id'] ? null : $one['id'],
					'name'        => '' === $one['name'] ? wc_get_filename_from_url( $one['file'] ) : $one['name'],
					'file'        => $one['file'],
				),
				$data['downloads']
			);
		}
		if ( $product->is_type( 'external' ) ) {
			$props = array_diff_key( $props, array_flip( self::STOCK ) );
		}
		if ( isset( $data['cogs_value'] ) && '' !== $data['cogs_value'] && is_callable( array( $product, 'set_cogs_value' ) ) && $this->counts_cost() ) {
			$product->set_cogs_value( (float) $data['cogs_value'] );
		}
		return array_intersect_key( $props, array_flip( self::PROPS ) );
	}

	/**
	 * Categories, tags and shipping class as ids.
	 *
	 * @param array<string,mixed>                          $props    Names; become ids.
	 * @param list<array{field:string,message:string}> $warnings Gets what was left out.
	 */
	private function term_ids( array &$props, array &$warnings ): void {
		$missing = array();
		if ( isset( $props['category_ids'] ) ) {
			$props['category_ids'] = $this->terms->paths( 'product_cat', $props['category_ids'], $missing );
			$this->left_out( 'category_ids', $missing, $warnings );
		}
		if ( isset( $props['tag_ids'] ) ) {
			$missing          = array();
			$props['tag_ids'] = $this->terms->names( 'product_tag', $props['tag_ids'], $missing );
			$this->left_out( 'tag_ids', $missing, $warnings );
		}
		if ( isset( $props['shipping_class_id'] ) ) {
			$missing = array();
			$names   = array_filter( array( $props['shipping_class_id'] ), static fn( string $name ): bool => '' !== $name );

			$props['shipping_class_id'] = $this->terms->names( 'product_shipping_class', array_values( $names ), $missing )[0] ?? 0;
			$this->left_out( 'shipping_class_id', $missing, $warnings );
		}
	}

	/**
	 * Tells of names that are no terms.
	 *
	 * @param string                                       $field    The field.
	 * @param list<string>                                 $missing  The names.
	 * @param list<array{field:string,message:string}> $warnings Gets a sentence.
	 */
	private function left_out( string $field, array $missing, array &$warnings ): void {
		if ( array() !== $missing ) {
			$warnings[] = array(
				'field'   => $field,
				/* translators: %s: a list of names. */
				'message' => sprintf( __( 'Left out, as they do not exist and could not be made: %s.', 'devskyy' ), implode( ', ', $missing ) ),
			);
		}
	}

	/**
	 * A variation's parent and values.
	 *
	 * @param WC_Product_Variation $variation The variation.
	 * @param array<string,mixed>  $data      The row's values.
	 * @param int                  $parent    The parent's id.
	 * @throws Exception When there is no such product.
	 */
	private function variation( WC_Product_Variation $variation, array $data, int $parent ): void {
		$parent = 0 === $parent ? $variation->get_parent_id() : $parent;
		if ( null === $this->parent || $this->parent->get_id() !== $parent ) {
			$found        = wc_get_product( $parent );
			$this->parent = $found instanceof WC_Product ? $found : null;
		}
		if ( null === $this->parent || $this->parent instanceof WC_Product_Variation ) {
			throw new Exception( esc_html__( 'The product that this variation belongs to is not there. Import its row first.', 'devskyy' ) );
		}
		$variation->set_parent_id( $parent );
		if ( isset( $data['attributes'] ) ) {
			$variation->set_attributes( $this->attributes->values( $this->parent, $data['attributes'] ) );
		}
	}

	/**
	 * Linked products under WooCommerce's name for them.
	 *
	 * @param array<string,mixed> $data Values by field.
	 * @return array<string,mixed>
	 */
	private function renamed( array $data ): array {
		if ( isset( $data['grouped_products'] ) ) {
			$data['children'] = $data['grouped_products'];
		}
		return array_diff_key( $data, array( 'grouped_products' => 1 ) );
	}

	/** Whether the shop counts what goods cost it. */
	private function counts_cost(): bool {
		return 'yes' === get_option( 'woocommerce_feature_cost_of_goods_sold_enabled', 'no' );
	}

	/**
	 * Products and variations of a query.
	 *
	 * @param array<string,mixed> $query Arguments of get_posts().
	 * @return array<int,array{id:int,type:string,sku:string}>
	 */
	private function query( array $query ): array {
		$posts = get_posts(
			$query + array(
				'post_type'        => array( 'product', 'product_variation' ),
				'post_status'      => array( 'publish', 'private', 'draft', 'pending', 'future', 'importing' ),
				'numberposts'      => -1,
				'orderby'          => 'ID',
				'order'            => 'ASC',
				'no_found_rows'    => true,
				'suppress_filters' => true,
			)
		);
		$found = array();
		foreach ( $posts as $post ) {
			if ( ! $post instanceof WP_Post ) {
				continue;
			}
			$found[ $post->ID ] = array(
				'id'   => $post->ID,
				'type' => 'product_variation' === $post->post_type ? 'variation' : 'product',
				'sku'  => (string) get_post_meta( $post->ID, '_sku', true ),
			);
		}
		return $found;
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
			'value'   => array() === $values ? array( "\0" ) : $values,
			'compare' => 'IN',
		);
	}
}
