<?php
/**
 * The table of rows.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Import\Products;

use DevSkyy\Proposals\Json;
use RuntimeException;
use wpdb;

/**
 * Repository of the rows of imports.
 */
final class RowStore {

	/** Columns that hold JSON. */
	private const JSON = array( 'cells', 'facts', 'notes' );

	/** What a new row has where nothing is told. */
	private const BLANK = array(
		'place'    => 0,
		'status'   => Row::READY,
		'plan'     => '',
		'type'     => '',
		'sku'      => '',
		'origin'   => 0,
		'parent'   => 0,
		'product'  => 0,
		'late'     => 0,
		'pictures' => 0,
		'flagged'  => 0,
		'cells'    => array(),
		'facts'    => array(),
		'notes'    => array(),
		'seal'     => '',
	);

	/** Bytes of one statement at most, far below one packet of a small MySQL. */
	private const STATEMENT = 1048576;

	private readonly string $table;

	private readonly Json $json;

	/**
	 * Takes the site's database.
	 *
	 * @param wpdb $wpdb The site's database.
	 */
	public function __construct( private readonly wpdb $wpdb ) {
		$this->table = $wpdb->prefix . 'devskyy_import_rows';
		$this->json  = new Json();
	}

	/**
	 * Adds rows, or puts those that are there already in their place.
	 *
	 * @param string                          $job  The job's id.
	 * @param array<int,array<string,mixed>> $rows Line → columns.
	 */
	public function add( string $job, array $rows ): void {
		$names = array_keys( self::BLANK );
		$this->upsert( $job, array_map( static fn( array $row ): array => array_replace( self::BLANK, $row ), $rows ), $names );
	}

	/**
	 * Changes columns of many rows in few statements; every row brings the same columns.
	 *
	 * @param string                          $job  The job's id.
	 * @param array<int,array<string,mixed>> $rows Line → columns.
	 */
	public function change( string $job, array $rows ): void {
		if ( array() !== $rows ) {
			$names = array_keys( reset( $rows ) );
			$this->upsert( $job, array_map( static fn( array $row ): array => array_replace( self::BLANK, $row ), $rows ), $names );
		}
	}

	/**
	 * Rows of a status whose turn is next.
	 *
	 * @param string $job    The job's id.
	 * @param string $status One of Row's.
	 * @param int    $limit  How many at most.
	 * @return list<Row>
	 */
	public function next( string $job, string $status, int $limit ): array {
		return $this->rows( $this->wpdb->prepare( 'SELECT * FROM %i WHERE job = %s AND status = %s ORDER BY place, line LIMIT %d', $this->table, $job, $status, $limit ) );
	}

	/**
	 * Rows that made or changed something, products before their variations.
	 *
	 * @param string $job   The job's id.
	 * @param int    $limit How many at most.
	 * @return list<Row>
	 */
	public function applied( string $job, int $limit ): array {
		return $this->rows(
			$this->wpdb->prepare( 'SELECT * FROM %i WHERE job = %s AND status IN (%s, %s) ORDER BY place, line LIMIT %d', $this->table, $job, Row::MADE, Row::UPDATED, $limit )
		);
	}

	/**
	 * Rows with a mark (`late` or `pictures`) whose turn is next.
	 *
	 * @param string $job   The job's id.
	 * @param string $mark  The column.
	 * @param int    $limit How many at most.
	 * @return list<Row>
	 */
	public function marked( string $job, string $mark, int $limit ): array {
		return $this->rows( $this->wpdb->prepare( 'SELECT * FROM %i WHERE job = %s AND %i = 1 ORDER BY place, line LIMIT %d', $this->table, $job, $mark, $limit ) );
	}

	/**
	 * Rows behind a line.
	 *
	 * @param string $job   The job's id.
	 * @param int    $line  A line.
	 * @param int    $limit How many at most.
	 * @return list<Row>
	 */
	public function after( string $job, int $line, int $limit ): array {
		return $this->rows( $this->wpdb->prepare( 'SELECT * FROM %i WHERE job = %s AND line > %d ORDER BY line LIMIT %d', $this->table, $job, $line, $limit ) );
	}

