<?php
/**
 * What may change inside a post's content.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Tests;

use DevSkyy\Content\Inline;
use DevSkyy\Content\Passages;

final class ContentPassagesTest extends TestCase {

	/** Core's text blocks, nested lists, a gallery, a custom block with a paragraph inside, a shortcode, html and classic text. */
	public const CONTENT = <<<'HTML'
<!-- wp:heading {"level":2} -->
<h2 class="wp-block-heading">How we dye</h2>
<!-- /wp:heading -->

<!-- wp:paragraph {"dropCap":true} -->
<p class="has-drop-cap">We dye with <strong>madder</strong> and <a href="https://example.org/woad?a=1&amp;b=2" target="_blank" rel="noopener">woad</a>.</p>
<!-- /wp:paragraph -->

<!-- wp:gallery {"linkTo":"none"} -->
<figure class="wp-block-gallery has-nested-images columns-default is-cropped"><!-- wp:image {"id":9} -->
<figure class="wp-block-image"><img src="a.jpg" alt="" class="wp-image-9"/><figcaption class="wp-element-caption">A vat</figcaption></figure>
<!-- /wp:image --></figure>
<!-- /wp:gallery -->

<!-- wp:list -->
<ul class="wp-block-list"><!-- wp:list-item -->
<li>Wash cold<!-- wp:list -->
<ul class="wp-block-list"><!-- wp:list-item -->
<li>Dry in shade</li>
<!-- /wp:list-item --></ul>
<!-- /wp:list --></li>
<!-- /wp:list-item --></ul>
<!-- /wp:list -->

<!-- wp:acme/box {"tone":"warm"} -->
<div class="acme"><!-- wp:paragraph -->
<p>Inside a block of another plugin.</p>
<!-- /wp:paragraph --></div>
<!-- /wp:acme/box -->

<!-- wp:paragraph -->
<p>A form: [contact-form id="3"]</p>
<!-- /wp:paragraph -->

<!-- wp:paragraph {"metadata":{"bindings":{"content":{"source":"core/post-meta","args":{"key":"x"}}}}} -->
<p>Bound text.</p>
<!-- /wp:paragraph -->

<!-- wp:acme/void {"a":"}"} /-->

