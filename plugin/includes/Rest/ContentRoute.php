<?php
/**
 * GET content.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Rest;

use DevSkyy\Content\Posts;
use DevSkyy\Languages\Languages;
use DevSkyy\Roles;
use WP_REST_Request;
use WP_REST_Response;

/**
 * A page of the posts and pages that agents may work on, as an array with X-WP-Total and X-WP-TotalPages.
 */
final class ContentRoute implements Route {

	/**
	 * Takes its helpers.
	 *
	 * @param Posts     $posts     Posts and pages.
	 * @param Languages $languages Leaves translations out.
	 * @param Guard     $guard     Permission callbacks.
	 */
	public function __construct( private readonly Posts $posts, private readonly Languages $languages, private readonly Guard $guard ) {}

	/** {@inheritDoc} */
	public function register(): void {
		register_rest_route(
			'devskyy/v1',
			'/content',
			array(
				'methods'             => 'GET',
				'callback'            => $this->get( ... ),
				'permission_callback' => $this->guard->permission( Roles::VIEW ),
				'args'                => self::PAGING + array(
					'search' => array(
						'type'      => 'string',
						'maxLength' => 200,
						'default'   => '',
					),
					'kind'   => array(
						'type'    => 'string',
						'enum'    => array( '', ...Posts::TYPES ),
						'default' => '',
					),
					'ids'    => array(
						'type'  => 'array',
						'items' => array(
							'type'    => 'integer',
							'minimum' => 1,
						),
					),
				),
			)
		);
	}

	/**
	 * Answers.
	 *
	 * @param WP_REST_Request<array<string,mixed>> $request The request.
	 */
	public function get( WP_REST_Request $request ): WP_REST_Response {
		$args = array(
			'types'    => '' === $request['kind'] ? Posts::TYPES : array( (string) $request['kind'] ),
			'page'     => (int) $request['page'],
			'per_page' => (int) $request['per_page'],
			'search'   => (string) $request['search'],
		);
		if ( null !== $request['ids'] ) {
			$args['ids'] = array_values( array_map( 'intval', (array) $request['ids'] ) );
		}
		if ( '' !== $this->languages->default_code() ) {
			$args['ids'] = $this->languages->of_default( $args['ids'] ?? $this->posts->ids( $args['types'] ) );
		}
		$found = $this->posts->list( $args );
		$reply = new WP_REST_Response( $found['items'] );
		$reply->header( 'X-WP-Total', (string) $found['total'] );
		$reply->header( 'X-WP-TotalPages', (string) (int) ceil( $found['total'] / $args['per_page'] ) );
		return $reply;
	}
}
