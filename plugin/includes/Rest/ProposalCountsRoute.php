<?php
/**
 * How many proposals there are.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Rest;

use DevSkyy\Proposals\Housekeeping;
use DevSkyy\Proposals\ProposalStore;
use DevSkyy\Roles;
use WP_REST_Response;

/**
 * `GET devskyy/v1/proposals/counts` → an object from state to number.
 */
final class ProposalCountsRoute implements Route {

	/**
	 * Takes its parts.
	 *
	 * @param Guard         $guard        Makes permission callbacks.
	 * @param ProposalStore $store        The table.
	 * @param Housekeeping  $housekeeping Expiry and recovery before the count.
	 */
	public function __construct(
		private readonly Guard $guard,
		private readonly ProposalStore $store,
		private readonly Housekeeping $housekeeping
	) {}

	/** {@inheritDoc} */
	public function register(): void {
		register_rest_route(
			'devskyy/v1',
			'/proposals/counts',
			array(
				'methods'             => 'GET',
				'callback'            => $this->counts( ... ),
				'permission_callback' => $this->guard->permission( Roles::VIEW ),
			)
		);
	}

	/** The counts. */
	private function counts(): WP_REST_Response {
		$this->housekeeping->tidy();
		return new WP_REST_Response( $this->store->counts() );
	}
}
