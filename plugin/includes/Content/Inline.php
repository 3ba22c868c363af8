<?php
/**
 * Markup inside a passage.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Content;

use WP_Error;

/**
 * Words with simple emphasis and with links; the links are the author's own and stay to the letter.
 */
final class Inline {

	private const BARE = array( 'strong', 'em', 'b', 'i', 's', 'code', 'sub', 'sup' );

	/** Rounds until cleaning changes nothing. */
	private const ROUNDS = 10;

	/**
	 * Whether a text holds nothing but words, simple emphasis and links, so that it may be written anew.
	 *
	 * @param string $text The inside of a paragraph, a heading or a list item.
	 */
	public function simple( string $text ): bool {
		if ( 1 !== preg_match( '/\p{L}/u', $text ) || 1 === preg_match( '/[\[\]]|&(?:#0*9[13]|#x0*5[bd]|[lr]sqb|[lr]brack);|<!|<\?/i', $text ) ) {
			return false;
		}
		return $this->balanced( $text ) && 0 === preg_match( '/[<>]/', str_replace( $this->tags( $text ), '', $text ) );
	}

	/**
	 * New words made inert: no code, comments, shortcodes and no tags but simple ones and the links that were there.
	 *
	 * @param string $text     The new words.
	 * @param string $original The words now.
	 * @return string|WP_Error Codes: value_empty, value_markup, value_links.
	 */
	public function clean( string $text, string $original ): string|WP_Error {
		$links = $this->links( $original );
		$clean = $this->once( $text, $links );
		for ( $round = 0; $round < self::ROUNDS && $clean !== $text; ++$round ) {
			$text  = $clean;
			$clean = $this->once( $text, $links );
		}
		if ( 1 !== preg_match( '/[\p{L}\p{N}]/u', wp_strip_all_tags( $clean ) ) ) {
			return new WP_Error( 'value_empty', __( 'A passage would be left without words.', 'devskyy' ) );
		}
		if ( $clean !== $text || ! $this->simple( $clean ) ) {
			return new WP_Error( 'value_markup', __( 'The markup inside a passage is not complete.', 'devskyy' ) );
		}
		$kept = $this->links( $clean );
		sort( $links );
		sort( $kept );
		return $kept === $links ? $clean : new WP_Error( 'value_links', __( 'The links inside a passage must stay as they are.', 'devskyy' ) );
	}

	/**
	 * One round of cleaning.
	 *
	 * @param string       $text  Words.
	 * @param list<string> $links Opening tags of links that may stay.
	 */
	private function once( string $text, array $links ): string {
		$text = (string) preg_replace( '/[^\P{Cc}\n\t]|[\x{202A}-\x{202E}\x{2066}-\x{2069}\x{FEFF}]/u', '', mb_scrub( $text, 'UTF-8' ) );
		$text = (string) preg_replace( '@<(script|style|template|noscript|iframe|object|svg|math)\b[^>]*>.*?(</\1\s*>|\z)@is', '', $text );
		$text = str_replace( array( '<!--', '-->' ), '', (string) preg_replace( '/<!--.*?(-->|\z)/s', '', $text ) );
		$text = (string) preg_replace( '/&(?:#0*91|#x0*5b|lsqb|lbrack);/i', '(', $text );
		$text = (string) preg_replace( '/&(?:#0*93|#x0*5d|rsqb|rbrack);/i', ')', $text );
		$kept = array_merge( $this->bare(), $links );
		$out  = '';
		foreach ( (array) preg_split( '/(<[\/a-z!?][^<>]*>)/i', $text, -1, PREG_SPLIT_DELIM_CAPTURE ) as $place => $piece ) {
			if ( 1 === $place % 2 ) {
				$out .= in_array( $piece, $kept, true ) ? $piece : '';
				continue;
			}
			$out .= strtr(
				(string) $piece,
				array(
					'<' => '&lt;',
					'>' => '&gt;',
					'[' => '(',
					']' => ')',
				)
			);
		}
		return trim( $out );
	}

	/**
	 * Tags that say nothing but emphasis, as the editor writes them.
	 *
	 * @return list<string>
	 */
	private function bare(): array {
		$tags = array( '</a>', '<br>', '<br/>', '<br />' );
		foreach ( self::BARE as $name ) {
			array_push( $tags, "<{$name}>", "</{$name}>" );
		}
		return $tags;
	}

	/**
	 * The opening tags of links, in their order.
	 *
	 * @param string $text Words.
	 * @return list<string>
	 */
	private function links( string $text ): array {
		preg_match_all( '/<a\s[^<>]*>/i', $text, $found );
		return $found[0];
	}

	/**
	 * The simple tags and links of a text.
	 *
	 * @param string $text Words.
	 * @return list<string>
	 */
	private function tags( string $text ): array {
		return array_merge( $this->bare(), $this->links( $text ) );
	}

	/**
	 * Whether each tag is closed in its place.
	 *
	 * @param string $text Words.
	 */
	private function balanced( string $text ): bool {
		$open = array();
		preg_match_all( '/<(\/?)([a-z][a-z0-9]*)\b[^<>]*>/i', $text, $tags, PREG_SET_ORDER );
		foreach ( $tags as $tag ) {
			$name = strtolower( $tag[2] );
			if ( 'br' === $name ) {
				continue;
			}
			if ( '' === $tag[1] ) {
				$open[] = $name;
			} elseif ( array_pop( $open ) !== $name ) {
				return false;
			}
		}
		return array() === $open;
	}
}
