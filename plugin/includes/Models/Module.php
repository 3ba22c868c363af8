<?php
/**
 * The parts of 3D models.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Models;

use DevSkyy\Connection\Json;
use DevSkyy\Connection\Schemas;
use DevSkyy\Connection\ServiceClient;
use DevSkyy\Import\UploadStore;
use DevSkyy\Rest\AvatarsRoute;
use DevSkyy\Rest\Guard;
use DevSkyy\Rest\ModelActionsRoute;
use DevSkyy\Rest\ModelRoute;
use DevSkyy\Rest\ModelsRoute;
use DevSkyy\Rest\Route;
use wpdb;

/**
 * Builds what keeps, sends, fetches and shows 3D models, for the composition root.
 */
final class Module {

	public readonly ModelStore $store;
	public readonly Models $models;
	public readonly LocalModels $local;
	public readonly Receiver $receive;
	public readonly ModelShape $shape;
	public readonly ModelWork $work;

	private readonly ModelProducts $products;

	/**
	 * Takes what comes from outside.
	 *
	 * @param wpdb          $wpdb    The site's database.
	 * @param ServiceClient $client  Signed requests.
	 * @param UploadStore   $uploads Uploaded files.
	 * @param string        $folder  The plugin's folder.
	 */
	public function __construct( wpdb $wpdb, ServiceClient $client, UploadStore $uploads, string $folder ) {
		$files          = new ModelFolder();
		$this->products = new ModelProducts( $wpdb );
		$this->store    = new ModelStore( $wpdb, $files, $this->products );
		$exchange       = new Exchange( $client, $this->store, $files, $uploads );
		$this->receive  = $exchange->receive;
		$this->work     = $exchange->work;
		$this->models   = new Models( $this->store, $this->products, $files, $uploads, $exchange, new Schemas( $folder . '/build/schemas', new Json() ) );
		$this->local    = new LocalModels( $this->store, $files );
		$this->shape    = new ModelShape( $this->store, $this->products );
	}

	/** Registers the hooks; call it on plugins_loaded. */
	public function register(): void {
		add_action( 'deleted_post', $this->products->forget( ... ) );
		( new MediaTypes() )->register();
		( new StructuredData( $this->store ) )->register();
	}

	/**
	 * The routes of models and avatars.
	 *
	 * @param Guard $guard Makes permission callbacks.
	 * @return list<Route>
	 */
	public function routes( Guard $guard ): array {
		return array(
			new ModelsRoute( $guard, $this->models, $this->shape, $this->work ),
			new ModelRoute( $guard, $this->models, $this->shape, $this->work ),
			new ModelActionsRoute( $guard, $this->models, $this->shape ),
			new AvatarsRoute( $guard, $this->models, $this->shape, $this->work ),
		);
	}
}
