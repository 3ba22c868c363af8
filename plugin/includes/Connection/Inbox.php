<?php
/**
 * The one handler of the service's messages.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Connection;

use DevSkyy\Models\Receiver;
use DevSkyy\Proposals\ProposalIntake;
use WP_Error;

/**
 * Takes messages from both carriers (push and outbox). It can only add proposals, finished runs and 3D models' states; it changes nothing in the shop.
 */
final class Inbox {

	/**
	 * Takes its parts.
	 *
	 * @param InboxStore     $store     Message ids.
	 * @param Schemas        $schemas   The contract.
	 * @param ProposalIntake $proposals Takes proposals.
	 * @param RunStore       $runs      Takes finished runs.
	 * @param ReportStore    $reports   Takes parts of large reports.
	 * @param Receiver       $models    Takes what the service says of 3D models.
	 */
	public function __construct(
		private readonly InboxStore $store,
		private readonly Schemas $schemas,
		private readonly ProposalIntake $proposals,
		private readonly RunStore $runs,
		private readonly ReportStore $reports,
		private readonly Receiver $models
	) {}

	/**
	 * Works messages in their order. A refusal is final; after a passing failure (database, missing schema) the rest is left
	 * unacknowledged, so that it is sent again.
	 *
	 * @param array<array-key,mixed> $messages Decoded messages.
	 * @return array{accepted:list<string>,duplicates:list<string>,refused:list<array{id:string,code:string,message:string}>}|WP_Error
	 */
	public function handle( array $messages ): array|WP_Error {
		$answer = array(
			'accepted'   => array(),
			'duplicates' => array(),
			'refused'    => array(),
		);
		foreach ( $messages as $message ) {
			$id = is_array( $message ) && is_string( $message['id'] ?? null ) ? $message['id'] : '';
			if ( ! wp_is_uuid( $id ) ) {
				return new WP_Error( 'devskyy_message', __( 'A message has no id.', 'devskyy' ), array( 'status' => 400 ) );
			}
			$before = $this->store->arrive( $id, (string) ( is_string( $message['type'] ?? null ) ? substr( $message['type'], 0, 20 ) : '' ) );
			if ( null !== $before && 'accepted' === $before['outcome'] ) {
				$answer['duplicates'][] = $id;
				continue;
			}
			$error = null === $before ? $this->work( $message ) : new WP_Error( $before['code'], $before['message'] );
			if ( null !== $error && $this->passing( $error ) ) {
				return array() === array_merge( ...array_values( $answer ) ) ? $error : $answer;
			}
			if ( null === $error ) {
				$answer['accepted'][] = $id;
			} else {
				$answer['refused'][] = array(
					'id'      => $id,
					'code'    => (string) $error->get_error_code(),
					'message' => $error->get_error_message(),
				);
			}
		}
		return $answer;
	}

	/**
	 * Checks and stores one message; null when all went well.
	 *
	 * @param array<array-key,mixed> $message The message.
	 */
	private function work( array $message ): ?WP_Error {
		$result = $this->schemas->check( 'outbox.message', $message, 'message' );
		if ( true === $result ) {
			$result = match ( $message['type'] ) {
				'run'    => $this->runs->receive( $message['payload'] ),
				'report' => $this->reports->receive( $message['payload'] ),
				'model'  => $this->models->receive( $message['payload'] ),
				default  => $this->proposals->receive( $message['payload'] ),
			};
		}
		if ( is_wp_error( $result ) && $this->passing( $result ) ) {
			return $result;
		}
		$stored = is_wp_error( $result )
			? $this->store->settle( $message['id'], 'refused', (string) $result->get_error_code(), $result->get_error_message() )
			: $this->store->settle( $message['id'], 'accepted' );
		if ( ! $stored ) {
			return new WP_Error( 'devskyy_database', __( 'The site could not store the message.', 'devskyy' ), array( 'status' => 503 ) );
		}
		return is_wp_error( $result ) ? $result : null;
	}

	/**
	 * Whether a failure may pass by itself, so that the message must come again.
	 *
	 * @param WP_Error $error What went wrong.
	 */
	private function passing( WP_Error $error ): bool {
		$data = (array) $error->get_error_data();
		return ( $data['status'] ?? 400 ) >= 500;
	}
}
