<?php
/**
 * The table of imported orders.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Orders;

use RuntimeException;
use wpdb;

/**
 * Repository of imported orders and their imports. An order's number is there once. What an undo takes away is told to the
 * service before it goes for good.
 *
 * @phpstan-import-type Wish from Orders
 */
final class OrderStore {

	private readonly string $orders;

	private readonly string $imports;

	/**
	 * Takes the site's database.
	 *
	 * @param wpdb $wpdb The site's database.
	 */
	public function __construct( private readonly wpdb $wpdb ) {
		$this->orders  = $wpdb->prefix . 'devskyy_orders';
		$this->imports = $wpdb->prefix . 'devskyy_order_imports';
	}

	/**
	 * Adds an order unless its number is there.
	 *
	 * @param string              $import The import's id.
	 * @param array<string,mixed> $order  The contract's shape without `id`.
	 * @return 'added'|'same'|'other' Whether it was added, is there as it is, or is there with other content.
	 * @throws RuntimeException When the database refuses.
	 */
	public function add( string $import, array $order ): string {
		$data = (string) wp_json_encode( $order, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES );
		$seal = hash( 'sha256', $data );
		// An order that an undo took away, and that the service has not been told about yet, comes back under its own id.
		$put = $this->wpdb->query(
			(string) $this->wpdb->prepare(
				'INSERT INTO %i (number, import, status, created, data, seal) VALUES (%s, %s, %s, %d, %s, %s)
ON DUPLICATE KEY UPDATE import = CASE WHEN gone = 1 THEN VALUES(import) ELSE import END, status = CASE WHEN gone = 1 THEN VALUES(status) ELSE status END,
created = CASE WHEN gone = 1 THEN VALUES(created) ELSE created END, data = CASE WHEN gone = 1 THEN VALUES(data) ELSE data END,
seal = CASE WHEN gone = 1 THEN VALUES(seal) ELSE seal END, sent = CASE WHEN gone = 1 THEN 0 ELSE sent END, gone = 0',
				$this->orders,
				$order['number'],
				$import,
				$order['status'],
				(int) strtotime( $order['created'] ),
				$data,
				$seal
			)
		);
		if ( false === $put ) {
			throw new RuntimeException( 'DevSkyy could not store an order: ' . $this->wpdb->last_error );
		}
		$there = $this->known( (string) $order['number'] );
		if ( null === $there ) {
			throw new RuntimeException( 'DevSkyy could not read back an order.' );
		}
		if ( $there['import'] === $import && $there['seal'] === $seal ) {
			return 'added';
		}
		return $there['seal'] === $seal ? 'same' : 'other';
	}

	/**
	 * Where an order number is from; null when it is not there.
	 *
	 * @param string $number The order's number.
	 * @return array{import:string,seal:string}|null
	 */
	public function known( string $number ): ?array {
		$row = $this->wpdb->get_row( $this->wpdb->prepare( 'SELECT import, seal FROM %i WHERE number = %s AND gone = 0', $this->orders, $number ), ARRAY_A );
		return is_array( $row ) ? array(
			'import' => (string) $row['import'],
			'seal'   => (string) $row['seal'],
		) : null;
	}

