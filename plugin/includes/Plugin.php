<?php
/**
 * The composition root.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy;

use DevSkyy\Catalogue\CatalogueFactory;
use DevSkyy\Catalogue\ChangeTracker;
use DevSkyy\Catalogue\Module as CatalogueParts;
use DevSkyy\Catalogue\WooCommerce\Compatibility;
use DevSkyy\Cli\Commands;
use DevSkyy\Cli\ImportCommands;
use DevSkyy\Cli\ModelCommands;
use DevSkyy\Cli\ShopCommands;
use DevSkyy\Connection\Module as ConnectionParts;
use DevSkyy\Connection\Origins;
use DevSkyy\Connection\Transport;
use DevSkyy\Import\Module as ImportParts;
use DevSkyy\Models\Faces;
use DevSkyy\Models\Module as ModelParts;
use DevSkyy\Move\Module as MoveParts;
use DevSkyy\Orders\Module as OrderParts;
use DevSkyy\Proposals\Module as ProposalParts;
use DevSkyy\Rest\Guard;
use DevSkyy\Screens\Assets;
use DevSkyy\Screens\CopyLinks;
use DevSkyy\Screens\Menu;
use DevSkyy\Screens\ProductPanel;
use DevSkyy\Texts\Module as TextParts;
use WP_REST_Request;
use WP_REST_Response;
use WP_REST_Server;
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
		add_filter( 'cron_schedules', $this->schedules( ... ) ); // phpcs:ignore WordPress.WP.CronInterval -- Results that wait must not wait longer than a minute.
		add_action( 'plugins_loaded', $this->start( ... ), 20 );
	}

	/** Tables, roles and the minute's cron. */
	public function activate(): void {
		$this->install();
		$this->schedule();
	}

	/**
	 * The cron goes, on every site where the whole network stops using the plugin; data and roles stay until the plugin is deleted.
	 *
	 * @param bool $network_wide Whether it is the network's, not one site's.
	 */
	public function deactivate( bool $network_wide = false ): void {
		( new Network() )->each_site( $network_wide, static fn() => wp_clear_scheduled_hook( self::TICK ) );
	}

	/** Once all plugins are there: builds the parts and registers their hooks. */
	public function start(): void {
		if ( ! $this->database()->current() ) {
			add_action( 'init', $this->install( ... ), 1 );
		}
		add_action( 'init', $this->schedule( ... ) );
		add_filter( 'wpmu_drop_tables', fn( array $tables ): array => array( ...$tables, ...$this->database()->names() ) );
		$factory    = new CatalogueFactory();
		$catalogue  = $factory->create();
		$products   = new CatalogueParts( $catalogue, $this->file );
		$tracker    = new ChangeTracker( $this->wpdb(), $catalogue, $factory->posts() );
		$proposals  = new ProposalParts( $this->wpdb(), $factory->targets( $catalogue ) );
		$connection = new ConnectionParts(
			$this->wpdb(),
			array( $catalogue, $tracker, $proposals ),
			array(
				'folder'          => dirname( $this->file ),
				'version'         => $this->version,
				'private_origins' => $this->private_origins(),
				'disabled'        => defined( 'DEVSKYY_DISABLED' ) && DEVSKYY_DISABLED,
			)
		);
		$imports    = new ImportParts( $this->wpdb(), $catalogue, new Origins( $this->private_origins() ) );
		$models     = new ModelParts( $this->wpdb(), $connection->client, $imports->uploads, dirname( $this->file ) );
		$texts      = new TextParts( $connection, $this->file );
		( new Compatibility( $this->file ) )->register();
		$move = new MoveParts( $this->wpdb(), $connection->sync, $this->file );
		$move->register();
		$orders = new OrderParts( $this->wpdb(), $connection );
		$orders->register();
		$products->register();
		$tracker->register();
		$texts->register();
		$models->register();
		( new Faces( $models->store, $catalogue, $this->file ) )->register();
		add_action( 'rest_api_init', fn() => $this->routes( array( $products, $connection, $proposals, $imports, $move, $orders, $texts, $models ) ) );
		add_filter( 'rest_post_dispatch', $this->tell_contract( ... ), 10, 3 );
		add_action( self::TICK, $connection->tick( ... ) );
		add_action( self::TICK, $proposals->housekeeping->run( ... ) );
		add_action( self::TICK, $move->move->run( ... ) );
		add_action( self::TICK, $orders->tick( ... ) );
		add_action( self::TICK, $imports->tick( ... ) );
		add_action( self::TICK, $models->work->tick( ... ) );
		$assets = new Assets( $this->file, $this->version, array( $connection->agents, $connection->providers ) );
		( new Menu( $proposals->store, $assets, dirname( $this->file ) . '/build/screens.php' ) )->register();
		( new CopyLinks( $catalogue->post_type() ) )->register();
		( new ProductPanel( $catalogue, $assets ) )->register();
		if ( defined( 'WP_CLI' ) && WP_CLI ) {
			\WP_CLI::add_command( 'devskyy', new Commands( $connection, $proposals, $catalogue ) );
			$shop = new ShopCommands( $move, $imports );
			\WP_CLI::add_command( 'devskyy move', $shop->move( ... ) );
			\WP_CLI::add_command( 'devskyy import orders', $shop->orders( ... ) );
			\WP_CLI::add_command( 'devskyy models', new ModelCommands( $models ) );
			\WP_CLI::add_command( 'devskyy import products', ( new ImportCommands( $imports ) )->products( ... ) );
		}
	}

	/** Keeps the minute's cron alive, whoever may have cleared it. */
	public function schedule(): void {
		if ( ! wp_next_scheduled( self::TICK ) ) {
			wp_schedule_event( time() + MINUTE_IN_SECONDS, 'devskyy_minute', self::TICK );
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
			'display'  => 'DevSkyy, each minute',
		);
		return $schedules;
	}

	/**
	 * Registers every route of devskyy/v1.
	 *
	 * @param array{CatalogueParts,ConnectionParts,ProposalParts,ImportParts,MoveParts,OrderParts,TextParts,ModelParts} $parts Those that have routes.
	 */
	private function routes( array $parts ): void {
		$guard = new Guard();
		add_filter( 'rest_request_before_callbacks', $guard->first( ... ), 10, 3 );
		foreach ( $parts as $part ) {
			foreach ( $part->routes( $guard ) as $route ) {
				$route->register();
			}
		}
	}

	/**
	 * Both sides tell their contract version with every answer (docs/protocol.md).
	 *
	 * @param WP_REST_Response $answer  The answer.
	 * @param WP_REST_Server   $server  Unused.
	 * @param WP_REST_Request  $request What was asked.
	 */
	public function tell_contract( WP_REST_Response $answer, WP_REST_Server $server, WP_REST_Request $request ): WP_REST_Response {
		if ( str_starts_with( $request->get_route(), '/devskyy/v1/' ) ) {
			$answer->header( 'X-DevSkyy-Contract', (string) Transport::CONTRACT );
		}
		return $answer;
	}

	/** Tables, roles, and the choice of the catalogue. */
	private function install(): void {
		$this->database()->install();
		( new Roles() )->install();
		( new Keepsake( $this->wpdb() ) )->restore();
		( new CatalogueFactory() )->activate();
	}

	/** The tables of all parts. */
	private function database(): Database {
		return new Database( $this->wpdb(), array( new Connection\Schema(), new Proposals\Schema(), new Catalogue\Schema(), new Jobs\Schema(), new Import\Schema(), new Move\Schema(), new Orders\Schema(), new Models\Schema() ) );
	}

	/**
	 * The private origins that the operator allows (a comma-separated text or a list).
	 *
	 * @return list<string>
	 */
	private function private_origins(): array {
		$listed = defined( 'DEVSKYY_PRIVATE_ORIGINS' ) ? DEVSKYY_PRIVATE_ORIGINS : '';
		$listed = is_array( $listed ) ? $listed : explode( ',', (string) $listed );
		return array_values( array_filter( array_map( static fn( mixed $origin ): string => rtrim( strtolower( trim( (string) $origin ) ), '/' ), $listed ) ) );
	}

	/** The one place that reads the global. */
	private function wpdb(): wpdb {
		return $GLOBALS['wpdb'];
	}
}
