<?php
/**
 * A network of sites.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy;

/**
 * Does something on this site, or on every site of the network.
 */
final class Network {

	/** How many sites are asked for at once. */
	private const PAGE = 100;

	/**
	 * Runs work on one site or on all of them, each as the current one.
	 *
	 * @param bool          $all  All sites of the network; on a single site it is this one either way.
	 * @param callable():mixed $work What to do.
	 */
	public function each_site( bool $all, callable $work ): void {
		if ( ! $all || ! is_multisite() ) {
			$work();
			return;
		}
		$offset = 0;
		do {
			$ids = get_sites(
				array(
					'fields'  => 'ids',
					'number'  => self::PAGE,
					'offset'  => $offset,
					'orderby' => 'id',
				)
			);
			foreach ( $ids as $id ) {
				switch_to_blog( (int) $id );
				$work();
				restore_current_blog();
			}
			$offset += self::PAGE;
		} while ( array() !== $ids );
	}
}
