<?php
/**
 * Approving, leaving out, conflicts and undoing.
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

final class ProposalApprovalTest extends ProposalTestCase {

	public function test_approving_writes_reads_back_and_says_who_and_when(): void {
		$user     = $this->as_user( 'administrator' );
		$proposal = $this->propose(
			array(
				'title' => 'Linen summer dress',
				'tags'  => array( 'linen', 'summer' ),
			)
		);
		$applied  = $this->approve( $proposal, $user );
		self::assertSame( Status::APPLIED, $applied->status );
		self::assertSame( 'Linen summer dress', $this->catalogue->products[7]['title'] );
		self::assertSame( array( 'linen', 'summer' ), $applied->changes[1]['applied'] );
		self::assertSame( $user->ID, $applied->decided['by'] );
		self::assertEqualsWithDelta( time(), $applied->decided['at'], 5 );
		self::assertSame( 'Linen summer dress', $applied->title, 'The list finds it under its new title.' );
		self::assertSame( 0, $applied->deadline );
	}

	public function test_a_proposal_is_applied_once(): void {
		$user     = $this->as_user( 'administrator' );
		$proposal = $this->propose( array( 'title' => 'New' ) );
		$this->approve( $proposal, $user );
		$again = $this->module->approval->approve( $proposal->id, $user );
		self::assertWPError( $again, 'devskyy_not_pending' );
		self::assertSame( 'applied', $again->get_error_data()['proposal']['status'] );
		self::assertSame( 1, $this->catalogue->writes );
	}

	public function test_of_two_claims_at_once_one_wins(): void {
		$this->as_user( 'administrator' );
		$proposal = $this->propose( array( 'title' => 'New' ) );
		self::assertNotNull( $this->module->store->change( $proposal, array( 'status' => Status::APPLYING ) ) );
		self::assertNull( $this->module->store->change( $proposal, array( 'status' => Status::APPLYING ) ) );
	}

	public function test_while_one_is_at_work_nobody_else_is(): void {
		$user     = $this->as_user( 'administrator' );
		$proposal = $this->propose( array( 'title' => 'New' ) );
		$inner    = array();

		$this->catalogue->on_write = function () use ( $proposal, $user, &$inner ): void {
			$inner[] = $this->module->approval->approve( $proposal->id, $user );
			$inner[] = $this->module->undo->undo( $proposal->id, $user );
			$inner[] = $this->module->review->reject( $proposal->id, $user );
			$inner[] = $this->module->review->edit( $proposal->id, $user, array() );
		};
		$this->approve( $proposal, $user );
		self::assertCount( 4, $inner );
		foreach ( $inner as $result ) {
			self::assertWPError( $result, 'devskyy_busy' );
		}
		self::assertSame( 1, $this->catalogue->writes );
	}

	public function test_single_changes_can_be_left_out(): void {
		$user     = $this->as_user( 'administrator' );
		$proposal = $this->propose(
			array(
				'title'       => 'New',
				'description' => 'New text.',
			)
		);
		$applied  = $this->approve( $proposal, $user, array( 'fields' => array( 'description' ) ) );
		self::assertSame( 'Linen dress', $this->catalogue->products[7]['title'] );
		self::assertSame( 'New text.', $this->catalogue->products[7]['description'] );
		self::assertTrue( $applied->changes[0]['left_out'] );
		self::assertNull( $applied->changes[0]['applied'] );
		self::assertFalse( $applied->changes[1]['left_out'] );
		$this->catalogue->products[7]['title'] = 'Changed by hand';
		self::assertSame( Status::UNDONE, $this->undo( $proposal, $user )->status, 'What was left out does not stand in the way of an undo.' );
		self::assertSame( 'Changed by hand', $this->catalogue->products[7]['title'] );
		self::assertSame( 'Old text.', $this->catalogue->products[7]['description'] );
	}

	public function test_choosing_nothing_or_something_foreign_is_refused(): void {
		$user     = $this->as_user( 'administrator' );
		$proposal = $this->propose( array( 'title' => 'New' ) );
		self::assertWPError( $this->module->approval->approve( $proposal->id, $user, array( 'fields' => array() ) ), 'devskyy_no_fields' );
		self::assertWPError( $this->module->approval->approve( $proposal->id, $user, array( 'fields' => array( 'title', 'tags' ) ) ), 'devskyy_field_unknown' );
		self::assertSame( Status::PENDING, $this->stored( $proposal->id )->status );
	}

	public function test_a_product_that_changed_meanwhile_is_a_conflict_and_stays_as_it_is(): void {
		$user     = $this->as_user( 'administrator' );
		$proposal = $this->propose( array( 'title' => 'New' ) );

		$this->catalogue->products[7]['title'] = 'By hand';
		$result                                = $this->module->approval->approve( $proposal->id, $user );
		self::assertWPError( $result, 'devskyy_conflict' );
		$data = $result->get_error_data();
		self::assertSame( 409, $data['status'] );
		self::assertSame( 'conflict', $data['proposal']['status'] );
		self::assertSame( 'Linen dress', $data['proposal']['changes'][0]['before'] );
		self::assertSame( 'By hand', $data['proposal']['changes'][0]['current'] );
		self::assertSame( $this->catalogue->fingerprint( 7, array( 'title' ) ), $data['current_fingerprint'] );
		self::assertSame( 'By hand', $this->catalogue->products[7]['title'] );
		self::assertSame( 0, $this->catalogue->writes );
	}

	public function test_a_change_of_another_field_is_no_conflict(): void {
		$user     = $this->as_user( 'administrator' );
		$proposal = $this->propose( array( 'title' => 'New' ) );

		$this->catalogue->products[7]['description'] = 'By hand';
		self::assertSame( Status::APPLIED, $this->approve( $proposal, $user )->status );
	}

	public function test_a_conflict_is_applied_over_exactly_the_state_that_the_person_saw(): void {
		$user     = $this->as_user( 'administrator' );
		$proposal = $this->propose( array( 'title' => 'New' ) );

		$this->catalogue->products[7]['title'] = 'By hand';
		$seen                                  = $this->module->approval->approve( $proposal->id, $user )->get_error_data()['current_fingerprint'];
		self::assertWPError( $this->module->approval->approve( $proposal->id, $user ), 'devskyy_conflict' );
		$this->catalogue->products[7]['title'] = 'By another hand';
		self::assertWPError( $this->module->approval->approve( $proposal->id, $user, array( 'expect' => $seen ) ), 'devskyy_conflict' );
		$this->catalogue->products[7]['title'] = 'By hand';
		$applied                               = $this->approve( $proposal, $user, array( 'expect' => $seen ) );
		self::assertSame( 'New', $this->catalogue->products[7]['title'] );
		self::assertSame( 'By hand', $applied->changes[0]['before'] );
		self::assertSame( $seen, $applied->fingerprint );
		$this->undo( $proposal, $user );
		self::assertSame( 'By hand', $this->catalogue->products[7]['title'], 'An undo brings back what was there at the approval.' );
	}

	public function test_a_write_that_fails_leaves_everything_as_it_was_and_can_be_tried_again(): void {
		$user     = $this->as_user( 'administrator' );
		$proposal = $this->propose(
			array(
				'title'       => 'New',
				'description' => 'New text.',
			)
		);

		$this->catalogue->on_write = function ( int $id, array $values, array $journal ): ?WP_Error {
			if ( array() !== $journal ) {
				return null;
			}
			$this->catalogue->products[ $id ]['title'] = $values['title'];
			throw new RuntimeException( 'Another plugin broke.' );
		};
		$result                    = $this->module->approval->approve( $proposal->id, $user, array( 'fields' => array( 'title' ) ) );
		self::assertWPError( $result, 'devskyy_write_failed' );
		self::assertStringContainsString( 'Another plugin broke.', $result->get_error_message() );
		self::assertSame( 'Linen dress', $this->catalogue->products[7]['title'] );
		$failed = $this->stored( $proposal->id );
		self::assertSame( Status::FAILED, $failed->status );
		self::assertSame( $proposal->changes, $failed->changes );
		$this->catalogue->on_write = null;
		self::assertSame( Status::APPLIED, $this->approve( $proposal, $user )->status );
	}

	public function test_a_write_that_the_site_swallows_is_not_called_applied(): void {
		$user     = $this->as_user( 'administrator' );
		$proposal = $this->propose( array( 'title' => 'New' ) );

		$this->catalogue->on_write = static fn (): bool => false;
		self::assertWPError( $this->module->approval->approve( $proposal->id, $user ), 'devskyy_write_failed' );
		self::assertSame( Status::FAILED, $this->stored( $proposal->id )->status );
	}

	public function test_what_the_site_made_of_the_value_is_stored_as_applied_and_can_be_undone(): void {
		$user     = $this->as_user( 'administrator' );
		$proposal = $this->propose( array( 'title' => 'New' ) );

		$this->catalogue->on_write = function ( int $id ): bool {
			$this->catalogue->products[ $id ]['title'] = 'NEW';
			return false;
		};
		self::assertSame( 'NEW', $this->approve( $proposal, $user )->changes[0]['applied'] );
		$this->catalogue->on_write = null;
		$this->undo( $proposal, $user );
		self::assertSame( 'Linen dress', $this->catalogue->products[7]['title'] );
	}

	public function test_undo_refuses_when_the_product_changed_and_names_what(): void {
		$user     = $this->as_user( 'administrator' );
		$proposal = $this->propose(
			array(
				'title'       => 'New',
				'description' => 'New text.',
			)
		);
		$this->approve( $proposal, $user );
		$this->catalogue->products[7]['title'] = 'By hand';
		$result                                = $this->module->undo->undo( $proposal->id, $user );
		self::assertWPError( $result, 'devskyy_changed_since' );
		$data = $result->get_error_data();
		self::assertSame( 409, $data['status'] );
		self::assertSame(
			array(
				array(
					'field'   => 'title',
					'label'   => 'Title',
					'applied' => 'New',
					'current' => 'By hand',
				),
			),
			$data['changed']
		);
		self::assertSame( 'applied', $data['proposal']['status'] );
		self::assertSame( 'By hand', $this->catalogue->products[7]['title'] );
		self::assertSame( 'New text.', $this->catalogue->products[7]['description'] );
	}

	public function test_undo_says_who_and_keeps_who_approved(): void {
		$admin    = $this->as_user( 'administrator' );
		$proposal = $this->propose( array( 'title' => 'New' ) );
		$this->approve( $proposal, $admin );
		$manager = $this->as_user( 'shop_manager' );
		$undone  = $this->undo( $proposal, $manager );
		self::assertSame( Status::UNDONE, $undone->status );
		self::assertSame( $admin->ID, $undone->decided['by'] );
		self::assertSame( $manager->ID, $undone->undone['by'] );
		self::assertWPError( $this->module->undo->undo( $proposal->id, $manager ), 'devskyy_not_applied' );
	}

	public function test_an_undo_that_the_site_does_not_take_leaves_what_was_applied(): void {
		$user     = $this->as_user( 'administrator' );
		$proposal = $this->propose( array( 'title' => 'New' ) );
		$this->approve( $proposal, $user );

		$this->catalogue->on_write = function ( int $id, array $values, array $journal ): ?WP_Error {
			return 'Linen dress' === ( $journal['title'] ?? '' ) ? new WP_Error( 'x', 'Storage is full.' ) : null;
		};
		$result                    = $this->module->undo->undo( $proposal->id, $user );
		self::assertWPError( $result, 'devskyy_undo_failed' );
		self::assertStringContainsString( 'Storage is full.', $result->get_error_message() );
		self::assertSame( Status::APPLIED, $this->stored( $proposal->id )->status );
		self::assertSame( 'New', $this->catalogue->products[7]['title'] );
		$this->catalogue->on_write = null;
		self::assertSame( Status::UNDONE, $this->undo( $proposal, $user )->status );
	}

	public function test_rejecting_keeps_who_and_when_and_ends_it(): void {
		$user     = $this->as_user( 'shop_manager' );
		$proposal = $this->propose( array( 'title' => 'New' ) );
		$rejected = $this->module->review->reject( $proposal->id, $user );
		self::assertSame( Status::REJECTED, $rejected->status );
		self::assertSame( $user->ID, $rejected->decided['by'] );
		self::assertWPError( $this->module->approval->approve( $proposal->id, $user ), 'devskyy_not_pending' );
		self::assertWPError( $this->module->review->reject( $proposal->id, $user ), 'devskyy_not_pending' );
		self::assertSame( 0, $this->catalogue->writes );
	}

	public function test_editing_is_for_pending_proposals_and_their_own_fields(): void {
		$user     = $this->as_user( 'administrator' );
		$proposal = $this->propose( array( 'title' => 'New' ) );
		$change   = static fn ( string $field, mixed $after ): array => array(
			array(
				'field' => $field,
				'after' => $after,
			),
		);
		self::assertWPError( $this->module->review->edit( $proposal->id, $user, $change( 'description', 'x' ) ), 'devskyy_field_unknown' );
		self::assertWPError( $this->module->review->edit( $proposal->id, $user, $change( 'title', array( 'x' ) ) ), 'devskyy_value_type' );
		self::assertWPError( $this->module->review->edit( $proposal->id, $user, $change( 'title', '<script>x</script>' ) ), 'devskyy_value_unsafe' );
		self::assertSame( 'Better', $this->module->review->edit( $proposal->id, $user, $change( 'title', 'Better' ) )->changes[0]['after'] );
		$this->approve( $proposal, $user );
		self::assertSame( 'Better', $this->catalogue->products[7]['title'] );
		self::assertWPError( $this->module->review->edit( $proposal->id, $user, $change( 'title', 'Late' ) ), 'devskyy_not_pending' );
	}

	public function test_a_product_that_is_gone_is_said_so(): void {
		$user     = $this->as_user( 'administrator' );
		$proposal = $this->propose( array( 'title' => 'New' ) );
		unset( $this->catalogue->products[7] );
		$result = $this->module->approval->approve( $proposal->id, $user );
		self::assertWPError( $result, 'devskyy_target_missing' );
		self::assertSame( 'Linen dress', $result->get_error_data()['proposal']['target']['title'] );
		self::assertSame( Status::REJECTED, $this->module->review->reject( $proposal->id, $user )->status, 'It can still be cleared away.' );
	}

	public function test_a4_who_was_demoted_since_can_neither_approve_nor_undo(): void {
		$user    = $this->as_user( 'shop_manager' );
		$first   = $this->propose( array( 'title' => 'New' ) );
		$second  = $this->propose(
			array( 'title' => 'Coat' ),
			array(
				'target' => array(
					'kind' => 'product',
					'id'   => 8,
				),
			)
		);
		$applied = $this->approve( $first, $user );
		$user->set_role( 'subscriber' );
		$same = new WP_User( $user->ID );
		foreach ( array( $this->module->approval->approve( $second->id, $same ), $this->module->undo->undo( $applied->id, $same ), $this->module->review->reject( $second->id, $same ), $this->module->review->edit( $second->id, $same, array() ) ) as $result ) {
			self::assertWPError( $result, 'devskyy_forbidden' );
			self::assertSame( 403, $result->get_error_data()['status'] );
		}
		self::assertSame( 'Wool coat', $this->catalogue->products[8]['title'] );
		self::assertSame( 'New', $this->catalogue->products[7]['title'] );
	}

	public function test_a4_who_was_deleted_since_can_do_nothing(): void {
		$user     = $this->as_user( 'shop_manager' );
		$proposal = $this->propose( array( 'title' => 'New' ) );
		wp_delete_user( $user->ID );
		self::assertWPError( $this->module->approval->approve( $proposal->id, new WP_User( $user->ID ) ), 'devskyy_forbidden' );
		self::assertSame( 'Linen dress', $this->catalogue->products[7]['title'] );
	}

	public function test_a5_approving_needs_the_right_to_edit_this_very_product(): void {
		$user     = $this->as_user( 'shop_manager' );
		$proposal = $this->propose( array( 'title' => 'New' ) );

		$this->catalogue->locked = array( 7 );
		self::assertWPError( $this->module->approval->approve( $proposal->id, $user ), 'devskyy_forbidden' );
		$this->catalogue->locked = array();
		$this->approve( $proposal, $user );
		$this->catalogue->locked = array( 7 );
		self::assertWPError( $this->module->undo->undo( $proposal->id, $user ), 'devskyy_forbidden' );
	}

	/** @param array<string,mixed> $options */
	private function approve( Proposal $proposal, WP_User $user, array $options = array() ): Proposal {
		$result = $this->module->approval->approve( $proposal->id, $user, $options );
		self::assertInstanceOf( Proposal::class, $result, is_wp_error( $result ) ? $result->get_error_message() : '' );
		return $result;
	}

	private function undo( Proposal $proposal, WP_User $user ): Proposal {
		$result = $this->module->undo->undo( $proposal->id, $user );
		self::assertInstanceOf( Proposal::class, $result, is_wp_error( $result ) ? $result->get_error_message() : '' );
		return $result;
	}
}
