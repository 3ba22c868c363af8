<?php
/**
 * Less work after each product.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Import\Products;

/**
 * While a batch is imported, WordPress and WooCommerce are spared what they would ask or do anew after each product. All of it is by
 * their own hooks, and ends with the batch.
 */
final class Quiet {

	private readonly FreshMeta $meta;

	private readonly FreshTerms $terms;

	private readonly HeldTransients $transients;

	/**
	 * WooCommerce notes a product's attributes for its filters at once, where it would store a task for each product.
	 *
	 * @var \Closure|null
	 */
	private ?\Closure $direct = null;

	/** Builds its parts. */
	public function __construct() {
		$this->meta       = new FreshMeta();
		$this->terms      = new FreshTerms( $this->meta );
		$this->transients = new HeldTransients();
	}

	/** Begins. */
	public function start(): void {
		wp_defer_term_counting( true );
		wp_defer_comment_counting( true );
		$this->meta->start();
		$this->terms->start();
		$this->transients->start();
		$this->direct = static fn(): string => 'yes';
		add_filter( 'pre_option_woocommerce_attribute_lookup_direct_updates', $this->direct );
	}

	/** Ends; what waited is counted. */
	public function stop(): void {
		if ( null !== $this->direct ) {
			remove_filter( 'pre_option_woocommerce_attribute_lookup_direct_updates', $this->direct );
		}
		$this->transients->stop( $this->meta->made( ... ) );
		$this->terms->stop();
		$this->meta->stop();
		wp_defer_comment_counting( false );
		// Inside the batch's transaction: a killed process leaves no count that is off.
		wp_defer_term_counting( false );
	}
}
