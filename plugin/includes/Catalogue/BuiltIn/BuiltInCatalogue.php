<?php
/**
 * The catalogue that the plugin keeps itself.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Catalogue\BuiltIn;

use DevSkyy\Catalogue\FieldCatalogue;
use DevSkyy\Catalogue\Fields\FieldSet;
use WP_Post;
use WP_Query;

/**
 * Products as posts of the plugin's own post type.
 */
final class BuiltInCatalogue extends FieldCatalogue {

	public const STATUSES = array( 'publish', 'draft', 'pending', 'private', 'future' );

	/**
	 * Takes its helpers.
	 *
	 * @param FieldSet     $fields Reads and writes fields.
	 * @param ProductShape $shape  Makes the contract's shape.
	 * @param ProductData  $data   What is stored.
	 */
	public function __construct( FieldSet $fields, private readonly ProductShape $shape, private readonly ProductData $data ) {
		parent::__construct( $fields );
	}

	/** {@inheritDoc} */
	public function type(): string {
		return 'built-in';
	}

	/** {@inheritDoc} */
	public function available(): bool {
		return true;
	}

	/** {@inheritDoc} */
	public function post_type(): string {
		return PostType::NAME;
	}

	/** {@inheritDoc} */
	public function find( int $id ): ?array {
		$post = $this->post( $id );
		return null === $post ? null : $this->shape->shape( $post, $this->fields );
	}

	/** {@inheritDoc} */
	public function list( array $args = array() ): array {
		$wanted = array_values( array_intersect( self::STATUSES, (array) ( $args['status'] ?? array() ) ) );
		$only   = $this->only( $args );
		$query  = new WP_Query(
			array(
				'post_type'      => PostType::NAME,
				'post_status'    => array() === $wanted ? self::STATUSES : $wanted,
				'posts_per_page' => max( 1, (int) ( $args['per_page'] ?? 20 ) ), // phpcs:ignore WordPress.WP.PostsPerPage -- The routes allow 100 at most.
				'paged'          => max( 1, (int) ( $args['page'] ?? 1 ) ),
				'orderby'        => 'ID',
				'order'          => 'ASC',
			) + ( null === $only ? array() : array( 'post__in' => array() === $only ? array( 0 ) : $only ) )
		);
		$posts  = array_filter( (array) $query->posts, static fn( mixed $post ): bool => $post instanceof WP_Post );
		return array(
			'items' => array_values( array_map( fn( WP_Post $post ): array => $this->shape->shape( $post, $this->fields ), $posts ) ),
			'total' => (int) $query->found_posts,
		);
	}

	/** {@inheritDoc} */
	public function ids(): array {
		return $this->query( array() );
	}

	/** {@inheritDoc} */
	public function describe( int $id ): array {
		$post = $this->post( $id );
		return array(
			'kind'     => 'product',
			'id'       => $id,
			'title'    => null === $post ? '' : $this->heading( $post->post_title ),
			'sku'      => null === $post ? '' : $this->data->text( $id, ProductData::SKU ),
			'url'      => null === $post ? '' : (string) get_permalink( $id ),
			'edit_url' => null === $post ? '' : admin_url( "post.php?post={$id}&action=edit" ),
			'image'    => null === $post ? '' : (string) get_the_post_thumbnail_url( $id, 'medium' ),
		);
	}

	/** {@inheritDoc} */
	public function exists( int $id ): bool {
		return null !== $this->post( $id );
	}

	/**
	 * The product's post; null when it is none, or in the trash.
	 *
	 * @param int $id The product's id.
	 */
	private function post( int $id ): ?WP_Post {
		$post = $id > 0 ? get_post( $id ) : null;
		return $post instanceof WP_Post && PostType::NAME === $post->post_type && in_array( $post->post_status, self::STATUSES, true ) ? $post : null;
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
		$titles = $this->query(
			array(
				's'              => wp_slash( $term ),
				'search_columns' => array( 'post_title' ),
			)
		);
		$skus   = $this->query(
			array(
				'meta_query' => array( // phpcs:ignore WordPress.DB.SlowDBQuery.slow_db_query_meta_query -- The SKUs are stored there.
					'relation' => 'OR',
					array(
						'key'     => ProductData::SKU,
						'value'   => $term,
						'compare' => 'LIKE',
					),
					array(
						'key'     => ProductData::VARIATIONS,
						'value'   => $term,
						'compare' => 'LIKE',
					),
				),
			)
		);
		$skus   = array_filter( $skus, fn( int $id ): bool => $this->has_sku( $id, $term ) );
		$found  = array_values( array_unique( array_merge( $titles, $skus ) ) );
		return null === $ids ? $found : array_values( array_intersect( $ids, $found ) );
	}

	/**
	 * Whether the product's or a variation's SKU contains the text.
	 *
	 * @param int    $id   The product's id.
	 * @param string $term The text.
	 */
	private function has_sku( int $id, string $term ): bool {
		$skus = array( $this->data->text( $id, ProductData::SKU ), ...array_column( $this->data->variations( $id ), 'sku' ) );
		return array() !== array_filter( $skus, static fn( string $sku ): bool => false !== mb_stripos( $sku, $term ) );
	}

	/**
	 * Ids of all products of a query.
	 *
	 * @param array<string,mixed> $query Arguments of WP_Query.
	 * @return list<int>
	 */
	private function query( array $query ): array {
		$found = get_posts(
			$query + array(
				'post_type'        => PostType::NAME,
				'post_status'      => self::STATUSES,
				'numberposts'      => -1,
				'orderby'          => 'ID',
				'order'            => 'ASC',
				'fields'           => 'ids',
				'suppress_filters' => false,
			)
		);
		return array_values( array_map( static fn( mixed $id ): int => is_numeric( $id ) ? (int) $id : 0, $found ) );
	}
}
