<?php
/**
 * Scripts and styles of the screens.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Screens;

use DevSkyy\Connection\AgentList;
use DevSkyy\Connection\ProviderList;

/**
 * Enqueues what the build has made of a screen: `build/admin/<screen>.js` with its `.asset.php` and style sheets.
 */
final class Assets {

	/**
	 * Takes where the plugin is.
	 *
	 * @param string    $file    The plugin's entry file.
	 * @param string    $version The plugin's version.
	 * @param array{AgentList,ProviderList} $lists The agents and the providers of models, which the screens call by their titles.
	 */
	public function __construct( private readonly string $file, private readonly string $version, private readonly array $lists ) {}

	/**
	 * Enqueues a screen; false when it was not built.
	 *
	 * @param string $screen Name of the screen.
	 */
	public function enqueue( string $screen ): bool {
		$folder = plugin_dir_path( $this->file ) . 'build/admin/';
		if ( ! is_readable( $folder . $screen . '.asset.php' ) ) {
			return false;
		}
		$asset  = require $folder . $screen . '.asset.php';
		$handle = 'devskyy-' . $screen;
		wp_enqueue_script( $handle, plugins_url( 'build/admin/' . $screen . '.js', $this->file ), $asset['dependencies'], $asset['version'], true );
		wp_add_inline_script( $handle, 'window.devskyyAdmin = ' . wp_json_encode( $this->page( $screen ), JSON_HEX_TAG | JSON_HEX_AMP | JSON_UNESCAPED_SLASHES ) . ';', 'before' );
		wp_set_script_translations( $handle, 'devskyy', plugin_dir_path( $this->file ) . 'languages' );
		foreach ( array( $screen, 'style-' . $screen ) as $name ) {
			if ( is_readable( $folder . $name . '.css' ) ) {
				wp_enqueue_style( $handle . '-' . $name, plugins_url( 'build/admin/' . $name . '.css', $this->file ), array( 'wp-components' ), $asset['version'] );
				wp_style_add_data( $handle . '-' . $name, 'rtl', 'replace' );
			}
		}
		wp_enqueue_style( 'wp-components' );
		return true;
	}

	/**
	 * What the page tells its script (plugin/ui/page.ts).
	 *
	 * @param string $screen Name of the screen.
	 * @return array<string,mixed>
	 */
	private function page( string $screen ): array {
		$capabilities = array_filter( \DevSkyy\Roles::CAPABILITIES, static fn( string $capability ): bool => current_user_can( $capability ) );
		return array(
			'screen'       => $screen,
			'capabilities' => array_values( $capabilities ),
			'adminUrl'     => admin_url(),
			'dashboardUrl' => admin_url( 'admin.php?page=devskyy' ),
			'settingsUrl'  => admin_url( 'admin.php?page=devskyy-settings' ),
			'agentsUrl'    => admin_url( 'admin.php?page=devskyy-agents' ),
			'proposalsUrl' => admin_url( 'admin.php?page=devskyy-proposals' ),
			'locale'       => get_user_locale(),
			'version'      => $this->version,
			'agents'       => $this->lists[0]->titles(),
			'providers'    => $this->lists[1]->read(),
		);
	}
}
