<?php
/**
 * HTTP to the service.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Connection;

use WP_Error;

/**
 * One HTTP exchange with one origin: no redirects, no cookies, bounded in time and size. Failures are WP_Errors: the service's
 * own problem details (RFC 9457), or `devskyy_unreachable`.
 */
final class Transport {

	/** The contract version that the plugin speaks; N and N−1 work together. */
	public const CONTRACT = 1;

	private const MAX_BYTES = 8 * MB_IN_BYTES;

	private const MAX_FILE = 256 * MB_IN_BYTES;

	/**
	 * Takes what it needs.
	 *
	 * @param Origins $origins Which origins may be called.
	 * @param Json    $json    JSON of the wire.
	 * @param SafeMode $safe   Whether anything may be sent at all.
	 * @param string  $version The plugin's version, told to the service.
	 */
	public function __construct( private readonly Origins $origins, private readonly Json $json, private readonly SafeMode $safe, private readonly string $version ) {}

	/**
	 * Sends and reads JSON.
	 *
	 * @param string                $origin  Pinned origin.
	 * @param array{method:string,path:string,body:string,headers:array<string,string>,timeout:int,to?:string} $request What to send; the path begins with a slash and bears its query. `to` names a file that the answer's body is written to as it comes.
	 * @return array<array-key,mixed>|WP_Error The decoded answer; an empty array for 204.
	 */
	public function send( string $origin, array $request ): array|WP_Error {
		$allowed = $this->safe->disabled() ?? $this->origins->allow( $origin );
		if ( is_wp_error( $allowed ) ) {
			return $allowed;
		}
		$sent   = '' === $request['body'] ? array() : array( 'body' => $request['body'] );
		$to     = $request['to'] ?? '';
		$sent  += '' === $to ? array( 'limit_response_size' => (int) self::MAX_BYTES ) : array(
			'stream'              => true,
			'filename'            => $to,
			'limit_response_size' => (int) self::MAX_FILE,
		);
		$answer = wp_remote_request(
			$origin . $request['path'],
			$sent + array(
				'method'             => $request['method'],
				'timeout'            => (float) $request['timeout'],
				'redirection'        => 0,
				'reject_unsafe_urls' => false,
				'user-agent'         => 'DevSkyy/' . $this->version,
				'headers'            => $request['headers'] + array(
					'Accept'             => 'application/json, application/problem+json',
					'X-DevSkyy-Contract' => (string) self::CONTRACT,
				) + ( '' === $request['body'] ? array() : array( 'Content-Type' => 'application/json' ) ),
			)
		);
		return is_wp_error( $answer ) ? $this->unreachable( $answer->get_error_message() ) : $this->read( '' === $to ? $answer : $this->written( $answer, $to ) );
	}

	/**
	 * An answer whose body is in a file: a problem's text is read, what was asked for stays there.
	 *
	 * @param array<string,mixed> $answer As wp_remote_request gives it.
	 * @param string              $file   Where its body is.
	 * @return array<string,mixed>
	 */
	private function written( array $answer, string $file ): array {
		$ok = 200 === (int) wp_remote_retrieve_response_code( $answer );
		return array( 'body' => $ok || ! is_readable( $file ) ? '' : (string) file_get_contents( $file, false, null, 0, (int) self::MAX_BYTES ) ) + $answer; // phpcs:ignore WordPress.WP.AlternativeFunctions -- A file of ours.
	}

	/**
	 * The error for a service that gave no usable answer.
	 *
	 * @param string $reason What the network said.
	 */
	public function unreachable( string $reason ): WP_Error {
		return new WP_Error(
			'devskyy_unreachable',
			__( 'The DevSkyy service does not answer.', 'devskyy' ),
			array(
				'status' => 503,
				'reason' => $reason,
				'next'   => __( 'Start the service, or wait until it is back; then try again. What is approved and published is not affected.', 'devskyy' ),
			)
		);
	}

	/**
	 * Status and body to a value or an error.
	 *
	 * @param array<string,mixed> $answer As wp_remote_request gives it.
	 * @return array<array-key,mixed>|WP_Error
	 */
	private function read( array $answer ): array|WP_Error {
		$status = (int) wp_remote_retrieve_response_code( $answer );
		$text   = wp_remote_retrieve_body( $answer );
		$value  = '' === $text ? array() : $this->json->decode( $text );
		if ( $status >= 400 && is_array( $value ) && is_string( $value['code'] ?? null ) && is_string( $value['title'] ?? null ) ) {
			return $this->problem( $status, $value );
		}
		if ( $status >= 300 && $status < 400 ) {
			return $this->unreachable( __( 'Its address answers with a redirect, which is not followed.', 'devskyy' ) );
		}
		if ( $status < 200 || $status >= 400 || ( ! is_array( $value ) && ! is_object( $value ) ) ) {
			/* translators: %d: HTTP status code. */
			return $this->unreachable( sprintf( __( 'Something else answers at its address (HTTP status %d).', 'devskyy' ), $status ) );
		}
		return $this->contract( implode( '', (array) wp_remote_retrieve_header( $answer, 'x-devskyy-contract' ) ) ) ?? (array) $value;
	}

	/**
	 * Problem details to a WP_Error.
	 *
	 * @param int                 $status  HTTP status.
	 * @param array<string,mixed> $problem The service's answer.
	 */
	private function problem( int $status, array $problem ): WP_Error {
		$data = array_intersect_key( $problem, array_flip( array( 'next', 'errors', 'details', 'request_id', 'skew_seconds' ) ) );
		$text = is_string( $problem['detail'] ?? null ) && '' !== $problem['detail'] ? $problem['detail'] : $problem['title'];
		return new WP_Error( sanitize_key( $problem['code'] ), $text, array( 'status' => $status ) + $data );
	}

	/**
	 * An error when the service's contract version does not work with the plugin's.
	 *
	 * @param string $version The header of the answer; '' from a program that is not the service.
	 */
	private function contract( string $version ): ?WP_Error {
		if ( in_array( (int) $version, array( self::CONTRACT, self::CONTRACT + 1 ), true ) ) {
			return null;
		}
		if ( '' === $version ) {
			return $this->unreachable( __( 'A program that is not the DevSkyy service answers at its address.', 'devskyy' ) );
		}
		return new WP_Error(
			'devskyy_contract',
			/* translators: 1: the service's contract version, 2: the plugin's. */
			sprintf( __( 'Service and plugin are too far apart to work together (contract %1$s and %2$d).', 'devskyy' ), $version, self::CONTRACT ),
			array(
				'status' => 409,
				'next'   => __( 'Bring the older of the two up to date.', 'devskyy' ),
			)
		);
	}
}
