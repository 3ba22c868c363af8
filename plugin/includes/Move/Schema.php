<?php
/**
 * The table of the move.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Move;

/**
 * Declares the table `moves`. Times are Unix seconds; JSON is in longtext.
 */
final class Schema {

	/**
	 * Table name without prefixes → column definitions for dbDelta.
	 *
	 * @return array<string,string>
	 */
	public function tables(): array {
		return array(
			'moves' => 'id char(36) NOT NULL,
status varchar(20) NOT NULL,
version bigint(20) unsigned NOT NULL DEFAULT 1,
phase varchar(20) NOT NULL,
position varchar(40) NOT NULL,
actor bigint(20) unsigned NOT NULL,
done bigint(20) unsigned NOT NULL DEFAULT 0,
total bigint(20) unsigned NOT NULL,
failures bigint(20) unsigned NOT NULL DEFAULT 0,
failed longtext NOT NULL,
leased_until bigint(20) unsigned NOT NULL DEFAULT 0,
created bigint(20) unsigned NOT NULL,
finished bigint(20) unsigned NOT NULL DEFAULT 0,
PRIMARY KEY  (id),
KEY created (created)',
		);
	}
}
