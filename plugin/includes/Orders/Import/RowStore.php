<?php
/**
 * Lines of a file until they are orders.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Orders\Import;

use RuntimeException;
use wpdb;

/**
 * The table `order_rows`. A row that is read twice after a crash is there once.
 */
final class RowStore {

	private readonly string $table;

	/**
	 * Takes the site's database.
	 *
	 * @param wpdb $wpdb The site's database.
	 */
	public function __construct( private readonly wpdb $wpdb ) {
		$this->table = $wpdb->prefix . 'devskyy_order_rows';
	}

	/**
	 * Adds rows: line → what RowReader::read() made of it.
	 *
	 * @param string                         $import The import's id.
	 * @param array<int,array<string,mixed>> $rows   By line.
	 * @throws RuntimeException When the database refuses.
	 */
	public function add( string $import, array $rows ): void {
		foreach ( array_chunk( $rows, 200, true ) as $some ) {
			$values = array();
			foreach ( $some as $line => $row ) {
				$data     = (string) wp_json_encode( $row['line'] ?? $row['errors'], JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES );
				$values[] = $this->wpdb->prepare( '(%s, %d, %s, %d, %s)', $import, $line, $row['number'], null === $row['line'] ? 1 : 0, $data );
			}
			$put = $this->wpdb->query( (string) $this->wpdb->prepare( 'INSERT INTO %i (import, line, number, wrong, data) VALUES ', $this->table ) . implode( ', ', $values ) . ' ON DUPLICATE KEY UPDATE number = VALUES(number), wrong = VALUES(wrong), data = VALUES(data)' ); // phpcs:ignore WordPress.DB.PreparedSQL -- Each part is prepared.
			if ( false === $put ) {
				throw new RuntimeException( 'DevSkyy could not store rows of orders: ' . $this->wpdb->last_error );
			}
		}
	}

	/**
	 * The next order numbers, in the database's order.
	 *
	 * @param string $import The import's id.
	 * @param string $after  The last one's number; "" at the beginning.
	 * @param int    $limit  How many at most.
	 * @return list<string>
	 */
	public function numbers( string $import, string $after, int $limit ): array {
		return array_map( 'strval', $this->wpdb->get_col( (string) $this->wpdb->prepare( 'SELECT DISTINCT number FROM %i WHERE import = %s AND wrong = 0 AND number > %s ORDER BY number LIMIT %d', $this->table, $import, $after, $limit ) ) );
	}

	/**
	 * The right lines of orders, in the file's order: [number, line].
	 *
	 * @param string       $import  The import's id.
	 * @param list<string> $numbers Order numbers.
	 * @return array<string,list<array<string,mixed>>>
	 */
	public function lines( string $import, array $numbers ): array {
		$found = array();
		foreach ( $this->of( $import, $numbers, 0 ) as $row ) {
			$line = json_decode( (string) $row['data'], true );
			$found[ mb_strtolower( (string) $row['number'] ) ][] = is_array( $line ) ? $line + array( 'number' => (string) $row['number'] ) : array();
		}
		return $found;
	}

	/**
	 * Those of the numbers of which a row is wrong.
	 *
	 * @param string       $import  The import's id.
	 * @param list<string> $numbers Order numbers.
	 * @return list<string> In lower case.
	 */
	public function broken( string $import, array $numbers ): array {
		return array_values( array_unique( array_map( static fn( array $row ): string => mb_strtolower( (string) $row['number'] ), $this->of( $import, $numbers, 1 ) ) ) );
	}

	/**
	 * What was read so far: rows, those that are wrong, orders without and with a wrong row, and orders that have a right one.
	 *
	 * @param string $import The import's id.
	 * @return array{rows:int,wrong:int,orders:int,broken:int,begun:int}
	 */
	public function counts( string $import ): array {
		$row = $this->wpdb->get_row(
			$this->wpdb->prepare(
				"SELECT COUNT(*) AS line_count, SUM(wrong) AS wrong_count, COUNT(DISTINCT CASE WHEN number <> '' THEN number END) AS number_count, COUNT(DISTINCT CASE WHEN wrong = 0 THEN number END) AS right_count,
COUNT(DISTINCT CASE WHEN wrong = 1 AND number <> '' THEN number END) AS broken_count FROM %i WHERE import = %s",
				$this->table,
				$import
			),
			ARRAY_A
		);
		return array(
			'rows'   => (int) ( $row['line_count'] ?? 0 ),
			'wrong'  => (int) ( $row['wrong_count'] ?? 0 ),
			'orders' => (int) ( $row['number_count'] ?? 0 ) - (int) ( $row['broken_count'] ?? 0 ),
			'broken' => (int) ( $row['broken_count'] ?? 0 ),
			'begun'  => (int) ( $row['right_count'] ?? 0 ),
		);
	}

	/**
	 * A page of the wrong rows.
	 *
	 * @param string $import   The import's id.
	 * @param int    $page     From 1.
	 * @param int    $per_page Its length.
	 * @return array{items:list<array{line:int,number:string,errors:list<array{column:string,message:string}>}>,total:int}
	 */
	public function wrong( string $import, int $page, int $per_page ): array {
		$rows = $this->wpdb->get_results( $this->wpdb->prepare( 'SELECT line, number, data FROM %i WHERE import = %s AND wrong = 1 ORDER BY line LIMIT %d OFFSET %d', $this->table, $import, $per_page, ( $page - 1 ) * $per_page ), ARRAY_A );
		return array(
			'items' => array_values(
				array_map(
					static fn( array $row ): array => array(
						'line'   => (int) $row['line'],
						'number' => (string) $row['number'],
						'errors' => array_values( (array) json_decode( (string) $row['data'], true ) ),
					),
					is_array( $rows ) ? $rows : array()
				)
			),
			'total' => (int) $this->wpdb->get_var( $this->wpdb->prepare( 'SELECT COUNT(*) FROM %i WHERE import = %s AND wrong = 1', $this->table, $import ) ),
		);
	}

	/**
	 * Drops an import's rows.
	 *
	 * @param string $import The import's id.
	 * @param bool   $all    The wrong ones as well.
	 */
	public function drop( string $import, bool $all ): void {
		$this->wpdb->delete( $this->table, array( 'import' => $import ) + ( $all ? array() : array( 'wrong' => 0 ) ) );
	}

	/**
	 * Rows of order numbers.
	 *
	 * @param string       $import  The import's id.
	 * @param list<string> $numbers Order numbers.
	 * @param int          $wrong   1: the wrong ones, 0: the right ones.
	 * @return list<array<string,string>>
	 */
	private function of( string $import, array $numbers, int $wrong ): array {
		if ( array() === $numbers ) {
			return array();
		}
		$marks = implode( ', ', array_fill( 0, count( $numbers ), '%s' ) );
		$rows  = $this->wpdb->get_results( (string) $this->wpdb->prepare( "SELECT number, data FROM %i WHERE import = %s AND wrong = %d AND number IN ({$marks}) ORDER BY line", $this->table, $import, $wrong, ...$numbers ), ARRAY_A ); // phpcs:ignore WordPress.DB.PreparedSQL, WordPress.DB.PreparedSQLPlaceholders -- Placeholders only.
		return is_array( $rows ) ? array_values( $rows ) : array();
	}
}
