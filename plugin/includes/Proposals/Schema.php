<?php
/**
 * Tables of the proposals.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Proposals;

/**
 * Declares the tables `proposals` and `bulk`. Times are Unix seconds; JSON is in longtext, so that MySQL, MariaDB and
 * SQLite's drop-in read the same.
 */
final class Schema {

	/**
	 * Table name without prefixes → column definitions for dbDelta.
	 *
	 * @return array<string,string>
	 */
	public function tables(): array {
		return array(
			'proposals' => "id char(36) NOT NULL,
status varchar(20) NOT NULL,
version bigint(20) unsigned NOT NULL DEFAULT 1,
agent varchar(64) NOT NULL,
run char(36) NOT NULL,
kind varchar(20) NOT NULL,
target bigint(20) unsigned NOT NULL,
title varchar(500) NOT NULL DEFAULT '',
sku varchar(200) NOT NULL DEFAULT '',
seek varchar(600) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT '',
risk varchar(10) NOT NULL DEFAULT 'low',
changes longtext NOT NULL,
fingerprint char(64) NOT NULL,
details longtext NOT NULL,
journal longtext NULL,
operation varchar(10) NOT NULL DEFAULT '',
claimed_by bigint(20) unsigned NOT NULL DEFAULT 0,
deadline bigint(20) unsigned NOT NULL DEFAULT 0,
created bigint(20) unsigned NOT NULL,
expires bigint(20) unsigned NOT NULL,
decided bigint(20) unsigned NOT NULL DEFAULT 0,
decided_by bigint(20) unsigned NOT NULL DEFAULT 0,
decided_name varchar(250) NOT NULL DEFAULT '',
undone bigint(20) unsigned NOT NULL DEFAULT 0,
undone_by bigint(20) unsigned NOT NULL DEFAULT 0,
undone_name varchar(250) NOT NULL DEFAULT '',
error varchar(1000) NOT NULL DEFAULT '',
PRIMARY KEY  (id),
KEY status_created (status,created),
KEY status_expires (status,expires),
KEY status_deadline (status,deadline),
KEY status_decided (status,decided),
KEY target_status (target,status),
KEY run_created (run,created),
KEY agent_status (agent,status,created),
KEY created (created),
KEY decided (decided),
KEY expires (expires),
KEY seek (seek,status,agent,kind,created,decided,expires,run)",
			'bulk'      => 'id char(36) NOT NULL,
action varchar(10) NOT NULL,
status varchar(20) NOT NULL,
version bigint(20) unsigned NOT NULL DEFAULT 1,
approver bigint(20) unsigned NOT NULL,
items longtext NOT NULL,
done bigint(20) unsigned NOT NULL DEFAULT 0,
total bigint(20) unsigned NOT NULL,
failures bigint(20) unsigned NOT NULL DEFAULT 0,
failed longtext NOT NULL,
leased_until bigint(20) unsigned NOT NULL DEFAULT 0,
created bigint(20) unsigned NOT NULL,
finished bigint(20) unsigned NOT NULL DEFAULT 0,
PRIMARY KEY  (id),
KEY status_leased (status,leased_until)',
		);
	}
}
