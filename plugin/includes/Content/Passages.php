<?php
/**
 * The words inside a post's blocks.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Content;

use WP_Error;

/**
 * Takes content apart into passages, the words inside core's paragraphs, headings and list items, and what is fixed:
 * everything else, byte for byte. Blocks of other plugins with all that is inside them, shortcodes, galleries, classic content
 * and passages with markup other than simple emphasis and links are fixed. New content may differ from the old in passages
 * only, so the blocks around them stay as the editor wrote them.
 *
 * @phpstan-type Part array{kind:string,text:string}
 */
final class Passages {

	/** A block's delimiter: the grammar of WP_Block_Parser::next_token(). */
	private const DELIMITER = '/<!--\s+(?P<closer>\/)?wp:(?P<namespace>[a-z][a-z0-9_-]*\/)?(?P<name>[a-z][a-z0-9_-]*)\s+(?P<attrs>{(?:(?:[^}]+|}+(?=})|(?!}\s+\/?-->).)*+)?}\s+)?(?P<void>\/)?-->/s';

	/** Block → the element that its words stand in. */
	private const ELEMENTS = array(
		'core/paragraph' => 'p',
		'core/heading'   => 'h[1-6]',
		'core/list-item' => 'li',
	);

	/**
	 * Takes its helper.
	 *
	 * @param Inline $inline Markup inside a passage.
	 */
	public function __construct( private readonly Inline $inline ) {}

	/**
	 * The parts; joined they are the content.
	 *
	 * @param string $content Post content.
	 * @return list<Part>
	 */
	public function split( string $content ): array {
		$parts = array();
		$stack = array();
		$at    = 0;

		$opened = false;
		while ( 1 === preg_match( self::DELIMITER, $content, $found, PREG_OFFSET_CAPTURE, $at ) ) {
			$start = (int) $found[0][1];
			$block = $this->block( $found );
			// Words stand right behind the opening of their block.
			$this->add_html( $parts, substr( $content, $at, $start - $at ), $opened ? $stack : array(), $block );
			$this->add( $parts, 'fixed', $found[0][0] );
			$at = $start + strlen( $found[0][0] );
			if ( 'closer' === $block['role'] && ( array_pop( $stack )['name'] ?? '' ) !== $block['name'] ) {
				return $this->all_fixed( $content );
			}
			$opened = 'opener' === $block['role'];
			if ( $opened ) {
				$stack[] = $block;
			}
		}
		if ( array() !== $stack || PREG_NO_ERROR !== preg_last_error() ) {
			return $this->all_fixed( $content );
		}
		$this->add( $parts, 'fixed', substr( $content, $at ) );
		return $parts;
	}

	/**
	 * New content in the form in which it may be stored: its passages clean, all else as it is now.
	 *
	 * @param string $current  The content now.
	 * @param string $proposed The new content.
	 * @return string|WP_Error Codes: value_blocks (something other than words was changed), value_markup, value_empty, value_links.
	 */
	public function merge( string $current, string $proposed ): string|WP_Error {
		if ( $proposed === $current ) {
			return $current;
		}
		$parts = $this->split( $current );
		$texts = $this->texts( $parts, $proposed );
		if ( null === $texts ) {
			return new WP_Error( 'value_blocks', __( 'Only the words of paragraphs, headings and lists may change here. This text would change the blocks around them, or the blocks have changed since it was written.', 'devskyy' ) );
		}
		foreach ( $parts as $place => $part ) {
			if ( 'fixed' === $part['kind'] || $texts[ $place ] === $part['text'] ) {
				continue;
			}
			$clean = $this->inline->clean( $texts[ $place ], $part['text'] );
			if ( is_wp_error( $clean ) ) {
				return $clean;
			}
			$texts[ $place ] = $clean;
		}
		return implode( '', $texts );
	}

	/**
	 * The proposed text of each part; null when a fixed part is not where it was.
	 *
	 * @param list<Part> $parts    Parts of the content now.
	 * @param string     $proposed The new content.
	 * @return list<string>|null
	 */
	private function texts( array $parts, string $proposed ): ?array {
		$texts = array();
		$at    = 0;
		foreach ( $parts as $place => $part ) {
			$end = $at + strlen( $part['text'] );
			if ( 'fixed' === $part['kind'] ) {
				if ( substr( $proposed, $at, strlen( $part['text'] ) ) !== $part['text'] ) {
					return null;
				}
			} else {
				$end = strpos( $proposed, $parts[ $place + 1 ]['text'], $at );
				if ( false === $end ) {
					return null;
				}
			}
			$texts[] = substr( $proposed, $at, $end - $at );
			$at      = $end;
		}
		return strlen( $proposed ) === $at ? $texts : null;
	}

