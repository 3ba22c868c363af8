<?php
/**
 * What counts as a change.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Tests;

use DevSkyy\Catalogue\ChangeTracker;
use DevSkyy\Catalogue\HandsOff;

/**
 * Part of the contract of both catalogues: what is remembered for the service's snapshot.
 */
trait CatalogueContractTracking {

	/** A tracker with nothing to tell. */
	private function tracker(): ChangeTracker {
		global $wpdb;
		$tracker = new ChangeTracker( $wpdb, $this->catalogue );
		$tracker->register();
		$this->forget( $tracker );
		return $tracker;
	}

	private function forget( ChangeTracker $tracker ): void {
		do {
			$taken = $tracker->take( 200 );
			$tracker->clear( $taken['token'] );
		} while ( '' !== $taken['token'] );
	}

	/** The changed ids since; forgets them. */
	private function changed( ChangeTracker $tracker ): array {
		$taken = $tracker->take( 200 );
		$this->forget( $tracker );
		return $taken['changed'];
	}

	public function test_every_kind_of_change_of_a_product_is_remembered(): void {
		list( $category, $tag ) = $this->taxonomies();
		$tracker                = $this->tracker();
		$id                     = $this->make( array( 'title' => 'Tracked' ) );
		self::assertContains( $id, $this->changed( $tracker ), 'made' );
		$picture = $this->picture( $id );
		$this->forget( $tracker );
		$term  = wp_insert_term( 'Tracked tag', $tag )['term_id'];
		$steps = array(
			'title'    => static fn() => wp_update_post(
				array(
					'ID'         => $id,
					'post_title' => 'Renamed',
				)
			),
			'picture'  => static fn() => set_post_thumbnail( $id, $picture ),
			'alt text' => static fn() => update_post_meta( $picture, '_wp_attachment_image_alt', 'New' ),
			'terms'    => static fn() => wp_set_object_terms( $id, array( $term ), $tag ),
			'rename'   => static fn() => wp_update_term( $term, $tag, array( 'name' => 'Renamed tag' ) ),
			'deletion' => static fn() => wp_delete_term( $term, $tag ),
			'mark'     => static fn() => ( new HandsOff() )->mark( $id, true ),
			'seo'      => fn() => $this->catalogue->write( $id, array( 'seo_title' => 'New' ) ),
			'values'   => fn() => $this->catalogue->write( $id, array( 'attributes.fit' => array( 'Slim' ) ) ),
		);
		foreach ( $steps as $name => $step ) {
			$step();
			self::assertSame( array( $id ), $this->changed( $tracker ), $name );
		}
		update_post_meta( $id, '_edit_lock', '1:1' );
		wp_insert_term( 'Unused', $category );
		wp_insert_post( array( 'post_title' => 'A post' ) );
		self::assertSame( array(), $this->changed( $tracker ), 'nothing of a product' );
	}

	public function test_a_product_in_the_trash_or_gone_is_told_as_deleted(): void {
		$tracker = $this->tracker();
		$trashed = $this->make();
		$gone    = $this->make();
		$this->forget( $tracker );
		wp_trash_post( $trashed );
		wp_delete_post( $gone, true );
		$taken = $tracker->take( 10 );
		self::assertSame( array(), $taken['changed'] );
		self::assertEqualsCanonicalizing( array( $trashed, $gone ), $taken['deleted'] );
		wp_untrash_post( $trashed );
		self::assertSame( array( $trashed ), $tracker->take( 10 )['changed'] );
	}

	public function test_a_change_between_taking_and_clearing_is_not_lost(): void {
		$tracker = $this->tracker();
		$one     = $this->make();
		$two     = $this->make();
		$tracker->flush();
		$taken = $tracker->take( 10 );
		self::assertSame( array( $one, $two ), $taken['changed'] );
		$tracker->mark( array( $one ) );
		$tracker->clear( $taken['token'] );
		self::assertSame( array( $one ), $tracker->take( 10 )['changed'] );
		self::assertSame( 1, $tracker->waiting() );
	}

	public function test_changes_are_taken_oldest_first_and_in_batches(): void {
		$tracker = $this->tracker();
		$ids     = array( $this->make(), $this->make(), $this->make() );
		$this->forget( $tracker );
		$tracker->mark( array_reverse( $ids ) );
		$first = $tracker->take( 2 );
		self::assertSame( array( $ids[2], $ids[1] ), $first['changed'] );
		$tracker->clear( $first['token'] );
		self::assertSame( array( $ids[0] ), $tracker->take( 2 )['changed'] );
		$tracker->clear( '' );
		self::assertSame( 1, $tracker->waiting() );
	}
}
