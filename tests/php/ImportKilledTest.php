<?php
/**
 * PHP is killed in the middle of an import: nothing is doubled, nothing is lost.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Tests;

use DevSkyy\Catalogue\CatalogueFactory;
use DevSkyy\Connection\Origins;
use DevSkyy\Import\Module;
use DevSkyy\Jobs\Job;
use WP_User;

/** Works on rows that another process can see, so it cleans up after itself instead of rolling back. */
final class ImportKilledTest extends TestCase {

	private const ROWS = 12;

	private Module $imports;

	private WP_User $user;

	private string $job = '';

	protected function setUp(): void {
		global $wpdb;
		parent::setUp();
		$wpdb->query( 'ROLLBACK' );
		$wpdb->query( 'SET autocommit = 1' );
		$this->user    = $this->as_user( 'administrator' );
		$this->imports = new Module( $wpdb, ( new CatalogueFactory() )->create(), new Origins( array() ) );
	}

	protected function tearDown(): void {
		foreach ( $this->products() as $id ) {
			wp_delete_post( $id, true );
		}
		remove_all_filters( 'devskyy_import_transactions' );
		$this->imports->runner->forget( $this->job );
		wp_delete_user( $this->user->ID );
		parent::tearDown();
	}

	/** @return array<string,array{string,int,string}> */
	public function points(): array {
		$points = array();
		foreach ( array( 'with', 'without' ) as $mode ) {
			$points[ "before the first post, {$mode} transactions" ]    = array( 'wp_insert_post_data', 1, $mode );
			$points[ "after the fourth post's row, {$mode} them" ]      = array( 'wp_insert_post', 4, $mode );
			$points[ "in the first meta, {$mode} them" ]                = array( 'added_post_meta', 1, $mode );
			$points[ "in the middle of a product, {$mode} them" ]       = array( 'added_post_meta', 9, $mode );
			$points[ "between terms and the row's mark, {$mode} them" ] = array( 'set_object_terms', 3, $mode );
		}
		return $points;
	}

	/** @dataProvider points */
	public function test_kill_9_in_an_import_doubles_nothing( string $hook, int $count, string $mode ): void {
		$job = $this->begin();
		$this->killed( $job, $hook, $count, $mode );
		global $wpdb;
		wp_cache_flush();
		$left = $this->imports->runner->jobs->get( $job->id );
		self::assertTrue( $left->open() );
		self::assertSame( $left, $this->after( $left ), 'Nobody else goes on while its lease runs.' );
		$wpdb->update( $wpdb->prefix . 'devskyy_jobs', array( 'leased_until' => 1 ), array( 'id' => $job->id ) );
		add_filter( 'devskyy_import_transactions', 'with' === $mode ? '__return_true' : '__return_false' );
		$job  = $this->imports->runner->jobs->get( $job->id );
		$most = 100;
		while ( $job->open() && $most-- > 0 ) {
			$job = $this->imports->runner->step( $job );
		}
		self::assertSame( array( Job::COMPLETED, self::ROWS ), array( $job->status, $this->imports->counts( $job )['made'] ?? 0 ), $job->message );
		$titles = array_map( 'get_the_title', $this->products() );
		sort( $titles, SORT_NATURAL );
		self::assertSame( array_map( static fn( int $number ): string => "Killed {$number}", range( 1, self::ROWS ) ), $titles );
	}

	/** A step by another process while the lease runs. */
	private function after( Job $job ): Job {
		return $this->imports->runner->step( $job );
	}

	/** An import whose preview is agreed to, not begun. */
	private function begin(): Job {
		$text = 'Type,SKU,Name,Regular price,Tags';
		foreach ( range( 1, self::ROWS ) as $number ) {
			$text .= "\nsimple,KILL-{$number},Killed {$number},{$number},killed";
		}
		$upload = $this->imports->uploads->start( 'killed.csv', strlen( $text ), $this->user->ID );
		$upload = $this->imports->uploads->append( $upload, 0, $text );
		$job    = $this->imports->products->start( $upload->id, 'new' );
		self::assertInstanceOf( Job::class, $job );
		$this->job = $job->id;
		while ( $job->open() ) {
			$job = $this->imports->runner->step( $job );
		}
		$columns = array(
			'status' => Job::QUEUED,
			'phase'  => 'rows',
			'total'  => self::ROWS,
		);
		return $this->imports->runner->jobs->change( $job, $columns ) ?? $job;
	}

	/** Imports in a child process, and kills that (SIGKILL) at the point. */
	private function killed( Job $job, string $hook, int $count, string $mode ): void {
		$ini     = php_ini_loaded_file();
		$given   = (string) getenv( 'DEVSKYY_PHP' );
		$own     = array_merge( array( PHP_BINARY ), false === $ini ? array() : array( '-c', $ini ) );
		$command = array_merge( '' === $given ? $own : array( $given ), array( __DIR__ . '/fakes/import-child.php', untrailingslashit( ABSPATH ), $job->id, $hook, (string) $count, $mode ) );
		$pipes   = array();
		$child   = proc_open( $command, array( 1 => array( 'pipe', 'w' ) ), $pipes );
		self::assertIsResource( $child );
		$said = (string) fgets( $pipes[1] );
		proc_terminate( $child, 9 );
		fclose( $pipes[1] );
		proc_close( $child );
		self::assertSame( 'here', trim( $said ), 'The child was killed at the point.' );
	}

	/**
	 * The products of these rows, also half-made ones.
	 *
	 * @return list<int>
	 */
	private function products(): array {
		global $wpdb;
		return array_map( 'intval', $wpdb->get_col( "SELECT ID FROM {$wpdb->posts} WHERE post_title LIKE 'Killed %' AND post_type IN ('product', 'devskyy_product') ORDER BY ID" ) );
	}
}
