<?php
/**
 * The phases of an import.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Import\Products;

use DevSkyy\Catalogue\Catalogue;
use DevSkyy\Connection\Origins;
use DevSkyy\Import\Transaction;
use DevSkyy\Import\UploadStore;
use wpdb;

/**
 * Builds what works in each phase, for one catalogue.
 */
final class Phases {

	public readonly Target $target;
	public readonly Reading $reading;
	public readonly Checking $checking;
	public readonly Writing $writing;
	public readonly Linking $linking;
	public readonly Picturing $picturing;
	public readonly Undoing $undoing;

	/**
	 * Takes what comes from outside.
	 *
	 * @param wpdb        $wpdb      The site's database.
	 * @param Catalogue   $catalogue The active catalogue.
	 * @param UploadStore $uploads   The files.
	 * @param RowStore    $rows      The rows.
	 * @param Origins     $origins   Which origins pictures may come from.
	 */
	public function __construct( wpdb $wpdb, Catalogue $catalogue, UploadStore $uploads, RowStore $rows, Origins $origins ) {
		$transaction     = new Transaction( $wpdb );
		$snapshots       = new Snapshots();
		$this->target    = 'woocommerce' === $catalogue->type() ? new WooCommerceTarget( new Quiet() ) : new BuiltInTarget( new Quiet(), $snapshots );
		$this->reading   = new Reading( $uploads, $rows, $this->target );
		$this->checking  = new Checking( $rows, $this->target );
		$this->writing   = new Writing( $wpdb, $rows, $this->target, $transaction, $snapshots );
		$this->linking   = new Linking( $rows, $this->target, $transaction, $snapshots );
		$this->picturing = new Picturing( $rows, $this->target, new PictureSource( $origins ), $snapshots );
		$this->undoing   = new Undoing( $rows, $this->target, $transaction, $snapshots, new BroughtPictures( $wpdb ) );
	}
}
