<?php
/**
 * GET and PUT settings.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Rest;

use DevSkyy\Catalogue\Catalogue;
use DevSkyy\Connection\SettingsMirror;
use DevSkyy\Roles;
use WP_Error;
use WP_REST_Request;
use WP_REST_Response;

/**
 * Settings: the service's (keys are written, never read), and the site's own `uninstall_content`.
 */
final class SettingsRoute implements Route {

	/** Whether proposals, runs and the record of approvals go when the plugin is deleted. */
	public const UNINSTALL = 'devskyy_uninstall_content';

	/**
	 * Takes its parts.
	 *
	 * @param Guard          $guard     Permission callbacks.
	 * @param SettingsMirror $settings  The service's settings.
	 * @param Catalogue      $catalogue The active catalogue.
	 */
	public function __construct( private readonly Guard $guard, private readonly SettingsMirror $settings, private readonly Catalogue $catalogue ) {}

	/** Registers the route. */
	public function register(): void {
		register_rest_route(
			'devskyy/v1',
			'/settings',
			array(
				array(
					'methods'             => 'GET',
					'callback'            => $this->read( ... ),
					'permission_callback' => $this->guard->permission( Roles::MANAGE ),
				),
				array(
					'methods'             => 'PUT',
					'callback'            => $this->write( ... ),
					'permission_callback' => $this->guard->permission( Roles::MANAGE ),
					'args'                => array( 'uninstall_content' => array( 'type' => 'boolean' ) ),
				),
			)
		);
	}

	/** All settings. */
	public function read(): WP_REST_Response|WP_Error {
		return $this->answer( $this->settings->read() );
	}

	/**
	 * Changes any part.
	 *
	 * @param WP_REST_Request $request The change.
	 */
	public function write( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		$change = $request->get_json_params();
		if ( ! is_array( $change ) || array() === $change ) {
			return new WP_Error( 'devskyy_settings', __( 'Send the settings to change as a JSON object.', 'devskyy' ), array( 'status' => 400 ) );
		}
		$rest   = array_diff_key( $change, array( 'uninstall_content' => true ) );
		$answer = array() === $rest ? $this->settings->read() : $this->settings->write( $rest );
		if ( isset( $change['uninstall_content'] ) && ( array() === $rest || ! is_wp_error( $answer ) ) ) {
			update_option( self::UNINSTALL, $change['uninstall_content'] ? 1 : 0, false );
			// The site's own setting needs no service: without one the answer holds the site's part alone.
			return $this->answer( is_wp_error( $answer ) ? array() : $answer );
		}
		return $this->answer( $answer );
	}

	/**
	 * The service's settings with the site's own.
	 *
	 * @param array<string,mixed>|WP_Error $settings The service's.
	 */
	private function answer( array|WP_Error $settings ): WP_REST_Response|WP_Error {
		if ( is_wp_error( $settings ) ) {
			return $settings;
		}
		return new WP_REST_Response(
			$settings + array(
				'catalogue'         => $this->catalogue->type(),
				'uninstall_content' => (bool) get_option( self::UNINSTALL, 0 ),
			)
		);
	}
}
