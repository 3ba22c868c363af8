<?php
/**
 * Less work after each product.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Import\Products;

/**
 * While a batch is imported, what WordPress counts anew after each post (terms, comments) waits until the batch's end.
 */
final class Quiet {

	/** Holds back. */
	public function start(): void {
		wp_defer_term_counting( true );
		wp_defer_comment_counting( true );
	}

	/** Does what waited. */
	public function stop(): void {
		wp_defer_term_counting( false );
		wp_defer_comment_counting( false );
	}
}