<!-- wp:group -->
<div class="wp-block-group"><!-- wp:paragraph -->
<p>In a group.</p>
<!-- /wp:paragraph --></div>
<!-- /wp:group -->
HTML;

	private Passages $passages;

	protected function setUp(): void {
		parent::setUp();
		$this->passages = new Passages( new Inline() );
	}

	/** @return list<array{kind:string,text:string}> */
	private function words( string $content ): array {
		return array_values( array_filter( $this->passages->split( $content ), static fn( array $part ): bool => 'fixed' !== $part['kind'] ) );
	}

	public function test_only_words_of_cores_paragraphs_headings_and_list_items_are_passages_and_the_parts_joined_are_the_content(): void {
		$parts = $this->passages->split( self::CONTENT );
		self::assertSame( self::CONTENT, implode( '', array_column( $parts, 'text' ) ) );
		self::assertSame(
			array(
				array( 'heading', 'How we dye' ),
				array( 'paragraph', 'We dye with <strong>madder</strong> and <a href="https://example.org/woad?a=1&amp;b=2" target="_blank" rel="noopener">woad</a>.' ),
				array( 'list-item', 'Wash cold' ),
				array( 'list-item', 'Dry in shade' ),
				array( 'paragraph', 'In a group.' ),
			),
			array_map( 'array_values', $this->words( self::CONTENT ) )
		);
	}

	/** @return array<string,array{string}> */
	public static function untouchable(): array {
		return array(
			'classic content'              => array( "<p>Old words.</p>\n\nMore words.\n[gallery ids=\"1,2\"]" ),
			'a block that is never closed' => array( "<!-- wp:paragraph -->\n<p>Words.</p>" ),
			'blocks closed crosswise'      => array( '<!-- wp:group --><!-- wp:paragraph --><p>Words.</p><!-- /wp:group --><!-- /wp:paragraph -->' ),
			'a paragraph with a picture'   => array( '<!-- wp:paragraph --><p>Words <img src="x.png" alt=""/></p><!-- /wp:paragraph -->' ),
			'a paragraph with a footnote'  => array( '<!-- wp:paragraph --><p>Words<sup data-fn="1" class="fn"><a href="#1">1</a></sup></p><!-- /wp:paragraph -->' ),
			'a locked paragraph'           => array( '<!-- wp:paragraph {"lock":{"move":true}} --><p>Words.</p><!-- /wp:paragraph -->' ),
			'an encoded shortcode'         => array( '<!-- wp:paragraph --><p>Words &#91;gallery&#93;</p><!-- /wp:paragraph -->' ),
		);
	}

	/** @dataProvider untouchable */
	public function test_what_is_not_understood_has_no_passage_and_takes_no_change( string $content ): void {
		self::assertSame( array(), $this->words( $content ) );
		self::assertWPError( $this->passages->merge( $content, str_replace( array( 'Words', 'words' ), 'Texts', $content ) ), 'value_blocks' );
		self::assertSame( $content, $this->passages->merge( $content, $content ) );
	}

	public function test_new_words_are_taken_and_every_other_byte_stays(): void {
		$new = strtr(
			self::CONTENT,
			array(
				'How we dye'           => 'How we dye our <em>wool</em> & linen',
				'We dye with <strong>' => 'Our dyes are <strong>',
				'Dry in shade'         => 'Dry it in the shade.',
			)
		);
		self::assertSame( $new, $this->passages->merge( self::CONTENT, $new ) );
		self::assertSame( $new, $this->passages->merge( $new, $new ) );
		self::assertSame( parse_blocks( $new )[0]['attrs'], parse_blocks( self::CONTENT )[0]['attrs'] );
		self::assertCount( count( parse_blocks( self::CONTENT ) ), parse_blocks( $new ) );
	}

	/** @return array<string,array{string,string}> */
	public static function hostile(): array {
		return array(
			'a script'                   => array( 'Dye <script>alert(1)</script>slowly', 'Dye slowly' ),
			'a handler'                  => array( '<b onclick="x()">Dye</b> slowly', 'value_markup' ),
			'a picture with a handler'   => array( 'Dye <img src=x onerror=alert(1)> slowly', 'Dye  slowly' ),
			'a link of its own'          => array( '<a href="javascript:alert(1)">Dye</a>', 'value_markup' ),
			'a shortcode'                => array( 'Dye [delete_post id=1] slowly', 'Dye (delete_post id=1) slowly' ),
			'a shortcode as entities'    => array( 'Dye &#91;x&#93; &lbrack;y&rsqb;', 'Dye (x) (y)' ),
			'a block'                    => array( 'Dye <!-- wp:html --><script>x</script><!-- /wp:html -->slowly', 'Dye slowly' ),
			'a comment in a comment'     => array( 'Dye <!<!-- x -->-- wp:html --> slowly', 'Dye  wp:html  slowly' ),
			'quote with a line break'    => array( "<blockquote cite='x\n y'>Dye</blockquote> slowly", 'Dye slowly' ),
			'a tag that is never closed' => array( '<strong>Dye slowly', 'value_markup' ),
			'the end of the element'     => array( '</h2><p>Dye</p>', 'Dye' ),
			'a null and turned text'     => array( "Dye\0 \u{202E}slowly", 'Dye slowly' ),
			'nothing'                    => array( ' <br> ', 'value_empty' ),
			'an angle'                   => array( 'Dye < 5 vats > 3', 'Dye &lt; 5 vats &gt; 3' ),
		);
	}

	/** @dataProvider hostile */
	public function test_h4_hostile_words_become_inert_or_are_refused( string $words, string $result ): void {
		$merged = $this->passages->merge( self::CONTENT, str_replace( 'How we dye', $words, self::CONTENT ) );
		if ( str_starts_with( $result, 'value_' ) ) {
			self::assertWPError( $merged, $result );
			return;
		}
		self::assertIsString( $merged );
		self::assertSame( $result, $this->words( $merged )[0]['text'] );
		self::assertSame( str_replace( 'How we dye', $result, self::CONTENT ), $merged );
		self::assertSame( $merged, $this->passages->merge( self::CONTENT, $merged ), 'Cleaning twice is cleaning once.' );
	}

	public function test_links_stay_to_the_letter(): void {
		$gone = str_replace( array( '<a href="https://example.org/woad?a=1&amp;b=2" target="_blank" rel="noopener">', '</a>' ), '', self::CONTENT );
		self::assertWPError( $this->passages->merge( self::CONTENT, $gone ), 'value_links' );
		$other = str_replace( 'example.org/woad', 'evil.example/woad', self::CONTENT );
		self::assertWPError( $this->passages->merge( self::CONTENT, $other ), 'value_markup' );
	}

	/** @return array<string,array{string,string}> */
	public static function structural(): array {
		return array(
			'another attribute'      => array( '"dropCap":true', '"dropCap":false' ),
			'a class'                => array( 'has-drop-cap', 'evil' ),
			'words of another block' => array( 'Inside a block of another plugin.', 'Other words.' ),
			'a caption'              => array( 'A vat', 'Another vat' ),
			'a shortcode'            => array( '[contact-form id="3"]', '[contact-form id="4"]' ),
			'bound words'            => array( 'Bound text.', 'Free text.' ),
			'a block more'           => array( '<!-- wp:group -->', "<!-- wp:html --><b>x</b><!-- /wp:html -->\n<!-- wp:group -->" ),
			'a block less'           => array( '<!-- wp:acme/void {"a":"}"} /-->', '' ),
		);
	}

	/** @dataProvider structural */
	public function test_nothing_but_words_may_change( string $from, string $to ): void {
		$new = str_replace( $from, $to, self::CONTENT );
		self::assertNotSame( self::CONTENT, $new );
		self::assertWPError( $this->passages->merge( self::CONTENT, $new ), 'value_blocks' );
	}

	private static function assertWPError( mixed $result, string $code ): void {
		self::assertInstanceOf( \WP_Error::class, $result, is_string( $result ) ? $result : '' );
		self::assertSame( $code, $result->get_error_code(), $result->get_error_message() );
	}
}
