<?php
/**
 * What the inbox may and may not bring.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Tests;

use DevSkyy\Proposals\Status;

require_once __DIR__ . '/ProposalTestCase.php';

final class ProposalIntakeTest extends ProposalTestCase {

	public function test_a_proposal_is_stored_pending_with_the_values_that_the_shop_holds(): void {
		$proposal = $this->propose(
			array(
				'title'       => 'Linen summer dress',
				'description' => '<p>New.</p>',
				'tags'        => array( 'summer', 'linen' ),
			)
		);
		self::assertSame( Status::PENDING, $proposal->status );
		self::assertSame( 'Linen dress', $proposal->changes[0]['before'] );
		self::assertSame( 'Old text.', $proposal->changes[1]['before'] );
		self::assertSame( array( 'summer' ), $proposal->changes[2]['before'] );
		self::assertSame( $this->catalogue->fingerprint( 7, array( 'title', 'description', 'tags' ) ), $proposal->fingerprint );
		self::assertSame( 'Linen dress', $this->catalogue->products[7]['title'], 'Nothing in the shop has changed.' );
		self::assertSame( 0, $this->catalogue->writes );
	}

	public function test_a_before_in_the_message_is_never_believed(): void {
		$payload                         = $this->payload( array( 'title' => 'New' ) );
		$payload['changes'][0]['before'] = 'Forged';
		$payload['fingerprint']          = str_repeat( '0', 64 );
		$payload['status']               = 'applied';
		$this->module->intake->receive( $payload );
		$proposal = $this->stored( $payload['id'] );
		self::assertSame( 'Linen dress', $proposal->changes[0]['before'] );
		self::assertNotSame( str_repeat( '0', 64 ), $proposal->fingerprint );
		self::assertSame( Status::PENDING, $proposal->status );
	}

	public function test_a_change_that_changes_nothing_is_dropped(): void {
		$proposal = $this->propose(
			array(
				'title'       => 'Linen dress',
				'description' => 'New text.',
			)
		);
		self::assertSame( array( 'description' ), $proposal->fields() );
	}

	public function test_a_proposal_that_changes_nothing_is_refused(): void {
		$result = $this->module->intake->receive( $this->payload( array( 'title' => ' <b>Linen dress</b> ' ) ) );
		self::assertWPError( $result, 'nothing_to_change' );
		self::assertSame( 0, $this->module->store->counts()['pending'] );
	}

	/** @return array<string,array{string,mixed}> */
	public function human_matters(): array {
		return array(
			'price'           => array( 'regular_price', '1.00' ),
			'sale price'      => array( 'sale_price', '0.01' ),
			'status'          => array( 'status', 'publish' ),
			'visibility'      => array( 'catalog_visibility', 'visible' ),
			'stock'           => array( 'stock_quantity', '0' ),
			'stock status'    => array( 'stock_status', 'outofstock' ),
			'SKU'             => array( 'sku', 'X' ),
			'address'         => array( 'slug', 'x' ),
			'meta'            => array( 'meta._price', '1' ),
			'raw column'      => array( 'post_status', 'publish' ),
			'line break'      => array( "title\n", 'x' ),
			'path'            => array( 'image_alt.../7', 'x' ),
			'case'            => array( 'Title', 'x' ),
			'empty'           => array( '', 'x' ),
			'attribute price' => array( 'attributes.Price', array( '1' ) ),
		);
	}

	/**
	 * @dataProvider human_matters
	 * @param mixed $value
	 */
	public function test_h10_price_stock_and_publishing_cannot_be_proposed( string $field, $value ): void {
		$result = $this->module->intake->receive(
			$this->payload(
				array(
					'title' => 'New',
					$field  => $value,
				)
			)
		);
		self::assertWPError( $result, 'unknown_field' );
		self::assertSame( 0, array_sum( $this->module->store->counts() ), 'Nothing of such a proposal is kept.' );
	}

	public function test_h10_receiving_never_applies_anything(): void {
		$this->as_user( 'administrator' );
		$this->propose( array( 'title' => 'New' ) );
		$this->module->housekeeping->run();
		self::assertSame( 0, $this->catalogue->writes );
		self::assertSame( 'Linen dress', $this->catalogue->products[7]['title'] );
	}

	public function test_targets_that_are_not_there_or_not_meant_are_refused(): void {
		$kind = static fn ( string $kind, int $id ): array => array(
			'target' => array(
				'kind' => $kind,
				'id'   => $id,
			),
		);
		self::assertWPError( $this->module->intake->receive( $this->payload( array( 'title' => 'x' ), $kind( 'product', 999 ) ) ), 'target_missing' );
		self::assertWPError( $this->module->intake->receive( $this->payload( array( 'title' => 'x' ), $kind( 'attachment', 7 ) ) ), 'kind_unsupported' );
		self::assertWPError( $this->module->intake->receive( $this->payload( array( 'title' => 'x' ), $kind( 'post', 7 ) ) ), 'target_missing' );
		$this->catalogue->shape[8] = array( 'hands_off' => true );
		self::assertWPError( $this->module->intake->receive( $this->payload( array( 'title' => 'x' ), $kind( 'product', 8 ) ) ), 'hands_off' );
		$this->catalogue->available = false;
		$result                     = $this->module->intake->receive( $this->payload( array( 'title' => 'x' ) ) );
		self::assertWPError( $result, 'catalogue_unavailable' );
		self::assertSame( 503, $result->get_error_data()['status'], 'It may come again.' );
	}

	public function test_foreign_pictures_and_attributes_of_variations_are_refused(): void {
		$this->catalogue->shape[7] = array(
			'image_alt'            => (object) array( '12' => '' ),
			'variation_attributes' => array( 'size' ),
		);
		self::assertWPError( $this->module->intake->receive( $this->payload( array( 'image_alt.13' => 'x' ) ) ), 'foreign_field' );
		self::assertWPError( $this->module->intake->receive( $this->payload( array( 'attributes.size' => array( 'S' ) ) ) ), 'foreign_field' );
		$proposal = $this->propose(
			array(
				'image_alt.12'     => 'A dress',
				'attributes.color' => array( 'Red' ),
			)
		);
		self::assertSame( array( 'image_alt.12', 'attributes.color' ), $proposal->fields() );
	}

	/** @return array<string,array{array<string,mixed>,string}> */
	public function bad_values(): array {
		return array(
			'list for a text' => array( array( 'title' => array( 'x' ) ), 'value_type' ),
			'text for a list' => array( array( 'tags' => 'x' ), 'value_type' ),
			'numbers in list' => array( array( 'tags' => array( 1 ) ), 'value_type' ),
			'object'          => array( array( 'tags' => array( 'a' => 'x' ) ), 'value_type' ),
			'null'            => array( array( 'title' => null ), 'value_type' ),
			'long title'      => array( array( 'title' => str_repeat( 'x', 301 ) ), 'value_too_long' ),
			'long text'       => array( array( 'short_description' => str_repeat( 'x', 16001 ) ), 'value_too_long' ),
			'many names'      => array( array( 'tags' => array_map( 'strval', range( 1, 101 ) ) ), 'value_too_long' ),
			'only code'       => array( array( 'description' => '<script>alert(1)</script>' ), 'value_unsafe' ),
			'no title'        => array( array( 'title' => ' ' ), 'value_empty' ),
		);
	}

	/**
	 * @dataProvider bad_values
	 * @param array<string,mixed> $after
	 */
	public function test_values_of_the_wrong_form_are_refused( array $after, string $code ): void {
		self::assertWPError( $this->module->intake->receive( $this->payload( $after ) ), $code );
	}

	public function test_malformed_messages_are_refused_by_name(): void {
		foreach ( array( 'id', 'run', 'agent', 'target', 'changes', 'rationale', 'evidence', 'author', 'cost', 'risk', 'expires' ) as $member ) {
			$payload = $this->payload( array( 'title' => 'x' ) );
			unset( $payload[ $member ] );
			$result = $this->module->intake->receive( $payload );
			self::assertWPError( $result, 'malformed' );
			self::assertStringContainsString( '"' . $member . '"', $result->get_error_message() );
		}
	}

	public function test_the_same_proposal_twice_is_one_proposal(): void {
		$payload = $this->payload( array( 'title' => 'New' ) );
		self::assertTrue( $this->module->intake->receive( $payload ) );
		self::assertTrue( $this->module->intake->receive( array( 'id' => strtoupper( $payload['id'] ) ) + $payload ) );
		self::assertSame( 1, array_sum( $this->module->store->counts() ) );
	}

	public function test_a_new_run_supersedes_what_waits_of_the_same_agent_for_that_product(): void {
		$older = $this->propose( array( 'title' => 'One' ) );
		$other = $this->propose( array( 'title' => 'Two' ), array( 'agent' => 'seo-helper' ) );
		$coat  = $this->propose(
			array( 'title' => 'Coat' ),
			array(
				'target' => array(
					'kind' => 'product',
					'id'   => 8,
				),
			)
		);
		$newer = $this->propose( array( 'title' => 'Three' ) );
		self::assertSame( Status::SUPERSEDED, $this->stored( $older->id )->status );
		self::assertSame( Status::PENDING, $this->stored( $other->id )->status );
		self::assertSame( Status::PENDING, $this->stored( $coat->id )->status );
		self::assertSame( Status::PENDING, $this->stored( $newer->id )->status );
	}

	public function test_what_is_decided_is_not_superseded(): void {
		$user     = $this->as_user( 'administrator' );
		$rejected = $this->propose( array( 'title' => 'One' ) );
		$this->module->review->reject( $rejected->id, $user );
		$applied = $this->propose( array( 'title' => 'Two' ) );
		$this->module->approval->approve( $applied->id, $user );
		$this->propose( array( 'title' => 'Three' ) );
		self::assertSame( Status::REJECTED, $this->stored( $rejected->id )->status );
		self::assertSame( Status::APPLIED, $this->stored( $applied->id )->status );
	}

	public function test_waiting_proposals_expire(): void {
		$user     = $this->as_user( 'administrator' );
		$proposal = $this->propose( array( 'title' => 'New' ), array( 'expires' => gmdate( 'Y-m-d\TH:i:s.123\Z', time() - 5 ) ) );
		$result   = $this->module->approval->approve( $proposal->id, $user );
		self::assertWPError( $result, 'devskyy_not_pending' );
		self::assertSame( Status::EXPIRED, $this->stored( $proposal->id )->status );
		$swept = $this->propose( array( 'title' => 'New' ), array( 'expires' => gmdate( 'c', time() - 5 ) ) );
		$this->module->housekeeping->tidy();
		self::assertSame( Status::EXPIRED, $this->stored( $swept->id )->status );
		self::assertSame( 0, $this->catalogue->writes );
	}
}
