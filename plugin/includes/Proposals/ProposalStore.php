<?php
/**
 * The table of proposals.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Proposals;

use RuntimeException;
use wpdb;

/**
 * Repository of proposals. Every change is a compare-and-set on the version, so that of two who act at once one wins.
 *
 * @phpstan-import-type Change from Proposal
 */
final class ProposalStore {

	/** What a list is sorted by → the columns of the index that has it in this order, so that a page is read and not the table. */
	private const ORDER = array(
		'created' => array( 'created', 'id' ),
		'decided' => array( 'decided', 'id' ),
		'title'   => array( 'seek', 'status', 'agent', 'kind', 'created' ),
		'status'  => array( 'status', 'created', 'id' ),
		'agent'   => array( 'agent', 'status', 'created' ),
		'expires' => array( 'expires', 'id' ),
	);

	/** Characters of the text that is searched. */
	private const SEEK = 600;

	/** More than any table of proposals has rows. */
	private const ALL = 100000000;

	private readonly string $table;

	private readonly Json $json;

	/**
	 * Takes the site's database.
	 *
	 * @param wpdb $wpdb The site's database.
	 */
	public function __construct( private readonly wpdb $wpdb ) {
		$this->table = $wpdb->prefix . 'devskyy_proposals';
		$this->json  = new Json();
	}

	/**
	 * One proposal, as it is in the database now.
	 *
	 * @param string $id Its id.
	 */
	public function get( string $id ): ?Proposal {
		$row = $this->wpdb->get_row( $this->wpdb->prepare( 'SELECT * FROM %i WHERE id = %s', $this->table, $id ), ARRAY_A );
		return is_array( $row ) ? $this->proposal( $row ) : null;
	}

	/**
	 * Stores a new proposal.
	 *
	 * @param array<string,mixed> $columns All columns that have no default; changes and details as arrays.
	 * @return bool False when a proposal of this id is there already.
	 * @throws RuntimeException When the database refuses for another reason.
	 */
	public function insert( array $columns ): bool {
		$columns    = $this->encoded( $columns );
		$suppressed = $this->wpdb->suppress_errors( true );
		$done       = $this->wpdb->insert( $this->table, $columns );
		$error      = $this->wpdb->last_error;
		$this->wpdb->suppress_errors( $suppressed );
		if ( false === $done && null === $this->get( (string) $columns['id'] ) ) {
			throw new RuntimeException( 'DevSkyy could not store a proposal: ' . $error );
		}
		return false !== $done;
	}

	/**
	 * Changes a proposal if nobody did since it was read.
	 *
	 * @param Proposal            $proposal As it was read; its status and version are the condition.
	 * @param array<string,mixed> $columns  New values; changes and journal as arrays.
	 * @return Proposal|null The next version; null when somebody else was first.
	 * @throws RuntimeException When the database fails.
	 */
	public function change( Proposal $proposal, array $columns ): ?Proposal {
		$sets    = array( 'version = version + 1' );
		$values  = array();
		$columns = $this->encoded( $columns );
		foreach ( $columns as $name => $value ) {
			$sets[]   = null === $value ? '%i = NULL' : ( is_int( $value ) ? '%i = %d' : '%i = %s' );
			$values[] = $name;
			if ( null !== $value ) {
				$values[] = $value;
			}
		}
		array_push( $values, $proposal->id, $proposal->status, $proposal->version );
		$sql = 'UPDATE %i SET ' . implode( ', ', $sets ) . ' WHERE id = %s AND status = %s AND version = %d';
		// phpcs:ignore WordPress.DB.PreparedSQL.NotPrepared -- only the placeholders are put together here.
		$rows = $this->wpdb->query( (string) $this->wpdb->prepare( $sql, $this->table, ...$values ) );
		if ( false === $rows ) {
			throw new RuntimeException( 'DevSkyy could not change a proposal: ' . $this->wpdb->last_error );
		}
		if ( 1 !== $rows ) {
			return null;
		}
		// What the row holds now is known: nobody else can have changed this version.
		foreach ( array( 'changes', 'journal' ) as $name ) {
			if ( is_string( $columns[ $name ] ?? null ) ) {
				$columns[ $name ] = $this->json->read( $columns[ $name ] );
			}
		}
		return $proposal->with( $columns );
	}

