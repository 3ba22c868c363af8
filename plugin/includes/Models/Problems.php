<?php
/**
 * What went wrong with a model, for people.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Models;

use WP_Error;

/**
 * Errors as the member `problem` of a model.
 *
 * @phpstan-import-type Problem from Model
 */
final class Problems {

	/**
	 * An error as a problem.
	 *
	 * @param WP_Error $error The error.
	 * @return Problem
	 */
	public function of( WP_Error $error ): array {
		$data = (array) $error->get_error_data();
		return array(
			'code'    => (string) $error->get_error_code(),
			'message' => $error->get_error_message(),
			'next'    => is_string( $data['next'] ?? null ) ? $data['next'] : '',
		);
	}

	/**
	 * The service's problem, when it is one.
	 *
	 * @param mixed $given Decoded JSON.
	 * @return Problem|null
	 */
	public function read( mixed $given ): ?array {
		return is_array( $given ) && is_string( $given['message'] ?? null ) ? array(
			'code'    => sanitize_key( (string) ( $given['code'] ?? '' ) ),
			'message' => $given['message'],
			'next'    => is_string( $given['next'] ?? null ) ? $given['next'] : '',
		) : null;
	}
}
