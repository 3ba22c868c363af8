<?php
/**
 * The catalogue that WooCommerce keeps.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Catalogue\WooCommerce;

use DevSkyy\Catalogue\FieldCatalogue;
use DevSkyy\Catalogue\Fields\FieldSet;
use WC_Product;
use WP_Post;

/**
 * Products of WooCommerce, through its own objects only.
 */
final class WooCommerceCatalogue extends FieldCatalogue {

	private const STATUSES = array( 'publish', 'draft', 'pending', 'private', 'future' );

	/**
	 * Takes its helpers.
	 *
	 * @param FieldSet     $fields Reads and writes fields.
	 * @param ProductShape $shape  Makes the contract's shape.
	 */
	public function __construct( FieldSet $fields, private readonly ProductShape $shape ) {
		parent::__construct( $fields );
	}

	/** {@inheritDoc} */
	public function type(): string {
		return 'woocommerce';
	}

	/** {@inheritDoc} */
	public function available(): bool {
		return true;
	}

	/** {@inheritDoc} */
	public function post_type(): string {
		return 'product';
	}

	/** {@inheritDoc} */
	public function find( int $id ): ?array {
		$found = $this->product( $id );
		return null === $found ? null : $this->shape->shape( $found[0], $found[1], $this->fields );
	}

	/** {@inheritDoc} */
	public function list( array $args = array() ): array {
		$query = array(
			'status'   => $this->statuses( $args ),
			'limit'    => max( 1, (int) ( $args['per_page'] ?? 20 ) ),
			'page'     => max( 1, (int) ( $args['page'] ?? 1 ) ),
			'orderby'  => 'ID',
			'order'    => 'ASC',
			'paginate' => true,
			'return'   => 'ids',
		);
		$only  = $this->only( $args );
		if ( null !== $only ) {
			$query['include'] = array() === $only ? array( 0 ) : $only;
		}
		$found = wc_get_products( $query );
		$ids   = is_object( $found ) ? array_map( 'intval', $found->products ) : array();
		_prime_post_caches( $ids, true, true );
		return array(
			'items' => array_values( array_filter( array_map( $this->find( ... ), $ids ) ) ),
			'total' => is_object( $found ) ? (int) $found->total : 0,
		);
	}

	/** {@inheritDoc} */
	public function ids(): array {
		return $this->query( array() );
	}

	/** {@inheritDoc} */
	public function describe( int $id ): array {
		$found = $this->product( $id );
		return array(
			'kind'     => 'product',
			'id'       => $id,
			'title'    => null === $found ? '' : $this->heading( $found[0]->get_name( 'edit' ) ),
			'sku'      => null === $found ? '' : $found[0]->get_sku( 'edit' ),
			'url'      => null === $found ? '' : (string) get_permalink( $id ),
			'edit_url' => null === $found ? '' : admin_url( "post.php?post={$id}&action=edit" ),
			'image'    => null === $found ? '' : (string) wp_get_attachment_image_url( (int) $found[0]->get_image_id( 'edit' ), 'woocommerce_thumbnail' ),
		);
	}

	/** {@inheritDoc} */
	public function exists( int $id ): bool {
		return null !== $this->post( $id );
	}

	/**
	 * The product and its post; null when it is none, or in the trash.
	 *
	 * @param int $id The product's id.
	 * @return array{0:WC_Product,1:WP_Post}|null
	 */
	private function product( int $id ): ?array {
		$post    = $this->post( $id );
		$product = null === $post ? null : wc_get_product( $id );
		return null !== $post && $product instanceof WC_Product ? array( $product, $post ) : null;
	}

	/**
	 * A product's post; null when it is none, or in the trash.
	 *
	 * @param int $id The product's id.
	 */
	private function post( int $id ): ?WP_Post {
		$post = $id > 0 ? get_post( $id ) : null;
		return $post instanceof WP_Post && 'product' === $post->post_type && in_array( $post->post_status, self::STATUSES, true ) ? $post : null;
	}

	/**
	 * The ids that the search and the list of ids leave; null when neither is told.
	 *
	 * @param array<string,mixed> $args See list().
	 * @return list<int>|null
	 */
	private function only( array $args ): ?array {
		$ids  = isset( $args['ids'] ) ? array_values( array_map( 'intval', (array) $args['ids'] ) ) : null;
		$term = trim( (string) ( $args['search'] ?? '' ) );
		if ( '' === $term ) {
			return $ids;
		}
		$found = array_merge(
			$this->query(
				array(
					's'              => wp_slash( $term ),
					'search_columns' => array( 'post_title' ),
				)
			),
			$this->query( array( 'sku' => $term ) ),
			array_map(
				'wp_get_post_parent_id',
				$this->query(
					array(
						'sku'  => wp_slash( $term ),
						'type' => 'variation',
					)
				)
			)
		);
		$found = array_values( array_unique( array_filter( array_map( 'intval', $found ) ) ) );
		return null === $ids ? $found : array_values( array_intersect( $ids, $found ) );
	}

	/**
	 * Ids of all products of a query.
	 *
	 * @param array<string,mixed> $query Arguments of wc_get_products().
	 * @return list<int>
	 */
	private function query( array $query ): array {
		$found = wc_get_products(
			$query + array(
				'status'  => self::STATUSES,
				'limit'   => -1,
				'orderby' => 'ID',
				'order'   => 'ASC',
				'return'  => 'ids',
			)
		);
		return is_array( $found ) ? array_values( array_map( 'intval', $found ) ) : array();
	}

	/**
	 * The wanted statuses that the contract knows.
	 *
	 * @param array<string,mixed> $args See list().
	 * @return list<string>
	 */
	private function statuses( array $args ): array {
		$wanted = array_values( array_intersect( self::STATUSES, (array) ( $args['status'] ?? array() ) ) );
		return array() === $wanted ? self::STATUSES : $wanted;
	}
}
