<?php
/**
 * Signed requests to the paired service.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Connection;

use WP_Error;

/**
 * Calls the one pinned origin, signs each request, and remembers since when the service does not answer.
 */
final class ServiceClient {

	/** Seconds during which reads are not tried again after a failure, so that polls do not pile up behind time-outs. */
	private const PAUSE = 3;

	/** Seconds that a file may take. */
	private const FILE = 60;

	/** Whether the service has answered within this request. */
	private bool $heard = false;

	/**
	 * Takes its parts.
	 *
	 * @param ConnectionStore $store     The pinned connection.
	 * @param TokenSigner     $signer    Signs.
	 * @param Transport       $transport Sends.
	 * @param Json            $json      JSON of the wire.
	 * @param SafeMode        $safe      Whether the connection may be used.
	 */
	public function __construct(
		private readonly ConnectionStore $store,
		private readonly TokenSigner $signer,
		private readonly Transport $transport,
		private readonly Json $json,
		private readonly SafeMode $safe
	) {}

	/** Whether the site is paired. */
	public function paired(): bool {
		return null !== $this->store->connection();
	}

	/**
	 * One signed request.
	 *
	 * @param string                $method  HTTP method.
	 * @param string                $path    Below /api/v1, without a leading slash, with its query.
	 * @param array<mixed>|null     $body    Becomes JSON; null sends none.
	 * @param array<string,string>  $headers More headers.
	 * @return array<array-key,mixed>|WP_Error The answer; errors are `devskyy_unpaired`, `devskyy_unreachable` or the service's own codes.
	 */
	public function request( string $method, string $path, ?array $body = null, array $headers = array() ): array|WP_Error {
		$text = null === $body ? '' : $this->json->encode( array() === $body ? (object) array() : $body );
		return $this->open( $method . ' ' . $path, array( $text, $headers ) );
	}

	/**
	 * One signed request that brings bytes.
	 *
	 * @param string $method HTTP method.
	 * @param string $path   Below /api/v1, with its query.
	 * @param string $bytes  The body.
	 * @return array<array-key,mixed>|WP_Error
	 */
	public function send( string $method, string $path, string $bytes ): array|WP_Error {
		return $this->open( $method . ' ' . $path, array( $bytes, array( 'Content-Type' => 'application/octet-stream' ) ) );
	}

	/**
	 * One signed request whose answer is a file.
	 *
	 * @param string $path Below /api/v1.
	 * @param string $to   The path that it is written to, as it comes.
	 * @return true|WP_Error
	 */
	public function download( string $path, string $to ): bool|WP_Error {
		$answer = $this->open( 'GET ' . $path, array( '', array() ), $to );
		return is_wp_error( $answer ) ? $answer : true;
	}

	/**
	 * Calls the service, if it is there and may be called.
	 *
	 * @param string                              $target Method and path, as in "GET runs".
	 * @param array{string,array<string,string>}  $load   Body and more headers.
	 * @param string                              $to     A path for the answer's body; '' for JSON.
	 * @return array<array-key,mixed>|WP_Error
	 */
	private function open( string $target, array $load, string $to = '' ): array|WP_Error {
		$connection = $this->store->connection();
		if ( null === $connection ) {
			return $this->unpaired();
		}
		$closed = $this->safe->error();
		if ( null !== $closed ) {
			return $closed;
		}
		if ( str_starts_with( $target, 'GET ' ) ? $this->pausing() : $this->silent( $connection ) ) {
			return $this->still_unreachable();
		}
		$answer = $this->call( $connection, $target, $load, $to );
		return is_wp_error( $answer ) && 'devskyy_unreachable' === $answer->get_error_code() ? $this->still_unreachable() : $answer;
	}

