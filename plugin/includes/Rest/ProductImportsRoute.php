<?php
/**
 * Imports of products.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Rest;

use DevSkyy\Import\Products\ErrorFile;
use DevSkyy\Import\Products\ProductImport;
use DevSkyy\Import\Products\Row;
use DevSkyy\Import\Products\RowStore;
use DevSkyy\Jobs\Job;
use DevSkyy\Jobs\Runner;
use DevSkyy\Roles;
use WP_Error;
use WP_REST_Request;
use WP_REST_Response;

/**
 * `POST devskyy/v1/imports/products {upload, mode}` → 202 with the job; `GET imports/{job}/rows?after=LINE` the rows with problems;
 * `GET imports/{job}/errors` the same as a CSV file in `{name, text}`. Everything else is the job's own (JobsRoute).
 */
final class ProductImportsRoute implements Route {

	private const ID = '/imports/(?P<id>[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})';

	/**
	 * Takes its parts.
	 *
	 * @param Guard         $guard   Makes permission callbacks.
	 * @param ProductImport $imports Imports of products.
	 * @param Runner        $runner  Steps jobs.
	 * @param RowStore      $rows    The rows.
	 */
	public function __construct(
		private readonly Guard $guard,
		private readonly ProductImport $imports,
		private readonly Runner $runner,
		private readonly RowStore $rows
	) {}

	/** {@inheritDoc} */
	public function register(): void {
		$new  = array(
			'upload' => array(
				'type'     => 'string',
				'required' => true,
			),
			'mode'   => array(
				'type'    => 'string',
				'enum'    => ProductImport::MODES,
				'default' => 'new',
			),
		);
		$page = array(
			'after' => array(
				'type'    => 'integer',
				'minimum' => 0,
				'default' => 0,
			),
			'limit' => array(
				'type'    => 'integer',
				'minimum' => 1,
				'maximum' => 100,
				'default' => 20,
			),
		);
		$this->route( '/imports/products', 'POST', $this->start( ... ), $new );
		$this->route( self::ID . '/rows', 'GET', $this->rows( ... ), $page );
		$this->route( self::ID . '/errors', 'GET', $this->errors( ... ), array() );
	}

	/**
	 * Registers one route.
	 *
	 * @param string              $path   Below devskyy/v1.
	 * @param string              $method HTTP method.
	 * @param callable            $does   The callback.
	 * @param array<string,mixed> $args   The arguments it takes.
	 *
	 * @phpstan-param non-falsy-string $path
	 */
	private function route( string $path, string $method, callable $does, array $args ): void {
		register_rest_route(
			'devskyy/v1',
			$path,
			array(
				'methods'             => $method,
				'callback'            => $does,
				'permission_callback' => $this->guard->permission( Roles::APPROVE ),
				'args'                => $args,
			)
		);
	}

	/**
	 * Starts an import and works its first slice off.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	private function start( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		$job = $this->imports->start( (string) $request['upload'], (string) $request['mode'] );
		return is_wp_error( $job ) ? $job : new WP_REST_Response( $this->runner->shape( $this->runner->step( $job ) ), 202 );
	}

	/**
	 * Rows with problems.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	private function rows( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		$job = $this->job( $request );
		if ( is_wp_error( $job ) ) {
			return $job;
		}
		$rows = $this->rows->flagged( $job->id, (int) $request['after'], (int) $request['limit'] );
		return new WP_REST_Response( array_map( $this->shape( ... ), $rows ) );
	}

	/**
	 * The file of problems.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	private function errors( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		$job = $this->job( $request );
		return is_wp_error( $job ) ? $job : new WP_REST_Response(
			array(
				'name' => sanitize_file_name( pathinfo( $job->title, PATHINFO_FILENAME ) . '-problems.csv' ),
				'text' => ( new ErrorFile( $this->rows ) )->text( $job ),
			)
		);
	}

	/**
	 * The import.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	private function job( WP_REST_Request $request ): Job|WP_Error {
		$job = $this->runner->jobs->get( (string) $request['id'] );
		return null === $job || ProductImport::KIND !== $job->kind ? new WP_Error( 'devskyy_job_unknown', __( 'There is no import with this id. Finished ones are kept for 90 days.', 'devskyy' ), array( 'status' => 404 ) ) : $job;
	}

	/**
	 * A row with problems.
	 *
	 * @param Row $row The row.
	 * @return array<string,mixed>
	 */
	private function shape( Row $row ): array {
		return array(
			'row'      => $row->line,
			'sku'      => $row->sku,
			'status'   => $row->status,
			'product'  => $row->product,
			'problems' => $row->notes,
		);
	}
}
