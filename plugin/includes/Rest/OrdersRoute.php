<?php
/**
 * Orders.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Rest;

use DateTimeImmutable;
use DevSkyy\Orders\Money;
use DevSkyy\Orders\Orders;
use DevSkyy\Orders\OrderStore;
use DevSkyy\Orders\OrderSync;
use DevSkyy\Orders\Summary;
use DevSkyy\Roles;
use Exception;
use WP_Error;
use WP_REST_Request;
use WP_REST_Response;

/**
 * `GET devskyy/v1/orders`, `GET devskyy/v1/orders/{id}`, `GET devskyy/v1/orders/summary`, `GET devskyy/v1/orders/state`. No
 * customer's name, address or e-mail is in any answer.
 */
final class OrdersRoute implements Route {

	/**
	 * Takes its parts.
	 *
	 * @param Guard        $guard   Makes permission callbacks.
	 * @param list<Orders> $sources Where orders are, in the order in which they are preferred.
	 * @param OrderSync    $sync    The service's snapshot.
	 * @param OrderStore   $store   The imported ones.
	 */
	public function __construct( private readonly Guard $guard, private readonly array $sources, private readonly OrderSync $sync, private readonly OrderStore $store ) {}

	/** {@inheritDoc} */
	public function register(): void {
		$period = array(
			'source' => array(
				'type' => 'string',
				'enum' => array( 'woocommerce', 'imported' ),
			),
			'after'  => array( 'type' => 'string' ),
			'before' => array( 'type' => 'string' ),
		);
		$list   = $period + self::PAGING + array(
			'status' => array(
				'type'     => 'array',
				'maxItems' => 20,
				'items'    => array(
					'type'      => 'string',
					'maxLength' => 40,
				),
			),
			'order'  => array(
				'type'    => 'string',
				'enum'    => array( 'asc', 'desc' ),
				'default' => 'desc',
			),
		);
		$this->route( '', $this->list( ... ), $list );
		$this->route( '/summary', $this->summary( ... ), $period );
		$this->route( '/state', $this->state( ... ), array() );
		$this->route( '/(?P<id>[a-z]{2,3}-[1-9][0-9]{0,17})', $this->get( ... ), array() );
	}

	/**
	 * Registers one route.
	 *
	 * @param string              $path After `/orders`.
	 * @param callable            $does The callback.
	 * @param array<string,mixed> $args The arguments it takes.
	 */
	private function route( string $path, callable $does, array $args ): void {
		register_rest_route(
			'devskyy/v1',
			'/orders' . $path,
			array(
				'methods'             => 'GET',
				'callback'            => $does,
				'permission_callback' => $this->guard->permission( Roles::RUN ),
				'args'                => $args,
			)
		);
	}

	/**
	 * A page of orders.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	private function list( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		$orders = $this->source( $request['source'] );
		$period = is_wp_error( $orders ) ? $orders : $this->period( $request );
		if ( is_wp_error( $orders ) || is_wp_error( $period ) ) {
			return is_wp_error( $orders ) ? $orders : $period;
		}
		$per_page = (int) $request['per_page'];
		$page     = $orders->list(
			$period + array(
				'page'     => (int) $request['page'],
				'per_page' => $per_page,
				'newest'   => 'desc' === $request['order'],
				'status'   => is_array( $request['status'] ) ? array_values( array_map( 'sanitize_text_field', $request['status'] ) ) : array(),
			)
		);
		$answer   = new WP_REST_Response( $page['items'] );
		$answer->header( 'X-WP-Total', (string) $page['total'] );
		$answer->header( 'X-WP-TotalPages', (string) (int) ceil( $page['total'] / $per_page ) );
		return $answer;
	}

	/**
	 * One order.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	private function get( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		foreach ( $this->sources as $source ) {
			$order = $source->find( (string) $request['id'] );
			if ( null !== $order ) {
				return new WP_REST_Response( $order );
			}
		}
		return new WP_Error( 'devskyy_order_unknown', __( 'There is no order with this id.', 'devskyy' ), array( 'status' => 404 ) );
	}

	/**
	 * Sums of a period: of one source, or of each that has orders.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	private function summary( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		$only   = null === $request['source'] ? null : $this->source( $request['source'] );
		$period = is_wp_error( $only ) ? $only : $this->period( $request );
		if ( is_wp_error( $only ) || is_wp_error( $period ) ) {
			return is_wp_error( $only ) ? $only : $period;
		}
		$sums = array();
		foreach ( null === $only ? $this->sources : array( $only ) as $source ) {
			if ( $source->available() ) {
				$sums[] = ( new Summary( new Money() ) )->of( $source, $period['after'], $period['before'] );
			}
		}
		return new WP_REST_Response( array( 'sources' => $sums ) );
	}

	/** What is there, and what the service knows of it. */
	private function state(): WP_REST_Response {
		$sources = array();
		foreach ( $this->sources as $source ) {
			if ( $source->available() ) {
				$first = $source->list( array( 'per_page' => 1 ) );
				$last  = $source->list(
					array(
						'per_page' => 1,
						'newest'   => true,
					)
				);

				$sources[] = array(
					'source' => $source->source(),
					'orders' => $first['total'],
					'first'  => $first['items'][0]['created'] ?? null,
					'last'   => $last['items'][0]['created'] ?? null,
				);
			}
		}
		return new WP_REST_Response(
			array(
				'sources'  => $sources,
				'imports'  => $this->store->imports(),
				'snapshot' => $this->sync->shown(),
			)
		);
	}

	/**
	 * The wanted source, else the first that can be read.
	 *
	 * @param mixed $wanted `woocommerce`, `imported` or null.
	 */
	private function source( mixed $wanted ): Orders|WP_Error {
		foreach ( $this->sources as $source ) {
			if ( null === $wanted ? $source->available() : $source->source() === $wanted ) {
				return $source->available() ? $source : new WP_Error(
					'devskyy_orders_unavailable',
					__( 'These orders are kept by WooCommerce, and WooCommerce is not active. Activate it under Plugins; nothing was lost.', 'devskyy' ),
					array( 'status' => 503 )
				);
			}
		}
		return new WP_Error( 'devskyy_orders_unavailable', __( 'There are no orders to read.', 'devskyy' ), array( 'status' => 503 ) );
	}

	/**
	 * The period as Unix times; days and times without a zone are the site's.
	 *
	 * @param WP_REST_Request $request The request.
	 * @return array{after:int|null,before:int|null}|WP_Error
	 */
	private function period( WP_REST_Request $request ): array|WP_Error {
		$period = array(
			'after'  => null,
			'before' => null,
		);
		foreach ( array_keys( $period ) as $name ) {
			$text = $request[ $name ];
			if ( ! is_string( $text ) || '' === $text ) {
				continue;
			}
			try {
				$wrong = 1 !== preg_match( '/\A\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2})?)?\z/', $text );
				$time  = $wrong ? null : new DateTimeImmutable( $text, wp_timezone() );
			} catch ( Exception $no_date ) {
				$time = null;
			}
			if ( null === $time ) {
				/* translators: %s: name of a parameter. */
				return new WP_Error( 'devskyy_orders_period', sprintf( __( '"%s" must be a day such as 2026-03-01, or a time such as 2026-03-01T12:00:00Z.', 'devskyy' ), $name ), array( 'status' => 400 ) );
			}
			$period[ $name ] = $time->getTimestamp();
		}
		return $period;
	}
}
