<?php
/**
 * What both catalogues do alike.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Catalogue;

use DevSkyy\Targets\FieldTargets;
use WP_Error;

/**
 * Reads and writes products by their fields; where the products themselves are kept is up to the catalogue below.
 */
abstract class FieldCatalogue extends FieldTargets implements Catalogue {

	/** {@inheritDoc} */
	public function unreachable( int $id ): ?WP_Error {
		return null;
	}

	/** {@inheritDoc} */
	public function closed( int $id ): ?WP_Error {
		return null;
	}

	/** {@inheritDoc} */
	protected function gone(): WP_Error {
		return new WP_Error( 'devskyy_product_gone', __( 'The product no longer exists.', 'devskyy' ), array( 'status' => 404 ) );
	}
}
