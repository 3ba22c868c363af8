<?php
/**
 * The way of models to the service and back.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Models;

use DevSkyy\Connection\ServiceClient;
use DevSkyy\Import\UploadStore;

/**
 * The parts that talk about models with the service, built once.
 */
final class Exchange {

	public readonly ServiceModels $service;
	public readonly Receiver $receive;
	public readonly Sender $sender;
	public readonly ModelWork $work;

	/**
	 * Takes its parts.
	 *
	 * @param ServiceClient $client  Signed requests.
	 * @param ModelStore    $models  The table.
	 * @param ModelFolder   $folder  Where published files are.
	 * @param UploadStore   $uploads Uploaded files.
	 */
	public function __construct( ServiceClient $client, ModelStore $models, ModelFolder $folder, UploadStore $uploads ) {
		$this->service = new ServiceModels( $client );
		$this->receive = new Receiver( $models );
		$this->sender  = new Sender( $models, $uploads, $this->service, $this->receive );
		$this->work    = new ModelWork( $models, $this->service, $this->receive, $this->sender, new Puller( $models, $folder, $this->service ) );
	}
}