	/**
	 * One page of the list.
	 *
	 * @param Filter              $filter What to list.
	 * @param array<string,mixed> $page   Members page, per_page, orderby, order.
	 * @return list<Proposal>
	 */
	public function list( Filter $filter, array $page ): array {
		$by    = self::ORDER[ $page['orderby'] ?? '' ] ?? self::ORDER['created'];
		$order = 'asc' === strtolower( (string) ( $page['order'] ?? '' ) ) ? 'ASC' : 'DESC';
		$size  = max( 1, (int) ( $page['per_page'] ?? 20 ) );
		$skip  = $size * ( max( 1, (int) ( $page['page'] ?? 1 ) ) - 1 );
		// The ids first: sorting whole rows would carry their long texts through the sort.
		$sorted = implode( ', ', array_map( static fn( string $column ): string => "$column $order", $by ) );
		// phpcs:ignore WordPress.DB.PreparedSQL -- rows() is prepared; the order is made of the list above.
		$ids = $this->wpdb->get_col( "SELECT id FROM {$this->rows( $filter, $by )} ORDER BY {$sorted} LIMIT {$size} OFFSET {$skip}" );
		return $this->all( array_map( 'strval', $ids ) );
	}

	/**
	 * What a filter matches, to be sorted. A search reads the narrow index of searched texts from end to end, and what it finds is sorted
	 * afterwards: asked for both in one, the database would look up a row of the wide table for each entry.
	 *
	 * @param Filter       $filter  What to select.
	 * @param list<string> $columns What it is sorted by.
	 * @return string A table or a subquery, with its WHERE clause.
	 */
	private function rows( Filter $filter, array $columns ): string {
		$where = "{$this->table} WHERE {$this->where( $filter )}";
		if ( '' === $filter->search ) {
			return $where;
		}
		return '( SELECT ' . implode( ', ', array_unique( array( 'id', ...$columns ) ) ) . " FROM {$where} LIMIT " . self::ALL . ' ) AS found';
	}

	/**
	 * What of a proposal is searched: title and SKU without case and accents.
	 *
	 * @param string $text Title and SKU, or what is looked for.
	 */
	private function seek( string $text ): string {
		return mb_substr( mb_strtolower( remove_accents( $text ) ), 0, self::SEEK );
	}

	/**
	 * Gives proposals that are older than the searched text theirs.
	 *
	 * @param int $limit How many at most.
	 * @return int How many there were.
	 */
	public function fill_seek( int $limit ): int {
		$rows = (array) $this->wpdb->get_results( $this->wpdb->prepare( "SELECT id, title, sku FROM %i WHERE seek = '' LIMIT %d", $this->table, $limit ), ARRAY_A );
		foreach ( $rows as $row ) {
			$this->wpdb->update( $this->table, array( 'seek' => $this->seek( $row['title'] . ' ' . $row['sku'] ) ), array( 'id' => $row['id'] ) );
		}
		return count( $rows );
	}

	/**
	 * These proposals, in this order.
	 *
	 * @param list<string> $ids Their ids.
	 * @return list<Proposal>
	 */
	private function all( array $ids ): array {
		if ( array() === $ids ) {
			return array();
		}
		$marks = implode( ', ', array_fill( 0, count( $ids ), '%s' ) );
		// phpcs:ignore WordPress.DB.PreparedSQL, WordPress.DB.PreparedSQLPlaceholders -- placeholders only.
		$rows  = $this->wpdb->get_results( (string) $this->wpdb->prepare( "SELECT * FROM %i WHERE id IN ({$marks})", $this->table, ...$ids ), ARRAY_A );
		$place = array_flip( $ids );
		$list  = array_map( array( $this, 'proposal' ), array_values( (array) $rows ) );
		usort( $list, static fn ( Proposal $one, Proposal $other ): int => $place[ $one->id ] <=> $place[ $other->id ] );
		return $list;
	}

