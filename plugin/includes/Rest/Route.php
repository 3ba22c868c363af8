<?php
/**
 * What every REST route class offers.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Rest;

/**
 * One class a route of `devskyy/v1`; called on `rest_api_init`.
 */
interface Route {

	/** Registers the route with WordPress. */
	public function register(): void;
}