	/**
	 * Rows with problems behind a line.
	 *
	 * @param string $job   The job's id.
	 * @param int    $line  A line.
	 * @param int    $limit How many at most.
	 * @return list<Row>
	 */
	public function flagged( string $job, int $line, int $limit ): array {
		return $this->rows( $this->wpdb->prepare( 'SELECT * FROM %i WHERE job = %s AND flagged = 1 AND line > %d ORDER BY line LIMIT %d', $this->table, $job, $line, $limit ) );
	}

	/**
	 * The variations of a line.
	 *
	 * @param string $job  The job's id.
	 * @param int    $line The parent's line.
	 * @return list<Row>
	 */
	public function children( string $job, int $line ): array {
		return $this->rows( $this->wpdb->prepare( 'SELECT * FROM %i WHERE job = %s AND parent = %d ORDER BY place, line', $this->table, $job, $line ) );
	}

	/**
	 * The rows that made or changed a product.
	 *
	 * @param string $job     The job's id.
	 * @param int    $product The product.
	 * @return list<Row>
	 */
	public function of_product( string $job, int $product ): array {
		return $this->rows(
			$this->wpdb->prepare( 'SELECT * FROM %i WHERE job = %s AND product = %d AND status IN (%s, %s) ORDER BY place, line', $this->table, $job, $product, Row::MADE, Row::UPDATED )
		);
	}

	/**
	 * The first row of each SKU, or of each id of the file.
	 *
	 * @param string           $job    The job's id.
	 * @param string           $column sku or origin.
	 * @param list<string|int> $values What is looked for.
	 * @return array<array-key,array{line:int,type:string,status:string,product:int}> By SKU in small letters or id.
	 */
	public function first_of( string $job, string $column, array $values ): array {
		if ( array() === $values ) {
			return array();
		}
		$holes = implode( ', ', array_fill( 0, count( $values ), 'sku' === $column ? '%s' : '%d' ) );
		$sql   = "SELECT line, type, status, product, sku, origin FROM %i WHERE job = %s AND %i IN ({$holes}) ORDER BY line DESC";
		$found = array();
		// phpcs:ignore WordPress.DB.PreparedSQL -- $holes are placeholders.
		foreach ( (array) $this->wpdb->get_results( $this->wpdb->prepare( $sql, $this->table, $job, $column, ...$values ), ARRAY_A ) as $row ) {
			$key = 'sku' === $column ? mb_strtolower( (string) $row['sku'] ) : (int) $row['origin'];

			$found[ $key ] = array(
				'line'    => (int) $row['line'],
				'type'    => (string) $row['type'],
				'status'  => (string) $row['status'],
				'product' => (int) $row['product'],
			);
		}
		return $found;
	}

	/**
	 * Takes rows for this process.
	 *
	 * @param string    $job   The job's id.
	 * @param list<int> $lines Their lines.
	 * @return bool Whether all of them were still ready.
	 */
	public function claim( string $job, array $lines ): bool {
		$holes = implode( ', ', array_fill( 0, count( $lines ), '%d' ) );
		// phpcs:ignore WordPress.DB.PreparedSQL -- $holes are placeholders.
		$taken = $this->wpdb->query( (string) $this->wpdb->prepare( "UPDATE %i SET status = %s WHERE job = %s AND status = %s AND line IN ({$holes})", $this->table, Row::WORKING, $job, Row::READY, ...$lines ) );
		return count( $lines ) === $taken;
	}

	/**
	 * How many rows are in each status; `update` and `create` count the ready ones by their plan.
	 *
	 * @param string $job The job's id.
	 * @return array<string,int>
	 */
	public function counts( string $job ): array {
		$counts = array( 'rows' => 0 );
		$sql    = 'SELECT status, plan, flagged, COUNT(*) AS number FROM %i WHERE job = %s GROUP BY status, plan, flagged';
		foreach ( (array) $this->wpdb->get_results( $this->wpdb->prepare( $sql, $this->table, $job ), ARRAY_A ) as $row ) {
			$number = (int) $row['number'];
			$status = (string) $row['status'];

			$counts['rows']   += $number;
			$counts[ $status ] = ( $counts[ $status ] ?? 0 ) + $number;
			$counts['flagged'] = ( $counts['flagged'] ?? 0 ) + ( $row['flagged'] ? $number : 0 );
			if ( in_array( $status, array( Row::READY, Row::WORKING ), true ) ) {
				$plan            = (string) $row['plan'];
				$counts[ $plan ] = ( $counts[ $plan ] ?? 0 ) + $number;
			}
		}
		return $counts;
	}

