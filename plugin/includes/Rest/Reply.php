<?php
/**
 * Answers that several routes give.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Rest;

use DevSkyy\Connection\ServiceClient;
use WP_Error;
use WP_REST_Response;

/**
 * Lists with their totals, and answers of the service handed on.
 */
final class Reply {

	/**
	 * Takes the client.
	 *
	 * @param ServiceClient $client Signed requests.
	 */
	public function __construct( private readonly ServiceClient $client ) {}

	/**
	 * A list with X-WP-Total and X-WP-TotalPages.
	 *
	 * @param list<mixed> $items    One page.
	 * @param int         $total    Of all pages.
	 * @param int         $per_page Length of a page.
	 */
	public function page( array $items, int $total, int $per_page ): WP_REST_Response {
		$answer = new WP_REST_Response( $items );
		$answer->header( 'X-WP-Total', (string) $total );
		$answer->header( 'X-WP-TotalPages', (string) (int) ceil( $total / max( 1, $per_page ) ) );
		return $answer;
	}

	/**
	 * What the service answers to a signed request.
	 *
	 * @param string               $method HTTP method.
	 * @param string               $path   Below /api/v1.
	 * @param array<mixed>|null    $body   JSON body.
	 */
	public function forward( string $method, string $path, ?array $body = null ): WP_REST_Response|WP_Error {
		$answer = $this->client->request( $method, $path, $body );
		return is_wp_error( $answer ) ? $answer : new WP_REST_Response( $answer );
	}
}
