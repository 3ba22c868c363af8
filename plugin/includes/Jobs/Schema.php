<?php
/**
 * The table of jobs.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Jobs;

/**
 * Declares the table `jobs`: long work of this site that is done in slices. Times are Unix seconds, JSON is in longtext.
 */
final class Schema {

	/**
	 * Table name without prefixes → column definitions for dbDelta.
	 *
	 * @return array<string,string>
	 */
	public function tables(): array {
		return array(
			'jobs' => "id char(36) NOT NULL,
kind varchar(40) NOT NULL,
status varchar(20) NOT NULL,
version bigint(20) unsigned NOT NULL DEFAULT 1,
user bigint(20) unsigned NOT NULL,
title varchar(250) NOT NULL DEFAULT '',
phase varchar(20) NOT NULL DEFAULT '',
state longtext NOT NULL,
done bigint(20) unsigned NOT NULL DEFAULT 0,
total bigint(20) unsigned NOT NULL DEFAULT 0,
message varchar(1000) NOT NULL DEFAULT '',
leased_until bigint(20) unsigned NOT NULL DEFAULT 0,
created bigint(20) unsigned NOT NULL,
finished bigint(20) unsigned NOT NULL DEFAULT 0,
PRIMARY KEY  (id),
KEY status_leased (status,leased_until),
KEY kind_created (kind,created)",
		);
	}
}
