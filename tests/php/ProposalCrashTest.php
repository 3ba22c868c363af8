<?php
/**
 * PHP is killed in the middle of an approval: applied or pending, never half.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Tests;

use DevSkyy\Catalogue\CatalogueFactory;
use DevSkyy\Proposals\Module;
use DevSkyy\Proposals\Proposal;
use DevSkyy\Proposals\Status;
use DevSkyy\Tests\Fakes\RealProducts;
use WP_User;

require_once __DIR__ . '/ProposalTestCase.php';
require_once __DIR__ . '/fakes/RealProducts.php';

/** Works on rows that another process can see, so it cleans up after itself instead of rolling back. */
final class ProposalCrashTest extends ProposalTestCase {

	private const STORED = array(
		'title'             => 'Old title',
		'description'       => '<script>old()</script> Old text.',
		'short_description' => 'Old summary.',
		'tags'              => array( 'old-one', 'old-two' ),
	);

	private const AFTER = array(
		'title'               => 'New title',
		'description'         => '<p>New text.</p>',
		'short_description'   => 'New summary.',
		'tags'                => array( 'new-one', 'old-two', 'new-two' ),
		'attributes.material' => array( 'Linen', 'Silk' ),
		'seo_title'           => 'New SEO title',
		'seo_description'     => 'New SEO description.',
	);

	private RealProducts $products;

	private WP_User $user;

	private int $product;

	protected function setUp(): void {
		global $wpdb;
		parent::setUp();
		$wpdb->query( 'ROLLBACK' );
		$wpdb->query( 'SET autocommit = 1' );
		$real           = ( new CatalogueFactory() )->create();
		$this->module   = new Module( $wpdb, $real );
		$this->products = new RealProducts( $real );
		$this->user     = $this->as_user( 'shop_manager' );
		$this->product  = $this->products->make( self::STORED );
	}

	protected function tearDown(): void {
		global $wpdb;
		$wpdb->delete( $wpdb->prefix . 'devskyy_proposals', array( 'target' => $this->product ) );
		$this->products->remove( $this->product );
		foreach ( array( 'old-one', 'old-two', 'new-one', 'new-two' ) as $name ) {
			foreach ( get_terms( array( 'name' => $name, 'hide_empty' => false ) ) as $term ) { // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
				wp_delete_term( $term->term_id, $term->taxonomy );
			}
		}
		wp_delete_user( $this->user->ID );
		parent::tearDown();
	}

	/** @return array<string,array{string,int}> */
	public function points(): array {
		return array(
			'after the claim'            => array( 'devskyy_approval_step=claimed', 1 ),
			'after the journal'          => array( 'devskyy_approval_step=journalled', 1 ),
			'before the post\'s row'     => array( 'wp_insert_post_data', 1 ),
			'after the post\'s row'      => array( 'post_updated', 1 ),
			'before the first tag'       => array( 'add_term_relationship', 1 ),
			'between two tags'           => array( 'added_term_relationship', 1 ),
			'before old tags go'         => array( 'delete_term_relationships', 1 ),
			'after old tags went'        => array( 'deleted_term_relationships', 1 ),
			'in the first piece of meta' => array( 'added_post_meta', 1 ),
			'in the second'              => array( 'added_post_meta', 2 ),
			'after the write'            => array( 'devskyy_approval_step=written', 1 ),
			'after all is stored'        => array( 'devskyy_approval_step=stored', 1 ),
		);
	}

	/** @dataProvider points */
	public function test_kill_9_in_an_approval_leaves_it_applied_or_pending_never_half( string $hook, int $count ): void {
		$bytes    = $this->products->bytes( $this->product );
		$proposal = $this->propose( self::AFTER, $this->target() );
		$this->killed( 'approve', $proposal, $hook, $count );
		$healed = $this->healed( $proposal );
		self::assertContains( $healed->status, array( Status::APPLIED, Status::PENDING ), $healed->error );
		$this->assert_whole( Status::APPLIED === $healed->status, $bytes );
		if ( Status::PENDING === $healed->status ) {
			$again = $this->module->approval->approve( $proposal->id, $this->user );
			self::assertInstanceOf( Proposal::class, $again, is_wp_error( $again ) ? $again->get_error_message() : '' );
		}
		$this->assert_whole( true, $bytes );
		$undone = $this->module->undo->undo( $proposal->id, $this->user );
		self::assertInstanceOf( Proposal::class, $undone, is_wp_error( $undone ) ? $undone->get_error_message() : '' );
		self::assertSame( $bytes, $this->products->bytes( $this->product ), 'And the way back is exact.' );
	}