	/**
	 * How many a filter matches.
	 *
	 * @param Filter $filter What to count.
	 */
	public function count( Filter $filter ): int {
		// phpcs:ignore WordPress.DB.PreparedSQL -- where() is prepared.
		return (int) $this->wpdb->get_var( "SELECT COUNT(*) FROM {$this->table} WHERE {$this->where( $filter )}" );
	}

	/**
	 * Ids that a filter matches.
	 *
	 * @param Filter $filter  What to select.
	 * @param bool   $newest  The last decided first, as an undo of many wants it; else the oldest first.
	 * @param int    $limit   Ids at most.
	 * @return list<string>
	 */
	public function ids( Filter $filter, bool $newest, int $limit ): array {
		$order = $newest ? 'decided DESC, created DESC, id DESC' : 'created ASC, id ASC';
		// phpcs:ignore WordPress.DB.PreparedSQL -- rows() is prepared; the order is one of two literals.
		return array_map( 'strval', $this->wpdb->get_col( "SELECT id FROM {$this->rows( $filter, array( 'decided', 'created' ) )} ORDER BY {$order} LIMIT {$limit}" ) );
	}

	/**
	 * How many proposals are in each state; every state is there, 0 included.
	 *
	 * @return array<string,int>
	 */
	public function counts(): array {
		$counts = array_fill_keys( Status::ALL, 0 );
		$rows   = $this->wpdb->get_results( $this->wpdb->prepare( 'SELECT status, COUNT(*) AS number FROM %i GROUP BY status', $this->table ), ARRAY_A );
		foreach ( array_column( (array) $rows, 'number', 'status' ) as $status => $number ) {
			$counts[ (string) $status ] = (int) $number;
		}
		return $counts;
	}

	/**
	 * Takes the same agent's waiting proposals for a target out of the queue, because a newer run answered.
	 *
	 * @param Proposal $newer The proposal that takes their place.
	 * @return int How many.
	 */
	public function supersede( Proposal $newer ): int {
		return (int) $this->wpdb->query(
			(string) $this->wpdb->prepare(
				'UPDATE %i SET status = %s, version = version + 1 WHERE target = %d AND status IN (%s, %s) AND agent = %s AND kind = %s AND run <> %s',
				$this->table,
				Status::SUPERSEDED,
				$newer->target,
				Status::PENDING,
				Status::CONFLICT,
				$newer->agent,
				$newer->kind,
				$newer->run
			)
		);
	}

	/**
	 * Takes waiting proposals whose time is over out of the queue.
	 *
	 * @param int $now Unix time.
	 * @return int How many.
	 */
	public function expire( int $now ): int {
		return (int) $this->wpdb->query(
			(string) $this->wpdb->prepare(
				'UPDATE %i SET status = %s, version = version + 1 WHERE status IN (%s, %s) AND expires <= %d',
				$this->table,
				Status::EXPIRED,
				Status::PENDING,
				Status::CONFLICT,
				$now
			)
		);
	}

	/**
	 * Claims whose deadline has passed: the process that made them died.
	 *
	 * @param int $now   Unix time.
	 * @param int $limit How many at most.
	 * @return list<Proposal>
	 */
	public function overdue( int $now, int $limit ): array {
		$rows = $this->wpdb->get_results(
			$this->wpdb->prepare( 'SELECT * FROM %i WHERE status = %s AND deadline < %d ORDER BY deadline LIMIT %d', $this->table, Status::APPLYING, $now, $limit ),
			ARRAY_A
		);
		return array_map( array( $this, 'proposal' ), array_values( (array) $rows ) );
	}

