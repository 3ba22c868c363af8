<?php
/**
 * PHP is killed in the middle of the move: nothing doubled, nothing half, and going on brings it to its end.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Tests;

use DevSkyy\Catalogue\BuiltIn\PostType;
use DevSkyy\Catalogue\CatalogueFactory;
use DevSkyy\Move\MoveJob;
use DevSkyy\Proposals\Module;
use DevSkyy\Proposals\Proposal;

require_once __DIR__ . '/MoveTestCase.php';

final class MoveKilledWooCommerceTest extends MoveTestCase {

	/** @return array<string,array{string,int}> */
	public function points(): array {
		return array(
			'as the first piece begins'      => array( 'devskyy_move_step=begun', 1 ),
			'after its kind of post'         => array( 'devskyy_move_step=typed', 1 ),
			'in WooCommerce\'s save'         => array( 'woocommerce_update_product', 1 ),
			'after the product'              => array( 'devskyy_move_step=product', 2 ),
			'in the first variation'         => array( 'woocommerce_new_product_variation', 1 ),
			'between two variations'         => array( 'woocommerce_new_product_variation', 2 ),
			'before old data goes'           => array( 'devskyy_move_step=variations', 2 ),
			'before it is committed'         => array( 'devskyy_move_step=written', 2 ),
			'after the second piece'         => array( 'devskyy_move_step=moved', 2 ),
			'as a category is made'          => array( 'created_product_cat', 2 ),
			'before the terms'               => array( 'devskyy_move_phase=terms', 1 ),
			'before the proposals'           => array( 'devskyy_move_phase=proposals', 1 ),
			'before the menus'               => array( 'devskyy_move_phase=menus', 1 ),
			'between two old terms'          => array( 'delete_devskyy_category', 2 ),
			'before the setting is switched' => array( 'devskyy_move_phase=switch', 1 ),
			'after the setting is switched'  => array( 'update_option_devskyy_catalogue', 1 ),
		);
	}

	/** @dataProvider points */
	public function test_kill_9_in_the_move_leaves_whole_pieces_and_going_on_ends_it( string $hook, int $count ): void {
		global $wpdb;
		$before  = array_map( fn( int $id ): array => $this->shape( 'built_in', $id ), $this->ids );
		$target  = array( 'target' => array( 'kind' => 'product', 'id' => $this->ids['dress'] ) ); // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
		$waiting = $this->propose( array( 'title' => 'A new title', 'tags' => array( 'summer', 'silk' ) ), $target ); // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
		$applied = $this->propose( array( 'categories' => array( 'Coats' ), 'attributes.material' => array( 'Silk' ) ), $target ); // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
		self::assertInstanceOf( Proposal::class, $this->module->approval->approve( $applied->id, $this->user ) );
		$between          = $before;
		$between['dress'] = $this->shape( 'built_in', $this->ids['dress'] );
		$wpdb->query( "UPDATE {$wpdb->prefix}devskyy_proposals SET status = 'pending' WHERE id = '{$waiting->id}'" ); // phpcs:ignore WordPress.DB.PreparedSQL -- The second proposal superseded the first.

		$this->killed( $hook, $count );
		foreach ( $this->ids as $name => $id ) {
			$kind = PostType::NAME === get_post_type( $id ) ? 'built_in' : 'woocommerce';
			$this->assert_same_piece( $between[ $name ], $this->shape( $kind, $id ), $name . ' as ' . $kind );
		}
		$wpdb->query( "UPDATE {$wpdb->prefix}devskyy_moves SET leased_until = 0" );
		$job = $this->parts->move->get();
		self::assertNotNull( $job );
		$job = $this->finish( $job );
		self::assertSame( array( MoveJob::COMPLETED, 3 ), array( $job->status, $job->done ), wp_json_encode( $job->failed ) );
		self::assertSame( CatalogueFactory::WOOCOMMERCE, get_option( CatalogueFactory::OPTION ) );
		$this->assert_nothing_doubled();
		foreach ( $this->ids as $name => $id ) {
			$this->assert_same_piece( $between[ $name ], $this->shape( 'woocommerce', $id ), $name );
		}
		$this->module = new Module( $wpdb, $this->factory->create() );
		$done         = $this->module->approval->approve( $waiting->id, $this->user );
		self::assertInstanceOf( Proposal::class, $done, is_wp_error( $done ) ? $done->get_error_message() : '' );
		$undone = $this->module->undo->undo( $applied->id, $this->user );
		self::assertInstanceOf( Proposal::class, $undone, is_wp_error( $undone ) ? $undone->get_error_message() . wp_json_encode( $undone->get_error_data() ) : '' );
	}

	/**
	 * @param array<string,mixed> $before
	 * @param array<string,mixed> $after
	 */
	private function assert_same_piece( array $before, array $after, string $which ): void {
		unset( $before['price'], $after['price'] );
		self::assertEquals( $before, $after, $which );
	}

	private function assert_nothing_doubled(): void {
		global $wpdb;
		self::assertSame( array( 'product' => '3', 'product_variation' => '3' ), array_column( $wpdb->get_results( "SELECT post_type, COUNT(*) AS number FROM {$wpdb->posts} WHERE post_type IN ('product', 'product_variation', 'devskyy_product') GROUP BY post_type ORDER BY post_type", ARRAY_A ), 'number', 'post_type' ) ); // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
		self::assertSame( array(), $wpdb->get_col( "SELECT meta_value FROM {$wpdb->postmeta} WHERE meta_key = '_sku' AND meta_value <> '' GROUP BY meta_value HAVING COUNT(*) > 1" ) );
		self::assertSame( array(), $wpdb->get_col( "SELECT t.name FROM {$wpdb->terms} t JOIN {$wpdb->term_taxonomy} x ON x.term_id = t.term_id WHERE x.taxonomy IN ('product_cat', 'product_tag') GROUP BY x.taxonomy, x.parent, t.name HAVING COUNT(*) > 1" ) );
		self::assertSame( '0', $wpdb->get_var( "SELECT COUNT(*) FROM {$wpdb->term_taxonomy} WHERE taxonomy IN ('devskyy_category', 'devskyy_tag')" ) );
	}

	/** Moves in a child process, and kills that (SIGKILL) at the point. */
	private function killed( string $hook, int $count ): void {
		$ini     = php_ini_loaded_file();
		$given   = (string) getenv( 'DEVSKYY_PHP' );
		$own     = array_merge( array( PHP_BINARY ), false === $ini ? array() : array( '-c', $ini ) );
		$command = array_merge( '' === $given ? $own : array( $given ), array( __DIR__ . '/fakes/move-child.php', untrailingslashit( ABSPATH ), (string) $this->user->ID, $hook, (string) $count ) );
		$pipes   = array();
		$child   = proc_open( $command, array( 1 => array( 'pipe', 'w' ) ), $pipes );
		self::assertIsResource( $child );
		$said = (string) fgets( $pipes[1] );
		proc_terminate( $child, 9 );
		fclose( $pipes[1] );
		proc_close( $child );
		self::assertSame( "here\n", $said, 'The point was reached.' );
		// The database rolls back what the dead process had begun as soon as it notices.
		usleep( 300000 );
		wp_cache_flush();
	}
}