	/**
	 * A page of orders.
	 *
	 * @param array<string,mixed> $wish See Orders::list().
	 * @return array{items:list<array<string,mixed>>,total:int}
	 *
	 * @phpstan-param Wish $wish
	 */
	public function list( array $wish ): array {
		$where = array( 'gone = 0' );
		if ( isset( $wish['after'] ) ) {
			$where[] = (string) $this->wpdb->prepare( 'created >= %d', $wish['after'] );
		}
		if ( isset( $wish['before'] ) ) {
			$where[] = (string) $this->wpdb->prepare( 'created < %d', $wish['before'] );
		}
		if ( array() !== ( $wish['status'] ?? array() ) ) {
			$where[] = (string) $this->wpdb->prepare( 'status IN (' . implode( ', ', array_fill( 0, count( $wish['status'] ), '%s' ) ) . ')', ...$wish['status'] ); // phpcs:ignore WordPress.DB.PreparedSQL, WordPress.DB.PreparedSQLPlaceholders -- Placeholders only.
		}
		$where = implode( ' AND ', $where );
		$size  = max( 1, (int) ( $wish['per_page'] ?? 20 ) );
		$skip  = ( max( 1, (int) ( $wish['page'] ?? 1 ) ) - 1 ) * $size;
		$way   = true === ( $wish['newest'] ?? false ) ? 'DESC' : 'ASC';
		$rows  = $this->wpdb->get_results( "SELECT id, data FROM {$this->orders} WHERE {$where} ORDER BY created {$way}, id ASC LIMIT {$size} OFFSET {$skip}", ARRAY_A ); // phpcs:ignore WordPress.DB.PreparedSQL -- Prepared above; the rest are whole numbers.
		return array(
			'items' => $this->shapes( $rows ),
			'total' => (int) $this->wpdb->get_var( "SELECT COUNT(*) FROM {$this->orders} WHERE {$where}" ), // phpcs:ignore WordPress.DB.PreparedSQL -- Prepared above.
		);
	}

	/**
	 * One order.
	 *
	 * @param int $id Its row's id.
	 * @return array<string,mixed>|null
	 */
	public function find( int $id ): ?array {
		return $this->shapes( $this->wpdb->get_results( $this->wpdb->prepare( 'SELECT id, data FROM %i WHERE id = %d AND gone = 0', $this->orders, $id ), ARRAY_A ) )[0] ?? null;
	}

	/**
	 * Orders after an id, for a full sync.
	 *
	 * @param int $after A row's id.
	 * @param int $limit How many at most.
	 * @return list<array<string,mixed>>
	 */
	public function after( int $after, int $limit ): array {
		return $this->shapes( $this->wpdb->get_results( $this->wpdb->prepare( 'SELECT id, data FROM %i WHERE gone = 0 AND id > %d ORDER BY id LIMIT %d', $this->orders, $after, $limit ), ARRAY_A ) );
	}

	/**
	 * What the service does not know yet.
	 *
	 * @param int $limit How many at most.
	 * @return array{orders:list<array<string,mixed>>,gone:list<string>}
	 */
	public function unsent( int $limit ): array {
		$gone = $this->wpdb->get_col( (string) $this->wpdb->prepare( 'SELECT id FROM %i WHERE sent = 0 AND gone = 1 ORDER BY id LIMIT %d', $this->orders, $limit ) );
		return array(
			'orders' => $this->shapes( $this->wpdb->get_results( $this->wpdb->prepare( 'SELECT id, data FROM %i WHERE sent = 0 AND gone = 0 ORDER BY id LIMIT %d', $this->orders, $limit ), ARRAY_A ) ),
			'gone'   => array_values( array_map( static fn( mixed $id ): string => 'csv-' . (int) $id, $gone ) ),
		);
	}

	/** How many orders the service does not know yet. */
	public function waiting(): int {
		return (int) $this->wpdb->get_var( $this->wpdb->prepare( 'SELECT COUNT(*) FROM %i WHERE sent = 0', $this->orders ) );
	}

	/**
	 * The service knows these now.
	 *
	 * @param list<string> $ids Ids of orders, e.g. `csv-3`.
	 */
	public function sent( array $ids ): void {
		foreach ( array_chunk( $ids, 200 ) as $some ) {
			$rows  = array_map( static fn( string $id ): int => (int) substr( $id, 4 ), $some );
			$marks = implode( ', ', array_fill( 0, count( $rows ), '%d' ) );
			// phpcs:disable WordPress.DB.PreparedSQL, WordPress.DB.PreparedSQLPlaceholders -- Placeholders only.
			$this->wpdb->query( (string) $this->wpdb->prepare( "DELETE FROM %i WHERE gone = 1 AND id IN ({$marks})", $this->orders, ...$rows ) );
			$this->wpdb->query( (string) $this->wpdb->prepare( "UPDATE %i SET sent = 1 WHERE gone = 0 AND id IN ({$marks})", $this->orders, ...$rows ) );
			// phpcs:enable
		}
	}

