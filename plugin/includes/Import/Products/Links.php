<?php
/**
 * Products that rows refer to.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Import\Products;

use DevSkyy\Jobs\Job;

/**
 * Finds the products that a row names by SKU or `id:`, in the file first and then in the shop.
 */
final class Links {

	/** Fields that name other products. */
	public const FIELDS = array( 'upsell_ids', 'cross_sell_ids', 'grouped_products' );

	/**
	 * Lines → products of this batch's parents.
	 *
	 * @var array<int,int>
	 */
	private array $parents = array();

	/**
	 * Takes its parts.
	 *
	 * @param RowStore $rows   The rows.
	 * @param Target   $target The catalogue.
	 */
	public function __construct( private readonly RowStore $rows, private readonly Target $target ) {}

	/**
	 * The product that a variation belongs to; 0 when it was not imported.
	 *
	 * @param Job $job The job.
	 * @param Row $row A row.
	 */
	public function parent( Job $job, Row $row ): int {
		if ( 0 === $row->parent ) {
			return (int) ( $row->facts['parent_id'] ?? 0 );
		}
		if ( empty( $this->parents[ $row->parent ] ) ) {
			$this->parents[ $row->parent ] = $this->rows->after( $job->id, $row->parent - 1, 1 )[0]->product ?? 0;
		}
		return $this->parents[ $row->parent ];
	}

	/**
	 * A row of this batch has made a product; it is not stored yet.
	 *
	 * @param Row $row     The row.
	 * @param int $product The product.
	 */
	public function made( Row $row, int $product ): void {
		$this->parents[ $row->line ] = $product;
	}

	/**
	 * The names, in small letters, of the attributes that a product's variations in this file have.
	 *
	 * @param Job $job The job.
	 * @param Row $row The product's row.
	 * @return list<string>
	 */
	public function axes( Job $job, Row $row ): array {
		$axes = array();
		foreach ( $this->rows->children( $job->id, $row->line ) as $child ) {
			$axes = array( ...$axes, ...array_map( 'strval', (array) ( $child->facts['axes'] ?? array() ) ) );
		}
		return array_values( array_unique( $axes ) );
	}

	/**
	 * The products that a row names.
	 *
	 * @param Job                 $job  The job.
	 * @param Row                 $row  The row.
	 * @param array<string,mixed> $data Its values.
	 * @return array{found:array<string,list<int>>,later:bool,unknown:array<string,list<string>>} Ids by field; whether some are made by later rows;
	 *         what is neither in the file nor in the shop.
	 */
	public function known( Job $job, Row $row, array $data ): array {
		$known = array(
			'found'   => array(),
			'later'   => false,
			'unknown' => array(),
		);
		foreach ( self::FIELDS as $field ) {
			if ( ! isset( $data[ $field ] ) || isset( $this->target->cannot()[ $field ] ) ) {
				continue;
			}
			$known['found'][ $field ] = array();
			foreach ( $data[ $field ] as $ref ) {
				$found = $this->find( $job, (string) $ref );
				if ( null === $found ) {
					$known['unknown'][ $field ][] = (string) $ref;
				} elseif ( 0 === $found ) {
					$known['later'] = true;
				} elseif ( $found !== $row->product ) {
					$known['found'][ $field ][] = $found;
				}
			}
		}
		$known['later'] = $known['later'] || array() !== $known['unknown'];
		return $known;
	}

	/**
	 * A product by SKU or `id:`; 0 when its row comes later, null when there is none.
	 *
	 * @param Job    $job The job.
	 * @param string $ref As in the cell.
	 */
	private function find( Job $job, string $ref ): ?int {
		$by_id = 1 === preg_match( '/\Aid:(\d+)\z/', $ref, $match );
		$key   = $by_id ? (int) $match[1] : mb_strtolower( $ref );
		$row   = $this->rows->first_of( $job->id, $by_id ? 'origin' : 'sku', array( $by_id ? (int) $key : $ref ) )[ $key ] ?? null;
		if ( null !== $row && ( 0 !== $row['product'] || in_array( $row['status'], array( Row::READY, Row::WORKING ), true ) ) ) {
			return $row['product'];
		}
		$shop = $by_id ? $this->target->by_id( array( (int) $key ) ) : $this->target->by_sku( array( $ref ) );
		return isset( $shop[ $key ] ) ? (int) $shop[ $key ]['id'] : null;
	}
}
