<?php
/**
 * Fetches results.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Connection;

use WP_Error;

/**
 * The second carrier: fetches the messages that wait in the service's outbox, hands them to the inbox and acknowledges them.
 */
final class OutboxDrain {

	/** Seconds between two drains by polls: where the service pushes, this only picks up what a push has missed. */
	private const PAUSE = array(
		'push'  => 10,
		'fetch' => 1,
	);

	/**
	 * Takes its parts.
	 *
	 * @param ServiceClient   $client Signed requests.
	 * @param ConnectionStore $store  Whether the service can push.
	 * @param Inbox           $inbox  The handler.
	 */
	public function __construct( private readonly ServiceClient $client, private readonly ConnectionStore $store, private readonly Inbox $inbox ) {}

	/**
	 * Drains when it was not done a moment ago; errors show in the connection's state.
	 *
	 * @param bool $expected Whether a result is known to wait.
	 */
	public function poll( bool $expected = false ): void {
		$connection = $this->store->connection();
		if ( null === $connection ) {
			return;
		}
		$pause = self::PAUSE[ $connection['reachable'] && ! $expected ? 'push' : 'fetch' ];
		if ( time() - (int) get_option( ConnectionStore::DRAIN, 0 ) >= $pause ) {
			update_option( ConnectionStore::DRAIN, time(), false );
			$this->drain( 3 );
		}
	}

	/**
	 * Fetches until nothing waits or the time is over.
	 *
	 * @param int $seconds Time to spend.
	 * @return int|WP_Error How many messages were worked.
	 */
	public function drain( int $seconds ): int|WP_Error {
		$until = time() + $seconds;
		$count = 0;
		$after = 0;
		do {
			$page = $this->client->request( 'GET', 'outbox?after=' . $after );
			if ( is_wp_error( $page ) ) {
				return $page;
			}
			$messages = array_column( is_array( $page['messages'] ?? null ) ? $page['messages'] : array(), 'message' );
			if ( array() === $messages ) {
				return $count;
			}
			$answer = $this->inbox->handle( $messages );
			$result = is_wp_error( $answer ) ? $answer : $this->client->request( 'POST', 'outbox/acknowledgements', $answer );
			if ( is_wp_error( $result ) ) {
				return $result;
			}
			$handled = count( $answer['accepted'] ) + count( $answer['duplicates'] ) + count( $answer['refused'] );
			$count  += $handled;
			$after   = (int) ( $page['next'] ?? 0 );
			$whole   = count( $messages ) === $handled;
		} while ( $whole && time() < $until );
		return $count;
	}
}
