<?php
/**
 * Orders that came by a file.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Orders;

/**
 * For shops that sell elsewhere: read from the plugin's own table.
 */
final class ImportedOrders implements Orders {

	/**
	 * Takes the table.
	 *
	 * @param OrderStore $store The table of imported orders.
	 */
	public function __construct( private readonly OrderStore $store ) {}

	/** {@inheritDoc} */
	public function source(): string {
		return 'imported';
	}

	/** {@inheritDoc} */
	public function available(): bool {
		return true;
	}

	/** {@inheritDoc} */
	public function list( array $wish = array() ): array {
		return $this->store->list( $wish );
	}

	/** {@inheritDoc} */
	public function find( string $id ): ?array {
		return 1 === preg_match( '/\Acsv-([1-9][0-9]{0,17})\z/', $id, $found ) ? $this->store->find( (int) $found[1] ) : null;
	}
}
