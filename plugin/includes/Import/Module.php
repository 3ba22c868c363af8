<?php
/**
 * The parts of jobs and imports.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Import;

use DevSkyy\Catalogue\Catalogue;
use DevSkyy\Connection\Origins;
use DevSkyy\Import\Products\Phases;
use DevSkyy\Import\Products\ProductImport;
use DevSkyy\Import\Products\RowStore;
use DevSkyy\Jobs\Job;
use DevSkyy\Jobs\JobStore;
use DevSkyy\Jobs\Runner;
use DevSkyy\Orders\Import\Assembly;
use DevSkyy\Orders\Import\OrderImport;
use DevSkyy\Orders\Import\ProductBySku;
use DevSkyy\Orders\Import\RowStore as OrderRows;
use DevSkyy\Orders\OrderStore;
use DevSkyy\Rest\Guard;
use DevSkyy\Rest\JobsRoute;
use DevSkyy\Rest\OrderImportsRoute;
use DevSkyy\Rest\ProductImportsRoute;
use DevSkyy\Rest\Route;
use DevSkyy\Rest\UploadsRoute;
use wpdb;

/**
 * Builds uploads, jobs and their workers once, for the composition root. Another kind of job is another worker in the runner's list.
 */
final class Module {

	public readonly UploadStore $uploads;
	public readonly Runner $runner;
	public readonly ProductImport $products;
	public readonly OrderImport $orders;

	private readonly RowStore $rows;

	/**
	 * Takes what comes from outside.
	 *
	 * @param wpdb      $wpdb      The site's database.
	 * @param Catalogue $catalogue The active catalogue.
	 * @param Origins   $origins   Which origins pictures may come from.
	 */
	public function __construct( wpdb $wpdb, Catalogue $catalogue, Origins $origins ) {
		$jobs           = new JobStore( $wpdb );
		$this->rows     = new RowStore( $wpdb );
		$this->uploads  = new UploadStore( $wpdb );
		$phases         = new Phases( $wpdb, $catalogue, $this->uploads, $this->rows, $origins );
		$this->products = new ProductImport( $catalogue, $jobs, $this->rows, $this->uploads, $phases );
		$this->orders   = new OrderImport( $jobs, $this->uploads, new OrderRows( $wpdb ), new OrderStore( $wpdb ), new Assembly( ( new ProductBySku( $catalogue ) )->find( ... ) ) );
		$this->runner   = new Runner( $jobs, array( $this->products, $this->orders ) );
	}

	/**
	 * How many rows of an import are in each status.
	 *
	 * @param Job $job The import.
	 * @return array<string,int>
	 */
	public function counts( Job $job ): array {
		return $this->rows->counts( $job->id );
	}

	/** WP-Cron's part. */
	public function tick(): void {
		$this->runner->run();
		$this->uploads->tidy( time() - DAY_IN_SECONDS );
	}

	/**
	 * The routes of devskyy/v1.
	 *
	 * @param Guard $guard Makes permission callbacks.
	 * @return list<Route>
	 */
	public function routes( Guard $guard ): array {
		return array(
			new UploadsRoute( $guard, $this->uploads ),
			new JobsRoute( $guard, $this->runner ),
			new ProductImportsRoute( $guard, $this->products, $this->runner, $this->rows ),
			new OrderImportsRoute( $guard, $this->orders, $this->runner ),
		);
	}
}