	/** @return array<string,array{string,int}> */
	public function undo_points(): array {
		return array(
			'after the claim'       => array( 'devskyy_approval_step=claimed', 1 ),
			'after the journal'     => array( 'devskyy_approval_step=journalled', 1 ),
			'after the post\'s row' => array( 'post_updated', 1 ),
			'between two tags'      => array( 'added_term_relationship', 1 ),
			'after the meta'        => array( 'deleted_post_meta', 1 ),
			'after the write'       => array( 'devskyy_approval_step=written', 1 ),
		);
	}

	/** @dataProvider undo_points */
	public function test_kill_9_in_an_undo_leaves_it_applied_or_undone_never_half( string $hook, int $count ): void {
		$bytes    = $this->products->bytes( $this->product );
		$proposal = $this->propose( self::AFTER, $this->target() );
		self::assertInstanceOf( Proposal::class, $this->module->approval->approve( $proposal->id, $this->user ) );
		$this->killed( 'undo', $proposal, $hook, $count );
		$healed = $this->healed( $proposal );
		self::assertContains( $healed->status, array( Status::APPLIED, Status::UNDONE ), $healed->error );
		$this->assert_whole( Status::APPLIED === $healed->status, $bytes );
		if ( Status::APPLIED === $healed->status ) {
			self::assertInstanceOf( Proposal::class, $this->module->undo->undo( $proposal->id, $this->user ) );
		}
		self::assertSame( $bytes, $this->products->bytes( $this->product ) );
	}

	/** Decides in a child process, and kills that (SIGKILL) at the point. */
	private function killed( string $does, Proposal $proposal, string $hook, int $count ): void {
		$ini     = php_ini_loaded_file();
		$given   = (string) getenv( 'DEVSKYY_PHP' );
		$own     = array_merge( array( PHP_BINARY ), false === $ini ? array() : array( '-c', $ini ) );
		$command = array_merge(
			'' === $given ? $own : array( $given ),
			array( __DIR__ . '/fakes/decide-child.php', untrailingslashit( ABSPATH ), (string) $this->user->ID, $proposal->id, $does, $hook, (string) $count )
		);
		$pipes   = array();
		$child   = proc_open( $command, array( 1 => array( 'pipe', 'w' ) ), $pipes );
		self::assertIsResource( $child );
		$said = (string) fgets( $pipes[1] );
		proc_terminate( $child, 9 );
		fclose( $pipes[1] );
		proc_close( $child );
		self::assertSame( "here\n", $said, 'The point was reached.' );
		wp_cache_flush();
	}

	private function healed( Proposal $proposal ): Proposal {
		global $wpdb;
		$wpdb->query( $wpdb->prepare( "UPDATE {$wpdb->prefix}devskyy_proposals SET deadline = %d WHERE id = %s AND deadline > 0", time() - 1, $proposal->id ) );
		$this->module->recovery->run();
		return $this->stored( $proposal->id );
	}

	/**
	 * Every field is new, or every byte is old.
	 *
	 * @param array<string,mixed> $bytes
	 */
	private function assert_whole( bool $applied, array $bytes ): void {
		wp_cache_flush();
		if ( ! $applied ) {
			self::assertSame( $bytes, $this->products->bytes( $this->product ) );
			return;
		}
		$real = ( new CatalogueFactory() )->create();
		$now  = $real->read( $this->product, array_keys( self::AFTER ) );
		self::assertIsArray( $now );
		foreach ( self::AFTER as $field => $value ) {
			self::assertTrue( $real->same( $field, $value, $now[ $field ] ), $field . ': ' . wp_json_encode( $now[ $field ] ) );
		}
	}

	/** @return array<string,mixed> */
	private function target(): array {
		return array(
			'target' => array(
				'kind' => 'product',
				'id'   => $this->product,
			),
		);
	}
}
