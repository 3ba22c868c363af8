<?php
/**
 * Tables of the imported orders.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Orders;

/**
 * Declares `orders` (imported ones only; WooCommerce keeps its own), `order_imports` and `order_rows` (lines of a file until
 * they are orders). Times are Unix seconds; JSON is in longtext.
 */
final class Schema {

	/**
	 * Table name without prefixes → column definitions for dbDelta.
	 *
	 * @return array<string,string>
	 */
	public function tables(): array {
		return array(
			'orders'        => "id bigint(20) unsigned NOT NULL AUTO_INCREMENT,
number varchar(100) NOT NULL,
import char(36) NOT NULL,
status varchar(40) NOT NULL DEFAULT '',
created bigint(20) NOT NULL,
data longtext NOT NULL,
seal char(64) NOT NULL,
sent tinyint(1) NOT NULL DEFAULT 0,
gone tinyint(1) NOT NULL DEFAULT 0,
PRIMARY KEY  (id),
UNIQUE KEY number (number),
KEY import (import),
KEY gone_created (gone,created),
KEY sent_id (sent,id)",
			'order_imports' => "id char(36) NOT NULL,
name varchar(250) NOT NULL DEFAULT '',
user bigint(20) unsigned NOT NULL,
user_name varchar(250) NOT NULL DEFAULT '',
created bigint(20) unsigned NOT NULL,
undone bigint(20) unsigned NOT NULL DEFAULT 0,
PRIMARY KEY  (id),
KEY created (created)",
			'order_rows'    => "import char(36) NOT NULL,
line bigint(20) unsigned NOT NULL,
number varchar(100) NOT NULL DEFAULT '',
wrong tinyint(1) NOT NULL DEFAULT 0,
data longtext NOT NULL,
PRIMARY KEY  (import,line),
KEY import_number (import,wrong,number,line)",
		);
	}
}
