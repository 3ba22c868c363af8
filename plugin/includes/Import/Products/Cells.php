<?php
/**
 * Reads single cells.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Import\Products;

/**
 * Values of cells as WooCommerce's export writes them and its importer reads them (WC_Product_CSV_Importer): lists are separated by
 * commas with `\,` for a comma inside, and what a spreadsheet would take for a formula has an apostrophe before it.
 */
final class Cells {

	/**
	 * Without the apostrophe that the export puts before =, +, - and @.
	 *
	 * @param string $cell The cell.
	 */
	public function plain( string $cell ): string {
		return 1 === preg_match( "/\A'[=+\-@]/", $cell ) ? substr( $cell, 1 ) : $cell;
	}

	/**
	 * One line of text.
	 *
	 * @param string $cell The cell.
	 */
	public function line( string $cell ): string {
		return sanitize_text_field( $cell );
	}

	/**
	 * A text in which the export wrote line breaks as \n.
	 *
	 * @param string $cell The cell.
	 */
	public function text( string $cell ): string {
		$parts = array_map( static fn( string $part ): string => str_replace( '\n', "\n", $part ), explode( '\\\\n', $cell ) );
		return implode( '\\\n', $parts );
	}

	/**
	 * A list.
	 *
	 * @param string $cell      The cell.
	 * @param string $separator What stands between two entries.
	 * @return list<string>
	 *
	 * @phpstan-param non-empty-string $separator
	 */
	public function list( string $cell, string $separator = ',' ): array {
		if ( '' === $cell ) {
			return array();
		}
		$cell    = str_replace( '\\,', '::separator::', $cell );
		$entries = array_map( static fn( string $one ): string => trim( str_replace( '::separator::', ',', $one ) ), explode( $separator, $cell ) );
		return array_values( $entries );
	}

	/**
	 * A decimal with a point, as the database has it; null when it is none.
	 *
	 * @param string $cell The cell: a comma may stand for the point; separators of thousands are refused, as they can be read two ways.
	 */
	public function decimal( string $cell ): ?string {
		$text = str_replace( array( ' ', "\u{A0}", "\u{202F}" ), '', $this->plain( trim( $cell ) ) );
		$text = (string) preg_replace( '/\A(-?\d+),(\d{1,6})\z/', '$1.$2', $text );
		return 1 === preg_match( '/\A-?(?:\d{1,15}(?:\.\d{0,10})?|\.\d{1,10})\z/', $text ) ? $text : null;
	}

	/**
	 * Yes or no; null when it is neither.
	 *
	 * @param string $cell The cell.
	 */
	public function flag( string $cell ): ?bool {
		return match ( strtolower( trim( $cell ) ) ) {
			'1', 'yes', 'true' => true,
			'0', 'no', 'false' => false,
			default            => null,
		};
	}

	/**
	 * A moment: Unix seconds or a date, as it is given on; null when it is none.
	 *
	 * @param string $cell The cell.
	 */
	public function moment( string $cell ): ?string {
		$cell = trim( $cell );
		if ( 1 === preg_match( '/\A\d{9,11}\z/', $cell ) ) {
			return gmdate( 'Y-m-d\TH:i:s\Z', (int) $cell );
		}
		return 1 === preg_match( '/\A\d{4}-\d\d?-\d\d?/', $cell ) && false !== strtotime( $cell ) ? $cell : null;
	}
}
