<?php
/**
 * Who may do what.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy;

/**
 * The plugin's four capabilities and the roles that get them.
 */
final class Roles {

	public const VIEW    = 'devskyy_view';
	public const RUN     = 'devskyy_run';
	public const APPROVE = 'devskyy_approve';
	public const MANAGE  = 'devskyy_manage';

	public const CAPABILITIES = array( self::VIEW, self::RUN, self::APPROVE, self::MANAGE );

	private const GRANTS = array(
		'administrator' => self::CAPABILITIES,
		'shop_manager'  => array( self::VIEW, self::RUN, self::APPROVE ),
		'editor'        => array( self::VIEW ),
	);

	/** The option that remembers that this plugin, not WooCommerce, made the role shop_manager. */
	private const MADE_ROLE = 'devskyy_made_shop_manager';

	/** The capabilities that WooCommerce's own shop manager has from WordPress (WC_Install::create_roles). */
	private const SHOP_MANAGER = array(
		'level_9',
		'level_8',
		'level_7',
		'level_6',
		'level_5',
		'level_4',
		'level_3',
		'level_2',
		'level_1',
		'level_0',
		'read',
		'read_private_pages',
		'read_private_posts',
		'edit_posts',
		'edit_pages',
		'edit_published_posts',
		'edit_published_pages',
		'edit_private_pages',
		'edit_private_posts',
		'edit_others_posts',
		'edit_others_pages',
		'publish_posts',
		'publish_pages',
		'delete_posts',
		'delete_pages',
		'delete_private_pages',
		'delete_private_posts',
		'delete_published_pages',
		'delete_published_posts',
		'delete_others_posts',
		'delete_others_pages',
		'manage_categories',
		'manage_links',
		'moderate_comments',
		'upload_files',
		'export',
		'import',
		'list_users',
		'edit_theme_options',
	);

	/** Grants the capabilities; makes the role shop_manager where WooCommerce has not made it. */
	public function install(): void {
		if ( null === get_role( 'shop_manager' ) ) {
			add_role( 'shop_manager', __( 'Shop manager', 'devskyy' ), array_fill_keys( self::SHOP_MANAGER, true ) );
			update_option( self::MADE_ROLE, 1, false );
		}
		foreach ( self::GRANTS as $name => $capabilities ) {
			$role = get_role( $name );
			foreach ( $capabilities as $capability ) {
				$role?->add_cap( $capability );
			}
		}
	}

	/**
	 * Takes everything back. The role goes when this plugin made it and WooCommerce, which has its own of that name, is absent. Who holds
	 * it keeps it noted, as when WooCommerce is deleted: either plugin's return gives it back.
	 */
	public function uninstall(): void {
		foreach ( array_keys( wp_roles()->roles ) as $name ) {
			foreach ( self::CAPABILITIES as $capability ) {
				get_role( (string) $name )?->remove_cap( $capability );
			}
		}
		if ( get_option( self::MADE_ROLE ) && ! class_exists( 'WooCommerce' ) ) {
			remove_role( 'shop_manager' );
		}
		delete_option( self::MADE_ROLE );
	}
}
