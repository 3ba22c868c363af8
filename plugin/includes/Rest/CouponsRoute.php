<?php
/**
 * Coupons.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Rest;

use DevSkyy\Catalogue\Catalogue;
use DevSkyy\Catalogue\WooCommerce\Coupons;
use DevSkyy\Roles;
use WP_Error;
use WP_REST_Request;
use WP_REST_Response;

/**
 * `GET devskyy/v1/coupons` → `{available, reason, coupons}`; reading only. Beside `devskyy_view` it wants `manage_woocommerce` where
 * there is WooCommerce.
 */
final class CouponsRoute implements Route {

	/**
	 * Takes its parts.
	 *
	 * @param Guard     $guard     Makes permission callbacks.
	 * @param Coupons   $coupons   The coupons.
	 * @param Catalogue $catalogue The active catalogue.
	 */
	public function __construct( private readonly Guard $guard, private readonly Coupons $coupons, private readonly Catalogue $catalogue ) {}

	/** {@inheritDoc} */
	public function register(): void {
		$view = $this->guard->permission( Roles::VIEW );
		$more = $this->guard->permission( 'manage_woocommerce' );
		register_rest_route(
			'devskyy/v1',
			'/coupons',
			array(
				'methods'             => 'GET',
				'callback'            => $this->list( ... ),
				'permission_callback' => function ( WP_REST_Request $request ) use ( $view, $more ): bool|WP_Error {
					$may = $view( $request );
					return true === $may && $this->there() ? $more( $request ) : $may;
				},
				'args'                => self::PAGING + array(
					'search' => array(
						'type'      => 'string',
						'maxLength' => 200,
						'default'   => '',
					),
				),
			)
		);
	}

	/**
	 * A page of coupons.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	private function list( WP_REST_Request $request ): WP_REST_Response {
		if ( ! $this->there() ) {
			$reason = 'built-in' === $this->catalogue->type()
				? __( 'The built-in catalogue shows pieces and sells nothing, so it has no coupons. WooCommerce has them.', 'devskyy' )
				: __( 'Coupons are kept by WooCommerce, and WooCommerce is not active. Activate it under Plugins; nothing was lost.', 'devskyy' );
			return new WP_REST_Response(
				array(
					'available' => false,
					'reason'    => $reason,
					'coupons'   => array(),
				)
			);
		}
		$per_page = (int) $request['per_page'];
		$page     = $this->coupons->list( (int) $request['page'], $per_page, (string) $request['search'] );
		$answer   = new WP_REST_Response(
			array(
				'available' => true,
				'reason'    => null,
				'coupons'   => $page['items'],
			)
		);
		$answer->header( 'X-WP-Total', (string) $page['total'] );
		$answer->header( 'X-WP-TotalPages', (string) (int) ceil( $page['total'] / $per_page ) );
		return $answer;
	}

	/** Whether this shop has coupons: WooCommerce keeps it, and is active. */
	private function there(): bool {
		return 'woocommerce' === $this->catalogue->type() && $this->coupons->available();
	}
}
