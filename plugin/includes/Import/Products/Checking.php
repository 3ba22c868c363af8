<?php
/**
 * The second phase of an import.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Import\Products;

use DevSkyy\Jobs\Job;

/**
 * Compares the rows with one another and with the shop: which make a product and which change one, whose parent is where.
 */
final class Checking {

	private const TOGETHER = 400;

	/**
	 * Takes its parts.
	 *
	 * @param RowStore $rows   The rows.
	 * @param Target   $target The catalogue.
	 */
	public function __construct( private readonly RowStore $rows, private readonly Target $target ) {}

	/**
	 * Checks on.
	 *
	 * @param Job $job The job.
	 * @return array<string,mixed> Columns of the job.
	 */
	public function batch( Job $job ): array {
		$rows = $this->rows->after( $job->id, (int) $job->state['at'], self::TOGETHER );
		if ( array() === $rows ) {
			return array(
				'status' => Job::WAITING,
				'phase'  => 'preview',
				'done'   => $job->total,
			);
		}
		$parser = new RowParser( $job->state['columns'], $this->target->units(), new Cells() );
		$books  = $this->books( $job, $rows );
		$change = array();
		foreach ( $rows as $row ) {
			if ( Row::READY === $row->status ) {
				$change[ $row->line ] = $this->check( $row, $books, $parser );
			}
		}
		$this->rows->change( $job->id, $change );
		$last = $rows[ count( $rows ) - 1 ]->line;
		return array(
			'state' => array( 'at' => $last ) + $job->state,
			'done'  => $job->done + count( $rows ),
		);
	}

	/**
	 * What the rows of a batch refer to, in few queries.
	 *
	 * @param Job       $job  The job.
	 * @param list<Row> $rows The batch.
	 * @return array<string,array<array-key,array<string,mixed>>> file_sku, file_id, shop_sku, shop_id.
	 */
	private function books( Job $job, array $rows ): array {
		$place = array_search( 'id', array_column( $job->state['columns'], 'field' ), true );
		$skus  = array();
		$ids   = array();
		foreach ( $rows as $row ) {
			$skus[] = $row->sku;
			$ids[]  = false === $place ? 0 : (int) ( $row->cells[ $place ] ?? 0 );
			$ref    = (string) ( $row->facts['parent'] ?? '' );
			1 === preg_match( '/\Aid:(\d+)\z/', $ref, $found ) ? $ids[] = (int) $found[1] : $skus[] = $ref;
		}
		$skus = array_values( array_unique( array_filter( $skus, static fn( string $sku ): bool => '' !== $sku ) ) );
		$ids  = array_values( array_unique( array_filter( $ids ) ) );
		return array(
			'file_sku' => $this->rows->first_of( $job->id, 'sku', $skus ),
			'file_id'  => $this->rows->first_of( $job->id, 'origin', $ids ),
			'shop_sku' => $this->target->by_sku( $skus ),
			'shop_id'  => $this->target->by_id( $ids ),
		);
	}

	/**
	 * One row.
	 *
	 * @param Row                                                  $row    The row.
	 * @param array<string,array<array-key,array<string,mixed>>> $books  See books().
	 * @param RowParser                                            $parser Reads its cells.
	 * @return array<string,mixed> Columns of the row.
	 */
	private function check( Row $row, array $books, RowParser $parser ): array {
		$problems = new Problems();
		$sku      = mb_strtolower( $row->sku );
		$data     = $parser->read( $row->cells, new Problems() );
		$first    = '' === $sku ? null : ( $books['file_sku'][ $sku ] ?? null );
		if ( null !== $first && $first['line'] !== $row->line ) {
			/* translators: 1: a SKU, 2: number of a row. */
			$problems->error( $parser->header( 'sku' ), 'sku_twice', sprintf( __( 'The SKU "%1$s" is in row %2$d already. Give this row another SKU, or take it out.', 'devskyy' ), $row->sku, $first['line'] ) );
		}
		$product = $this->existing( $row, (int) ( $data['id'] ?? 0 ), $books );
		$parent  = 'variation' === $row->type ? $this->parent( $row, $books, $parser, $problems ) : array( 0, 0 );
		$this->kind( $row, $product, $books, $problems );
		$this->cannot( $data, $parser, $problems );
		if ( 'variation' !== $row->type && 0 === $product && isset( $data['name'] ) && '' === trim( $data['name'] ) ) {
			$problems->error( $parser->header( 'name' ), 'name_missing', __( 'A new product needs a name.', 'devskyy' ) );
		}
		$notes = array( ...$row->notes, ...$problems->all() );
		return array(
			'place'   => $parent[0] > $row->line ? $row->line + 2 * Reading::MOST_ROWS : $row->line,
			'status'  => $problems->fatal() ? Row::FAILED : Row::READY,
			'plan'    => 0 === $product ? 'create' : 'update',
			'product' => $product,
			'parent'  => $parent[0],
			'flagged' => array() === $notes ? 0 : 1,
			'facts'   => array( 'parent_id' => $parent[1] ) + $row->facts,
			'notes'   => $notes,
		);
	}

