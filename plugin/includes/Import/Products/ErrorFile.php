<?php
/**
 * The problems of an import as a CSV.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Import\Products;

use DevSkyy\Jobs\Job;

/**
 * One line a problem, for a spreadsheet: UTF-8 with a byte order mark; a cell that a spreadsheet would take for a formula gets an
 * apostrophe before it (OWASP, CSV injection).
 */
final class ErrorFile {

	/**
	 * Takes the rows.
	 *
	 * @param RowStore $rows The rows.
	 */
	public function __construct( private readonly RowStore $rows ) {}

	/**
	 * The whole file.
	 *
	 * @param Job $job The import.
	 */
	public function text( Job $job ): string {
		$lines = array( $this->line( array( __( 'Row', 'devskyy' ), __( 'SKU', 'devskyy' ), __( 'Result', 'devskyy' ), __( 'Column', 'devskyy' ), __( 'Problem', 'devskyy' ) ) ) );
		$after = 0;
		do {
			$rows = $this->rows->flagged( $job->id, $after, 200 );
			foreach ( $rows as $row ) {
				$after = $row->line;
				foreach ( $row->notes as $note ) {
					$result  = 'error' === $note['level'] ? __( 'Error', 'devskyy' ) : __( 'Warning', 'devskyy' );
					$lines[] = $this->line( array( (string) $row->line, $row->sku, $result, $note['column'], $note['message'] ) );
				}
			}
		} while ( array() !== $rows );
		return "\xEF\xBB\xBF" . implode( "\r\n", $lines ) . "\r\n";
	}

	/**
	 * One line.
	 *
	 * @param list<string> $cells Cells.
	 */
	private function line( array $cells ): string {
		return implode( ',', array_map( fn( string $cell ): string => '"' . str_replace( '"', '""', $this->safe( $cell ) ) . '"', $cells ) );
	}

	/**
	 * A cell that no spreadsheet runs.
	 *
	 * @param string $cell The cell.
	 */
	private function safe( string $cell ): string {
		return 1 === preg_match( '/\A\s*[=+\-@\t\r]/u', $cell ) ? "'" . $cell : $cell;
	}
}
