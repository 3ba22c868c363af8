<?php
/**
 * What is wrong with a row.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Import\Products;

/**
 * Collects the problems of one row: an error keeps the row out, a warning only its column.
 *
 * @phpstan-type Problem array{column:string,level:'error'|'warning',code:string,message:string}
 */
final class Problems {

	/**
	 * The problems so far.
	 *
	 * @var list<Problem>
	 */
	private array $list = array();

	/**
	 * Keeps the row out.
	 *
	 * @param string $column  The column's header; "" for the row as a whole.
	 * @param string $code    A word for programs.
	 * @param string $message What is wrong and what to do.
	 */
	public function error( string $column, string $code, string $message ): void {
		$this->list[] = array(
			'column'  => $column,
			'level'   => 'error',
			'code'    => $code,
			'message' => $message,
		);
	}

	/**
	 * The row goes in without the column.
	 *
	 * @param string $column  The column's header; "" for the row as a whole.
	 * @param string $code    A word for programs.
	 * @param string $message What is wrong and what to do.
	 */
	public function warning( string $column, string $code, string $message ): void {
		$this->list[] = array(
			'column'  => $column,
			'level'   => 'warning',
			'code'    => $code,
			'message' => $message,
		);
	}

	/** Whether something keeps the row out. */
	public function fatal(): bool {
		return array() !== array_filter( $this->list, static fn( array $one ): bool => 'error' === $one['level'] );
	}

	/**
	 * All of them.
	 *
	 * @return list<Problem>
	 */
	public function all(): array {
		return $this->list;
	}
}
