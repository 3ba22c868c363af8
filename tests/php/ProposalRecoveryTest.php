<?php
/**
 * After a process died in the middle.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Tests;

use DevSkyy\Proposals\Proposal;
use DevSkyy\Proposals\Status;
use RuntimeException;
use WP_Error;
use WP_User;

require_once __DIR__ . '/ProposalTestCase.php';

final class ProposalRecoveryTest extends ProposalTestCase {

	private WP_User $user;

	protected function setUp(): void {
		parent::setUp();
		$this->user = $this->as_user( 'shop_manager' );
	}

	protected function tearDown(): void {
		remove_all_actions( 'devskyy_approval_step' );
		parent::tearDown();
	}

	/** @return array<string,array{string,string}> */
	public function deaths(): array {
		return array(
			'after the claim'   => array( 'claimed', Status::PENDING ),
			'after the journal' => array( 'journalled', Status::PENDING ),
			'after the write'   => array( 'written', Status::APPLIED ),
		);
	}

	/** @dataProvider deaths */
	public function test_an_approval_that_died_is_finished_or_taken_back( string $step, string $status ): void {
		$proposal = $this->died_in( $step, 'approve' );
		$healed   = $this->healed( $proposal );
		self::assertSame( $status, $healed->status );
		$applied = Status::APPLIED === $status;
		self::assertSame( $applied ? 'New' : 'Linen dress', $this->catalogue->products[7]['title'] );
		self::assertSame( $applied ? 'New text.' : 'Old text.', $this->catalogue->products[7]['description'] );
		self::assertSame( $applied ? $this->user->ID : 0, $healed->decided['by'] );
		if ( $applied ) {
			self::assertInstanceOf( Proposal::class, $this->module->undo->undo( $proposal->id, $this->user ) );
			self::assertSame( 'Linen dress', $this->catalogue->products[7]['title'] );
		} else {
			self::assertInstanceOf( Proposal::class, $this->module->approval->approve( $proposal->id, $this->user ) );
		}
	}

	/** @dataProvider deaths */
	public function test_an_undo_that_died_is_finished_or_taken_back( string $step, string $status ): void {
		$proposal = $this->died_in( $step, 'undo' );
		$healed   = $this->healed( $proposal );
		$undone   = Status::APPLIED === $status;
		self::assertSame( $undone ? Status::UNDONE : Status::APPLIED, $healed->status );
		self::assertSame( $undone ? 'Linen dress' : 'New', $this->catalogue->products[7]['title'] );
	}

	public function test_half_a_write_is_finished(): void {
		$proposal                              = $this->died_in( 'journalled', 'approve' );
		$this->catalogue->products[7]['title'] = 'New';
		self::assertSame( Status::APPLIED, $this->healed( $proposal )->status );
		self::assertSame( 'New text.', $this->catalogue->products[7]['description'] );
	}

	public function test_half_a_list_is_finished(): void {
		$proposal                             = $this->died_in( 'journalled', 'approve' );
		$this->catalogue->products[7]['tags'] = array( 'summer', 'linen' );
		self::assertSame( Status::APPLIED, $this->healed( $proposal )->status );
		self::assertSame( array( 'linen', 'dress' ), $this->catalogue->products[7]['tags'] );
	}

	public function test_half_an_undo_is_finished(): void {
		$proposal                              = $this->died_in( 'journalled', 'undo' );
		$this->catalogue->products[7]['title'] = 'Linen dress';
		self::assertSame( Status::UNDONE, $this->healed( $proposal )->status );
		self::assertSame( 'Old text.', $this->catalogue->products[7]['description'] );
	}

	public function test_half_a_write_is_taken_back_when_it_cannot_be_finished(): void {
		$proposal                              = $this->died_in( 'journalled', 'approve' );
		$this->catalogue->products[7]['title'] = 'New';
		$this->catalogue->on_write             = static fn ( int $id, array $values, array $journal ): ?WP_Error => array() === $journal ? new WP_Error( 'x', 'Full.' ) : null;
		self::assertSame( Status::PENDING, $this->healed( $proposal )->status );
		self::assertSame( 'Linen dress', $this->catalogue->products[7]['title'] );
	}

	public function test_a4_half_a_write_is_taken_back_when_the_person_may_not_approve_any_more(): void {
		$proposal                              = $this->died_in( 'journalled', 'approve' );
		$this->catalogue->products[7]['title'] = 'New';
		$this->user->set_role( 'subscriber' );
		self::assertSame( Status::PENDING, $this->healed( $proposal )->status );
		self::assertSame( 'Linen dress', $this->catalogue->products[7]['title'] );
	}

	public function test_what_a_person_changed_since_stays_and_the_rest_is_taken_back(): void {
		$proposal                                    = $this->died_in( 'journalled', 'approve' );
		$this->catalogue->products[7]['title']       = 'New';
		$this->catalogue->products[7]['description'] = 'By hand';
		$healed                                      = $this->healed( $proposal );
		self::assertSame( Status::CONFLICT, $healed->status );
		self::assertSame( 'Linen dress', $this->catalogue->products[7]['title'] );
		self::assertSame( 'By hand', $this->catalogue->products[7]['description'] );
		self::assertNotSame( '', $healed->error );
	}

	public function test_a_claim_whose_deadline_has_not_passed_is_left_alone(): void {
		global $wpdb;
		$proposal = $this->died_in( 'written', 'approve' );
		$wpdb->update( $wpdb->prefix . 'devskyy_proposals', array( 'deadline' => time() + 20 ), array( 'id' => $proposal->id ) );
		self::assertSame( 0, $this->module->recovery->run() );
		self::assertWPError( $this->module->approval->approve( $proposal->id, $this->user ), 'devskyy_busy' );
		self::assertSame( Status::APPLYING, $this->stored( $proposal->id )->status );
	}

	public function test_touching_or_listing_heals(): void {
		$proposal = $this->died_in( 'journalled', 'approve' );
		self::assertInstanceOf( Proposal::class, $this->module->approval->approve( $proposal->id, $this->user ), 'The next approval heals first.' );
		$this->serve();
		$second = $this->died_in( 'written', 'undo' );
		$listed = $this->rest( 'GET', '/devskyy/v1/proposals' )->get_data();
		self::assertSame( 'undone', array_column( $listed, 'status', 'id' )[ $second->id ] );
	}

	public function test_a_slow_process_that_was_taken_over_does_not_overwrite_the_outcome(): void {
		$proposal = $this->proposed();

		$this->catalogue->on_write = function ( int $id, array $values, array $journal ) use ( $proposal ): void {
			if ( array() === $journal ) {
				$this->catalogue->on_write = null;
				$this->overdue( $proposal );
				$this->module->recovery->run();
			}
		};
		$result                    = $this->module->approval->approve( $proposal->id, $this->user );
		$now                       = $this->stored( $proposal->id );
		self::assertSame( Status::APPLIED === $now->status ? 'New' : 'Linen dress', $this->catalogue->products[7]['title'], 'State and shop agree.' );
		self::assertSame( $now->status, is_wp_error( $result ) ? $result->get_error_data()['proposal']['status'] : $result->status );
	}

	public function test_a_product_that_cannot_be_mended_asks_for_a_person_in_the_end(): void {
		$proposal                              = $this->died_in( 'journalled', 'approve' );
		$this->catalogue->products[7]['title'] = 'New';
		$this->catalogue->on_write             = static fn (): WP_Error => new WP_Error( 'x', 'Read-only.' );
		for ( $try = 1; $try < 5; ++$try ) {
			self::assertSame( Status::APPLYING, $this->healed( $proposal )->status );
		}
		$end = $this->healed( $proposal );
		self::assertSame( Status::FAILED, $end->status );
		self::assertStringContainsString( 'Look at it on the site. Read-only.', $end->error );
	}

	public function test_with_the_shop_plugin_off_nothing_is_concluded(): void {
		$proposal                   = $this->died_in( 'written', 'approve' );
		$this->catalogue->available = false;
		self::assertSame( Status::APPLYING, $this->healed( $proposal )->status );
		$this->catalogue->available = true;
		self::assertSame( Status::APPLIED, $this->healed( $proposal )->status );
	}

	private function proposed(): Proposal {
		$this->catalogue->products[7] = array(
			'title'       => 'Linen dress',
			'description' => 'Old text.',
			'tags'        => array( 'summer' ),
		);
		return $this->propose(
			array(
				'title'       => 'New',
				'description' => 'New text.',
				'tags'        => array( 'linen', 'dress' ),
			)
		);
	}

	/** A proposal whose approval or undo stopped dead right after a step. */
	private function died_in( string $step, string $operation ): Proposal {
		$proposal = $this->proposed();
		if ( 'undo' === $operation ) {
			$this->module->approval->approve( $proposal->id, $this->user );
		}
		$die = static function ( string $at, string $id, string $of ) use ( $step, $operation ): void {
			if ( $at === $step && $of === $operation ) {
				throw new RuntimeException( 'dead' );
			}
		};
		add_action( 'devskyy_approval_step', $die, 10, 3 );
		try {
			'undo' === $operation ? $this->module->undo->undo( $proposal->id, $this->user ) : $this->module->approval->approve( $proposal->id, $this->user );
			self::fail( 'It went on.' );
		} catch ( RuntimeException $dead ) {
			self::assertSame( 'dead', $dead->getMessage() );
		}
		remove_action( 'devskyy_approval_step', $die, 10 );
		self::assertSame( Status::APPLYING, $this->stored( $proposal->id )->status );
		$this->overdue( $proposal );
		return $proposal;
	}

	private function overdue( Proposal $proposal ): void {
		global $wpdb;
		$wpdb->update( $wpdb->prefix . 'devskyy_proposals', array( 'deadline' => time() - 1 ), array( 'id' => $proposal->id ) );
	}

	private function healed( Proposal $proposal ): Proposal {
		$this->overdue( $proposal );
		$this->module->recovery->run();
		return $this->stored( $proposal->id );
	}
}
