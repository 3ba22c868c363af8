<?php
/**
 * WooCommerce's orders as posts.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Tests;

require_once __DIR__ . '/OrdersWooCommerceTest.php';

final class OrdersLegacyWooCommerceTest extends OrdersWooCommerceTest {

	protected const HPOS = false;
}
