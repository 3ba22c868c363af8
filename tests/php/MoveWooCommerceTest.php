<?php
/**
 * The move from the built-in catalogue to WooCommerce.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Tests;

use DevSkyy\Catalogue\BuiltIn\Blocks;
use DevSkyy\Catalogue\BuiltIn\PostType;
use DevSkyy\Catalogue\BuiltIn\ProductData;
use DevSkyy\Catalogue\BuiltIn\Units;
use DevSkyy\Catalogue\BuiltIn\View;
use DevSkyy\Catalogue\CatalogueFactory;
use DevSkyy\Catalogue\Decimal;
use DevSkyy\Catalogue\Held;
use DevSkyy\Connection\ConnectionStore;
use DevSkyy\Move\Addresses;
use DevSkyy\Move\MoveJob;
use DevSkyy\Move\Pages;
use DevSkyy\Move\Redirects;
use DevSkyy\Move\Source;
use DevSkyy\Move\TermMap;
use DevSkyy\Proposals\Module;
use DevSkyy\Proposals\Proposal;
use DevSkyy\Proposals\Status;

require_once __DIR__ . '/MoveTestCase.php';

final class MoveWooCommerceTest extends MoveTestCase {

	public function test_every_piece_is_the_same_piece_afterwards_under_the_same_id(): void {
		$before = array_map( fn( int $id ): array => $this->shape( 'built_in', $id ), $this->ids );
		$job    = $this->move();
		self::assertSame( array( MoveJob::COMPLETED, 3, 0 ), array( $job->status, $job->done, $job->failures ), wp_json_encode( $job->failed ) );
		foreach ( $this->ids as $name => $id ) {
			$after = $this->shape( 'woocommerce', $id );
			if ( 'coat' === $name ) {
				// WooCommerce tells the price of a product with variations at the variations too, the lowest.
				self::assertSame( '299.50', $before[ $name ]['price'] );
				self::assertSame( 299.5, (float) $after['price'] );
				unset( $before[ $name ]['price'], $after['price'] );
			}
			self::assertEquals( $before[ $name ], $after, $name );
		}
		self::assertSame( 'woocommerce', get_option( CatalogueFactory::OPTION ) );
		self::assertFalse( get_option( Held::OPTION ) );
		self::assertSame( '1', (string) wp_count_comments( $this->ids['dress'] )->approved );
		self::assertStringContainsString( '<script>kept()</script>', get_post( $this->ids['dress'] )->post_content );
	}

	public function test_nothing_of_the_built_in_catalogue_is_left_and_nothing_is_doubled(): void {
		global $wpdb;
		$this->move();
		self::assertSame( '0', $wpdb->get_var( "SELECT COUNT(*) FROM {$wpdb->posts} WHERE post_type = 'devskyy_product'" ) );
		self::assertSame( '3', $wpdb->get_var( "SELECT COUNT(*) FROM {$wpdb->posts} WHERE post_type = 'product'" ) );
		self::assertSame( '3', $wpdb->get_var( "SELECT COUNT(*) FROM {$wpdb->posts} WHERE post_type = 'product_variation'" ) );
		self::assertSame( '0', $wpdb->get_var( "SELECT COUNT(*) FROM {$wpdb->term_taxonomy} WHERE taxonomy IN ('devskyy_category', 'devskyy_tag')" ) );
		$keys = implode( "', '", array( ...ProductData::TEXTS, ProductData::ATTRIBUTES, ProductData::GALLERY, ProductData::VARIATIONS, Source::KEY ) );
		self::assertSame( '0', $wpdb->get_var( "SELECT COUNT(*) FROM {$wpdb->postmeta} WHERE meta_key IN ('{$keys}')" ) ); // phpcs:ignore WordPress.DB.PreparedSQL
		self::assertSame( array( 'Coats', 'Dresses &amp; Skirts', 'Empty one', 'Women' ), array_values( array_diff( get_terms( array( 'taxonomy' => 'product_cat', 'hide_empty' => false, 'fields' => 'names', 'orderby' => 'name' ) ), array( 'Uncategorized' ) ) ) ); // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
		self::assertSame( 'devskyy_move_done', $this->parts->move->start( $this->user, false )->get_error_code() );
	}

	public function test_categories_that_woocommerce_has_already_are_used_not_doubled(): void {
		$women = wp_insert_term( 'Women', 'product_cat' )['term_id'];
		$this->move();
		self::assertContains( $women, wc_get_product( $this->ids['dress'] )->get_category_ids() );
		self::assertCount( 1, get_terms( array( 'taxonomy' => 'product_cat', 'name' => 'Women', 'hide_empty' => false ) ) ); // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
	}

	/** @return array<string,array{string,mixed}> */
	public function fields(): array {
		return array(
			'title'               => array( 'title', 'Silk dress, long' ),
			'short_description'   => array( 'short_description', 'Short and sweet.' ),
			'description'         => array( 'description', '<p>New text.</p>' ),
			'seo_title'           => array( 'seo_title', 'A new SEO title' ),
			'seo_description'     => array( 'seo_description', 'A new description for search engines.' ),
			'tags'                => array( 'tags', array( 'summer', 'Evening wear', 'silk' ) ),
			'categories'          => array( 'categories', array( 'Women' ) ),
			'attributes.material' => array( 'attributes.material', array( 'Silk' ) ),
			'attributes.new'      => array( 'attributes.fit', array( 'Loose' ) ),
			'image_alt'           => array( 'image_alt', 'A long dress of silk' ),
		);
	}

	/** @dataProvider fields */
	public function test_a_pending_proposal_stays_pending_with_the_same_fingerprint_and_applies_afterwards( string $field, mixed $after ): void {
		$field    = 'image_alt' === $field ? 'image_alt.' . $this->picture : $field;
		$proposal = $this->propose( array( $field => $after ), $this->target( 'dress' ) );
		self::assertSame( MoveJob::COMPLETED, $this->move()->status );
		$kept = $this->stored( $proposal->id );
		self::assertSame( array( Status::PENDING, $proposal->fingerprint ), array( $kept->status, $kept->fingerprint ) );
		$this->later();
		$applied = $this->module->approval->approve( $proposal->id, $this->user );
		self::assertInstanceOf( Proposal::class, $applied, is_wp_error( $applied ) ? $applied->get_error_message() : '' );
		$now = $this->factory->woocommerce()->read( $this->ids['dress'], array( $field ) );
		self::assertTrue( $this->factory->woocommerce()->same( $field, $after, $now[ $field ] ), wp_json_encode( $now ) );
		$undone = $this->module->undo->undo( $proposal->id, $this->user );
		self::assertInstanceOf( Proposal::class, $undone, is_wp_error( $undone ) ? $undone->get_error_message() : '' );
	}

	/** @dataProvider fields */
	public function test_what_was_applied_before_the_move_can_be_undone_after_it( string $field, mixed $after ): void {
		$field    = 'image_alt' === $field ? 'image_alt.' . $this->picture : $field;
		$before   = $this->factory->built_in()->read( $this->ids['dress'], array( $field ) );
		$proposal = $this->propose( array( $field => $after ), $this->target( 'dress' ) );
		self::assertInstanceOf( Proposal::class, $this->module->approval->approve( $proposal->id, $this->user ) );
		self::assertSame( MoveJob::COMPLETED, $this->move()->status );
		$this->later();
		$undone = $this->module->undo->undo( $proposal->id, $this->user );
		self::assertInstanceOf( Proposal::class, $undone, is_wp_error( $undone ) ? $undone->get_error_message() . wp_json_encode( $undone->get_error_data() ) : '' );
		$now = $this->factory->woocommerce()->read( $this->ids['dress'], array( $field ) );
		self::assertTrue( $this->factory->woocommerce()->same( $field, $before[ $field ], $now[ $field ] ), wp_json_encode( $now ) );
	}

	public function test_an_attribute_that_a_proposal_emptied_comes_back_after_the_move(): void {
		$proposal = $this->propose( array( 'attributes.material' => array() ), $this->target( 'dress' ) );
		self::assertInstanceOf( Proposal::class, $this->module->approval->approve( $proposal->id, $this->user ) );
		$this->move();
		$this->later();
		self::assertInstanceOf( Proposal::class, $this->module->undo->undo( $proposal->id, $this->user ) );
		self::assertSame( array( 'attributes.material' => array( 'Silk', 'Elastane' ) ), $this->factory->woocommerce()->read( $this->ids['dress'], array( 'attributes.material' ) ) );
	}

	public function test_during_the_move_nothing_is_approved_and_nothing_is_taken_for_deleted(): void {
		$proposal = $this->propose( array( 'title' => 'Other' ), $this->target( 'coat' ) );
		update_option( Held::OPTION, time() );
		$held = $this->factory->create();
		self::assertFalse( $held->available() );
		$module = new Module( $GLOBALS['wpdb'], $held );
		self::assertWPError( $module->approval->approve( $proposal->id, $this->user ), 'devskyy_move_open' );
		self::assertSame( Status::PENDING, $this->stored( $proposal->id )->status );
		self::assertWPError( $held->write( $this->ids['coat'], array( 'title' => 'X' ) ), 'devskyy_move_open' );
	}

	public function test_stopping_keeps_what_is_moved_and_going_on_moves_the_rest(): void {
		add_action(
			'devskyy_move_step',
			function ( string $step ): void {
				if ( 'moved' === $step ) {
					$this->parts->move->cancel( $this->parts->move->get() );
				}
			}
		);
		$job = $this->move();
		self::assertSame( MoveJob::CANCELLED, $job->status );
		self::assertSame( CatalogueFactory::BUILT_IN, get_option( CatalogueFactory::OPTION ), 'The setting is switched only when all are moved.' );
		self::assertNotFalse( get_option( Held::OPTION ) );
		self::assertSame( 'product', get_post_type( $this->ids['dress'] ) );
		self::assertSame( PostType::NAME, get_post_type( $this->ids['coat'] ) );
		remove_all_filters( 'devskyy_move_step' );
		$job = $this->move();
		self::assertSame( array( MoveJob::COMPLETED, 3, 3 ), array( $job->status, $job->done, $job->total ) );
	}

	public function test_a_piece_that_cannot_be_moved_stays_whole_and_the_setting_is_not_switched(): void {
		$before = $this->shape( 'built_in', $this->ids['coat'] );
		$broken = static function ( \WC_Product $product ): void {
			if ( $product instanceof \WC_Product_Variation ) {
				$product->set_regular_price( '1' );
			}
		};
		add_action( 'woocommerce_before_product_object_save', $broken );
		$job = $this->move();
		remove_action( 'woocommerce_before_product_object_save', $broken );
		self::assertSame( array( MoveJob::FAILED, 1 ), array( $job->status, $job->failures ) );
		self::assertSame( array( $this->ids['coat'], 'devskyy_move_differs' ), array( $job->failed[0]['id'], $job->failed[0]['code'] ) );
		self::assertSame( CatalogueFactory::BUILT_IN, get_option( CatalogueFactory::OPTION ) );
		self::assertEquals( $before, $this->shape( 'built_in', $this->ids['coat'] ) );
		self::assertSame( array(), get_posts( array( 'post_type' => 'product_variation', 'post_status' => 'any', 'fields' => 'ids' ) ) ); // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
		self::assertSame( MoveJob::COMPLETED, $this->move()->status );
	}

	public function test_the_preview_names_what_stands_in_the_way_and_the_move_refuses(): void {
		$there = new \WC_Product_Simple();
		$there->set_name( 'Another' );
		$there->set_sku( 'MV-DRESS' );
		$there->save();
		update_option( 'woocommerce_currency', 'USD' );
		$preview = $this->parts->preview->read();
		self::assertEqualsCanonicalizing( array( 'sku_taken', 'currency' ), array_column( $preview['blockers'], 'code' ) );
		self::assertSame( array( 'simple' => 2, 'variable' => 1, 'variations' => 3 ), array_intersect_key( $preview['totals'], array( 'simple' => 1, 'variable' => 1, 'variations' => 1 ) ) ); // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
		self::assertContains( 'no_price', array_column( $preview['notes'], 'code' ) );
		self::assertWPError( $this->parts->move->start( $this->user, true ), 'devskyy_move_blocked' );
		$there->delete( true );
		self::assertWPError( $this->parts->move->start( $this->user, false ), 'devskyy_move_blocked' );
		self::assertSame( 'USD', get_option( 'woocommerce_currency' ) );
		self::assertSame( MoveJob::COMPLETED, $this->finish( $this->parts->move->start( $this->user, true ) )->status );
		self::assertSame( 'EUR', get_option( 'woocommerce_currency' ), 'Confirmed with the start.' );
	}

	public function test_weights_are_converted_and_a_shared_sku_is_named(): void {
		update_option( 'woocommerce_weight_unit', 'g' );
		update_post_meta( $this->ids['draft'], ProductData::SKU, 'mv-dress' );
		self::assertSame( array( 'sku_double' ), array_column( $this->parts->preview->read()['blockers'], 'code' ) );
		delete_post_meta( $this->ids['draft'], ProductData::SKU );
		$this->move();
		self::assertSame( '380', wc_get_product( $this->ids['dress'] )->get_weight() );
	}

	public function test_old_addresses_lead_to_the_new_ones_also_without_the_old_kind_of_post(): void {
		global $wpdb;
		$old = array(
			'product'  => wp_parse_url( (string) get_permalink( $this->ids['dress'] ), PHP_URL_PATH ),
			'category' => wp_parse_url( (string) get_term_link( 'dresses-skirts', PostType::CATEGORY ), PHP_URL_PATH ),
			'shop'     => wp_parse_url( (string) get_post_type_archive_link( PostType::NAME ), PHP_URL_PATH ),
		);
		$this->move();
		unregister_post_type( PostType::NAME );
		$redirects = new Redirects( $wpdb, new Addresses() );
		$dress     = get_permalink( $this->ids['dress'] );
		$category  = get_term_link( 'dresses-skirts', 'product_cat' );
		if ( '' !== get_option( 'permalink_structure' ) ) {
			self::assertSame( $dress, $redirects->target( $old['product'], array(), true ) );
			self::assertSame( $category, $redirects->target( $old['category'] . 'page/2/', array(), true ) );
			self::assertSame( wc_get_page_permalink( 'shop' ), $redirects->target( $old['shop'], array(), true ) );
			self::assertSame( '', $redirects->target( $old['product'], array(), false ), 'What answers there by itself is left alone.' );
		}
		self::assertSame( $dress . '?utm=a%20b', $redirects->target( '/', array( 'devskyy_product' => 'silk-dress', 'utm' => 'a b' ), false ) ); // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
		self::assertSame( $dress, $redirects->target( '/', array( 'post_type' => 'devskyy_product', 'p' => (string) $this->ids['dress'] ), false ) ); // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
		self::assertSame( $category, $redirects->target( '/', array( 'devskyy_category' => 'dresses-skirts' ), false ) );
		self::assertSame( wc_get_page_permalink( 'shop' ), $redirects->target( '/', array( 'post_type' => 'devskyy_product' ), false ) );
		self::assertSame( '', $redirects->target( '/unknown/', array(), true ) );
		self::assertSame( '', $redirects->target( '/product/unnamed-hat/', array(), true ), 'A draft has no public address.' );
	}

	public function test_a_page_that_listed_pieces_lists_the_products(): void {
		$coats = get_term_by( 'slug', 'coats', PostType::CATEGORY )->term_id;
		$asked = array(
			'postType' => PostType::NAME,
			'taxQuery' => array( PostType::CATEGORY => array( $coats ) ),
		);
		$this->move();
		$pages                   = new Pages( new Blocks( $this->factory->woocommerce(), new View( new Units(), new ProductData( new Decimal() ) ), 'x' ), new TermMap( new Addresses() ) );
		$block                   = new \WP_Block( array( 'blockName' => 'core/post-template', 'attrs' => array(), 'innerBlocks' => array(), 'innerHTML' => '', 'innerContent' => array() ) ); // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
		$block->context['query'] = $asked;
		$query                   = $pages->query( array( 'post_type' => 'post' ), $block );
		self::assertSame( array( $this->ids['coat'] ), get_posts( array( 'fields' => 'ids' ) + $query ) );
		$block->context['query'] = array( 'postType' => 'post' );
		self::assertSame( array( 'post_type' => 'post' ), $pages->query( array( 'post_type' => 'post' ), $block ) );
	}

	public function test_the_service_gets_the_whole_catalogue_again(): void {
		update_option( ConnectionStore::SYNC, array( 'synced' => gmdate( 'c' ), 'products' => 3 ) ); // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
		$this->move();
		self::assertFalse( get_option( ConnectionStore::SYNC ) );
	}

	public function test_menus_point_at_the_new_kinds(): void {
		$coats = get_term_by( 'slug', 'coats', PostType::CATEGORY );
		$menu  = wp_create_nav_menu( 'mv-' . wp_generate_password( 6, false ) );
		$one   = wp_update_nav_menu_item( $menu, 0, array( 'menu-item-type' => 'taxonomy', 'menu-item-object' => PostType::CATEGORY, 'menu-item-object-id' => $coats->term_id, 'menu-item-status' => 'publish' ) ); // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
		$two   = wp_update_nav_menu_item( $menu, 0, array( 'menu-item-type' => 'post_type', 'menu-item-object' => PostType::NAME, 'menu-item-object-id' => $this->ids['dress'], 'menu-item-status' => 'publish' ) ); // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
		$this->move();
		$items = array_column( wp_get_nav_menu_items( $menu ), 'url', 'ID' );
		self::assertSame( array( get_term_link( 'coats', 'product_cat' ), get_permalink( $this->ids['dress'] ) ), array( $items[ $one ], $items[ $two ] ) );
		wp_delete_nav_menu( $menu );
	}

	public function test_only_who_manages_may_see_and_start_it_and_a_start_wants_a_confirmation(): void {
		$routes = array( array( 'GET', '' ), array( 'GET', '/preview' ), array( 'POST', '' ), array( 'POST', '/cancel' ) );
		foreach ( array( 0, $this->as_user( 'shop_manager' )->ID ) as $user ) {
			wp_set_current_user( $user );
			foreach ( $routes as $route ) {
				self::assertSame( 0 === $user ? 401 : 403, $this->rest( $route[0], '/devskyy/v1/move' . $route[1], array( 'confirm' => true ) )->get_status(), implode( ' ', $route ) );
			}
		}
		wp_set_current_user( $this->user->ID );
		self::assertSame( 400, $this->rest( 'POST', '/devskyy/v1/move' )->get_status() );
		self::assertSame( 400, $this->rest( 'POST', '/devskyy/v1/move', array( 'confirm' => false ) )->get_status() );
		self::assertNull( $this->parts->move->get() );
	}

	/** A later request: the shop's catalogue is WooCommerce's. */
	private function later(): void {
		global $wpdb;
		wp_cache_flush();
		$catalogue = $this->factory->create();
		self::assertSame( 'woocommerce', $catalogue->type() );
		$this->module = new Module( $wpdb, $catalogue );
	}

	/** @return array<string,mixed> */
	private function target( string $name ): array {
		if ( 'coat' === $name ) {
			delete_post_meta( $this->ids['coat'], '_devskyy_hands_off' );
		}
		return array(
			'target' => array(
				'kind' => 'product',
				'id'   => $this->ids[ $name ],
			),
		);
	}
}