	/**
	 * The product of the shop that a row means; 0 = none. The SKU decides; the ID only where the row has no other SKU than that product,
	 * as a file of another shop has its own ids.
	 *
	 * @param Row                                                  $row   The row.
	 * @param int                                                  $id    Its ID cell.
	 * @param array<string,array<array-key,array<string,mixed>>> $books See books().
	 */
	private function existing( Row $row, int $id, array $books ): int {
		$sku = mb_strtolower( $row->sku );
		if ( '' !== $sku && isset( $books['shop_sku'][ $sku ] ) ) {
			return (int) $books['shop_sku'][ $sku ]['id'];
		}
		$known = $books['shop_id'][ $id ] ?? null;
		$same  = null !== $known && ( '' === $sku || mb_strtolower( (string) $known['sku'] ) === $sku ) && ( 'variation' === $row->type ) === ( 'variation' === $known['type'] );
		return $same ? $id : 0;
	}

	/**
	 * Where a variation's parent is.
	 *
	 * @param Row                                                  $row      The row.
	 * @param array<string,array<array-key,array<string,mixed>>> $books    See books().
	 * @param RowParser                                            $parser   Knows the headers.
	 * @param Problems                                             $problems Gets what is wrong.
	 * @return array{int,int} Its line in this file or 0, its id in the shop or 0.
	 */
	private function parent( Row $row, array $books, RowParser $parser, Problems $problems ): array {
		$ref    = (string) ( $row->facts['parent'] ?? '' );
		$by_id  = 1 === preg_match( '/\Aid:(\d+)\z/', $ref, $found );
		$line   = $by_id ? ( $books['file_id'][ (int) $found[1] ] ?? null ) : ( $books['file_sku'][ mb_strtolower( $ref ) ] ?? null );
		$shop   = $by_id ? ( $books['shop_id'][ (int) $found[1] ] ?? null ) : ( $books['shop_sku'][ mb_strtolower( $ref ) ] ?? null );
		$header = $parser->header( 'parent_id' );
		if ( '' === $ref ) {
			$problems->error( $header, 'parent_missing', __( 'A variation needs its product: put the product’s SKU, or id: and its ID, here.', 'devskyy' ) );
		} elseif ( null !== $line && $line['line'] === $row->line ) {
			$problems->error( $header, 'parent_self', __( 'This row names itself as its product. Put the SKU of the product here.', 'devskyy' ) );
		} elseif ( null === $line && null === $shop ) {
			/* translators: %s: a SKU or an id. */
			$problems->error( $header, 'parent_unknown', sprintf( __( 'There is no product "%s", neither in this file nor in the shop. Add its row, or correct this cell.', 'devskyy' ), $ref ) );
		} elseif ( 'variation' === ( $line ?? $shop )['type'] ) {
			/* translators: %s: a SKU or an id. */
			$problems->error( $header, 'parent_variation', sprintf( __( '"%s" is a variation itself, and a variation belongs to a product.', 'devskyy' ), $ref ) );
		} elseif ( null !== $line && Row::FAILED === $line['status'] && null === $shop ) {
			/* translators: %d: number of a row. */
			$problems->error( $header, 'parent_failed', sprintf( __( 'The product of this variation is in row %d, which cannot be imported. Mend that row first.', 'devskyy' ), $line['line'] ) );
		}
		return array( (int) ( $line['line'] ?? 0 ), null === $line ? (int) ( $shop['id'] ?? 0 ) : 0 );
	}

	/**
	 * A product cannot become a variation.
	 *
	 * @param Row                                                  $row      The row.
	 * @param int                                                  $product  The product that it means.
	 * @param array<string,array<array-key,array<string,mixed>>> $books    See books().
	 * @param Problems                                             $problems Gets what is wrong.
	 */
	private function kind( Row $row, int $product, array $books, Problems $problems ): void {
		$known = $books['shop_sku'][ mb_strtolower( $row->sku ) ] ?? null;
		if ( 0 !== $product && null !== $known && '' !== $row->type && ( 'variation' === $row->type ) !== ( 'variation' === $known['type'] ) ) {
			$problems->error( '', 'kind', __( 'A product cannot become a variation, nor a variation a product. Give this row another SKU.', 'devskyy' ) );
		}
	}

	/**
	 * What this catalogue cannot hold and the row has.
	 *
	 * @param array<string,mixed> $data     The row's values.
	 * @param RowParser           $parser   Knows the headers.
	 * @param Problems            $problems Gets a warning for each.
	 */
	private function cannot( array $data, RowParser $parser, Problems $problems ): void {
		foreach ( $this->target->cannot() as $field => $why ) {
			$value = $data[ $field ] ?? '';
			if ( ! in_array( $value, array( '', array(), 0, false, 'no', 'taxable', 'visible' ), true ) ) {
				$problems->warning( $parser->header( $field ), 'cannot_hold', $why );
			}
		}
		$type = (string) ( $data['type'] ?? '' );
		if ( 'built-in' === $this->target->type() && in_array( $type, array( 'grouped', 'external' ), true ) ) {
			/* translators: %s: a type of product. */
			$problems->warning( $parser->header( 'type' ), 'type_simple', sprintf( __( 'The built-in catalogue has no products of the type "%s"; this one becomes a simple product.', 'devskyy' ), $type ) );
		}
	}
}
