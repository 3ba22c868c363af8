<?php
/**
 * The table of the catalogue.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Catalogue;

/**
 * Declares the table `dirty`: what changed since the service's snapshot. `seq` differs at each mark of the same object.
 */
final class Schema {

	/**
	 * Table name without prefixes → column definitions for dbDelta.
	 *
	 * @return array<string,string>
	 */
	public function tables(): array {
		return array(
			'dirty' => "seq bigint(20) unsigned NOT NULL AUTO_INCREMENT,
kind varchar(20) NOT NULL DEFAULT 'product',
object_id bigint(20) unsigned NOT NULL,
deleted tinyint(1) NOT NULL DEFAULT 0,
PRIMARY KEY  (seq),
UNIQUE KEY object (kind,object_id)",
		);
	}
}
