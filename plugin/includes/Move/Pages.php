<?php
/**
 * Pages that were made for the built-in catalogue.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Move;

use DevSkyy\Catalogue\BuiltIn\Blocks;
use DevSkyy\Catalogue\BuiltIn\PostType;
use WP_Block;

/**
 * A front page, or any other, that lists pieces goes on to list them: its query means WooCommerce's products now, and the
 * product blocks within show those. The page's own text is not changed.
 */
final class Pages {

	/**
	 * Takes its parts.
	 *
	 * @param Blocks  $blocks The product blocks, of WooCommerce's products.
	 * @param TermMap $terms  New terms of old ones.
	 */
	public function __construct( private readonly Blocks $blocks, private readonly TermMap $terms ) {}

	/** Hangs it on WordPress. */
	public function register(): void {
		$this->blocks->register();
		add_filter( 'query_loop_block_query_vars', $this->query( ... ), 10, 2 );
	}

	/**
	 * The query of a list of pieces.
	 *
	 * @param array<string,mixed> $query Arguments of WP_Query.
	 * @param WP_Block            $block The block that shows the list.
	 * @return array<string,mixed>
	 */
	public function query( array $query, WP_Block $block ): array {
		$asked = (array) ( $block->context['query'] ?? array() );
		if ( PostType::NAME !== ( $asked['postType'] ?? '' ) ) {
			return $query;
		}
		$query['post_type'] = 'product';

		$map = $this->terms->stored();
		foreach ( array_intersect_key( (array) ( $asked['taxQuery'] ?? array() ), TermMap::TO ) as $taxonomy => $ids ) {
			$query['tax_query']   = (array) ( $query['tax_query'] ?? array() ); // phpcs:ignore WordPress.DB.SlowDBQuery.slow_db_query_tax_query -- The block's own.
			$query['tax_query'][] = array(
				'taxonomy' => TermMap::TO[ $taxonomy ],
				'terms'    => array_map( static fn( mixed $id ): int => (int) ( $map[ (int) $id ] ?? 0 ), (array) $ids ),
			);
		}
		return $query;
	}
}
