<?php
/**
 * Makes a fresh WooCommerce a shop that is open: no onboarding, no "coming soon", currency and units of the sample brand.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

require __DIR__ . '/boot.php';
require $argv[1] . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/admin.php';

// Run twice: WooCommerce is whole only in the request after its activation.
if ( ! class_exists( 'WooCommerce' ) ) {
	$devskyy_result = activate_plugin( 'woocommerce/woocommerce.php' );
	if ( is_wp_error( $devskyy_result ) ) {
		throw new RuntimeException( 'WooCommerce could not be activated: ' . $devskyy_result->get_error_message() );
	}
} elseif ( '1' !== get_option( 'devskyy_local_store' ) ) {
	$devskyy_options = array(
		'woocommerce_coming_soon'                           => 'no',
		'woocommerce_store_pages_only'                      => 'no',
		'woocommerce_private_link'                          => 'no',
		'woocommerce_onboarding_profile'                    => array( 'skipped' => true, 'completed' => true ),
		'woocommerce_task_list_hidden'                      => 'yes',
		'woocommerce_task_list_complete'                    => 'yes',
		'woocommerce_extended_task_list_hidden'             => 'yes',
		'woocommerce_task_list_hidden_lists'                => array( 'setup', 'extended' ),
		'woocommerce_admin_install_timestamp'               => time() - MONTH_IN_SECONDS,
		'woocommerce_show_marketplace_suggestions'          => 'no',
		'woocommerce_allow_tracking'                        => 'no',
		'woocommerce_currency'                              => $devskyy_input['currency'],
		'woocommerce_weight_unit'                           => $devskyy_input['weightUnit'],
		'woocommerce_dimension_unit'                        => 'cm',
		'woocommerce_default_country'                       => 'IE',
		'woocommerce_manage_stock'                          => 'yes',
		'woocommerce_notify_low_stock'                      => 'no',
		'woocommerce_notify_no_stock'                       => 'no',
		'woocommerce_enable_reviews'                        => 'yes',
		// The sample's pictures are 4:5; squares would cut coats off.
		'woocommerce_thumbnail_cropping'                    => 'custom',
		'woocommerce_thumbnail_cropping_custom_width'       => '4',
		'woocommerce_thumbnail_cropping_custom_height'      => '5',
		'woocommerce_admin_customize_store_completed'       => 'yes',
		'woocommerce_admin_dismissed_upload_feature_notice' => 'yes',
	);
	foreach ( $devskyy_options as $devskyy_name => $devskyy_value ) {
		update_option( $devskyy_name, $devskyy_value );
	}
	delete_transient( '_wc_activation_redirect' );
	WC_Install::create_pages();
	update_option( 'show_on_front', 'page' );
	update_option( 'page_on_front', wc_get_page_id( 'shop' ) );
	update_option( 'devskyy_local_store', '1', false );
	flush_rewrite_rules( false );
}
echo "\n", wp_json_encode( array( 'version' => WC()->version ) ), "\n";