	/**
	 * What a delimiter says.
	 *
	 * @param array<int|string,array{0:string,1:int}> $found A match of DELIMITER.
	 * @return array{name:string,role:'opener'|'closer'|'void',attrs:string}
	 */
	private function block( array $found ): array {
		$namespace = $found['namespace'][1] < 0 || '' === $found['namespace'][0] ? 'core/' : $found['namespace'][0];
		$void      = isset( $found['void'] ) && '/' === $found['void'][0];
		return array(
			'name'  => $namespace . $found['name'][0],
			'role'  => '/' === $found['closer'][0] ? 'closer' : ( $void ? 'void' : 'opener' ),
			'attrs' => $found['attrs'][0] ?? '',
		);
	}

	/**
	 * Adds the html between two delimiters: a passage when it is the beginning of a text block that is ours to read.
	 *
	 * @param array  $parts The parts so far.
	 * @param string $html  The html.
	 * @param array  $stack The blocks that are open, outermost first; none when another block stands before the html.
	 * @param array  $next  The block of the delimiter that follows.
	 *
	 * @phpstan-param list<Part> $parts
	 * @phpstan-param list<array{name:string,role:string,attrs:string}> $stack
	 * @phpstan-param array{name:string,role:string,attrs:string} $next
	 */
	private function add_html( array &$parts, string $html, array $stack, array $next ): void {
		$open  = end( $stack );
		$words = false === $open || ! $this->ours( $stack ) ? null : $this->words( $open['name'], $html, $next );
		if ( null === $words ) {
			$this->add( $parts, 'fixed', $html );
			return;
		}
		$this->add( $parts, 'fixed', $words[1] );
		$this->add( $parts, substr( $open['name'], 5 ), $words[2] );
		$this->add( $parts, 'fixed', $words[3] );
	}

	/**
	 * Whether core's own blocks alone are around, and nobody has locked the text or bound it to another source.
	 *
	 * @param array $stack The blocks that are open, outermost first.
	 *
	 * @phpstan-param list<array{name:string,role:string,attrs:string}> $stack
	 */
	private function ours( array $stack ): bool {
		foreach ( $stack as $block ) {
			if ( ! str_starts_with( $block['name'], 'core/' ) || 1 === preg_match( '/"(?:lock|bindings|templateLock)"\s*:/', $block['attrs'] ) ) {
				return false;
			}
		}
		return true;
	}

	/**
	 * The html before the words, the words, and the html after them; null when it is not one element with simple words.
	 *
	 * @param string $name The block.
	 * @param string $html What is between its opening and the next delimiter.
	 * @param array  $next The block of that delimiter.
	 *
	 * @phpstan-param array{name:string,role:string,attrs:string} $next
	 * @return array{1:string,2:string,3:string}|null
	 */
	private function words( string $name, string $html, array $next ): ?array {
		$closes  = 'closer' === $next['role'] && $name === $next['name'];
		$element = self::ELEMENTS[ $name ] ?? null;
		if ( null === $element || ( ! $closes && 'core/list-item' !== $name ) ) {
			return null;
		}
		$end = $closes ? '(<\/' . $element . '>\s*)' : '()';
		if ( 1 !== preg_match( '/\A(\s*<' . $element . '\b[^<>]*>)(.*)' . $end . '\z/s', $html, $found ) || ! $this->inline->simple( $found[2] ) ) {
			return null;
		}
		return array(
			1 => $found[1],
			2 => $found[2],
			3 => $found[3],
		);
	}

	/**
	 * Adds a part; fixed ones that touch are one.
	 *
	 * @param array  $parts The parts so far.
	 * @param string $kind  The part's kind.
	 * @param string $text  Its text.
	 *
	 * @phpstan-param list<Part> $parts
	 */
	private function add( array &$parts, string $kind, string $text ): void {
		$last = array_key_last( $parts );
		if ( 'fixed' === $kind && null !== $last && 'fixed' === $parts[ $last ]['kind'] ) {
			$parts[ $last ]['text'] .= $text;
		} elseif ( '' !== $text ) {
			$parts[] = array(
				'kind' => $kind,
				'text' => $text,
			);
		}
	}

	/**
	 * Content that cannot be taken apart.
	 *
	 * @param string $content Post content.
	 * @return list<Part>
	 */
	private function all_fixed( string $content ): array {
		return '' === $content ? array() : array(
			array(
				'kind' => 'fixed',
				'text' => $content,
			),
		);
	}
}
