<?php
/**
 * Jobs that are done in slices.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Rest;

use DevSkyy\Jobs\Job;
use DevSkyy\Jobs\Runner;
use DevSkyy\Roles;
use WP_Error;
use WP_REST_Request;
use WP_REST_Response;

/**
 * `GET devskyy/v1/jobs?kind=`; `GET jobs/{id}` (who may approve works a slice off with it); `POST jobs/{id}/cancel`; `POST jobs/{id}/{action}`
 * for what its kind offers (start, resume, undo); `DELETE jobs/{id}` forgets one that is at its end.
 */
final class JobsRoute implements Route {

	private const ID = '/jobs/(?P<id>[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})';

	/**
	 * Takes its parts.
	 *
	 * @param Guard  $guard  Makes permission callbacks.
	 * @param Runner $runner Steps jobs.
	 */
	public function __construct( private readonly Guard $guard, private readonly Runner $runner ) {}

	/** {@inheritDoc} */
	public function register(): void {
		$kind = array(
			'kind' => array(
				'type'     => 'string',
				'required' => true,
			),
		);
		$this->route( '/jobs', 'GET', Roles::VIEW, $this->list( ... ), $kind + self::PAGING );
		$this->route( self::ID, 'GET', Roles::VIEW, $this->get( ... ) );
		$this->route( self::ID, 'DELETE', Roles::APPROVE, $this->forget( ... ) );
		$this->route( self::ID . '/(?P<action>[a-z]{1,20})', 'POST', Roles::APPROVE, $this->act( ... ) );
	}

	/**
	 * Registers one route.
	 *
	 * @param string              $path       Below devskyy/v1.
	 * @param string              $method     HTTP method.
	 * @param string              $capability Who may.
	 * @param callable            $does       The callback.
	 * @param array<string,mixed> $args       The arguments it takes.
	 *
	 * @phpstan-param non-falsy-string $path
	 */
	private function route( string $path, string $method, string $capability, callable $does, array $args = array() ): void {
		register_rest_route(
			'devskyy/v1',
			$path,
			array(
				'methods'             => $method,
				'callback'            => $does,
				'permission_callback' => $this->guard->permission( $capability ),
				'args'                => $args,
			)
		);
	}

	/**
	 * A page of the jobs of a kind.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	private function list( WP_REST_Request $request ): WP_REST_Response {
		$per_page = (int) $request['per_page'];
		$page     = $this->runner->jobs->list( (string) $request['kind'], (int) $request['page'], $per_page );
		$answer   = new WP_REST_Response( array_map( $this->runner->shape( ... ), $page['items'] ) );
		$answer->header( 'X-WP-Total', (string) $page['total'] );
		$answer->header( 'X-WP-TotalPages', (string) (int) ceil( $page['total'] / $per_page ) );
		return $answer;
	}

	/**
	 * How far it is; a reader who may approve works a slice off first.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	private function get( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		$job = $this->runner->jobs->get( (string) $request['id'] );
		if ( null === $job ) {
			return $this->unknown();
		}
		return $this->answer( current_user_can( Roles::APPROVE ) ? $this->runner->step( $job ) : $job );
	}

	/**
	 * Stops it, or what its kind offers.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	private function act( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		$job = $this->runner->jobs->get( (string) $request['id'] );
		if ( null === $job ) {
			return $this->unknown();
		}
		$given  = $request->get_json_params();
		$action = (string) $request['action'];
		$after  = 'cancel' === $action ? $this->runner->cancel( $job ) : $this->runner->act( $job, $action, is_array( $given ) ? $given : array() );
		return is_wp_error( $after ) ? $after : $this->answer( $after );
	}

	/**
	 * Forgets one that is at its end; after that it cannot be undone.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	private function forget( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		$job = $this->runner->jobs->get( (string) $request['id'] );
		if ( null === $job ) {
			return $this->unknown();
		}
		if ( $job->open() ) {
			return new WP_Error( 'devskyy_busy', __( 'This job is at work. Wait until it is done, or stop it first.', 'devskyy' ), array( 'status' => 409 ) );
		}
		$this->runner->forget( $job->id );
		return new WP_REST_Response( null, 204 );
	}

	/**
	 * The job's shape.
	 *
	 * @param Job $job The job.
	 */
	private function answer( Job $job ): WP_REST_Response {
		return new WP_REST_Response( $this->runner->shape( $job ) );
	}

	/** No job has this id. */
	private function unknown(): WP_Error {
		return new WP_Error( 'devskyy_job_unknown', __( 'There is no job with this id. Finished ones are kept for 90 days.', 'devskyy' ), array( 'status' => 404 ) );
	}
}
