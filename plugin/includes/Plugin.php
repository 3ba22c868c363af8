<?php
/**
 * The composition root.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy;

use DevSkyy\Catalogue\Catalogue;
use DevSkyy\Catalogue\CatalogueFactory;
use DevSkyy\Catalogue\ChangeTracker;
use DevSkyy\Proposals\Approval;
use DevSkyy\Proposals\Bulk;
use DevSkyy\Proposals\ProposalIntake;
use DevSkyy\Proposals\ProposalStore;
use DevSkyy\Proposals\Recovery;
use DevSkyy\Rest\Guard;
use DevSkyy\Rest\Route;
use wpdb;

/**
 * Builds every part once and hangs it on WordPress' hooks; the only place that knows how the parts fit together.
 */
final class Plugin {

	/** WP-Cron's hook, each minute. */
	public const TICK = 'devskyy_tick';

	/**
	 * Takes what the entry file knows.
	 *
	 * @param string $file    The plugin's entry file.
	 * @param string $version The plugin's version.
	 */
	public function __construct( private readonly string $file, private readonly string $version ) {}

	/** Hangs the plugin on WordPress. */
	public function boot(): void {
		register_activation_hook( $this->file, $this->activate( ... ) );
		register_deactivation_hook( $this->file, $this->deactivate( ... ) );
		add_action( 'plugins_loaded', $this->start( ... ), 20 );
	}

	/** Tables, roles, the choice of the catalogue and the minute's cron. */
	public function activate(): void {
		$this->database()->install();
		( new Roles() )->install();
		if ( class_exists( CatalogueFactory::class ) ) {
			( new CatalogueFactory() )->activate();
		}
		if ( ! wp_next_scheduled( self::TICK ) ) {
			wp_schedule_event( time() + MINUTE_IN_SECONDS, 'devskyy_minute', self::TICK );
		}
	}

	/** The cron goes; data and roles stay until the plugin is deleted. */
	public function deactivate(): void {
		wp_clear_scheduled_hook( self::TICK );
	}

	/** Once all plugins are there: builds the parts and registers their hooks. */
	public function start(): void {
		add_filter( 'cron_schedules', $this->schedules( ... ) ); // phpcs:ignore WordPress.WP.CronInterval.CronSchedulesInterval -- Results that wait must not wait longer than a minute.
		if ( ! $this->database()->current() ) {
			$this->database()->install();
			( new Roles() )->install();
		}
	}

	/**
	 * Adds WP-Cron's interval of a minute.
	 *
	 * @param array<string,array{interval:int,display:string}> $schedules The schedules so far.
	 * @return array<string,array{interval:int,display:string}>
	 */
	public function schedules( array $schedules ): array {
		$schedules['devskyy_minute'] = array(
			'interval' => MINUTE_IN_SECONDS,
			'display'  => __( 'Each minute (DevSkyy)', 'devskyy' ),
		);
		return $schedules;
	}

	/** The tables of all parts. */
	private function database(): Database {
		$schemas = array();
		foreach ( array( Connection\Schema::class, Proposals\Schema::class, Catalogue\Schema::class ) as $name ) {
			if ( class_exists( $name ) ) {
				$schemas[] = new $name();
			}
		}
		return new Database( $this->wpdb(), $schemas );
	}

	/** The one place that reads the global. */
	private function wpdb(): wpdb {
		return $GLOBALS['wpdb'];
	}
}
