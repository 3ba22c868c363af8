<?php
/**
 * Tables of uploads and imports.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Import;

/**
 * Declares the tables `uploads`, `upload_pieces` (base64) and `import_rows`.
 */
final class Schema {

	/**
	 * Table name without prefixes → column definitions for dbDelta.
	 *
	 * @return array<string,string>
	 */
	public function tables(): array {
		return array(
			'uploads'       => "id char(36) NOT NULL,
user bigint(20) unsigned NOT NULL,
name varchar(250) NOT NULL DEFAULT '',
size bigint(20) unsigned NOT NULL,
received bigint(20) unsigned NOT NULL DEFAULT 0,
kept tinyint(1) NOT NULL DEFAULT 0,
created bigint(20) unsigned NOT NULL,
PRIMARY KEY  (id),
KEY created (created)",
			'upload_pieces' => 'upload char(36) NOT NULL,
place bigint(20) unsigned NOT NULL,
bytes longtext NOT NULL,
PRIMARY KEY  (upload,place)',
			'import_rows'   => "job char(36) NOT NULL,
line bigint(20) unsigned NOT NULL,
place bigint(20) unsigned NOT NULL DEFAULT 0,
status varchar(10) NOT NULL,
plan varchar(10) NOT NULL DEFAULT '',
type varchar(20) NOT NULL DEFAULT '',
sku varchar(100) NOT NULL DEFAULT '',
origin bigint(20) unsigned NOT NULL DEFAULT 0,
parent bigint(20) unsigned NOT NULL DEFAULT 0,
product bigint(20) unsigned NOT NULL DEFAULT 0,
late tinyint(1) NOT NULL DEFAULT 0,
pictures tinyint(1) NOT NULL DEFAULT 0,
flagged tinyint(1) NOT NULL DEFAULT 0,
cells longtext NOT NULL,
facts longtext NOT NULL,
notes longtext NOT NULL,
journal longtext NULL,
seal char(64) NOT NULL DEFAULT '',
PRIMARY KEY  (job,line),
KEY job_status (job,status,place),
KEY job_sku (job,sku),
KEY job_origin (job,origin),
KEY job_parent (job,parent),
KEY job_product (job,product),
KEY job_late (job,late,place),
KEY job_pictures (job,pictures,place),
KEY job_flagged (job,flagged,line)",
		);
	}
}
