<?php
/**
 * The parts of the connection.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Connection;

use DevSkyy\Catalogue\Catalogue;
use DevSkyy\Catalogue\CatalogueFactory;
use DevSkyy\Catalogue\ChangeTracker;
use DevSkyy\Models\ModelFolder;
use DevSkyy\Models\ModelProducts;
use DevSkyy\Models\ModelStore;
use DevSkyy\Models\Receiver;
use DevSkyy\Proposals\Module as Proposals;
use DevSkyy\Rest\AgentEstimatesRoute;
use DevSkyy\Rest\AgentRunsRoute;
use DevSkyy\Rest\AgentsRoute;
use DevSkyy\Rest\ChallengeRoute;
use DevSkyy\Rest\ConnectionHomeRoute;
use DevSkyy\Rest\ConnectionKeysRoute;
use DevSkyy\Rest\ConnectionRedeemRoute;
use DevSkyy\Rest\ConnectionRoute;
use DevSkyy\Rest\DashboardRoute;
use DevSkyy\Rest\Guard;
use DevSkyy\Rest\InboxRoute;
use DevSkyy\Rest\ProvidersRoute;
use DevSkyy\Rest\ProviderTestsRoute;
use DevSkyy\Rest\Reply;
use DevSkyy\Rest\Route;
use DevSkyy\Rest\RunAsk;
use DevSkyy\Rest\RunCancelRoute;
use DevSkyy\Rest\RunErrorsRoute;
use DevSkyy\Rest\RunEventsRoute;
use DevSkyy\Rest\RunRoute;
use DevSkyy\Rest\RunsRoute;
use DevSkyy\Rest\SettingsRoute;
use DevSkyy\Rest\SpendRoute;
use DevSkyy\Targets\SiteTargets;
use wpdb;

/**
 * Builds the connection's parts once, for the composition root.
 */
final class Module {

	public readonly ConnectionStore $store;
	public readonly ServiceClient $client;
	public readonly Pairing $pairing;
	public readonly Inbox $inbox;
	public readonly OutboxDrain $drain;
	public readonly CatalogueSync $sync;
	public readonly ConnectionStatus $status;
	public readonly Runs $runs;
	public readonly RunStore $run_store;
	public readonly AgentList $agents;

	/**
	 * The providers of models.
	 *
	 * @var ProviderList
	 */
	public readonly ProviderList $providers;

	public readonly SafeMode $safe;
	public readonly KeyRotation $rotation;

	private readonly SiteTargets $targets;
	private readonly Json $json;
	private readonly TokenLedger $ledger;
	private readonly TokenSigner $signer;
	private readonly TokenVerifier $verifier;
	private readonly InboxStore $inbox_store;

	/**
	 * Takes what comes from outside.
	 *
	 * @param wpdb                                   $wpdb      The site's database.
	 * @param array{Catalogue,ChangeTracker,Proposals} $parts     The active catalogue, its tracker, and the proposals.
	 * @param array{folder:string,version:string,private_origins:list<string>,disabled?:bool} $plugin The plugin's folder and version, which private origins the operator allows, and the kill switch.
	 */
	public function __construct( wpdb $wpdb, private readonly array $parts, array $plugin ) {
		list( $catalogue, $tracker, $proposals ) = $parts;

		$keys        = new KeyPair();
		$origins     = new Origins( $plugin['private_origins'] );
		$this->json  = new Json();
		$this->store = new ConnectionStore();
		$this->safe  = new SafeMode( $this->store, $plugin['disabled'] ?? false );

		$transport = new Transport( $origins, $this->json, $this->safe, $plugin['version'] );

		$this->targets     = ( new CatalogueFactory() )->targets( $catalogue );
		$this->ledger      = new TokenLedger( $wpdb );
		$this->signer      = new TokenSigner( $keys );
		$this->verifier    = new TokenVerifier( $keys, $this->ledger );
		$this->client      = new ServiceClient( $this->store, $this->signer, $transport, $this->json, $this->safe );
		$this->pairing     = new Pairing( $this->store, $keys, $origins, $transport, $this->json, $this->safe, $plugin['version'] );
		$this->rotation    = new KeyRotation( $this->store, $this->client, $keys, $this->signer );
		$reports           = new ReportStore( $wpdb, $this->json );
		$this->run_store   = new RunStore( $wpdb, $this->store, $this->json, $reports );
		$this->runs        = new Runs( $this->client, $this->run_store );
		$this->inbox_store = new InboxStore( $wpdb );
		$this->inbox       = new Inbox( $this->inbox_store, new Schemas( $plugin['folder'] . '/build/schemas', $this->json ), $proposals->intake, $this->run_store, $reports, new Receiver( new ModelStore( $wpdb, new ModelFolder(), new ModelProducts( $wpdb ) ) ) );
		$this->drain       = new OutboxDrain( $this->client, $this->store, $this->inbox );
		$this->sync        = new CatalogueSync( $this->client, $catalogue, $this->targets, $tracker, new SiteFacts( $catalogue, $this->targets ), $this->json );
		$this->status      = new ConnectionStatus( $this->store, $this->client, $catalogue, $this->sync, array( $this->safe, $this->rotation ), $plugin['version'] );
		$this->providers   = new ProviderList( $plugin['folder'] . '/build/providers.php' );
		$this->agents      = new AgentList( $this->client, $plugin['folder'] . '/build/agents.php' );
	}

	/** The minute's work: results that wait, the catalogue's changes, and what has become old. */
	public function tick(): void {
		$this->ledger->sweep();
		$this->inbox_store->sweep();
		$this->safe->remember_home();
		if ( $this->client->paired() && null === $this->safe->error() ) {
			$this->rotation->tick();
			$this->drain->drain( 10 );
			$this->sync->step( 15 );
		}
	}

	/**
	 * The routes of the connection.
	 *
	 * @param Guard $guard Makes permission callbacks.
	 * @return list<Route>
	 */
	public function routes( Guard $guard ): array {
		list( $catalogue, , $proposals ) = $this->parts;

		$reply = new Reply( $this->client );
		$ask   = new RunAsk( $this->targets, $this->agents );
		return array(
			new ConnectionRoute( $guard, $this->status, $this->store, $this->pairing, $this->client, $this->drain ),
			new ConnectionKeysRoute( $guard, $this->rotation, $this->status ),
			new ConnectionHomeRoute( $guard, $this->store, $this->safe, $this->status ),
			new ConnectionRedeemRoute( $guard, $this->pairing, $this->sync, $this->status ),
			new ChallengeRoute( $this->pairing, $this->signer ),
			new InboxRoute( $this->store, $this->verifier, $this->inbox, $this->json, $this->safe ),
			new AgentsRoute( $guard, $this->agents, $reply ),
			new AgentRunsRoute( $guard, $ask, $this->sync, $this->client, $this->run_store ),
			new AgentEstimatesRoute( $guard, $ask, $this->sync, $reply ),
			new RunsRoute( $guard, $this->runs, $this->drain, $reply ),
			new RunEventsRoute( $guard, $this->drain, $reply ),
			new RunErrorsRoute( $guard, $reply ),
			new RunRoute( $guard, $this->runs, $this->drain ),
			new RunCancelRoute( $guard, $this->client, $this->runs, $this->run_store ),
			new SettingsRoute( $guard, new SettingsMirror( $this->client ), $catalogue ),
			new ProviderTestsRoute( $guard, $reply ),
			new ProvidersRoute( $guard, $this->client ),
			new SpendRoute( $guard, $reply ),
			new DashboardRoute( $guard, $this->status, $this->client, $this->runs, $proposals->store, $this->drain ),
		);
	}
}