	/**
	 * The WHERE clause of a filter, prepared. In a search no other index may be taken than that of the searched texts, which has these columns.
	 *
	 * @param Filter $filter What to select.
	 */
	private function where( Filter $filter ): string {
		$parts  = array( '1 = 1' );
		$column = '' === $filter->search ? '%i' : "CONCAT(%i, '')";
		if ( array() !== $filter->status ) {
			$marks = implode( ', ', array_fill( 0, count( $filter->status ), '%s' ) );
			// phpcs:ignore WordPress.DB.PreparedSQL -- placeholders only.
			$parts[] = $this->wpdb->prepare( "{$column} IN ({$marks})", 'status', ...$filter->status );
		}
		foreach ( array( 'agent', 'kind', 'run' ) as $name ) {
			if ( '' !== $filter->$name ) {
				// phpcs:ignore WordPress.DB.PreparedSQL -- placeholders only.
				$parts[] = $this->wpdb->prepare( "{$column} = %s", $name, $filter->$name );
			}
		}
		if ( 0 !== $filter->target ) {
			$parts[] = $this->wpdb->prepare( 'target = %d', $filter->target );
		}
		if ( '' !== $filter->search ) {
			$parts[] = $this->wpdb->prepare( 'seek LIKE %s', '%' . $this->wpdb->esc_like( $this->seek( $filter->search ) ) . '%' );
		}
		return implode( ' AND ', $parts );
	}

	/**
	 * Columns as the table keeps them.
	 *
	 * @param array<string,mixed> $columns Columns; the JSON ones as arrays.
	 * @return array<string,int|string|null>
	 */
	private function encoded( array $columns ): array {
		foreach ( array( 'changes', 'details', 'journal' ) as $name ) {
			if ( isset( $columns[ $name ] ) ) {
				$columns[ $name ] = $this->json->write( $columns[ $name ] );
			}
		}
		foreach ( array(
			'title' => 500,
			'sku'   => 200,
			'error' => 1000,
		) as $name => $limit ) {
			if ( isset( $columns[ $name ] ) ) {
				$columns[ $name ] = mb_substr( (string) $columns[ $name ], 0, $limit );
			}
		}
		if ( isset( $columns['title'], $columns['sku'] ) ) {
			$columns['seek'] = $this->seek( $columns['title'] . ' ' . $columns['sku'] );
		}
		return $columns;
	}

	/**
	 * A proposal from its row.
	 *
	 * @param array<string,string|null> $row The row.
	 */
	private function proposal( array $row ): Proposal {
		$person = static fn ( string $verb ): array => array(
			'by'   => (int) $row[ $verb . '_by' ],
			'name' => (string) $row[ $verb . '_name' ],
			'at'   => (int) $row[ $verb ],
		);
		/**
		 * Written by ProposalIntake::details().
		 *
		 * @var array{rationale: string, evidence: list<array<string,string>>, author: array<string,string|null>, cost: array<string,mixed>} $details
		 */
		$details = $this->json->read( (string) $row['details'] );
		return new Proposal(
			(string) $row['id'],
			(string) $row['status'],
			(int) $row['version'],
			(string) $row['agent'],
			(string) $row['run'],
			(string) $row['kind'],
			(int) $row['target'],
			(string) $row['title'],
			(string) $row['sku'],
			(string) $row['risk'],
			array_values( $this->json->read( (string) $row['changes'] ) ),
			(string) $row['fingerprint'],
			$details,
			null === $row['journal'] ? null : $this->json->read( $row['journal'] ),
			(string) $row['operation'],
			(int) $row['claimed_by'],
			(int) $row['deadline'],
			(int) $row['created'],
			(int) $row['expires'],
			$person( 'decided' ),
			$person( 'undone' ),
			(string) $row['error']
		);
	}
}
