<?php
/**
 * What must happen though nobody asks.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Proposals;

/**
 * Expiry, recovery and bulk actions; called each minute by WP-Cron, the quick part before each list as well.
 */
final class Housekeeping {

	/**
	 * Takes its parts.
	 *
	 * @param ProposalStore $store    The table.
	 * @param Recovery      $recovery Heals dead claims.
	 * @param Bulk          $bulk     Bulk actions.
	 */
	public function __construct(
		private readonly ProposalStore $store,
		private readonly Recovery $recovery,
		private readonly Bulk $bulk
	) {}

	/** Before a list is read: what is over is shown as over, what died is healed. */
	public function tidy(): void {
		$this->store->expire( time() );
		$this->recovery->run( 5 );
	}

	/** Each minute. */
	public function run(): void {
		$this->store->expire( time() );
		$this->recovery->run( 50 );
		$this->store->fill_seek( 500 );
		$this->bulk->run();
	}
}
