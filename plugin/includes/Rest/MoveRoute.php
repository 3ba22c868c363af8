<?php
/**
 * The move to WooCommerce.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Rest;

use DevSkyy\Catalogue\CatalogueFactory;
use DevSkyy\Move\Move;
use DevSkyy\Move\Preview;
use DevSkyy\Roles;
use WP_Error;
use WP_REST_Request;
use WP_REST_Response;

/**
 * `GET devskyy/v1/move` (steps a move that is under way), `GET devskyy/v1/move/preview`, `POST devskyy/v1/move {confirm: true,
 * take_currency?}` → 202, `POST devskyy/v1/move/cancel`.
 */
final class MoveRoute implements Route {

	/**
	 * Takes its parts.
	 *
	 * @param Guard   $guard   Makes permission callbacks.
	 * @param Move    $move    The move.
	 * @param Preview $preview What it will do.
	 */
	public function __construct( private readonly Guard $guard, private readonly Move $move, private readonly Preview $preview ) {}

	/** {@inheritDoc} */
	public function register(): void {
		$start = array(
			'confirm'       => array(
				'type'     => 'boolean',
				'enum'     => array( true ),
				'required' => true,
			),
			'take_currency' => array(
				'type'    => 'boolean',
				'default' => false,
			),
		);
		$this->route( '', 'GET', $this->get( ... ), array() );
		$this->route( '', 'POST', $this->start( ... ), $start );
		$this->route( '/preview', 'GET', fn(): WP_REST_Response => new WP_REST_Response( $this->preview->read() ), array() );
		$this->route( '/cancel', 'POST', $this->cancel( ... ), array() );
	}

	/**
	 * Registers one route.
	 *
	 * @param string              $path   After `/move`.
	 * @param string              $method HTTP method.
	 * @param callable            $does   The callback.
	 * @param array<string,mixed> $args   The arguments it takes.
	 */
	private function route( string $path, string $method, callable $does, array $args ): void {
		register_rest_route(
			'devskyy/v1',
			'/move' . $path,
			array(
				'methods'             => $method,
				'callback'            => $does,
				'permission_callback' => $this->guard->permission( Roles::MANAGE ),
				'args'                => $args,
			)
		);
	}

	/** How it is; works a slice off first. */
	private function get(): WP_REST_Response {
		$job = $this->move->get();
		return new WP_REST_Response(
			array(
				'job'         => null === $job ? null : $this->move->step( $job )->shape(),
				'catalogue'   => ( new CatalogueFactory() )->chosen(),
				'woocommerce' => $this->preview->woocommerce(),
			)
		);
	}

	/**
	 * Starts it, or goes on.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	private function start( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		$job = $this->move->start( wp_get_current_user(), true === $request['take_currency'] );
		return is_wp_error( $job ) ? $job : new WP_REST_Response( $this->move->step( $job )->shape(), 202 );
	}

	/** Stops it. */
	private function cancel(): WP_REST_Response|WP_Error {
		$job = $this->move->get();
		if ( null === $job ) {
			return new WP_Error( 'devskyy_move_none', __( 'No move is under way.', 'devskyy' ), array( 'status' => 404 ) );
		}
		return new WP_REST_Response( $this->move->cancel( $job )->shape() );
	}
}
