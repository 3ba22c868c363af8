<?php
/**
 * A file on its way in.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Import;

/**
 * A row of the table `uploads`, as it was read.
 */
final class Upload {

	/**
	 * Takes the row's columns.
	 *
	 * @param string $id     Its id.
	 * @param int    $user   Whose it is.
	 * @param string $name   The file's name, for people.
	 * @param int    $size   Bytes the whole file has.
	 * @param int    $offset Bytes that are here.
	 */
	public function __construct(
		public readonly string $id,
		public readonly int $user,
		public readonly string $name,
		public readonly int $size,
		public readonly int $offset
	) {}

	/** Whether all of it is here. */
	public function complete(): bool {
		return $this->offset === $this->size;
	}
}
