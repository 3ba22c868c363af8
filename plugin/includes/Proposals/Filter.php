<?php
/**
 * Which proposals are meant.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Proposals;

/**
 * The filters of the list, used by bulk actions as well.
 */
final class Filter {

	/**
	 * Takes checked filters; empty means any.
	 *
	 * @param string[] $status Members of Status::ALL.
	 * @param string   $agent  Agent's name.
	 * @param string   $kind   Kind of target.
	 * @param int      $target Id of a target.
	 * @param string   $run    Run id.
	 * @param string   $search Searched for in title and SKU.
	 */
	public function __construct(
		public readonly array $status = array(),
		public readonly string $agent = '',
		public readonly string $kind = '',
		public readonly int $target = 0,
		public readonly string $run = '',
		public readonly string $search = ''
	) {}

	/**
	 * The same filter, narrowed to these states.
	 *
	 * @param string[] $states Members of Status::ALL.
	 * @return self|null Null when nothing can match.
	 */
	public function within( array $states ): ?self {
		$status = array() === $this->status ? $states : array_values( array_intersect( $this->status, $states ) );
		return array() === $status ? null : new self( $status, $this->agent, $this->kind, $this->target, $this->run, $this->search );
	}
}
