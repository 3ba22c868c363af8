<?php
/**
 * Permission callbacks.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Rest;

use Closure;
use WP_Error;
use WP_REST_Request;

/**
 * Makes the permission callbacks of the routes of `devskyy/v1`.
 */
final class Guard {

	/**
	 * A permission callback: signed in (cookie and nonce, or application password), every capability, and a method that
	 * was not smuggled in by a link (`?_method=` is refused; the X-HTTP-Method-Override header of api-fetch stays).
	 *
	 * @param string ...$capabilities One of Roles::CAPABILITIES, and core's where one is not enough.
	 * @return Closure(WP_REST_Request): (true|WP_Error)
	 */
	public function permission( string ...$capabilities ): Closure {
		return static function ( WP_REST_Request $request ) use ( $capabilities ): bool|WP_Error {
			if ( null !== $request->get_param( '_method' ) ) {
				return new WP_Error(
					'devskyy_method_override',
					__( 'The HTTP method cannot be changed by the address (_method). Send the request with its own method.', 'devskyy' ),
					array( 'status' => 405 )
				);
			}
			if ( ! is_user_logged_in() ) {
				return new WP_Error( 'devskyy_signed_out', __( 'Sign in to WordPress first.', 'devskyy' ), array( 'status' => 401 ) );
			}
			$missing = array_filter( $capabilities, static fn( string $capability ): bool => ! current_user_can( $capability ) );
			if ( array() !== $missing ) {
				return new WP_Error(
					'devskyy_forbidden',
					__( 'Your account may not do this. Ask an administrator of the shop for the permission.', 'devskyy' ),
					array(
						'status'     => 403,
						'capability' => reset( $missing ),
					)
				);
			}
			return true;
		};
	}

	/**
	 * Core checks a request's parameters before it asks who is calling. Who may not call learns that first, and nothing about
	 * parameters.
	 *
	 * @param mixed                $answer  An error when the parameters are wrong.
	 * @param array<string,mixed>  $handler The matched route's handler.
	 * @param WP_REST_Request      $request The request.
	 */
	public function first( mixed $answer, array $handler, WP_REST_Request $request ): mixed {
		if ( ! $answer instanceof WP_Error || ! str_starts_with( $request->get_route(), '/devskyy/v1/' ) || ! is_callable( $handler['permission_callback'] ?? null ) ) {
			return $answer;
		}
		$allowed = call_user_func( $handler['permission_callback'], $request );
		return $allowed instanceof WP_Error ? $allowed : $answer;
	}
}
