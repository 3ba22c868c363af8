<?php
/**
 * Making proposed values harmless.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Proposals;

/**
 * What a model or a browser sends becomes inert before it is stored, so that the text in the preview is, to the letter,
 * the text that an approval writes. Cleaning twice gives the same as cleaning once.
 *
 * @phpstan-import-type Value from Proposal
 */
final class Sanitiser {

	/**
	 * A part of what wp_kses_post() lets through: no pictures, frames, forms or styles, and no attribute that takes free
	 * text (a line break inside `cite` or `title` is torn apart by wpautop()).
	 */
	private const HTML = array(
		'a'          => array( 'href' => true ),
		'b'          => array(),
		'blockquote' => array(),
		'br'         => array(),
		'em'         => array(),
		'h2'         => array(),
		'h3'         => array(),
		'h4'         => array(),
		'h5'         => array(),
		'h6'         => array(),
		'hr'         => array(),
		'i'          => array(),
		'li'         => array(),
		'ol'         => array(),
		'p'          => array(),
		'strong'     => array(),
		'sub'        => array(),
		'sup'        => array(),
		'table'      => array(),
		'tbody'      => array(),
		'td'         => array(),
		'th'         => array(),
		'thead'      => array(),
		'tr'         => array(),
		'ul'         => array(),
	);

	private const PROTOCOLS = array( 'http', 'https', 'mailto', 'tel' );

	/** A value is cleaned until cleaning changes nothing; what is still moving after this many rounds is dropped. */
	private const ROUNDS = 10;

	private const NAME_LIMIT = 200;

	/**
	 * Cleans a value for its field's type.
	 *
	 * @param string $type  One of Fields::TEXT, HTML, NAMES, BLOCKS.
	 * @param mixed  $value A string, or a list of strings for names.
	 *
	 * @phpstan-param Value $value
	 * @phpstan-return Value
	 */
	public function clean( string $type, string|array $value ): string|array {
		if ( Fields::NAMES === $type ) {
			return $this->names( (array) $value );
		}
		$text = is_string( $value ) ? $value : '';
		if ( Fields::BLOCKS === $type ) {
			// Bytes of blocks that stay must stay; Content\Passages cleans the words between them.
			return $text;
		}
		return Fields::HTML === $type ? $this->html( $text ) : $this->text( $text );
	}

	/**
	 * Plain text on one line.
	 *
	 * @param string $text Anything.
	 */
	public function text( string $text ): string {
		return $this->settled( $text, $this->text_once( ... ) );
	}

	/**
	 * Plain text that keeps its lines.
	 *
	 * @param string $text Anything.
	 */
	public function lines( string $text ): string {
		return implode( "\n", array_map( array( $this, 'text' ), explode( "\n", $this->characters( $text ) ) ) );
	}

	/**
	 * Formatted text of the subset above.
	 *
	 * @param string $html Anything.
	 */
	public function html( string $html ): string {
		return $this->settled( $html, $this->html_once( ... ) );
	}

	/**
	 * Names of terms: plain, each once, none empty. A bar would part a name in two in WooCommerce (WC_DELIMITER).
	 *
	 * @param array<mixed> $names Anything.
	 * @return list<string>
	 */
	private function names( array $names ): array {
		$clean = array();
		foreach ( $names as $name ) {
			$name = trim( mb_substr( str_replace( '|', '/', $this->text( is_string( $name ) ? $name : '' ) ), 0, self::NAME_LIMIT ) );
			if ( '' !== $name ) {
				$clean[ mb_strtolower( $name ) ] ??= $name;
			}
		}
		return array_values( $clean );
	}

	/**
	 * Repeats a step until it changes nothing more: taking one thing out can join its two sides to another.
	 *
	 * @param string                  $text Anything.
	 * @param callable(string):string $step One round.
	 */
	private function settled( string $text, callable $step ): string {
		for ( $round = 0; $round < self::ROUNDS; ++$round ) {
			$next = $step( $text );
			if ( $next === $text ) {
				return $text;
			}
			$text = $next;
		}
		return '';
	}

	/**
	 * One round for plain text.
	 *
	 * @param string $text Anything.
	 */
	private function text_once( string $text ): string {
		$text = wp_strip_all_tags( $this->without_code( $this->characters( $text ) ), true );
		return trim( (string) preg_replace( '/\s+/u', ' ', $this->brackets( $text ) ) );
	}

	/**
	 * One round for formatted text.
	 *
	 * @param string $html Anything.
	 */
	private function html_once( string $html ): string {
		$html = $this->brackets( $this->without_code( $this->characters( $html ) ) );
		$html = wp_kses( $html, self::HTML, self::PROTOCOLS );
		$html = (string) preg_replace_callback( '/<[^<>]*>/', static fn ( array $tag ): string => (string) preg_replace( '/\s+/', ' ', $tag[0] ), $html );
		return trim( wp_kses( force_balance_tags( $html ), self::HTML, self::PROTOCOLS ) );
	}

	/**
	 * Valid UTF-8 with line feeds, without control characters and without those that turn the direction of reading.
	 *
	 * @param string $text Anything.
	 */
	private function characters( string $text ): string {
		$text = str_replace( array( "\r\n", "\r" ), "\n", mb_scrub( $text, 'UTF-8' ) );
		return (string) preg_replace( '/[^\P{Cc}\n\t]|[\x{202A}-\x{202E}\x{2066}-\x{2069}\x{FEFF}]/u', '', $text );
	}

	/**
	 * Takes out scripts and styles with what is in them, and comments, among them those that open a block.
	 *
	 * @param string $text Anything.
	 */
	private function without_code( string $text ): string {
		$text = (string) preg_replace( '@<(script|style|template|noscript|iframe|object|svg|math)\b[^>]*>.*?(</\1\s*>|\z)@is', '', $text );
		return str_replace( array( '<!--', '-->', '<!', '<?' ), '', (string) preg_replace( '/<!--.*?(-->|\z)/s', '', $text ) );
	}

	/**
	 * Square brackets that could be a shortcode become round ones. As an entity they would not stay inert: do_shortcode()
	 * turns `&#91;` back (unescape_invalid_shortcodes), and a second pass over the text would run it.
	 *
	 * @param string $text Anything.
	 */
	private function brackets( string $text ): string {
		$text = (string) preg_replace( '/&(?:#0*91|#x0*5b|lsqb|lbrack);/i', '[', $text );
		$text = (string) preg_replace( '/&(?:#0*93|#x0*5d|rsqb|rbrack);/i', ']', $text );
		return strtr(
			$text,
			array(
				'[' => '(',
				']' => ')',
			)
		);
	}
}
