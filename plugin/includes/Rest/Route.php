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

	/** Arguments of every list. No list is longer than the last page allowed, and row numbers stay whole numbers. */
	public const PAGING = array(
		'page'     => array(
			'type'    => 'integer',
			'minimum' => 1,
			'maximum' => 1000000,
			'default' => 1,
		),
		'per_page' => array(
			'type'    => 'integer',
			'minimum' => 1,
			'maximum' => 100,
			'default' => 20,
		),
	);

	/** Registers the route with WordPress. */
	public function register(): void;
}
