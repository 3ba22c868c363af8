<?php
/**
 * The table of 3D models.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Models;

use DevSkyy\Proposals\Json;
use RuntimeException;
use wpdb;

/**
 * Repository of models. Every change is a compare-and-set over the version column.
 *
 * @phpstan-import-type File from Model
 * @phpstan-import-type State from Model
 * @phpstan-type Columns array{title?:string,kind?:string,status?:string,state?:State,files?:list<File>,report?:array<string,mixed>|null,leased_until?:int,looked?:int,gone?:int,source_name?:string,source_bytes?:int}
 * @phpstan-type Wish array{page?:int,per_page?:int,search?:string,status?:list<string>,kind?:list<string>}
 */
final class ModelStore {

	private readonly string $table;

	private readonly Json $json;

	/**
	 * Takes its parts.
	 *
	 * @param wpdb          $wpdb     The site's database.
	 * @param ModelFolder   $folder   Where published files are.
	 * @param ModelProducts $products Which products show which model.
	 */
	public function __construct( private readonly wpdb $wpdb, private readonly ModelFolder $folder, private readonly ModelProducts $products ) {
		$this->table = $wpdb->prefix . 'devskyy_models';
		$this->json  = new Json();
	}

	/**
	 * Stores a new model.
	 *
	 * @param array $model Its first columns.
	 * @throws RuntimeException When the database refuses.
	 *
	 * @phpstan-param array{id?:string,title:string,kind:string,status:string,source:array{name:string,bytes:int},state:State} $model
	 */
	public function add( array $model ): Model {
		$id   = $model['id'] ?? wp_generate_uuid4();
		$now  = time();
		$done = $this->wpdb->insert(
			$this->table,
			array(
				'id'           => $id,
				'title'        => mb_substr( $model['title'], 0, 250 ),
				'kind'         => $model['kind'],
				'status'       => $model['status'],
				'user'         => get_current_user_id(),
				'source_name'  => mb_substr( $model['source']['name'], 0, 250 ),
				'source_bytes' => $model['source']['bytes'],
				'state'        => $this->json->write( $model['state'] ),
				'files'        => '[]',
				'created'      => $now,
				'updated'      => $now,
			)
		);
		$made = $this->row( $id );
		if ( false === $done || null === $made ) {
			throw new RuntimeException( 'DevSkyy could not store a 3D model: ' . $this->wpdb->last_error );
		}
		return $made;
	}

	/**
	 * One model; null when there is none, or when it was deleted.
	 *
	 * @param string $id Its id.
	 */
	public function get( string $id ): ?Model {
		$model = $this->row( $id );
		return null === $model || $model->gone ? null : $model;
	}

	/**
	 * What visitors may see of a model; null when nothing of it is published.
	 *
	 * @param string $id Its id.
	 */
	public function published( string $id ): ?PublishedModel {
		$model = $this->get( $id );
		return null === $model ? null : $this->publication( $model );
	}

	/**
	 * The model that a product or variation shows, with the colourway that was chosen for it (null: as the model comes).
	 *
	 * @param int $product Post id of the product or the variation.
	 * @return array{model:PublishedModel,variant:string|null}|null Null when it has none, or none that is published.
	 */
	public function of_product( int $product ): ?array {
		return $this->of_products( array( $product ) )[ $product ] ?? null;
	}

	/**
	 * The same for several products at once.
	 *
	 * @param list<int> $products Post ids.
	 * @return array<int,array{model:PublishedModel,variant:string|null}> By product; those without are left out.
	 */
	public function of_products( array $products ): array {
		$links = $this->products->of( $products );
		$shown = array();
		foreach ( array_unique( array_column( $links, 'model' ) ) as $id ) {
			$shown[ $id ] = $this->published( $id );
		}
		$found = array();
		foreach ( $links as $product => $link ) {
			$model = $shown[ $link['model'] ] ?? null;
			if ( null !== $model ) {
				$found[ $product ] = array(
					'model'   => $model,
					'variant' => null !== $link['variant'] && in_array( $link['variant'], $model->variants(), true ) ? $link['variant'] : null,
				);
			}
		}
		return $found;
	}

