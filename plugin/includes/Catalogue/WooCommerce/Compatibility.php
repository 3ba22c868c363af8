<?php
/**
 * What the plugin declares to WooCommerce.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Catalogue\WooCommerce;

use Automattic\WooCommerce\Utilities\FeaturesUtil;

/**
 * The plugin works with high-performance order storage and with the cart and checkout blocks.
 */
final class Compatibility {

	/**
	 * Takes the plugin's entry file.
	 *
	 * @param string $file Full path.
	 */
	public function __construct( private readonly string $file ) {}

	/** Declares it when WooCommerce asks; harmless without WooCommerce. */
	public function register(): void {
		add_action( 'before_woocommerce_init', $this->declare( ... ) );
	}

	/** The declarations. */
	public function declare(): void {
		if ( class_exists( FeaturesUtil::class ) ) {
			FeaturesUtil::declare_compatibility( 'custom_order_tables', $this->file, true );
			FeaturesUtil::declare_compatibility( 'cart_checkout_blocks', $this->file, true );
		}
	}
}
