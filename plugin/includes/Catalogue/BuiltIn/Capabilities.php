<?php
/**
 * Who may edit the built-in catalogue.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Catalogue\BuiltIn;

use WP_User;

/**
 * Administrators and shop managers hold the capabilities of the post type; nothing is written into the roles, so
 * nothing stays behind.
 */
final class Capabilities {

	private const ROLES = array( 'administrator', 'shop_manager' );

	private const PRIMITIVE = array( 'edit', 'edit_others', 'edit_private', 'edit_published', 'publish', 'read_private', 'delete', 'delete_private', 'delete_published', 'delete_others' );

	/** Hangs it on WordPress. */
	public function register(): void {
		add_filter( 'user_has_cap', $this->grant( ... ), 10, 4 );
	}

	/**
	 * Adds the capabilities to those of the user's roles.
	 *
	 * @param array<string,bool> $held   What the user holds.
	 * @param array<string>      $wanted What is asked for.
	 * @param array<mixed>       $args   The question.
	 * @param WP_User            $user   The user.
	 * @return array<string,bool>
	 */
	public function grant( array $held, array $wanted, array $args, WP_User $user ): array {
		if ( array() === array_intersect( self::ROLES, $user->roles ) ) {
			return $held;
		}
		foreach ( self::PRIMITIVE as $verb ) {
			$held += array( "{$verb}_devskyy_products" => true );
		}
		return $held;
	}
}
