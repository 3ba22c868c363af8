<?php
/**
 * Tables of the connection.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Connection;

/**
 * Declares the tables `runs`, `reports`, `inbox` and `tokens`.
 */
final class Schema {

	/**
	 * Table name without prefixes → column definitions for dbDelta.
	 *
	 * @return array<string,string>
	 */
	public function tables(): array {
		return array(
			'runs'    => "id char(36) NOT NULL,
site_id char(36) NOT NULL DEFAULT '',
agent varchar(64) NOT NULL DEFAULT '',
status varchar(20) NOT NULL DEFAULT 'queued',
delivered tinyint(1) NOT NULL DEFAULT 0,
created datetime NOT NULL,
finished datetime NULL,
data longtext NOT NULL,
PRIMARY KEY  (id),
KEY site_created (site_id,created),
KEY status (status)",
			'reports' => 'run char(36) NOT NULL,
part int(10) unsigned NOT NULL,
data longtext NOT NULL,
PRIMARY KEY  (run,part)',
			'inbox'   => "id char(36) NOT NULL,
type varchar(20) NOT NULL,
outcome varchar(20) NOT NULL DEFAULT 'received',
code varchar(80) NOT NULL DEFAULT '',
message varchar(500) NOT NULL DEFAULT '',
received datetime NOT NULL,
PRIMARY KEY  (id),
KEY received (received)",
			'tokens'  => 'jti char(64) NOT NULL,
expires bigint(20) unsigned NOT NULL,
PRIMARY KEY  (jti),
KEY expires (expires)',
		);
	}
}
