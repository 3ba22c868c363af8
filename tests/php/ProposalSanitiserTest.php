<?php
/**
 * What comes from a model or a browser is inert.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Tests;

use DevSkyy\Proposals\Fields;
use DevSkyy\Proposals\Sanitiser;

require_once __DIR__ . '/ProposalTestCase.php';

final class ProposalSanitiserTest extends ProposalTestCase {

	/** @return array<string,array{string}> */
	public function attacks(): array {
		return array(
			'script'                 => array( 'Nice <script>alert(1)</script>dress' ),
			'unclosed script'        => array( 'Nice <script>alert(1)' ),
			'nested script'          => array( '<scr<script></script>ipt>alert(1)</script> dress' ),
			'onerror'                => array( '<img src=x onerror=alert(1)> dress' ),
			'onclick'                => array( '<p onclick="alert(1)">dress</p>' ),
			'javascript'             => array( '<a href="javascript:alert(1)">dress</a>' ),
			'javascript, entities'   => array( '<a href="jav&#x09;ascript&colon;alert(1)">dress</a>' ),
			'data'                   => array( '<a href="data:text/html,<script>alert(1)</script>">dress</a>' ),
			'cite with a newline'    => array( "<blockquote cite=\"https://a.b/\nonmouseover=alert(1) style=position:fixed \">dress</blockquote>" ),
			'title with a newline'   => array( "<a title=\"x\n\nonmouseover=alert(1)//\" href=\"https://a.b\">dress</a>" ),
			'shortcode'              => array( 'dress [gallery ids="1"] and [/caption]' ),
			'shortcode, entities'    => array( 'dress &#91;gallery&#93; &lsqb;audio&rsqb; &#x5B;video&#x5d;' ),
			'block'                  => array( '<!-- wp:html --><b onmouseover=alert(1)>dress</b><!-- /wp:html -->' ),
			'block put together'     => array( '<!-<!-- x -->- wp:html --> dress' ),
			'block, unclosed'        => array( 'dress <!-- wp:latest-posts {"x":1} /' ),
			'svg'                    => array( '<svg><animate onbegin=alert(1) attributeName=x dur=1s></svg>dress' ),
			'style'                  => array( '<p style="background:url(javascript:alert(1))">dress</p><style>*{display:none}</style>' ),
			'iframe'                 => array( '<iframe srcdoc="<script>alert(1)</script>"></iframe>dress' ),
			'form'                   => array( '<form action="https://evil.example"><input name=p></form>dress' ),
			'processing instruction' => array( '<?php echo 1; ?>dress <?xml-stylesheet href="javascript:alert(1)"?>' ),
			'null bytes'             => array( "<scr\0ipt>alert(1)</scr\0ipt>dress" ),
			'broken UTF-8'           => array( "dress \xC3\x28 <scr\xE2\x80ipt>" ),
			'direction'              => array( "dress \u{202E}txet" ),
		);
	}

	/** @dataProvider attacks */
	public function test_h4_markup_that_could_act_is_made_inert( string $attack ): void {
		$sanitiser = new Sanitiser();
		foreach ( array( Fields::HTML, Fields::TEXT ) as $type ) {
			$clean = $sanitiser->clean( $type, $attack );
			$this->assert_inert( $clean );
			self::assertSame( $clean, $sanitiser->clean( $type, $clean ), 'Cleaning twice gives the same.' );
			self::assertSame( $clean, Fields::HTML === $type ? wp_kses_post( $clean ) : $clean, 'WordPress itself finds nothing more to take out.' );
		}
		foreach ( $sanitiser->clean( Fields::NAMES, array( $attack ) ) as $name ) {
			$this->assert_inert( $name );
		}
	}

	public function test_h4_a_proposal_stores_and_previews_only_inert_values(): void {
		foreach ( $this->attacks() as $name => [ $attack ] ) {
			$after   = 'New: ' . $attack;
			$payload = $this->payload(
				array(
					'title'       => $after,
					'description' => $after,
					'tags'        => array( $after ),
				),
				array( 'rationale' => $attack )
			);
			self::assertTrue( $this->module->intake->receive( $payload ), $name );
			$proposal = $this->stored( $payload['id'] );
			foreach ( array( ...array_values( $proposal->values( 'after' ) ), $proposal->details['rationale'] ) as $value ) {
				$this->assert_inert( implode( ' ', (array) $value ) );
			}
		}
	}

	public function test_h4_an_edit_by_a_person_is_made_inert_too(): void {
		$user     = $this->as_user( 'administrator' );
		$proposal = $this->propose( array( 'description' => 'New text.' ) );
		$changes  = array(
			array(
				'field' => 'description',
				'after' => '<p onclick="x()">Better</p><script>alert(1)</script> [gallery]<!-- wp:html -->',
			),
		);
		$edited   = $this->module->review->edit( $proposal->id, $user, $changes );
		self::assertFalse( is_wp_error( $edited ) );
		$after = $edited->changes[0]['after'];
		self::assertSame( '<p>Better</p> (gallery)', $after );
		$applied = $this->module->approval->approve( $proposal->id, $user );
		self::assertSame( $after, $this->catalogue->products[7]['description'], 'What was previewed is what is applied.' );
		self::assertSame( $after, $applied->changes[0]['applied'] );
	}

	public function test_h4_shortcodes_stay_inert_when_a_theme_runs_them_twice(): void {
		add_shortcode( 'devskyy_trap', static fn (): string => 'RAN' );
		$clean = ( new Sanitiser() )->html( 'a [devskyy_trap] &#91;devskyy_trap&#93; [[devskyy_trap]] [b]' );
		$shown = do_shortcode( do_shortcode( $clean ) );
		remove_shortcode( 'devskyy_trap' );
		self::assertStringNotContainsString( 'RAN', $shown );
	}

	public function test_plain_formatting_is_kept(): void {
		$html = "<p>Soft <strong>linen</strong>, <em>cut on the bias</em>.</p>\n<ul><li>100 % linen</li><li>Made in Porto &amp; Braga</li></ul>\n<p><a href=\"https://example.org/care?a=1&amp;b=2\">Care</a></p>";
		self::assertSame( $html, ( new Sanitiser() )->html( $html ) );
	}

	public function test_names_are_plain_each_once_and_none_is_empty(): void {
		$names = ( new Sanitiser() )->clean( Fields::NAMES, array( ' Linen ', 'linen', '', '<b>Cotton</b>', 'Red|Blue' ) );
		self::assertSame( array( 'Linen', 'Cotton', 'Red/Blue' ), $names );
	}

	private function assert_inert( string $value ): void {
		self::assertStringNotContainsString( '<!', $value );
		self::assertStringNotContainsString( '[', $value );
		self::assertDoesNotMatchRegularExpression( '/&#0*91;|&#x0*5b;|&l(sqb|brack);/i', $value );
		self::assertDoesNotMatchRegularExpression( '/<\s*\/?\s*(script|style|img|iframe|svg|form|input|object|embed|\?)/i', $value );
		self::assertDoesNotMatchRegularExpression( '/<[^>]*\s(on\w+|style|cite|title|srcdoc)\s*=/i', $value );
		self::assertDoesNotMatchRegularExpression( '/<[^>]*(javascript|data)\s*:/i', html_entity_decode( $value ) );
		self::assertDoesNotMatchRegularExpression( '/<[^>]*\n[^>]*>/', $value );
		self::assertSame( 1, preg_match( '//u', $value ) );
		self::assertDoesNotMatchRegularExpression( '/[\x{202A}-\x{202E}]|\0/u', $value );
	}
}
