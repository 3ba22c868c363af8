<?php
/**
 * The menu and its screens.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Screens;

use DevSkyy\Proposals\ProposalStore;
use DevSkyy\Roles;

/**
 * Adds the menu "DevSkyy" with the count of pending proposals, and prints each screen's mount.
 */
final class Menu {

	/** What is shown where nothing was built: its mount says so. */
	private const UNBUILT = array(
		'slug'       => 'devskyy',
		'screen'     => 'dashboard',
		'capability' => Roles::VIEW,
		'title'      => 'DevSkyy',
	);

	/** A needle and a thread: the menu's icon, drawn for this plugin. */
	private const ICON = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20" fill="black"><path d="M17.6 2.4a1.9 1.9 0 0 0-2.7 0L6.6 10.7l-3.9 6.6 6.6-3.9 8.3-8.3a1.9 1.9 0 0 0 0-2.7zm-1.1 1.6-3.2 3.2-.5-.5L16 3.5a.35.35 0 0 1 .5.5z"/><path d="M2 8c0-3.300 2.700-5 5.500-5 1.200 0 2.300.3 3.100.8l-.8 1.300A4.600 4.600 0 0 0 7.500 4.500C5.300 4.500 3.500 5.700 3.500 8c0 .9.3 1.700.8 2.400l-1.200.9A5 5 0 0 1 2 8z"/></svg>';

	/**
	 * Takes its parts.
	 *
	 * @param ProposalStore $proposals Counts what is pending.
	 * @param Assets        $assets    Scripts and styles.
	 * @param string        $screens   build/screens.php, which the build makes of each screen's screen.json: pages in the menu's order.
	 */
	public function __construct( private readonly ProposalStore $proposals, private readonly Assets $assets, private readonly string $screens ) {}

	/** Hangs itself on wp-admin. */
	public function register(): void {
		add_action( 'admin_menu', $this->add( ... ) );
	}

	/** Adds the pages. */
	public function add(): void {
		if ( ! current_user_can( Roles::VIEW ) ) {
			return;
		}
		$pending = (int) ( $this->proposals->counts()['pending'] ?? 0 );
		$icon    = 'data:image/svg+xml;base64,' . base64_encode( self::ICON ); // phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions.obfuscation_base64_encode -- WordPress takes menu icons as data URLs.
		add_menu_page( 'DevSkyy', 'DevSkyy' . $this->bubble( $pending ), Roles::VIEW, 'devskyy', '', $icon, 56 );
		foreach ( $this->screens() as $page ) {
			$label = $page['title'] . ( 'devskyy-proposals' === $page['slug'] ? $this->bubble( $pending ) : '' );
			$hook  = add_submenu_page( 'devskyy', $page['title'] . ' ‹ DevSkyy', $label, $page['capability'], $page['slug'], fn() => $this->mount( $page['screen'] ) );
			if ( is_string( $hook ) ) {
				add_action( 'load-' . $hook, fn() => add_action( 'admin_enqueue_scripts', fn() => $this->assets->enqueue( $page['screen'] ) ) );
			}
		}
	}

	/**
	 * The screens that have a page of their own.
	 *
	 * @return list<array{slug:string,screen:string,capability:string,title:string}>
	 */
	private function screens(): array {
		return is_readable( $this->screens ) ? require $this->screens : array( self::UNBUILT );
	}

	/**
	 * The count as core's menus show it.
	 *
	 * @param int $count Pending proposals.
	 */
	private function bubble( int $count ): string {
		if ( 0 === $count ) {
			return '';
		}
		/* translators: %s: number of proposals. */
		$text = sprintf( _n( '%s proposal waits for approval', '%s proposals wait for approval', $count, 'devskyy' ), number_format_i18n( $count ) );
		return sprintf(
			' <span class="awaiting-mod count-%1$d"><span class="pending-count" aria-hidden="true">%2$s</span><span class="screen-reader-text">%3$s</span></span>',
			$count,
			esc_html( number_format_i18n( $count ) ),
			esc_html( $text )
		);
	}

	/**
	 * Prints a screen's mount; the script draws the heading.
	 *
	 * @param string $screen Name of the screen.
	 */
	private function mount( string $screen ): void {
		printf(
			'<div id="devskyy-app" class="wrap" data-screen="%s"></div><noscript><div class="wrap"><p>%s</p></div></noscript>',
			esc_attr( $screen ),
			esc_html__( 'This screen needs JavaScript. Switch it on in your browser, then load the page again.', 'devskyy' )
		);
		if ( ! wp_script_is( 'devskyy-' . $screen, 'enqueued' ) && ! wp_script_is( 'devskyy-' . $screen, 'done' ) ) {
			printf( '<div class="notice notice-error"><p>%s</p></div>', esc_html__( 'DevSkyy is not complete: its screens were not built. Install the plugin from its package, or run the build.', 'devskyy' ) );
		}
	}
}
