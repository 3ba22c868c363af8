<?php
/**
 * Cleans new texts.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Catalogue\Fields;

/**
 * Makes texts from outside inert: what they say stays, what they could do goes. For every user alike, whatever that
 * user may post elsewhere.
 */
final class Clean {

	private const TAGS = array(
		'a'          => array( 'href' => true ),
		'b'          => array(),
		'blockquote' => array(),
		'br'         => array(),
		'dd'         => array(),
		'div'        => array(),
		'dl'         => array(),
		'dt'         => array(),
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
		's'          => array(),
		'small'      => array(),
		'span'       => array(),
		'strong'     => array(),
		'sub'        => array(),
		'sup'        => array(),
		'table'      => array(),
		'tbody'      => array(),
		'td'         => array(
			'colspan' => true,
			'rowspan' => true,
		),
		'th'         => array(
			'colspan' => true,
			'rowspan' => true,
			'scope'   => true,
		),
		'thead'      => array(),
		'tr'         => array(),
		'u'          => array(),
		'ul'         => array(),
	);

	/**
	 * Takes what the database can hold.
	 *
	 * @param bool $four_bytes Whether the tables hold four-byte characters such as emoji.
	 */
	public function __construct( private readonly bool $four_bytes = true ) {}

	/**
	 * Text with simple markup: no scripts, styles, handlers, comments (blocks are comments) and no shortcodes.
	 *
	 * @param string $text Text from outside.
	 */
	public function html( string $text ): string {
		$text = $this->utf8( $text );
		$text = (string) preg_replace( '#<(script|style|template|noscript|iframe|object)\b.*?(</\1\s*>|\z)#is', '', $text );
		do {
			$before = $text;
			$text   = (string) preg_replace( '/<!--.*?(?:-->|\z)/s', '', $text );
		} while ( $before !== $text );
		$text = wp_kses( $text, self::TAGS, array( 'http', 'https', 'mailto', 'tel' ) );
		$text = $this->brackets( str_replace( '<!--', '', $text ) );
		return trim( $this->storable( $text ) );
	}

	/**
	 * Square brackets become round ones. An entity would not do: do_shortcode() turns `&#91;` back into a bracket, and a
	 * second pass over the text would run the shortcode.
	 *
	 * @param string $text Clean text.
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

	/**
	 * One line of plain text.
	 *
	 * @param string $text Text from outside.
	 */
	public function line( string $text ): string {
		$text = wp_strip_all_tags( $this->utf8( $text ) );
		$text = (string) preg_replace( '/<(?=[a-z\/!?])/i', '&lt;', $text );
		$text = (string) preg_replace( '/[\p{Cc}\p{Zl}\p{Zp}\s]+/u', ' ', $text );
		return trim( $this->storable( $text ) );
	}

	/**
	 * A list of names: cleaned, without empty ones and doubles (however they are cased), in the given order.
	 *
	 * @param array<mixed> $names Names from outside.
	 * @return list<string>
	 */
	public function names( array $names ): array {
		$clean = array();
		foreach ( $names as $name ) {
			$name = is_string( $name ) ? $this->line( $name ) : '';
			if ( '' !== $name ) {
				$clean += array( 'n' . mb_strtolower( $name ) => $name );
			}
		}
		return array_values( $clean );
	}

	/**
	 * Valid UTF-8 without null bytes.
	 *
	 * @param string $text Any bytes.
	 */
	private function utf8( string $text ): string {
		return str_replace( "\0", '', mb_scrub( $text, 'UTF-8' ) );
	}

	/**
	 * On a site whose tables hold no four-byte characters, WordPress stores emoji as entities.
	 *
	 * @param string $text UTF-8 text.
	 */
	private function storable( string $text ): string {
		return $this->four_bytes ? $text : wp_encode_emoji( $text );
	}
}
