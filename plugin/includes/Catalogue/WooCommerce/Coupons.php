<?php
/**
 * Coupons.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Catalogue\WooCommerce;

use DateTimeImmutable;
use WC_Coupon;
use WC_Data_Exception;
use WP_Error;
use WP_Query;
use WP_User;

/**
 * WooCommerce's coupons, read and written through WC_Coupon only. Writing is a person's own action, under that person's
 * right to edit coupons: no message of the service leads here. The built-in catalogue sells nothing and has none.
 */
final class Coupons {

	/** Kinds of reduction that can be made here. */
	public const KINDS = array( 'percent', 'fixed_cart', 'fixed_product' );

	/** Whether this site can have coupons. */
	public function available(): bool {
		return class_exists( 'WooCommerce' ) && class_exists( WC_Coupon::class );
	}

	/**
	 * A page of coupons, by id.
	 *
	 * @param int    $page     From 1.
	 * @param int    $per_page Its length.
	 * @param string $search   A part of the code.
	 * @return array{items:list<array<string,mixed>>,total:int}
	 */
	public function list( int $page, int $per_page, string $search = '' ): array {
		if ( ! $this->available() ) {
			return array(
				'items' => array(),
				'total' => 0,
			);
		}
		// WooCommerce has no query of its own for coupons; what they are is read through its object.
		$found = new WP_Query(
			array(
				'post_type'      => 'shop_coupon',
				'post_status'    => array( 'publish', 'draft', 'pending', 'private', 'future' ),
				'posts_per_page' => max( 1, $per_page ), // phpcs:ignore WordPress.WP.PostsPerPage -- The routes allow 100 at most.
				'paged'          => max( 1, $page ),
				'orderby'        => 'ID',
				'order'          => 'ASC',
				'fields'         => 'ids',
			) + ( '' === $search ? array() : array(
				's'              => wp_slash( $search ),
				'search_columns' => array( 'post_title' ),
			) )
		);
		return array(
			'items' => array_values( array_map( fn( mixed $id ): array => $this->shape( new WC_Coupon( is_numeric( $id ) ? (int) $id : 0 ) ), (array) $found->posts ) ),
			'total' => (int) $found->found_posts,
		);
	}

	/**
	 * Makes a coupon.
	 *
	 * @param WP_User             $user   Who makes it.
	 * @param string              $code   What customers type.
	 * @param string              $kind   One of KINDS.
	 * @param array<string,mixed> $values `amount` (a decimal) and `expires` (YYYY-MM-DD or null).
	 * @return array<string,mixed>|WP_Error The coupon.
	 */
	public function create( WP_User $user, string $code, string $kind, array $values ): array|WP_Error {
		$refusal = $this->refusal( $user );
		$code    = wc_format_coupon_code( sanitize_text_field( $code ) );
		if ( null !== $refusal ) {
			return $refusal;
		}
		if ( '' === $code || ! in_array( $kind, self::KINDS, true ) ) {
			return $this->invalid( __( 'A coupon needs a code, and reduces by a percentage, an amount of the basket or an amount of each product.', 'devskyy' ) );
		}
		if ( 0 !== wc_get_coupon_id_by_code( $code ) ) {
			/* translators: %s: a coupon's code. */
			return new WP_Error( 'devskyy_coupon_exists', sprintf( __( 'There is a coupon "%s" already. Change that one, or choose another code.', 'devskyy' ), $code ), array( 'status' => 409 ) );
		}
		$coupon = new WC_Coupon();
		$coupon->set_code( $code );
		$coupon->set_discount_type( $kind );
		return $this->set( $coupon, $values );
	}

	/**
	 * Changes a coupon's amount or last day.
	 *
	 * @param WP_User             $user   Who changes it.
	 * @param int                 $id     The coupon's id.
	 * @param array<string,mixed> $values `amount` and `expires`; what is absent stays.
	 * @return array<string,mixed>|WP_Error The coupon.
	 */
	public function update( WP_User $user, int $id, array $values ): array|WP_Error {
		$refusal = $this->refusal( $user );
		if ( null !== $refusal ) {
			return $refusal;
		}
		if ( 'shop_coupon' !== get_post_type( $id ) || ! user_can( $user, 'edit_post', $id ) ) {
			return new WP_Error( 'devskyy_coupon_unknown', __( 'There is no coupon with this id that you may change.', 'devskyy' ), array( 'status' => 404 ) );
		}
		return $this->set( new WC_Coupon( $id ), $values );
	}

