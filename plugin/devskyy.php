<?php
/**
 * Plugin Name:       DevSkyy
 * Description:       A team of AI agents for your shop: they propose better product texts, you approve each change, and any change can be undone.
 * Version:           0.1.0
 * Requires at least: 6.8
 * Requires PHP:      8.1
 * Author:            DevSkyy
 * License:           GPL-2.0-or-later
 * License URI:       https://www.gnu.org/licenses/gpl-2.0.html
 * Text Domain:       devskyy
 * Domain Path:       /languages
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

require __DIR__ . '/autoload.php';

( new Plugin( __FILE__, '0.1.0' ) )->boot();
