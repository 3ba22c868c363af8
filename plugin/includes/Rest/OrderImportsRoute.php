<?php
/**
 * Imports of orders.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Rest;

use DevSkyy\Jobs\Runner;
use DevSkyy\Orders\Import\OrderImport;
use DevSkyy\Roles;
use WP_Error;
use WP_REST_Request;
use WP_REST_Response;

/**
 * `POST devskyy/v1/orders/imports/inspect {upload}`, `POST devskyy/v1/orders/imports {upload, map, date_format, decimal, currency, prices}` →
 * 202 a job, `GET devskyy/v1/orders/imports/{id}/rows` (those that are wrong), `POST devskyy/v1/orders/imports/{id}/undo` (also when the job is
 * forgotten) → 202 a job. Everything else is the job's own (JobsRoute).
 */
final class OrderImportsRoute implements Route {

	private const ID = '/(?P<id>[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})';

	/**
	 * Takes its parts.
	 *
	 * @param Guard       $guard   Makes permission callbacks.
	 * @param OrderImport $imports Imports of orders.
	 * @param Runner      $runner  Steps jobs.
	 */
	public function __construct( private readonly Guard $guard, private readonly OrderImport $imports, private readonly Runner $runner ) {}

	/** {@inheritDoc} */
	public function register(): void {
		$text   = array(
			'type'     => 'string',
			'required' => true,
		);
		$upload = array( 'upload' => $text );
		$how    = array(
			'map'         => array(
				'type'                 => 'object',
				'required'             => true,
				'additionalProperties' => array(
					'type'    => 'integer',
					'minimum' => 0,
				),
			),
			'date_format' => $text,
			'decimal'     => $text,
			'currency'    => $text,
			'prices'      => $text,
		);
		$this->route( '/inspect', 'POST', $this->inspect( ... ), $upload );
		$this->route( '', 'POST', $this->start( ... ), $upload + $how );
		$this->route( self::ID . '/rows', 'GET', $this->rows( ... ), self::PAGING );
		$this->route( self::ID . '/undo', 'POST', $this->undo( ... ), array() );
	}

	/**
	 * Registers one route.
	 *
	 * @param string              $path   After `/orders/imports`.
	 * @param string              $method HTTP method.
	 * @param callable            $does   The callback.
	 * @param array<string,mixed> $args   The arguments it takes.
	 */
	private function route( string $path, string $method, callable $does, array $args ): void {
		register_rest_route(
			'devskyy/v1',
			'/orders/imports' . $path,
			array(
				'methods'             => $method,
				'callback'            => $does,
				'permission_callback' => $this->guard->permission( Roles::APPROVE ),
				'args'                => $args,
			)
		);
	}

	/**
	 * Looks at a file.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	private function inspect( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		return rest_ensure_response( $this->imports->inspect( (string) $request['upload'] ) );
	}

	/**
	 * Starts an import and works its first slice off.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	private function start( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		$job = $this->imports->start( (string) $request['upload'], $request->get_params() );
		return is_wp_error( $job ) ? $job : new WP_REST_Response( $this->runner->shape( $this->runner->step( $job ) ), 202 );
	}

	/**
	 * A page of the rows that are wrong.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	private function rows( WP_REST_Request $request ): WP_REST_Response {
		$page   = $this->imports->wrong( strtolower( (string) $request['id'] ), (int) $request['page'], (int) $request['per_page'] );
		$answer = new WP_REST_Response( $page['items'] );
		$answer->header( 'X-WP-Total', (string) $page['total'] );
		$answer->header( 'X-WP-TotalPages', (string) (int) ceil( $page['total'] / (int) $request['per_page'] ) );
		return $answer;
	}

	/**
	 * Takes an import back.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	private function undo( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		$id  = strtolower( (string) $request['id'] );
		$job = $this->runner->jobs->get( $id );
		$job = null === $job ? $this->imports->undo( $id ) : $this->runner->act( $job, 'undo', array() );
		return is_wp_error( $job ) ? $job : new WP_REST_Response( $this->runner->shape( $this->runner->step( $job ) ), 202 );
	}
}