	/**
	 * How many rows bear a mark.
	 *
	 * @param string $job  The job's id.
	 * @param string $mark The column.
	 */
	public function count_marked( string $job, string $mark ): int {
		return (int) $this->wpdb->get_var( $this->wpdb->prepare( 'SELECT COUNT(*) FROM %i WHERE job = %s AND %i = 1', $this->table, $job, $mark ) );
	}

	/**
	 * Drops a job's rows.
	 *
	 * @param string $job The job's id.
	 */
	public function drop( string $job ): void {
		$this->wpdb->delete( $this->table, array( 'job' => $job ) );
	}

	/**
	 * Inserts or updates.
	 *
	 * @param string                          $job   The job's id.
	 * @param array<int,array<string,mixed>> $rows  Line → all columns.
	 * @param list<string>                    $names The columns that an existing row takes.
	 * @throws RuntimeException When the database refuses.
	 */
	private function upsert( string $job, array $rows, array $names ): void {
		$all    = array_values( array_unique( array_merge( array_keys( self::BLANK ), $names ) ) );
		$update = implode( ', ', array_map( static fn( string $name ): string => "{$name} = VALUES({$name})", $names ) );
		$head   = "INSERT INTO `{$this->table}` (job, line, " . implode( ', ', $all ) . ') VALUES ';
		$parts  = array();
		$size   = 0;
		foreach ( $rows as $line => $row ) {
			$values = array();
			foreach ( $all as $name ) {
				$value    = $row[ $name ] ?? ( 'journal' === $name ? null : '' );
				$value    = in_array( $name, self::JSON, true ) ? $this->json->write( $value ) : $value;
				$values[] = null === $value ? 'NULL' : ( is_int( $value ) ? (string) $value : (string) $this->wpdb->prepare( '%s', $value ) );
			}
			$parts[] = (string) $this->wpdb->prepare( '(%s, %d, ', $job, $line ) . implode( ', ', $values ) . ')';
			$size   += strlen( end( $parts ) );
			if ( $size > self::STATEMENT ) {
				$this->put( $head, $parts, $update );
				$parts = array();
				$size  = 0;
			}
		}
		$this->put( $head, $parts, $update );
	}

	/**
	 * One statement.
	 *
	 * @param string       $head   INSERT.
	 * @param list<string> $parts  Rows.
	 * @param string       $update What an existing row takes.
	 * @throws RuntimeException When the database refuses.
	 */
	private function put( string $head, array $parts, string $update ): void {
		// phpcs:ignore WordPress.DB.PreparedSQL -- Prepared by upsert().
		if ( array() !== $parts && false === $this->wpdb->query( $head . implode( ",\n", $parts ) . ' ON DUPLICATE KEY UPDATE ' . $update ) ) {
			throw new RuntimeException( 'DevSkyy could not store rows of an import: ' . $this->wpdb->last_error );
		}
	}

	/**
	 * Reads rows.
	 *
	 * @param string|null $sql A prepared query of all columns.
	 * @return list<Row>
	 */
	private function rows( ?string $sql ): array {
		// phpcs:ignore WordPress.DB.PreparedSQL -- Prepared by the callers.
		return array_map( $this->row( ... ), array_values( (array) $this->wpdb->get_results( (string) $sql, ARRAY_A ) ) );
	}

	/**
	 * A row as an object.
	 *
	 * @param array<string,mixed> $row All columns.
	 */
	private function row( array $row ): Row {
		return new Row(
			(int) $row['line'],
			(int) $row['place'],
			(string) $row['status'],
			(string) $row['plan'],
			(string) $row['type'],
			(string) $row['sku'],
			(int) $row['parent'],
			(int) $row['product'],
			array_map( 'strval', array_values( $this->json->read( (string) $row['cells'] ) ) ),
			$this->json->read( (string) $row['facts'] ),
			array_values( $this->json->read( (string) $row['notes'] ) ),
			null === $row['journal'] ? null : (string) $row['journal'],
			(string) $row['seal']
		);
	}
}