	/**
	 * Sets and saves.
	 *
	 * @param WC_Coupon           $coupon The coupon.
	 * @param array<string,mixed> $values `amount` and `expires`; what is absent stays.
	 * @return array<string,mixed>|WP_Error
	 */
	private function set( WC_Coupon $coupon, array $values ): array|WP_Error {
		$amount  = $values['amount'] ?? $coupon->get_amount( 'edit' );
		$expires = $values['expires'] ?? '';
		if ( ! is_scalar( $amount ) || 1 !== preg_match( '/\A\d+(\.\d+)?\z/', (string) $amount ) || ( 'percent' === $coupon->get_discount_type( 'edit' ) && (float) $amount > 100 ) ) {
			return $this->invalid( __( 'The amount is a number such as 12.50, and a percentage is at most 100.', 'devskyy' ) );
		}
		$day = is_string( $expires ) && '' !== $expires ? DateTimeImmutable::createFromFormat( '!Y-m-d', $expires, wp_timezone() ) : null;
		if ( false === $day || ( $day instanceof DateTimeImmutable && $day->format( 'Y-m-d' ) !== $expires ) ) {
			return $this->invalid( __( 'The last day is a day such as 2026-12-31.', 'devskyy' ) );
		}
		try {
			$coupon->set_amount( (string) $amount );
			if ( array_key_exists( 'expires', $values ) ) {
				$coupon->set_date_expires( $day instanceof DateTimeImmutable ? $day->getTimestamp() : null );
			}
			$coupon->save();
		} catch ( WC_Data_Exception $refused ) {
			return $this->invalid( wp_strip_all_tags( $refused->getMessage() ) );
		}
		return $this->shape( new WC_Coupon( $coupon->get_id() ) );
	}

	/**
	 * One coupon.
	 *
	 * @param WC_Coupon $coupon The coupon.
	 * @return array<string,mixed>
	 */
	private function shape( WC_Coupon $coupon ): array {
		$expires = $coupon->get_date_expires( 'edit' );
		return array(
			'id'          => $coupon->get_id(),
			'code'        => $coupon->get_code( 'edit' ),
			'status'      => (string) get_post_status( $coupon->get_id() ),
			'kind'        => $coupon->get_discount_type( 'edit' ),
			'amount'      => (string) $coupon->get_amount( 'edit' ),
			'currency'    => 'percent' === $coupon->get_discount_type( 'edit' ) ? null : get_woocommerce_currency(),
			'expires'     => null === $expires ? null : $expires->date( 'Y-m-d' ),
			'usage_count' => (int) $coupon->get_usage_count( 'edit' ),
			'usage_limit' => $coupon->get_usage_limit( 'edit' ) > 0 ? (int) $coupon->get_usage_limit( 'edit' ) : null,
		);
	}

	/**
	 * Why the user may not write; null when he may.
	 *
	 * @param WP_User $user The user.
	 */
	private function refusal( WP_User $user ): ?WP_Error {
		if ( ! $this->available() ) {
			return new WP_Error( 'devskyy_coupons_none', __( 'Coupons are WooCommerce\'s, and WooCommerce is not active. The built-in catalogue sells nothing and has none.', 'devskyy' ), array( 'status' => 409 ) );
		}
		return user_can( $user, 'edit_shop_coupons' ) ? null : new WP_Error( 'devskyy_forbidden', __( 'Your account may not change coupons. Ask an administrator of the shop for the permission.', 'devskyy' ), array( 'status' => 403 ) );
	}

	/**
	 * A value that cannot be.
	 *
	 * @param string $message What can be.
	 */
	private function invalid( string $message ): WP_Error {
		return new WP_Error( 'devskyy_coupon_value', $message, array( 'status' => 400 ) );
	}
}
