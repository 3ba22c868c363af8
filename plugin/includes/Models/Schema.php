<?php
/**
 * Tables of 3D models.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Models;

/**
 * Declares the tables `models` and `model_products` (a product or variation shows one model).
 */
final class Schema {

	/**
	 * Table name without prefixes → column definitions for dbDelta.
	 *
	 * @return array<string,string>
	 */
	public function tables(): array {
		return array(
			'models'         => "id char(36) NOT NULL,
title varchar(250) NOT NULL DEFAULT '',
kind varchar(10) NOT NULL,
status varchar(12) NOT NULL,
version bigint(20) unsigned NOT NULL DEFAULT 1,
user bigint(20) unsigned NOT NULL DEFAULT 0,
source_name varchar(250) NOT NULL DEFAULT '',
source_bytes bigint(20) unsigned NOT NULL DEFAULT 0,
state longtext NOT NULL,
files longtext NOT NULL,
report longtext NULL,
leased_until bigint(20) unsigned NOT NULL DEFAULT 0,
looked bigint(20) unsigned NOT NULL DEFAULT 0,
gone tinyint(1) NOT NULL DEFAULT 0,
created bigint(20) unsigned NOT NULL,
updated bigint(20) unsigned NOT NULL,
PRIMARY KEY  (id),
KEY gone_created (gone,created),
KEY status_looked (status,looked)",
			'model_products' => "product bigint(20) unsigned NOT NULL,
model char(36) NOT NULL,
variant varchar(250) NOT NULL DEFAULT '',
PRIMARY KEY  (product),
KEY model (model)",
		);
	}
}
