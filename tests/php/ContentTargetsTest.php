<?php
/**
 * Posts and pages as targets of proposals, on the real site.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Tests;

use DevSkyy\Catalogue\CatalogueFactory;
use DevSkyy\Catalogue\HandsOff;
use DevSkyy\Catalogue\Seo\Head;
use DevSkyy\Proposals\Module;
use DevSkyy\Proposals\Proposal;
use DevSkyy\Targets\SiteTargets;

require_once __DIR__ . '/ProposalTestCase.php';
require_once __DIR__ . '/ContentPassagesTest.php';

final class ContentTargetsTest extends ProposalTestCase {

	private SiteTargets $targets;

	protected function setUp(): void {
		global $wpdb;
		parent::setUp();
		$factory       = new CatalogueFactory();
		$this->targets = $factory->targets( $factory->create() );
		$this->module  = new Module( $wpdb, $this->targets );
	}

	/** @param array<string,mixed> $more Columns that differ. */
	private function text( string $type = 'post', array $more = array() ): int {
		$id = wp_insert_post(
			wp_slash(
				$more + array(
					'post_type'    => $type,
					'post_status'  => 'publish',
					'post_title'   => 'A day in our dye house',
					'post_content' => ContentPassagesTest::CONTENT,
				)
			),
			true
		);
		self::assertIsInt( $id );
		return $id;
	}

	/**
	 * Proposes changes of a post.
	 *
	 * @param array<string,mixed> $after Field → value.
	 */
	private function propose_for( int $id, array $after, string $kind = 'post' ): Proposal {
		return $this->propose( $after, $this->about( $id, $kind ) );
	}

	/** @return array<string,mixed> */
	private function about( int $id, string $kind = 'post' ): array {
		return array(
			'agent'  => 'content-copy',
			'target' => array(
				'kind' => $kind,
				'id'   => $id,
			),
		);
	}

	/** @return array{string,string,string} Title, excerpt and content as the database holds them. */
	private function row( int $id ): array {
		global $wpdb;
		return $wpdb->get_row( $wpdb->prepare( 'SELECT post_title, post_excerpt, post_content FROM %i WHERE ID = %d', $wpdb->posts, $id ), ARRAY_N ); // phpcs:ignore WordPress.DB.PreparedSQLPlaceholders -- %i is an identifier.
	}

	/** @return array<string,array{string}> */
	public static function kinds(): array {
		return array(
			'a post' => array( 'post' ),
			'a page' => array( 'page' ),
		);
	}

	/** @dataProvider kinds */
	public function test_a_proposal_for_a_post_or_page_is_approved_shown_and_undone_to_the_byte( string $kind ): void {
		$user   = $this->as_user( 'shop_manager' );
		$id     = $this->text( $kind, array( 'post_excerpt' => "Own \\ excerpt <script>x()</script>\n" ) );
		$stored = "<script>own()</script>\n" . ContentPassagesTest::CONTENT . "\n\\u0022 [own]";
		$GLOBALS['wpdb']->update( $GLOBALS['wpdb']->posts, array( 'post_content' => $stored ), array( 'ID' => $id ) );
		update_post_meta( $id, '_wp_page_template', 'a-template-of-another-theme' );
		clean_post_cache( $id );
		$before   = $this->row( $id );
		$proposal = $this->propose_for(
			$id,
			array(
				'title'           => 'How we dye',
				'excerpt'         => 'We dye with madder & woad.',
				'content'         => str_replace( 'Wash cold', 'Wash it cold', $stored ),
				'seo_title'       => 'How we dye | Shop',
				'seo_description' => 'Madder and woad in copper vats.',
			),
			$kind
		);
		self::assertSame( $kind, $proposal->kind );
		$shown = $this->module->presenter->one( $proposal );
		self::assertSame( array( $kind, $id, 'A day in our dye house' ), array( $shown['target']['kind'], $shown['target']['id'], $shown['target']['title'] ) );
		self::assertSame( array( 'Title', 'Excerpt', 'Content', 'SEO title', 'Meta description' ), array_column( $shown['changes'], 'label' ) );
		$applied = $this->module->approval->approve( $proposal->id, $user );
		self::assertInstanceOf( Proposal::class, $applied, is_wp_error( $applied ) ? $applied->get_error_message() : '' );
		self::assertSame( str_replace( 'Wash cold', 'Wash it cold', $stored ), $this->row( $id )[2], 'Only the words are new.' );
		self::assertSame( 'How we dye', $this->row( $id )[0] );
		self::assertSame( 'a-template-of-another-theme', get_post_meta( $id, '_wp_page_template', true ) );
		$undone = $this->module->undo->undo( $proposal->id, $user );
		self::assertInstanceOf( Proposal::class, $undone, is_wp_error( $undone ) ? $undone->get_error_message() : '' );
		self::assertSame( $before, $this->row( $id ) );
		self::assertSame( array( '', '' ), array( get_post_meta( $id, '_devskyy_seo_title', true ), get_post_meta( $id, '_devskyy_seo_description', true ) ) );
	}

	public function test_the_approved_content_is_valid_blocks_of_the_same_kinds(): void {
		$user = $this->as_user( 'administrator' );
		$id   = $this->text();
		$this->module->approval->approve( $this->propose_for( $id, array( 'content' => str_replace( 'In a group.', 'Inside a <em>group</em>.', ContentPassagesTest::CONTENT ) ) )->id, $user );
		$names = static fn( string $content ): array => array_column( parse_blocks( $content ), 'blockName' );
		self::assertStringContainsString( 'Inside a <em>group</em>.', $this->row( $id )[2] );
		self::assertSame( $names( ContentPassagesTest::CONTENT ), $names( $this->row( $id )[2] ) );
		self::assertSame( $this->row( $id )[2], serialize_blocks( parse_blocks( $this->row( $id )[2] ) ) );
	}

	public function test_content_that_changes_more_than_words_is_refused_at_the_inbox(): void {
		$id = $this->text();
		foreach ( array( '<p>All new.</p>', ContentPassagesTest::CONTENT . '<!-- wp:html --><script>x</script><!-- /wp:html -->', str_replace( '[contact-form id="3"]', '', ContentPassagesTest::CONTENT ) ) as $content ) {
			self::assertWPError( $this->module->intake->receive( $this->payload( array( 'content' => $content ), $this->about( $id ) ) ), 'value_blocks' );
		}
	}

	public function test_blocks_that_changed_since_are_never_written_over(): void {
		$user     = $this->as_user( 'administrator' );
		$id       = $this->text();
		$proposal = $this->propose_for( $id, array( 'content' => str_replace( 'Wash cold', 'Wash it cold', ContentPassagesTest::CONTENT ) ) );
		$newer    = ContentPassagesTest::CONTENT . "\n\n<!-- wp:paragraph -->\n<p>A new paragraph.</p>\n<!-- /wp:paragraph -->";
		wp_update_post(
			wp_slash(
				array(
					'ID'           => $id,
					'post_content' => $newer,
				)
			)
		);
		$refused = $this->module->approval->approve( $proposal->id, $user );
		self::assertWPError( $refused, 'devskyy_conflict' );
		$conflict = $this->module->presenter->one( $this->stored( $proposal->id ) );
		self::assertSame( $newer, $conflict['changes'][0]['current'] );
		$forced = $this->module->approval->approve( $proposal->id, $user, array( 'expect' => (string) $conflict['current_fingerprint'] ) );
		self::assertWPError( $forced, 'devskyy_write_failed' );
		self::assertSame( $newer, $this->row( $id )[2] );
	}

	/** @return array<string,array{string,string}> */
	public static function foreign(): array {
		return array(
			'a product\'s text'      => array( 'description', 'foreign_field' ),
			'a product\'s attribute' => array( 'attributes.material', 'foreign_field' ),
			'a picture\'s text'      => array( 'image_alt.1', 'foreign_field' ),
			'a price'                => array( 'regular_price', 'unknown_field' ),
			'a state'                => array( 'post_status', 'unknown_field' ),
		);
	}

	/** @dataProvider foreign */
	public function test_fields_of_another_kind_are_refused( string $field, string $code ): void {
		$value = 'attributes.material' === $field ? array( 'Wool' ) : 'x';
		self::assertWPError( $this->module->intake->receive( $this->payload( array( $field => $value ), $this->about( $this->text() ) ) ), $code );
	}

	public function test_a_product_has_no_excerpt_and_no_content_of_its_own(): void {
		$fields = new \DevSkyy\Proposals\Fields();
		foreach ( array( 'excerpt', 'content' ) as $field ) {
			self::assertFalse( $fields->belongs( $field, array( 'kind' => 'product' ) ) );
			self::assertTrue( $fields->belongs( $field, array( 'kind' => 'page' ) ) );
		}
	}

	public function test_other_post_types_wrong_kinds_private_and_protected_texts_are_refused(): void {
		register_post_type( 'dye_recipe', array( 'public' => true ) );
		$recipe = $this->text( 'dye_recipe' );
		$page   = $this->text( 'page' );
		$send   = fn( int $id, string $kind = 'post' ): mixed => $this->module->intake->receive( $this->payload( array( 'title' => 'x' ), $this->about( $id, $kind ) ) );
		self::assertWPError( $send( $recipe ), 'target_missing' );
		self::assertWPError( $send( $recipe, 'dye_recipe' ), 'kind_unsupported' );
		self::assertWPError( $send( $page ), 'target_missing' );
		self::assertWPError( $send( $this->text( 'post', array( 'post_status' => 'trash' ) ) ), 'target_missing' );
		self::assertWPError( $send( $this->text( 'post', array( 'post_status' => 'private' ) ) ), 'not_public' );
		self::assertWPError( $send( $this->text( 'post', array( 'post_password' => 'open sesame' ) ) ), 'not_public' );
		$marked = $this->text();
		( new HandsOff() )->mark( $marked, true );
		self::assertWPError( $send( $marked ), 'hands_off' );
	}

	public function test_a_newer_proposal_of_the_agent_supersedes_the_older_one(): void {
		$id    = $this->text();
		$first = $this->propose_for( $id, array( 'excerpt' => 'One.' ) );
		$this->propose_for( $id, array( 'excerpt' => 'Two.' ) );
		self::assertSame( 'superseded', $this->stored( $first->id )->status );
	}

	public function test_approving_needs_the_right_to_edit_this_very_post(): void {
		$id       = $this->text();
		$proposal = $this->propose_for( $id, array( 'excerpt' => 'One.' ) );
		$author   = $this->as_user( 'author' );
		$author->add_cap( 'devskyy_approve' );
		self::assertWPError( $this->module->approval->approve( $proposal->id, $author ), 'devskyy_forbidden' );
		wp_update_post(
			array(
				'ID'          => $id,
				'post_author' => $author->ID,
			)
		);
		self::assertInstanceOf( Proposal::class, $this->module->approval->approve( $proposal->id, $author ) );
		$editor = $this->as_user( 'editor' );
		self::assertWPError( $this->module->undo->undo( $proposal->id, $editor ), 'devskyy_forbidden' );
	}

	public function test_the_shape_holds_texts_and_nobody(): void {
		$author = $this->as_user( 'administrator' );
		$id     = $this->text( 'post', array( 'post_author' => $author->ID ) );
		wp_insert_comment(
			array(
				'comment_post_ID'      => $id,
				'comment_author'       => 'Visitor Name',
				'comment_author_email' => 'visitor@example.org',
				'comment_content'      => 'A comment',
			)
		);
		wp_set_post_terms( $id, array( 'Dyes & vats' ), 'post_tag' );
		$shape = $this->targets->find( $id );
		self::assertSame( array( 'id', 'kind', 'status', 'title', 'url', 'excerpt', 'parts', 'whole', 'seo_title', 'seo_description', 'categories', 'tags', 'hands_off', 'created', 'modified' ), array_keys( $shape ) );
		self::assertSame( array( 'Dyes & vats' ), $shape['tags'] );
		self::assertSame( ContentPassagesTest::CONTENT, implode( '', array_column( $shape['parts'], 'text' ) ) );
		$json = (string) wp_json_encode( $shape );
		foreach ( array( $author->user_email, $author->user_login, 'visitor@example.org', 'Visitor Name', 'A comment' ) as $personal ) {
			self::assertStringNotContainsString( $personal, $json );
		}
	}

	public function test_a_very_long_content_is_read_and_not_offered_for_change(): void {
		$shape = $this->targets->find( $this->text( 'post', array( 'post_content' => str_repeat( "<!-- wp:paragraph -->\n<p>Words.</p>\n<!-- /wp:paragraph -->\n", 2000 ) ) ) );
		self::assertFalse( $shape['whole'] );
		self::assertSame( array( 'fixed' ), array_column( $shape['parts'], 'kind' ) );
		self::assertSame( 100000, mb_strlen( $shape['parts'][0]['text'] ) );
	}

	public function test_the_picker_lists_what_agents_may_see(): void {
		$this->as_user( 'shop_manager' );
		$post = $this->text( 'post', array( 'post_title' => 'Zebra wool' ) );
		$page = $this->text(
			'page',
			array(
				'post_title'  => 'Zebra linen',
				'post_status' => 'draft',
			)
		);
		$this->text(
			'post',
			array(
				'post_title'  => 'Zebra secret',
				'post_status' => 'private',
			)
		);
		$this->text(
			'post',
			array(
				'post_title'    => 'Zebra locked',
				'post_password' => 'x',
			)
		);
		$answer = $this->rest( 'GET', '/devskyy/v1/content', array( 'search' => 'Zebra' ) );
		self::assertSame( 200, $answer->get_status() );
		self::assertEqualsCanonicalizing( array( $post, $page ), array_column( $answer->get_data(), 'id' ) );
		self::assertSame( '2', $answer->get_headers()['X-WP-Total'] );
		self::assertSame(
			array( $page ),
			array_column(
				$this->rest(
					'GET',
					'/devskyy/v1/content',
					array(
						'search' => 'Zebra',
						'kind'   => 'page',
					)
				)->get_data(),
				'id'
			)
		);
		$this->as_user( 'author' );
		self::assertSame( 403, $this->rest( 'GET', '/devskyy/v1/content' )->get_status() );
	}

	public function test_the_page_head_shows_an_approved_seo_text_of_a_page(): void {
		$user = $this->as_user( 'administrator' );
		$id   = $this->text( 'page' );
		$this->module->approval->approve(
			$this->propose_for(
				$id,
				array(
					'seo_title'       => 'Dyeing "by hand"',
					'seo_description' => 'Madder & woad.',
				),
				'page'
			)->id,
			$user
		);
		query_posts( array( 'page_id' => $id ) ); // phpcs:ignore WordPress.WP.DiscouragedFunctions -- The main query is the matter.
		$GLOBALS['wp_the_query'] = $GLOBALS['wp_query']; // phpcs:ignore WordPress.WP.GlobalVariablesOverride -- The same.
		ob_start();
		foreach ( $GLOBALS['wp_filter']['wp_head']->callbacks[1] as $callback ) {
			$ours = $callback['function'] instanceof \Closure && ( new \ReflectionFunction( $callback['function'] ) )->getClosureThis() instanceof Head;
			$ours && ( $callback['function'] )();
		}
		$head  = (string) ob_get_clean();
		$title = wp_get_document_title();
		wp_reset_query(); // phpcs:ignore WordPress.WP.DiscouragedFunctions -- The same.
		self::assertStringContainsString( '<meta name="description" content="Madder &amp; woad." />', $head );
		self::assertSame( 'Dyeing &quot;by hand&quot;', $title );
	}
}
