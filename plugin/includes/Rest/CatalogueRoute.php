<?php
/**
 * GET catalogue.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Rest;

use DevSkyy\Catalogue\Catalogue;
use DevSkyy\Catalogue\Unavailable;
use DevSkyy\Languages\Languages;
use DevSkyy\Roles;
use WP_Error;
use WP_REST_Request;
use WP_REST_Response;

/**
 * A page of products, whatever catalogue keeps them, as an array with X-WP-Total and X-WP-TotalPages.
 */
final class CatalogueRoute implements Route {

	/**
	 * Takes its helpers.
	 *
	 * @param Catalogue $catalogue The active catalogue.
	 * @param Languages $languages Tells translations.
	 * @param Guard     $guard     Permission callbacks.
	 */
	public function __construct( private readonly Catalogue $catalogue, private readonly Languages $languages, private readonly Guard $guard ) {}

	/** {@inheritDoc} */
	public function register(): void {
		register_rest_route(
			'devskyy/v1',
			'/catalogue',
			array(
				'methods'             => 'GET',
				'callback'            => $this->get( ... ),
				'permission_callback' => $this->guard->permission( Roles::VIEW ),
				'args'                => $this->args(),
			)
		);
	}

	/**
	 * Answers.
	 *
	 * @param WP_REST_Request<array<string,mixed>> $request The request.
	 */
	public function get( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		if ( $this->catalogue instanceof Unavailable ) {
			return $this->catalogue->error();
		}
		$args = array(
			'page'     => (int) $request['page'],
			'per_page' => (int) $request['per_page'],
			'search'   => (string) $request['search'],
			'status'   => array_values( (array) $request['status'] ),
		);
		$ids  = $request['include'] ?? $request['ids'] ?? null;
		if ( null !== $ids ) {
			$args['ids'] = array_values( array_map( 'intval', (array) $ids ) );
		}
		if ( 'default' === $request['language'] && '' !== $this->languages->default_code() ) {
			$args['ids'] = $this->languages->of_default( $args['ids'] ?? $this->catalogue->ids() );
		}
		$found = $this->catalogue->list( $args );
		$pages = (int) ceil( $found['total'] / $args['per_page'] );
		$reply = new WP_REST_Response( $found['items'] );
		$reply->header( 'X-WP-Total', (string) $found['total'] );
		$reply->header( 'X-WP-TotalPages', (string) $pages );
		return $reply;
	}

	/**
	 * The query's parameters.
	 *
	 * @return array<string,array<string,mixed>>
	 */
	private function args(): array {
		$ids = array(
			'type'  => 'array',
			'items' => array(
				'type'    => 'integer',
				'minimum' => 1,
			),
		);
		return self::PAGING + array(
			'search'   => array(
				'type'      => 'string',
				'maxLength' => 200,
				'default'   => '',
			),
			'status'   => array(
				'type'    => 'array',
				'items'   => array(
					'type' => 'string',
					'enum' => array( 'publish', 'draft', 'pending', 'private', 'future' ),
				),
				'default' => array(),
			),
			'language' => array(
				'description' => __( 'default: no translations, where the site has several languages.', 'devskyy' ),
				'type'        => 'string',
				'enum'        => array( '', 'default' ),
				'default'     => '',
			),
			'include'  => array( 'description' => __( 'Only these products, by id.', 'devskyy' ) ) + $ids,
			'ids'      => array( 'description' => __( 'The same as include.', 'devskyy' ) ) + $ids,
		);
	}
}
