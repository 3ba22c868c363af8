<?php
/**
 * Posts and pages as targets of proposals.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Content;

use DevSkyy\Catalogue\Fields\FieldSet;
use DevSkyy\Targets\FieldTargets;
use WP_Error;
use WP_Post;
use WP_Query;

/**
 * The site's posts and pages. Agents see published ones and those that are being written; what is private or stands behind
 * a password never leaves the site.
 */
final class Posts extends FieldTargets {

	public const TYPES = array( 'post', 'page' );

	/** What agents may see. */
	public const STATUSES = array( 'publish', 'draft', 'pending', 'future' );

	/**
	 * Takes its helpers.
	 *
	 * @param FieldSet  $fields Reads and writes fields.
	 * @param PostShape $shape  Makes the shape for the service.
	 */
	public function __construct( FieldSet $fields, private readonly PostShape $shape ) {
		parent::__construct( $fields );
	}

	/** {@inheritDoc} */
	public function unreachable( int $id ): ?WP_Error {
		return null;
	}

	/** {@inheritDoc} */
	public function closed( int $id ): ?WP_Error {
		$post = $this->post( $id );
		if ( null === $post || ( '' === $post->post_password && in_array( $post->post_status, self::STATUSES, true ) ) ) {
			return null;
		}
		return new WP_Error(
			'not_public',
			/* translators: %d: id of a post. */
			sprintf( __( '#%d is private or protected by a password. Such texts are never sent to the service.', 'devskyy' ), $id ),
			array(
				'status' => 400,
				'next'   => __( 'Leave it out, or make it public or a draft without a password first.', 'devskyy' ),
			)
		);
	}

	/** {@inheritDoc} */
	public function find( int $id ): ?array {
		$post = $this->post( $id );
		return null === $post ? null : $this->shape->shape( $post, $this->fields );
	}

	/**
	 * The ids of what agents may see.
	 *
	 * @param list<string> $types Of TYPES.
	 * @return list<int>
	 */
	public function ids( array $types = self::TYPES ): array {
		$query = new WP_Query(
			array(
				'post_type'      => $types,
				'posts_per_page' => -1,
				'fields'         => 'ids',
				'no_found_rows'  => true,
			) + $this->visible()
		);
		return array_values( array_map( static fn( mixed $id ): int => is_numeric( $id ) ? (int) $id : 0, (array) $query->posts ) );
	}

	/**
	 * A page of what agents may see, newest first, as describe() says it, with the status.
	 *
	 * @param array{types:list<string>,page:int,per_page:int,search:string,ids?:list<int>} $args Search looks into titles; ids: only these.
	 * @return array{items:list<array<string,mixed>>,total:int}
	 */
	public function list( array $args ): array {
		$query = new WP_Query(
			array(
				'post_type'      => $args['types'],
				'posts_per_page' => $args['per_page'], // phpcs:ignore WordPress.WP.PostsPerPage -- The route allows 100 at most.
				'paged'          => $args['page'],
				'orderby'        => array(
					'modified' => 'DESC',
					'ID'       => 'DESC',
				),
			)
			+ ( '' === $args['search'] ? array() : array(
				's'              => wp_slash( $args['search'] ),
				'search_columns' => array( 'post_title' ),
			) )
			+ ( isset( $args['ids'] ) ? array( 'post__in' => array() === $args['ids'] ? array( 0 ) : $args['ids'] ) : array() )
			+ $this->visible()
		);
		$posts = array_filter( (array) $query->posts, static fn( mixed $post ): bool => $post instanceof WP_Post );
		$items = array_map(
			fn( WP_Post $post ): array => $this->describe( $post->ID ) + array(
				'status'    => $post->post_status,
				'hands_off' => $this->shape->hands_off( $post->ID ),
			),
			$posts
		);
		return array(
			'items' => array_values( $items ),
			'total' => (int) $query->found_posts,
		);
	}

	/** {@inheritDoc} */
	public function describe( int $id ): array {
		$post = $this->post( $id );
		return array(
			'kind'     => null === $post ? 'post' : $post->post_type,
			'id'       => $id,
			'title'    => null === $post ? '' : $this->heading( $post->post_title ),
			'sku'      => '',
			'url'      => null === $post ? '' : (string) get_permalink( $id ),
			'edit_url' => null === $post ? '' : admin_url( "post.php?post={$id}&action=edit" ),
			'image'    => null === $post ? '' : (string) get_the_post_thumbnail_url( $id, 'medium' ),
		);
	}

	/** {@inheritDoc} */
	public function exists( int $id ): bool {
		return null !== $this->post( $id );
	}

	/** {@inheritDoc} */
	protected function gone(): WP_Error {
		return new WP_Error( 'devskyy_target_gone', __( 'It no longer exists.', 'devskyy' ), array( 'status' => 404 ) );
	}

	/**
	 * The post; null when it is none of ours, or in the trash.
	 *
	 * @param int $id The post's id.
	 */
	private function post( int $id ): ?WP_Post {
		$post = $id > 0 ? get_post( $id ) : null;
		return $post instanceof WP_Post && in_array( $post->post_type, self::TYPES, true ) && in_array( $post->post_status, array( ...self::STATUSES, 'private' ), true ) ? $post : null;
	}

	/**
	 * The part of a query that is the same for all: in every language, without what is private or behind a password.
	 *
	 * @return array<string,mixed>
	 */
	private function visible(): array {
		return array(
			'post_status'         => self::STATUSES,
			'has_password'        => false,
			'ignore_sticky_posts' => true,
			'suppress_filters'    => true, // WPML would leave languages out; the next argument holds Polylang off likewise.
			'lang'                => '',
			'orderby'             => 'ID',
			'order'               => 'ASC',
		);
	}
}
