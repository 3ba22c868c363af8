<?php
/**
 * Base of the move's tests: a small built-in shop, made in rows that another process can see, and cleaned up afterwards.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Tests;

use DevSkyy\Catalogue\BuiltIn\Capabilities;
use DevSkyy\Catalogue\BuiltIn\PostType;
use DevSkyy\Catalogue\BuiltIn\ProductData;
use DevSkyy\Catalogue\BuiltIn\Units;
use DevSkyy\Catalogue\CatalogueFactory;
use DevSkyy\Catalogue\ChangeTracker;
use DevSkyy\Catalogue\Decimal;
use DevSkyy\Catalogue\HandsOff;
use DevSkyy\Catalogue\Held;
use DevSkyy\Connection\Module as Connection;
use DevSkyy\Move\Addresses;
use DevSkyy\Move\Module as Move;
use DevSkyy\Move\MoveJob;
use DevSkyy\Proposals\Module;
use WP_User;

require_once __DIR__ . '/ProposalTestCase.php';

abstract class MoveTestCase extends ProposalTestCase {

	protected Move $parts;
	protected WP_User $user;
	protected CatalogueFactory $factory;

	/** Name → id of the pieces.
	 *
	 * @var array<string,int>
	 */
	protected array $ids = array();

	protected int $picture = 0;

	/** The site's options before.
	 *
	 * @var array<string,mixed>
	 */
	private array $options = array();

	protected function setUp(): void {
		global $wpdb;
		if ( ! class_exists( 'WooCommerce' ) ) {
			self::markTestSkipped( 'WooCommerce: not run, as this site has none (DEVSKYY_WOOCOMMERCE or the cache may give one).' );
		}
		parent::setUp();
		$wpdb->query( 'ROLLBACK' );
		$wpdb->query( 'SET autocommit = 1' );
		foreach ( array( CatalogueFactory::OPTION, 'woocommerce_currency', 'woocommerce_weight_unit', 'woocommerce_dimension_unit', Units::CURRENCY, Units::WEIGHT, Units::LENGTH ) as $name ) {
			$this->options[ $name ] = get_option( $name, null );
		}
		update_option( CatalogueFactory::OPTION, CatalogueFactory::BUILT_IN );
		update_option( 'woocommerce_currency', 'EUR' );
		update_option( Units::CURRENCY, 'EUR' );
		update_option( 'woocommerce_weight_unit', 'kg' );
		update_option( Units::WEIGHT, 'kg' );
		update_option( 'woocommerce_dimension_unit', 'cm' );
		update_option( Units::LENGTH, 'cm' );
		$this->clean();
		( new PostType() )->types();
		( new Capabilities() )->register();
		$this->factory = new CatalogueFactory();
		$this->user    = $this->as_user( 'administrator' );
		$this->module  = new Module( $wpdb, $this->factory->built_in() );
		$this->parts   = $this->new_parts();
		$this->fill();
	}

	protected function tearDown(): void {
		global $wpdb;
		if ( class_exists( 'WooCommerce' ) ) {
			$this->clean();
			foreach ( $this->options as $name => $value ) {
				null === $value ? delete_option( $name ) : update_option( $name, $value );
			}
			$wpdb->query( "DELETE FROM {$wpdb->prefix}devskyy_proposals" );
			unregister_post_type( PostType::NAME );
			unregister_taxonomy( PostType::CATEGORY );
			unregister_taxonomy( PostType::TAG );
			remove_all_filters( 'devskyy_move_step' );
			wp_delete_user( $this->user->ID );
			parent::tearDown();
		}
	}

	/** The move's parts, as another request would build them. */
	protected function new_parts(): Move {
		global $wpdb;
		$catalogue = $this->factory->built_in();
		$settings  = array(
			'folder'          => dirname( __DIR__, 2 ) . '/plugin',
			'version'         => '0.1.0',
			'private_origins' => array(),
		);
		return new Move( $wpdb, ( new Connection( $wpdb, array( $catalogue, new ChangeTracker( $wpdb, $catalogue ), $this->module ), $settings ) )->sync, dirname( __DIR__, 2 ) . '/plugin/devskyy.php' );
	}

	/** Moves all that is left. */
	protected function move(): MoveJob {
		$job = $this->parts->move->start( $this->user, false );
		self::assertInstanceOf( MoveJob::class, $job, is_wp_error( $job ) ? $job->get_error_message() . wp_json_encode( $job->get_error_data() ) : '' );
		return $this->finish( $job );
	}

	protected function finish( MoveJob $job ): MoveJob {
		$slices = 0;
		while ( $job->open() && $slices++ < 50 ) {
			$job = $this->parts->move->step( $job );
		}
		return $job;
	}

	/** Three pieces: everything a simple one can have, one with variations, and a draft with next to nothing. */
	private function fill(): void {
		$data      = new ProductData( new Decimal() );
		$women     = wp_insert_term( 'Women', PostType::CATEGORY )['term_id'];
		$dresses   = wp_insert_term( 'Dresses & Skirts', PostType::CATEGORY, array( 'parent' => $women, 'description' => 'All of them' ) )['term_id']; // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
		$coats     = wp_insert_term( 'Coats', PostType::CATEGORY )['term_id'];
		$untouched = wp_insert_term( 'Empty one', PostType::CATEGORY )['term_id'];
		self::assertIsInt( $untouched );
		$this->picture = $this->attachment();
		$second        = $this->attachment();

		$dress = $this->piece( 'Silk dress', 'publish', '<p>Cut on the bias.</p><script>kept()</script>' );
		foreach ( array(
			ProductData::SKU           => 'MV-DRESS',
			ProductData::REGULAR_PRICE => '249.90',
			ProductData::SALE_PRICE    => '199',
			ProductData::STOCK         => '7',
			ProductData::WEIGHT        => '0.38',
			ProductData::LENGTH        => '120',
		) as $key => $value ) {
			$data->set_text( $dress, $key, $value );
		}
		$data->set_attributes( $dress, array( 'material' => $this->row( 'Material', array( 'Silk', 'Elastane' ) ), 'care' => $this->row( 'Care', array( 'Dry clean' ) ) ) ); // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
		set_post_thumbnail( $dress, $this->picture );
		$data->set_gallery( $dress, array( $second ) );
		wp_set_object_terms( $dress, array( $women, $dresses ), PostType::CATEGORY );
		wp_set_object_terms( $dress, array( 'summer', 'Evening wear' ), PostType::TAG );
		update_post_meta( $dress, '_devskyy_seo_title', 'Silk dress, cut on the bias' );
		update_post_meta( $dress, '_devskyy_seo_description', 'A dress of silk.' );
		wp_insert_comment( array( 'comment_post_ID' => $dress, 'comment_content' => 'Lovely', 'comment_approved' => 1 ) ); // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing

		$coat = $this->piece( 'Wool coat', 'publish', 'Warm.' );
		$data->set_text( $coat, ProductData::SKU, 'MV-COAT' );
		$data->set_attributes( $coat, array( 'size' => $this->row( 'Size', array( 'S', 'M' ), true ), 'colour' => $this->row( 'Colour', array( 'Navy', 'Camel' ), true ), 'material' => $this->row( 'Material', array( 'Wool' ) ) ) ); // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
		$variations = array();
		foreach ( array( array( 'S', 'Navy', '399', '', '2' ), array( 'M', 'Navy', '399', '299.50', '0' ), array( 'M', 'Camel', '', '', '' ) ) as $one ) {
			$variations[] = array(
				'sku'           => 'MV-COAT-' . $one[0] . '-' . $one[1],
				'attributes'    => array(
					'size'   => $one[0],
					'colour' => $one[1],
				),
				'regular_price' => $one[2],
				'sale_price'    => $one[3],
				'stock'         => $one[4],
			);
		}
		$data->set_variations( $coat, $variations );
		wp_set_object_terms( $coat, array( $coats ), PostType::CATEGORY );
		( new HandsOff() )->mark( $coat, true );

		$draft     = $this->piece( 'Unnamed hat', 'draft', '' );
		$this->ids = compact( 'dress', 'coat', 'draft' );
	}

	/** @return array{name:string,values:list<string>,variation:bool} */
	private function row( string $name, array $values, bool $variation = false ): array {
		return compact( 'name', 'values', 'variation' );
	}

	protected function piece( string $title, string $status, string $text ): int {
		global $wpdb;
		$id = wp_insert_post(
			array(
				'post_type'    => PostType::NAME,
				'post_status'  => $status,
				'post_title'   => $title,
				'post_name'    => 'draft' === $status ? '' : sanitize_title( $title ),
				'post_excerpt' => 'In short: ' . $title,
			)
		);
		self::assertIsInt( $id );
		$wpdb->update( $wpdb->posts, array( 'post_content' => $text ), array( 'ID' => $id ) );
		clean_post_cache( $id );
		return $id;
	}

	private function attachment(): int {
		$id = wp_insert_attachment( array( 'post_title' => 'picture', 'post_mime_type' => 'image/webp', 'post_status' => 'inherit' ), '2026/01/mv-' . wp_generate_password( 6, false ) . '.webp' ); // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
		self::assertIsInt( $id );
		update_post_meta( $id, '_wp_attachment_image_alt', 'A dress on a hanger' );
		return $id;
	}

	/** Every trace. */
	private function clean(): void {
		global $wpdb;
		foreach ( $wpdb->get_col( "SELECT ID FROM {$wpdb->posts} WHERE post_type IN ('devskyy_product', 'product', 'product_variation', 'attachment', 'nav_menu_item')" ) as $id ) {
			wp_delete_post( (int) $id, true );
		}
		foreach ( array( PostType::CATEGORY, PostType::TAG, 'product_cat', 'product_tag' ) as $taxonomy ) {
			taxonomy_exists( $taxonomy ) || register_taxonomy( $taxonomy, PostType::NAME );
			foreach ( get_terms( array( 'taxonomy' => $taxonomy, 'hide_empty' => false, 'fields' => 'ids' ) ) as $term ) { // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
				(int) get_option( 'default_product_cat' ) === $term || wp_delete_term( $term, $taxonomy );
			}
		}
		$wpdb->query( "DELETE FROM {$wpdb->prefix}devskyy_moves" );
		$wpdb->query( "DELETE FROM {$wpdb->prefix}devskyy_dirty" );
		foreach ( array( Addresses::OPTION, Addresses::TERMS, Held::OPTION ) as $option ) {
			delete_option( $option );
		}
		wp_cache_flush();
	}

	/**
	 * What a piece is, without what a move changes by design: the type of a variation's id, the address, the time of change.
	 *
	 * @return array<string,mixed>
	 */
	protected function shape( string $catalogue, int $id ): array {
		wp_cache_flush();
		$shape = (array) $this->factory->{$catalogue}()->find( $id );
		unset( $shape['url'], $shape['modified'] );
		foreach ( $shape['variations'] as $index => $one ) {
			unset( $shape['variations'][ $index ]['id'] );
			$shape['variations'][ $index ]['attributes'] = (array) $one['attributes'];
		}
		foreach ( array( 'attributes', 'attribute_names', 'image_alt' ) as $member ) {
			$shape[ $member ] = (array) $shape[ $member ];
		}
		return $shape;
	}
}
