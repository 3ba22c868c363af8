<?php
/**
 * Message ids that arrived.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Connection;

use wpdb;

/**
 * One row a message: seen twice, it does nothing. A row without an outcome belongs to a delivery that was cut off; it is
 * worked again.
 */
final class InboxStore {

	/**
	 * Takes the database.
	 *
	 * @param wpdb $wpdb The site's database.
	 */
	public function __construct( private readonly wpdb $wpdb ) {}

	/**
	 * Records the arrival; answers what came of it before, or null when it must be worked.
	 *
	 * @param string $id   Message id.
	 * @param string $type Message type.
	 * @return array<string,string>|null Members outcome, code, message.
	 */
	public function arrive( string $id, string $type ): ?array {
		$this->wpdb->query( (string) $this->wpdb->prepare( 'INSERT IGNORE INTO %i (id, type, received) VALUES (%s, %s, %s)', $this->table(), $id, $type, gmdate( 'Y-m-d H:i:s' ) ) );
		$row = $this->wpdb->get_row( $this->wpdb->prepare( 'SELECT outcome, code, message FROM %i WHERE id = %s', $this->table(), $id ), ARRAY_A );
		return is_array( $row ) && 'received' !== $row['outcome'] ? array_map( 'strval', $row ) : null;
	}

	/**
	 * Records what came of it.
	 *
	 * @param string                     $id      Message id.
	 * @param 'accepted'|'refused' $outcome What came of it.
	 * @param string                     $code    Error code of a refusal.
	 * @param string                     $message Its text.
	 * @return bool Whether it is stored.
	 */
	public function settle( string $id, string $outcome, string $code = '', string $message = '' ): bool {
		return false !== $this->wpdb->update(
			$this->table(),
			array(
				'outcome' => $outcome,
				'code'    => mb_substr( $code, 0, 80 ),
				'message' => mb_substr( $message, 0, 500 ),
			),
			array( 'id' => $id )
		);
	}

	/** Removes rows of messages that arrived more than 90 days ago; proposals and runs are unique by their own ids as well. */
	public function sweep(): void {
		$this->wpdb->query( (string) $this->wpdb->prepare( 'DELETE FROM %i WHERE received < %s', $this->table(), gmdate( 'Y-m-d H:i:s', time() - 90 * DAY_IN_SECONDS ) ) );
	}

	/** The table's full name. */
	private function table(): string {
		return $this->wpdb->prefix . 'devskyy_inbox';
	}
}
