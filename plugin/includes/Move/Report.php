<?php
/**
 * What was found while looking at the products.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Move;

/**
 * Collects findings, each kind once with the products that it is about.
 */
final class Report {

	private const ITEMS_KEPT = 100;

	/** Kind → finding.
	 *
	 * @var array<string,array<string,mixed>>
	 */
	private array $found = array();

	/** What is counted.
	 *
	 * @var array<string,int>
	 */
	private array $counts = array(
		'simple'     => 0,
		'variable'   => 0,
		'variations' => 0,
		'trash'      => 0,
	);

	/** SKU → the first product that has it.
	 *
	 * @var array<string,int>
	 */
	private array $skus = array();

	/**
	 * Counts.
	 *
	 * @param string $what What.
	 * @param int    $by   How many.
	 */
	public function count( string $what, int $by = 1 ): void {
		$this->counts[ $what ] = ( $this->counts[ $what ] ?? 0 ) + $by;
	}

	/**
	 * The product that has a SKU already, or 0; remembers it.
	 *
	 * @param string $sku The SKU.
	 * @param int    $id  The product that has it, too.
	 */
	public function sku( string $sku, int $id ): int {
		$key = mb_strtolower( $sku );
		if ( isset( $this->skus[ $key ] ) ) {
			return $this->skus[ $key ];
		}
		$this->skus[ $key ] = $id;
		return 0;
	}

	/**
	 * Adds a finding.
	 *
	 * @param array{code:string,message:string,next:string,blocks:bool} $kind   What it is.
	 * @param int                                                       $id     The product; 0 when it is about the shop.
	 * @param string                                                    $detail What exactly.
	 */
	public function add( array $kind, int $id = 0, string $detail = '' ): void {
		$known = $this->found[ $kind['code'] ] ?? $kind + array(
			'items' => array(),
			'total' => 0,
		);
		if ( 0 !== $id ) {
			++$known['total'];
			if ( count( $known['items'] ) < self::ITEMS_KEPT ) {
				$known['items'][] = array(
					'id'       => $id,
					'title'    => wp_specialchars_decode( get_the_title( $id ), ENT_QUOTES ),
					'edit_url' => admin_url( "post.php?post={$id}&action=edit" ),
					'detail'   => $detail,
				);
			}
		}
		$this->found[ $kind['code'] ] = $known;
	}

	/**
	 * What was counted.
	 *
	 * @return array<string,int>
	 */
	public function counts(): array {
		return $this->counts;
	}

	/**
	 * What stands in the way.
	 *
	 * @return list<array<string,mixed>>
	 */
	public function blockers(): array {
		return $this->those( true );
	}

	/**
	 * What will not be as it was.
	 *
	 * @return list<array<string,mixed>>
	 */
	public function notes(): array {
		return $this->those( false );
	}

	/**
	 * Findings of one sort.
	 *
	 * @param bool $blocking Those that stand in the way, or the others.
	 * @return list<array<string,mixed>>
	 */
	private function those( bool $blocking ): array {
		$those = array_filter( $this->found, static fn( array $one ): bool => $one['blocks'] === $blocking );
		return array_values( array_map( static fn( array $one ): array => array_diff_key( $one, array( 'blocks' => true ) ), $those ) );
	}
}
