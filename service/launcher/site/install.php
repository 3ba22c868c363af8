<?php
/**
 * Sets up a fresh WordPress once, and makes sure at each start that the shop is as the launcher promises: plugins active, administrator with a
 * valid application password. Everything in it may run again.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

require __DIR__ . '/boot.php';

require $argv[1] . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/admin.php';

/** The steps, each of which may run again. */
final class DevSkyy_Install {

	/**
	 * Takes what the launcher wants.
	 *
	 * @param array<string,mixed> $input The launcher's wishes.
	 */
	public function __construct( private readonly array $input ) {}

	/**
	 * Runs all steps.
	 *
	 * @return array<string,mixed>
	 */
	public function run(): array {
		$first = '1' === get_option( 'devskyy_local_unfinished' );
		$user = get_user_by( 'login', $this->input['user'] );
		if ( ! $user ) {
			throw new RuntimeException( 'The user ' . $this->input['user'] . ' has been deleted from this shop.' );
		}
		wp_set_current_user( $user->ID );
		if ( $first ) {
			$this->first( $user );
		}
		$this->activate( $this->input['plugins'] );
		flush_rewrite_rules( false );
		delete_option( 'devskyy_local_unfinished' );
		return array(
			'first'               => $first,
			'version'             => get_bloginfo( 'version' ),
			'theme'               => get_stylesheet(),
			'password'            => wp_check_password( $this->input['password'], $user->user_pass, $user->ID ),
			'applicationPassword' => $this->application_password( $user ),
			'catalogue'           => get_option( 'devskyy_catalogue', '' ),
		);
	}

	/**
	 * What is set once, and may be changed by the owner afterwards.
	 *
	 * @param WP_User $user The administrator.
	 */
	private function first( WP_User $user ): void {
		global $wp_rewrite;
		$wp_rewrite->set_permalink_structure( '/%postname%/' );
		update_option( 'blogdescription', $this->input['tagline'] );
		update_option( 'default_comment_status', 'closed' );
		update_option( 'show_avatars', '0' ); // A shop that is for this machine only fetches no pictures of people from elsewhere.
		foreach ( get_posts( array( 'post_type' => array( 'post', 'page' ), 'post_status' => 'any', 'numberposts' => 10, 'post_name__in' => array( 'hello-world', 'sample-page', 'privacy-policy' ) ) ) as $post ) {
			wp_delete_post( $post->ID, true );
		}
		foreach ( array( 'twentytwentyfive', 'twentytwentyfour', 'twentytwentythree' ) as $theme ) {
			if ( wp_get_theme( $theme )->exists() ) {
				switch_theme( $theme );
				break;
			}
		}
		global $wpdb;
		update_user_meta( $user->ID, 'show_welcome_panel', 0 );
		update_user_meta(
			$user->ID,
			$wpdb->get_blog_prefix() . 'persisted_preferences',
			array(
				'core/edit-post' => array( 'welcomeGuide' => false, 'welcomeGuideTemplate' => false ),
				'core/edit-site' => array( 'welcomeGuide' => false, 'welcomeGuideStyles' => false, 'welcomeGuidePage' => false, 'welcomeGuideTemplate' => false ),
				'core'           => array( 'enableChoosePatternModal' => false ),
				'_modified'      => gmdate( 'Y-m-d\TH:i:s.000\Z' ),
			)
		);
	}

	/**
	 * Activates plugins.
	 *
	 * @param string[] $plugins Entry files, relative to the plugins' folder.
	 */
	private function activate( array $plugins ): void {
		wp_clean_plugins_cache( false );
		foreach ( $plugins as $plugin ) {
			if ( is_plugin_active( $plugin ) ) {
				continue;
			}
			$result = activate_plugin( $plugin, '', ! empty( $this->input['networkWide'] ) );
			if ( is_wp_error( $result ) ) {
				throw new RuntimeException( "The plugin $plugin could not be activated: " . wp_strip_all_tags( $result->get_error_message() ) . ' ' . wp_json_encode( $result->get_error_data() ) );
			}
		}
	}

	/**
	 * The application password of the launcher: the one it knows, while it is valid, else a new one.
	 *
	 * @param WP_User $user The administrator.
	 */
	private function application_password( WP_User $user ): string {
		$known = (string) ( $this->input['applicationPassword'] ?? '' );
		$plain = preg_replace( '/[^a-z\d]/i', '', $known );
		foreach ( WP_Application_Passwords::get_user_application_passwords( $user->ID ) as $item ) {
			if ( 'npm start' !== $item['name'] ) {
				continue;
			}
			if ( '' !== $plain && WP_Application_Passwords::check_password( $plain, $item['password'] ) ) {
				return $known;
			}
			WP_Application_Passwords::delete_application_password( $user->ID, $item['uuid'] );
		}
		$made = WP_Application_Passwords::create_new_application_password( $user->ID, array( 'name' => 'npm start' ) );
		if ( is_wp_error( $made ) ) {
			throw new RuntimeException( $made->get_error_message() );
		}
		return WP_Application_Passwords::chunk_password( $made[0] );
	}
}

echo "\n", wp_json_encode( ( new DevSkyy_Install( $devskyy_input ) )->run() ), "\n";
