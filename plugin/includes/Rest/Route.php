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

	/** The last page that a list may be asked for: no list is longer, and row numbers stay whole numbers. */
	public const LAST_PAGE = 1000000;

	/** Registers the route with WordPress. */
	public function register(): void;
}
