<?php
/**
 * Approving and undoing on the real catalogue, byte for byte.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Tests;

use DevSkyy\Catalogue\Catalogue;
use DevSkyy\Catalogue\CatalogueFactory;
use DevSkyy\Proposals\Module;
use DevSkyy\Proposals\Proposal;
use DevSkyy\Proposals\Status;
use DevSkyy\Tests\Fakes\RealProducts;

require_once __DIR__ . '/ProposalTestCase.php';
require_once __DIR__ . '/fakes/RealProducts.php';

final class ProposalUndoExactTest extends ProposalTestCase {

	/** What shops really hold: scripts that an administrator pasted, odd white space, entities, backslashes, blocks. */
	private const STORED = array(
		'title'             => 'Dress "Été" & Co \\ <b>bold</b> 😀',
		'description'       => "<!-- wp:html --><script>track('a\\\\b');</script><!-- /wp:html -->\r\n\r\n<p style=\"color:red\" onclick=\"x()\">Old &amp; odd  </p>\n[size_chart id=\"3\"]<iframe src=\"https://example.org/v\"></iframe>\t",
		'short_description' => " leading and trailing \n<br><p>unbalanced",
		'tags'              => array( 'summer', 'Été & Co' ),
	);

	private Catalogue $real;

	private RealProducts $products;

	private int $product;

	protected function setUp(): void {
		global $wpdb;
		parent::setUp();
		$this->real     = ( new CatalogueFactory() )->create();
		$this->module   = new Module( $wpdb, $this->real );
		$this->products = new RealProducts( $this->real );
		wp_set_current_user( 1 );
		$this->product = $this->products->make( self::STORED );
	}

	/** @return array<string,array{string}> */
	public function roles(): array {
		return array(
			'administrator' => array( 'administrator' ),
			'shop manager'  => array( 'shop_manager' ),
		);
	}

	/** @dataProvider roles */
	public function test_approve_shows_in_the_shop_and_undo_restores_every_byte( string $role ): void {
		$user     = $this->as_user( $role );
		$bytes    = $this->products->bytes( $this->product );
		$shape    = $this->shape();
		$after    = $this->after();
		$proposal = $this->propose( $after, $this->target() );
		self::assertSame( Status::PENDING, $proposal->status );
		self::assertSame( self::STORED['description'], $this->before( $proposal, 'description' ) );
		$applied = $this->module->approval->approve( $proposal->id, $user );
		self::assertInstanceOf( Proposal::class, $applied, is_wp_error( $applied ) ? $applied->get_error_message() : '' );
		foreach ( $applied->changes as $change ) {
			self::assertTrue( $this->real->same( $change['field'], $change['after'], $change['applied'] ), $change['field'] . ': what was previewed is what is there.' );
			self::assertTrue( $this->real->same( $change['field'], $after[ $change['field'] ], $change['applied'] ), $change['field'] );
		}
		self::assertSame( $after['description'], get_post( $this->product )->post_content );
		$undone = $this->module->undo->undo( $proposal->id, $user );
		self::assertInstanceOf( Proposal::class, $undone, is_wp_error( $undone ) ? $undone->get_error_message() : '' );
		self::assertSame( $bytes, $this->products->bytes( $this->product ) );
		self::assertSame( $shape, $this->shape(), 'The product is the same JSON as before.' );
	}

	public function test_a_shop_manager_changes_one_field_and_no_other_byte(): void {
		$user     = $this->as_user( 'shop_manager' );
		$proposal = $this->propose( array( 'seo_title' => 'Linen dress, made in Porto' ), $this->target() );
		$row      = $this->products->bytes( $this->product )['row'];
		self::assertInstanceOf( Proposal::class, $this->module->approval->approve( $proposal->id, $user ) );
		self::assertSame( $row, $this->products->bytes( $this->product )['row'] );
	}

	public function test_undo_in_reverse_order_peels_two_proposals_off(): void {
		$user  = $this->as_user( 'shop_manager' );
		$bytes = $this->products->bytes( $this->product );
		$first = $this->propose( array( 'title' => 'First' ), $this->target() );
		$this->module->approval->approve( $first->id, $user );
		$second = $this->propose( array( 'title' => 'Second' ), $this->target() );
		$this->module->approval->approve( $second->id, $user );
		self::assertWPError( $this->module->undo->undo( $first->id, $user ), 'devskyy_changed_since' );
		self::assertInstanceOf( Proposal::class, $this->module->undo->undo( $second->id, $user ) );
		self::assertInstanceOf( Proposal::class, $this->module->undo->undo( $first->id, $user ) );
		self::assertSame( $bytes, $this->products->bytes( $this->product ) );
	}

	public function test_a_change_by_hand_is_a_conflict_and_named_by_an_undo(): void {
		$user     = $this->as_user( 'shop_manager' );
		$proposal = $this->propose( array( 'title' => 'New' ), $this->target() );
		$this->products->store( $this->product, array( 'title' => 'By hand' ) + self::STORED );
		$conflict = $this->module->approval->approve( $proposal->id, $user );
		self::assertWPError( $conflict, 'devskyy_conflict' );
		$seen = $conflict->get_error_data()['current_fingerprint'];
		self::assertSame( $this->real->fingerprint( $this->product, array( 'title' ) ), $seen );
		self::assertInstanceOf( Proposal::class, $this->module->approval->approve( $proposal->id, $user, array( 'expect' => $seen ) ) );
		$this->products->store( $this->product, array( 'title' => 'By another hand' ) + self::STORED );
		$refused = $this->module->undo->undo( $proposal->id, $user );
		self::assertWPError( $refused, 'devskyy_changed_since' );
		self::assertSame( array( 'title', 'New', 'By another hand' ), array( $refused->get_error_data()['changed'][0]['field'], $refused->get_error_data()['changed'][0]['applied'], $refused->get_error_data()['changed'][0]['current'] ) );
		self::assertSame( 'By another hand', get_post( $this->product )->post_title );
	}

	public function test_a_product_in_the_trash_keeps_its_proposal(): void {
		$user     = $this->as_user( 'administrator' );
		$proposal = $this->propose( array( 'title' => 'New' ), $this->target() );
		wp_trash_post( $this->product );
		self::assertWPError( $this->module->approval->approve( $proposal->id, $user ), 'devskyy_target_missing' );
		self::assertSame( wp_strip_all_tags( self::STORED['title'] ), $this->module->presenter->one( $this->stored( $proposal->id ) )['target']['title'] );
		wp_untrash_post( $this->product );
		wp_publish_post( $this->product );
		self::assertInstanceOf( Proposal::class, $this->module->approval->approve( $proposal->id, $user ) );
	}

	public function test_a_change_about_a_picture_that_is_gone_can_be_left_out(): void {
		$user     = $this->as_user( 'shop_manager' );
		$picture  = (int) get_post_thumbnail_id( $this->product );
		$proposal = $this->propose(
			array(
				'title'                 => 'New',
				'image_alt.' . $picture => 'A linen dress',
			),
			$this->target()
		);
		delete_post_thumbnail( $this->product );
		wp_delete_post( $picture, true );
		$refused = $this->module->approval->approve( $proposal->id, $user );
		self::assertWPError( $refused, 'devskyy_write_failed' );
		self::assertSame( self::STORED['title'], get_post( $this->product )->post_title );
		$applied = $this->module->approval->approve( $proposal->id, $user, array( 'fields' => array( 'title' ) ) );
		self::assertInstanceOf( Proposal::class, $applied, is_wp_error( $applied ) ? $applied->get_error_message() : '' );
		self::assertInstanceOf( Proposal::class, $this->module->undo->undo( $proposal->id, $user ) );
	}

	public function test_an_undo_that_would_need_a_deleted_tag_refuses_and_leaves_what_is_there(): void {
		$user     = $this->as_user( 'shop_manager' );
		$proposal = $this->propose( array( 'tags' => array( 'linen' ) ), $this->target() );
		self::assertInstanceOf( Proposal::class, $this->module->approval->approve( $proposal->id, $user ) );
		$taxonomy = 'woocommerce' === $this->real->type() ? 'product_tag' : 'devskyy_tag';
		wp_delete_term( get_term_by( 'name', 'summer', $taxonomy )->term_id, $taxonomy );
		$refused = $this->module->undo->undo( $proposal->id, $user );
		self::assertWPError( $refused, 'devskyy_undo_failed' );
		self::assertSame( 409, $refused->get_error_data()['status'] );
		self::assertStringContainsString( 'Tags', $refused->get_error_message() );
		self::assertSame( array( 'linen' ), $this->real->read( $this->product, array( 'tags' ) )['tags'] );
		self::assertSame( Status::APPLIED, $this->stored( $proposal->id )->status );
	}

	public function test_h4_attacks_are_inert_in_the_shop_too(): void {
		$user      = $this->as_user( 'administrator' );
		$proposal  = $this->propose(
			array(
				'title'       => 'Dress <img src=x onerror=alert(1)> [gallery]',
				'description' => "<p>Linen.</p><script>alert(1)</script><blockquote cite=\"https://a.b/\nonmouseover=alert(1)\">q</blockquote><a href=\"javascript:alert(1)\">x</a> [gallery] <!-- wp:html --><b onmouseover=alert(1)>b</b><!-- /wp:html -->",
			),
			$this->target()
		);
		$previewed = $proposal->values( 'after' );
		self::assertInstanceOf( Proposal::class, $this->module->approval->approve( $proposal->id, $user ) );
		self::assertSame( $previewed['title'], get_post( $this->product )->post_title );
		self::assertSame( $previewed['description'], get_post( $this->product )->post_content );
		$shown = apply_filters( 'the_content', get_post( $this->product )->post_content ) . get_the_title( $this->product );
		self::assertDoesNotMatchRegularExpression( '/<script|onerror|onmouseover|javascript:|<!--|<img|gallery-/i', $shown );
	}

	/** @return array<string,mixed> */
	private function after(): array {
		return array(
			'title'               => 'Linen “summer” dress & belt \\ 100 %',
			'description'         => "<p>Soft <strong>linen</strong> &amp; cotton.</p>\n<ul><li>Made in Porto</li></ul>",
			'short_description'   => '<p>Cut on the bias. C:\\new</p>',
			'seo_title'           => 'Linen summer dress – made in Porto',
			'seo_description'     => 'A "loose" linen dress & belt.',
			'tags'                => array( 'linen', 'Été & Co', 'Back\\slash' ),
			'attributes.material' => array( 'Linen', 'Cotton & silk' ),
			'image_alt.' . get_post_thumbnail_id( $this->product ) => 'A linen dress & a belt',
		);
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

	private function before( Proposal $proposal, string $field ): mixed {
		return $proposal->values( 'before' )[ $field ];
	}

	private function shape(): string {
		$shape = array_filter( (array) $this->real->find( $this->product ), static fn ( string $key ): bool => ! str_starts_with( $key, 'modified' ), ARRAY_FILTER_USE_KEY );
		return (string) wp_json_encode( $shape );
	}
}
