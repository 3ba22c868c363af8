<?php
/**
 * What follows the last product.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Move;

use DevSkyy\Catalogue\BuiltIn\PostType;
use DevSkyy\Catalogue\CatalogueFactory;
use DevSkyy\Catalogue\Held;
use DevSkyy\Connection\CatalogueSync;
use WP_Term;
use wpdb;

/**
 * Terms without products, proposals, menus, the old terms, and last the shop's setting. Every step may be done again.
 */
final class Ending {

	private const BATCH = 50;

	/**
	 * Takes its parts.
	 *
	 * @param wpdb          $wpdb     The site's database.
	 * @param TermMap       $terms    New terms of old ones.
	 * @param Addresses     $paths    Old addresses.
	 * @param Journals      $journals Proposals.
	 * @param CatalogueSync $sync     The service's snapshot.
	 */
	public function __construct(
		private readonly wpdb $wpdb,
		private readonly TermMap $terms,
		private readonly Addresses $paths,
		private readonly Journals $journals,
		private readonly CatalogueSync $sync
	) {}

	/**
	 * Does a piece of a phase.
	 *
	 * @param MoveJob $job The move.
	 * @return array{phase:string,position:string}|null What comes next; null when the move is at its end.
	 */
	public function step( MoveJob $job ): ?array {
		if ( 'proposals' === $job->phase ) {
			$position = $this->proposals( $job->position );
			return null === $position ? $this->after( $job->phase ) : array(
				'phase'    => $job->phase,
				'position' => $position,
			);
		}
		match ( $job->phase ) {
			'terms' => $this->map_terms(),
			'menus' => $this->menus(),
			'tidy' => $this->tidy(),
			'switch' => $this->switch_over( $job ),
			default => null,
		};
		return $this->after( $job->phase );
	}

	/**
	 * The next phase.
	 *
	 * @param string $phase A phase.
	 * @return array{phase:string,position:string}|null
	 */
	public function after( string $phase ): ?array {
		$next = MoveJob::PHASES[ (int) array_search( $phase, MoveJob::PHASES, true ) + 1 ] ?? null;
		return null === $next ? null : array(
			'phase'    => $next,
			'position' => '',
		);
	}

	/** Categories and tags that no product has. */
	private function map_terms(): void {
		foreach ( array_keys( TermMap::TO ) as $taxonomy ) {
			foreach ( $this->old_terms( $taxonomy ) as $term ) {
				$this->terms->of( $term->term_id, $taxonomy );
			}
		}
	}

	/**
	 * The next proposals.
	 *
	 * @param string $after The last one's id.
	 * @return string|null Where to go on; null when there are no more.
	 */
	private function proposals( string $after ): ?string {
		$ids = $this->wpdb->get_col( (string) $this->wpdb->prepare( "SELECT id FROM %i WHERE id > %s AND status IN ('pending', 'conflict', 'failed', 'applied') ORDER BY id LIMIT %d", $this->wpdb->prefix . 'devskyy_proposals', $after, self::BATCH ) );
		foreach ( $ids as $id ) {
			$this->journals->carry( (string) $id );
		}
		return count( $ids ) < self::BATCH ? null : (string) end( $ids );
	}

	/** Classic menus point at products, categories and the shop by their kinds. */
	private function menus(): void {
		$kinds = array( PostType::NAME => 'product' ) + TermMap::TO;
		$map   = $this->terms->stored();
		foreach ( $kinds as $old => $new ) {
			$items = get_posts(
				array(
					'post_type'   => 'nav_menu_item',
					'post_status' => 'any',
					'numberposts' => -1,
					'fields'      => 'ids',
					'meta_key'    => '_menu_item_object', // phpcs:ignore WordPress.DB.SlowDBQuery.slow_db_query_meta_key -- Once.
					'meta_value'  => $old, // phpcs:ignore WordPress.DB.SlowDBQuery.slow_db_query_meta_value -- Once.
				)
			);
			foreach ( $items as $item ) {
				$object = (int) get_post_meta( (int) $item, '_menu_item_object_id', true );
				if ( isset( TermMap::TO[ $old ], $map[ $object ] ) ) {
					update_post_meta( (int) $item, '_menu_item_object_id', (string) $map[ $object ] );
				}
				update_post_meta( (int) $item, '_menu_item_object', $new );
			}
		}
	}

	/** The old terms are empty and mapped; their addresses are kept on the new ones. */
	private function tidy(): void {
		$moved = get_option( Addresses::OPTION );
		update_option(
			Addresses::OPTION,
			array(
				'shop' => is_array( $moved ) ? $moved['shop'] : $this->paths->of_shop(),
				'at'   => gmdate( 'Y-m-d\TH:i:s\Z' ),
			),
			true
		);
		foreach ( array_keys( TermMap::TO ) as $taxonomy ) {
			foreach ( $this->old_terms( $taxonomy ) as $term ) {
				wp_delete_term( $term->term_id, $taxonomy );
			}
			delete_option( $taxonomy . '_children' );
		}
	}

	/**
	 * From here on the shop's products are WooCommerce's.
	 *
	 * @param MoveJob $job The move.
	 */
	private function switch_over( MoveJob $job ): void {
		update_option( Addresses::OPTION, array( 'by' => $job->actor ) + (array) get_option( Addresses::OPTION, array() ), true );
		update_option( CatalogueFactory::OPTION, CatalogueFactory::WOOCOMMERCE, true );
		delete_option( Held::OPTION );
		// Made anew by the next request, in which the built-in kinds of posts are no longer registered.
		delete_option( 'rewrite_rules' );
		delete_option( 'devskyy_product_rewrite' );
		$this->sync->restart();
		wc_delete_product_transients();
	}

	/**
	 * All terms of a built-in taxonomy, parents first.
	 *
	 * @param string $taxonomy The taxonomy.
	 * @return list<WP_Term>
	 */
	private function old_terms( string $taxonomy ): array {
		$terms = get_terms(
			array(
				'taxonomy'   => $taxonomy,
				'hide_empty' => false,
				'orderby'    => 'term_id',
			)
		);
		return array_values( array_filter( is_array( $terms ) ? $terms : array(), static fn( mixed $term ): bool => $term instanceof WP_Term ) );
	}
}
