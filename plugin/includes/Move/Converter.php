<?php
/**
 * Makes a WooCommerce product of one built-in product, in place.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Move;

use DevSkyy\Catalogue\BuiltIn\PostType;
use DevSkyy\Catalogue\Catalogue;
use DevSkyy\Catalogue\Fields\ExactPost;
use DevSkyy\Import\Transaction;
use Throwable;
use WC_Data_Exception;
use WP_Error;
use WP_Post;

/**
 * The post keeps its id, so pictures, comments, revisions and proposals stay where they are. All of it happens in one
 * transaction: a process that dies leaves the built-in product. Where the tables know no transactions, what was read is
 * kept on the post and the conversion begins again from it.
 *
 * @phpstan-import-type Piece from Source
 */
final class Converter {

	/**
	 * Takes its parts.
	 *
	 * @param Transaction $whole   A conversion as a whole or not at all.
	 * @param Source      $source  Reads the built-in product.
	 * @param Maker       $maker   Writes the WooCommerce product.
	 * @param Addresses   $paths   Old addresses.
	 * @param Check       $check   Compares both.
	 * @param ExactPost   $exact   Holds the post's row to its bytes.
	 * @param Catalogue   $old     The built-in catalogue.
	 */
	public function __construct(
		private readonly Transaction $whole,
		private readonly Source $source,
		private readonly Maker $maker,
		private readonly Addresses $paths,
		private readonly Check $check,
		private readonly ExactPost $exact,
		private readonly Catalogue $old
	) {}

	/**
	 * Converts one product; nothing at all changes when it cannot be done.
	 *
	 * @param int $id The product's id.
	 * @return true|WP_Error
	 */
	public function convert( int $id ): bool|WP_Error {
		$this->forget( $id );
		$piece  = $this->source->read( $id );
		$before = $this->old->find( $id );
		$this->source->keep( $id, $piece );
		try {
			// Terms are shared between products, so they are made before, and stay.
			$terms = $this->maker->terms( $piece );
			$this->whole->begin();
			$this->step( 'begun', $id );
			$done = $this->write( $id, $piece, $terms ) ?? $this->check->compare( $id, $before, $piece, $terms );
		} catch ( WC_Data_Exception $thrown ) {
			$done = new WP_Error( 'devskyy_move_woocommerce', wp_strip_all_tags( $thrown->getMessage() ) );
		} catch ( Throwable $thrown ) {
			/* translators: %s: an error message of another plugin. */
			$done = new WP_Error( 'devskyy_move_interrupted', sprintf( __( 'An error on this site interrupted it: %s', 'devskyy' ), $thrown->getMessage() ) );
		}
		if ( is_wp_error( $done ) ) {
			$this->whole->rollback();
			$this->forget( $id );
			if ( PostType::NAME === get_post_type( $id ) ) {
				delete_post_meta( $id, Source::KEY );
			}
			return $done;
		}
		$this->source->drop( $id );
		$this->step( 'written', $id );
		$this->whole->commit();
		$this->forget( $id );
		$this->step( 'moved', $id );
		return true;
	}

	/**
	 * Writes the product.
	 *
	 * @param int                     $id    The product's id.
	 * @param array<string,mixed>     $piece What it is.
	 * @param array<string,list<int>> $terms Its new categories and tags.
	 *
	 * @phpstan-param Piece $piece
	 */
	private function write( int $id, array $piece, array $terms ): ?WP_Error {
		$slug = $this->free_slug( $id );
		if ( PostType::NAME === get_post_type( $id ) && false === set_post_type( $id, 'product' ) ) { // @phpstan-ignore argument.type (the stubs know core's own post types only)
			return new WP_Error( 'devskyy_move_database', __( 'The database did not take the new kind of post.', 'devskyy' ) );
		}
		$this->forget( $id );
		$this->step( 'typed', $id );
		$columns = null === $slug ? array() : array( 'post_name' => $slug );
		$this->exact->during( $id, $columns, fn() => $this->maker->product( $id, $piece, $terms, $slug ) );
		$this->step( 'product', $id );
		$this->maker->variations( $id, $piece );
		$this->step( 'variations', $id );
		$this->paths->note( 'post', $id, $piece['path'] );
		update_post_meta( $id, Source::MOVED, (string) time() );
		return null;
	}

	/**
	 * The slug that the post needs when a WooCommerce product has its own already; null when it can stay.
	 *
	 * @param int $id The product's id.
	 */
	private function free_slug( int $id ): ?string {
		$post = get_post( $id );
		if ( ! $post instanceof WP_Post || '' === $post->post_name ) {
			return null;
		}
		$free = wp_unique_post_slug( $post->post_name, $id, $post->post_status, 'product', $post->post_parent );
		return $free === $post->post_name ? null : $free;
	}

	/**
	 * Forgets what this process, or a shared cache, remembers of the product.
	 *
	 * @param int $id The product's id.
	 */
	private function forget( int $id ): void {
		wp_cache_delete( $id, 'posts' );
		wp_cache_delete( $id, 'post_meta' );
		foreach ( array( PostType::CATEGORY, PostType::TAG, 'product_cat', 'product_tag', 'product_type', 'product_visibility' ) as $taxonomy ) {
			wp_cache_delete( $id, "{$taxonomy}_relationships" );
		}
		foreach ( array( PostType::NAME, 'product' ) as $type ) {
			wp_cache_delete( _count_posts_cache_key( $type ), 'counts' );
			wp_cache_delete( _count_posts_cache_key( $type, 'readable' ), 'counts' );
		}
		clean_post_cache( $id );
		wp_cache_delete( 'product-' . $id, 'products' );
		wc_delete_product_transients( $id );
	}

	/**
	 * Tells whoever listens how far a conversion is.
	 *
	 * @param string $step One of begun, typed, product, variations, written, moved.
	 * @param int    $id   The product's id.
	 */
	private function step( string $step, int $id ): void {
		/**
		 * Fires after each step of a product's move to WooCommerce.
		 *
		 * @param string $step One of begun, typed, product, variations, written, moved.
		 * @param int    $id   The product's id.
		 */
		do_action( 'devskyy_move_step', $step, $id );
	}
}