	/**
	 * A page of models, the newest first.
	 *
	 * @param array $wish Page, length, a part of the title or the file's name, statuses and kinds.
	 * @return array{items:list<Model>,total:int}
	 *
	 * @phpstan-param Wish $wish
	 */
	public function list( array $wish = array() ): array {
		$where = array( 'gone = 0' );
		$given = array();
		foreach ( array( 'status', 'kind' ) as $column ) {
			$values = $wish[ $column ] ?? array();
			if ( array() !== $values ) {
				$where[] = $column . ' IN (' . implode( ', ', array_fill( 0, count( $values ), '%s' ) ) . ')';
				array_push( $given, ...$values );
			}
		}
		if ( '' !== ( $wish['search'] ?? '' ) ) {
			$like    = '%' . $this->wpdb->esc_like( $wish['search'] ?? '' ) . '%';
			$where[] = '(title LIKE %s OR source_name LIKE %s)';
			array_push( $given, $like, $like );
		}
		$size  = max( 1, $wish['per_page'] ?? 20 );
		$skip  = ( max( 1, $wish['page'] ?? 1 ) - 1 ) * $size;
		$where = implode( ' AND ', $where );
		// phpcs:disable WordPress.DB.PreparedSQL, WordPress.DB.PreparedSQLPlaceholders -- The condition holds placeholders only.
		$rows  = $this->wpdb->get_results( (string) $this->wpdb->prepare( "SELECT * FROM %i WHERE {$where} ORDER BY created DESC, id LIMIT %d OFFSET %d", $this->table, ...array( ...$given, $size, $skip ) ), ARRAY_A );
		$total = $this->wpdb->get_var( (string) $this->wpdb->prepare( "SELECT COUNT(*) FROM %i WHERE {$where}", $this->table, ...$given ) );
		// phpcs:enable
		return array(
			'items' => array_values( array_map( $this->model( ... ), (array) $rows ) ),
			'total' => (int) $total,
		);
	}

	/**
	 * Models that somebody has to go on with, the one first that nobody has looked at for longest.
	 *
	 * @param int $limit How many at most.
	 * @return list<Model>
	 */
	public function waiting( int $limit ): array {
		$rows = $this->wpdb->get_results(
			(string) $this->wpdb->prepare(
				'SELECT * FROM %i WHERE leased_until < %d AND (gone = 1 OR status IN (%s, %s, %s, %s)) ORDER BY looked, created LIMIT %d',
				$this->table,
				time(),
				...array( ...Model::OPEN, $limit )
			),
			ARRAY_A
		);
		return array_values( array_map( $this->model( ... ), (array) $rows ) );
	}

	/**
	 * Models with files that are not shown any more.
	 *
	 * @param int $limit How many at most.
	 * @return list<Model>
	 */
	public function stale( int $limit ): array {
		$like = '%' . $this->wpdb->esc_like( '"stale":[{' ) . '%';
		$rows = $this->wpdb->get_results( (string) $this->wpdb->prepare( 'SELECT * FROM %i WHERE gone = 0 AND state LIKE %s ORDER BY updated LIMIT %d', $this->table, $like, $limit ), ARRAY_A );
		return array_values( array_map( $this->model( ... ), (array) $rows ) );
	}

	/**
	 * Changes a model if nobody did since it was read.
	 *
	 * @param Model $model   As it was read.
	 * @param array $columns New values.
	 * @return Model|null As it is then; null when somebody else was first.
	 *
	 * @phpstan-param Columns $columns
	 */
	public function change( Model $model, array $columns ): ?Model {
		$stored = $columns;
		foreach ( array( 'state', 'files', 'report' ) as $json ) {
			if ( isset( $columns[ $json ] ) ) {
				$stored[ $json ] = $this->json->write( $columns[ $json ] );
			}
		}
		$rows = $this->wpdb->update(
			$this->table,
			array(
				'version' => $model->version + 1,
				'updated' => time(),
			) + $stored,
			array(
				'id'      => $model->id,
				'version' => $model->version,
			)
		);
		return 1 === $rows ? $this->row( $model->id ) : null;
	}

	/**
	 * Forgets a model for good.
	 *
	 * @param string $id Its id.
	 */
	public function drop( string $id ): void {
		$this->wpdb->delete( $this->table, array( 'id' => $id ) );
	}

	/**
	 * One row, deleted or not.
	 *
	 * @param string $id Its id.
	 */
	public function row( string $id ): ?Model {
		$row = $this->wpdb->get_row( (string) $this->wpdb->prepare( 'SELECT * FROM %i WHERE id = %s', $this->table, strtolower( $id ) ), ARRAY_A );
		return is_array( $row ) ? $this->model( $row ) : null;
	}

	/**
	 * What is published of a model that was read.
	 *
	 * @param Model $model The model.
	 */
	public function publication( Model $model ): ?PublishedModel {
		$viewer = array_filter( $model->files, static fn( array $file ): bool => 'viewer' === $file['kind'] );
		return array() === $viewer ? null : new PublishedModel( $model, $this->folder );
	}

	/**
	 * A row as an object.
	 *
	 * @param array<string,mixed> $row All columns.
	 */
	private function model( array $row ): Model {
		/** @var State $state */
		$state = $this->json->read( (string) $row['state'] );
		/** @var list<File> $files */
		$files = $this->json->read( (string) $row['files'] );
		return new Model(
			(string) $row['id'],
			(string) $row['title'],
			(string) $row['kind'],
			(string) $row['status'],
			(int) $row['version'],
			(int) $row['user'],
			array(
				'name'  => (string) $row['source_name'],
				'bytes' => (int) $row['source_bytes'],
			),
			$state,
			$files,
			null === $row['report'] ? null : $this->json->read( (string) $row['report'] ),
			array(
				'created'      => (int) $row['created'],
				'updated'      => (int) $row['updated'],
				'looked'       => (int) $row['looked'],
				'leased_until' => (int) $row['leased_until'],
			),
			1 === (int) $row['gone']
		);
	}
}