	/**
	 * Signs, sends and remembers how it went.
	 *
	 * @param array                                         $connection The pinned connection.
	 * @param string                                        $target     Method and path, as in "GET runs".
	 * @param array{string,array<string,string>}            $load       Body and more headers.
	 * @param string                                        $to         A path for the answer's body; '' for JSON.
	 *
	 * @phpstan-param array{site_id:string,service:string,...} $connection
	 * @return array<array-key,mixed>|WP_Error
	 */
	private function call( array $connection, string $target, array $load = array( '', array() ), string $to = '' ): array|WP_Error {
		list( $method, $path )  = explode( ' ', $target, 2 );
		list( $text, $headers ) = $load;

		$path   = '/api/v1/' . ltrim( $path, '/' );
		$sign   = $this->signer->request(
			array(
				'pem' => $this->store->private_key(),
				'iss' => $connection['site_id'],
				'aud' => $connection['service'],
			),
			array(
				'method' => $method,
				'url'    => $connection['service'] . $path,
				'body'   => $text,
			)
		);
		$answer = $this->transport->send(
			$connection['service'],
			array(
				'method'  => $method,
				'path'    => $path,
				'body'    => $text,
				'headers' => $headers + array( 'Authorization' => 'Bearer ' . $sign ),
				'timeout' => '' !== $to ? self::FILE : ( 'GET' === $method ? 5 : 20 ),
				'to'      => $to,
			)
		);
		$this->remember( $answer );
		return $answer;
	}

	/** The error for everything that needs the service while the site is unpaired. */
	public function unpaired(): WP_Error {
		return new WP_Error(
			'devskyy_unpaired',
			__( 'This site is not connected to a DevSkyy service.', 'devskyy' ),
			array(
				'status' => 409,
				'next'   => __( 'Open DevSkyy → Settings and connect the site to its service.', 'devskyy' ),
			)
		);
	}

	/** Whether the last call failed a moment ago. */
	private function pausing(): bool {
		$health = $this->store->health();
		return 'unreachable' === $health['status'] && time() - $health['at'] < self::PAUSE;
	}

	/**
	 * Whether the service is not there. What changes something may take its time, so a quick read asks first, once a request.
	 *
	 * @param array $connection The pinned connection.
	 *
	 * @phpstan-param array{site_id:string,service:string,...} $connection
	 */
	private function silent( array $connection ): bool {
		if ( $this->heard ) {
			return false;
		}
		$answer = $this->call( $connection, 'GET connection' );
		return is_wp_error( $answer ) && 'devskyy_unreachable' === $answer->get_error_code();
	}

	/** The stored failure, with the time since when it lasts. */
	private function still_unreachable(): WP_Error {
		$health = $this->store->health();
		$error  = $this->transport->unreachable( $health['message'] );
		return new WP_Error( $error->get_error_code(), $error->get_error_message(), array( 'since' => $health['since'] ) + (array) $error->get_error_data() );
	}

	/**
	 * Notes how the call went. A problem that the service itself describes is an answer: it is there.
	 *
	 * @param array<array-key,mixed>|WP_Error $answer What came.
	 */
	private function remember( array|WP_Error $answer ): void {
		$this->heard = ! is_wp_error( $answer ) || 'devskyy_unreachable' !== $answer->get_error_code();
		if ( ! is_wp_error( $answer ) ) {
			$this->store->note( 'ok' );
			return;
		}
		$code = (string) $answer->get_error_code();
		$data = (array) $answer->get_error_data();
		$next = is_string( $data['next'] ?? null ) ? $data['next'] : '';
		if ( 'devskyy_unreachable' === $code ) {
			$this->store->note( 'unreachable', $code, (string) ( $data['reason'] ?? $answer->get_error_message() ), $next );
		} elseif ( 401 === ( $data['status'] ?? 0 ) || 'devskyy_contract' === $code ) {
			$skew = is_int( $data['skew_seconds'] ?? null ) ? $data['skew_seconds'] : null;
			$this->store->note( 'refused', $code, $answer->get_error_message(), $next, $skew );
		} else {
			$this->store->note( 'ok' );
		}
	}
}