	/**
	 * Notes an import.
	 *
	 * @param string $id   Its job's id.
	 * @param string $name The file's name.
	 * @param int    $user Who imports.
	 */
	public function begin( string $id, string $name, int $user ): void {
		$person = get_userdata( $user );
		$this->wpdb->query(
			(string) $this->wpdb->prepare(
				'INSERT INTO %i (id, name, user, user_name, created) VALUES (%s, %s, %d, %s, %d) ON DUPLICATE KEY UPDATE undone = 0',
				$this->imports,
				$id,
				mb_substr( $name, 0, 250 ),
				$user,
				false === $person ? '' : $person->display_name,
				time()
			)
		);
	}

	/**
	 * What was imported, the newest first.
	 *
	 * @return list<array{id:string,name:string,user:string,created:string,orders:int,first:string|null,last:string|null}>
	 */
	public function imports(): array {
		$rows = $this->wpdb->get_results(
			$this->wpdb->prepare(
				'SELECT i.id, i.name, i.user_name, i.created, COUNT(o.id) AS orders, MIN(o.created) AS first, MAX(o.created) AS last FROM %i i LEFT JOIN %i o ON o.import = i.id AND o.gone = 0
WHERE i.undone = 0 GROUP BY i.id, i.name, i.user_name, i.created ORDER BY i.created DESC LIMIT 200',
				$this->imports,
				$this->orders
			),
			ARRAY_A
		);
		$iso  = static fn( mixed $time ): ?string => null === $time ? null : gmdate( 'Y-m-d\TH:i:s\Z', (int) $time );
		return array_values(
			array_map(
				static fn( array $row ): array => array(
					'id'      => (string) $row['id'],
					'name'    => (string) $row['name'],
					'user'    => (string) $row['user_name'],
					'created' => (string) $iso( $row['created'] ),
					'orders'  => (int) $row['orders'],
					'first'   => $iso( $row['first'] ),
					'last'    => $iso( $row['last'] ),
				),
				is_array( $rows ) ? $rows : array()
			)
		);
	}

	/**
	 * Whether the import is there.
	 *
	 * @param string $id Its id.
	 */
	public function imported( string $id ): bool {
		return null !== $this->wpdb->get_var( $this->wpdb->prepare( 'SELECT id FROM %i WHERE id = %s AND undone = 0', $this->imports, $id ) );
	}

	/**
	 * How many orders of an import are there.
	 *
	 * @param string $import Its id.
	 */
	public function count( string $import ): int {
		return (int) $this->wpdb->get_var( $this->wpdb->prepare( 'SELECT COUNT(*) FROM %i WHERE import = %s AND gone = 0', $this->orders, $import ) );
	}

	/**
	 * Takes orders of an import away.
	 *
	 * @param string $import Its id.
	 * @param int    $limit  How many at most.
	 * @return int How many went.
	 */
	public function take_away( string $import, int $limit ): int {
		$ids = array_map( 'intval', $this->wpdb->get_col( (string) $this->wpdb->prepare( 'SELECT id FROM %i WHERE import = %s AND gone = 0 ORDER BY id LIMIT %d', $this->orders, $import, $limit ) ) );
		if ( array() === $ids ) {
			$this->wpdb->update( $this->imports, array( 'undone' => time() ), array( 'id' => $import ) );
			return 0;
		}
		$marks = implode( ', ', array_fill( 0, count( $ids ), '%d' ) );
		$this->wpdb->query( (string) $this->wpdb->prepare( "UPDATE %i SET gone = 1, sent = 0 WHERE id IN ({$marks})", $this->orders, ...$ids ) ); // phpcs:ignore WordPress.DB.PreparedSQL, WordPress.DB.PreparedSQLPlaceholders -- Placeholders only.
		return count( $ids );
	}

	/**
	 * Rows as orders.
	 *
	 * @param mixed $rows Rows of id and data.
	 * @return list<array<string,mixed>>
	 */
	private function shapes( mixed $rows ): array {
		$orders = array();
		foreach ( is_array( $rows ) ? $rows : array() as $row ) {
			$data     = json_decode( (string) $row['data'], true );
			$orders[] = array( 'id' => 'csv-' . (int) $row['id'] ) + ( is_array( $data ) ? $data : array() );
		}
		return $orders;
	}
}
