<?php
/**
 * How a file of orders is to be read.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Orders\Import;

use WP_Error;

/**
 * What the person said of columns, dates and money; nothing of it is guessed when the file is read.
 */
final class Settings {

	/**
	 * Takes what was said; use from().
	 *
	 * @param array<string,int> $map         Field → place of its column.
	 * @param string            $date_format A key of Formats::DATES.
	 * @param string            $decimal     "." or ",".
	 * @param string            $currency    ISO 4217 code of rows that name none.
	 * @param bool              $gross       Whether prices are with tax.
	 */
	private function __construct( public readonly array $map, public readonly string $date_format, public readonly string $decimal, public readonly string $currency, public readonly bool $gross ) {}

	/**
	 * Reads them from a request or a job's state.
	 *
	 * @param array<string,mixed> $given map, date_format, decimal, currency, prices.
	 */
	public static function from( array $given ): self|WP_Error {
		$known = ( new Fields() )->all();
		$map   = array();
		foreach ( is_array( $given['map'] ?? null ) ? $given['map'] : array() as $field => $place ) {
			if ( in_array( $field, $known, true ) && is_int( $place ) && $place >= 0 && $place < 500 ) {
				$map[ (string) $field ] = $place;
			}
		}
		$missing = array_diff( Fields::NEEDED, array_keys( $map ) );
		if ( array() !== $missing || ! isset( $map['unit_price'] ) && ! isset( $map['line_total'] ) ) {
			return self::refusal( __( 'Say which columns hold the order\'s number, its date, the quantity, and the price of one piece or of the line.', 'devskyy' ) );
		}
		$format = is_string( $given['date_format'] ?? null ) ? $given['date_format'] : '';
		if ( ! isset( Formats::DATES[ $format ] ) ) {
			return self::refusal( __( 'Say how this file writes its dates.', 'devskyy' ) );
		}
		$decimal = $given['decimal'] ?? '';
		if ( ! in_array( $decimal, array( '.', ',' ), true ) ) {
			return self::refusal( __( 'Say whether this file writes decimals with a point or a comma.', 'devskyy' ) );
		}
		$currency = is_string( $given['currency'] ?? null ) ? strtoupper( trim( $given['currency'] ) ) : '';
		if ( 1 !== preg_match( '/\A[A-Z]{3}\z/', $currency ) ) {
			return self::refusal( __( 'Say the currency of rows that name none, in three letters such as EUR.', 'devskyy' ) );
		}
		$prices = $given['prices'] ?? '';
		if ( ! in_array( $prices, array( 'gross', 'net' ), true ) ) {
			return self::refusal( __( 'Say whether the prices are with or without tax.', 'devskyy' ) );
		}
		return new self( $map, $format, $decimal, $currency, 'gross' === $prices );
	}

	/**
	 * As a job keeps them.
	 *
	 * @return array{map:array<string,int>,date_format:string,decimal:string,currency:string,prices:string}
	 */
	public function kept(): array {
		return array(
			'map'         => $this->map,
			'date_format' => $this->date_format,
			'decimal'     => $this->decimal,
			'currency'    => $this->currency,
			'prices'      => $this->gross ? 'gross' : 'net',
		);
	}

	/**
	 * Something is missing.
	 *
	 * @param string $message What to say.
	 */
	private static function refusal( string $message ): WP_Error {
		return new WP_Error( 'devskyy_orders_import', $message, array( 'status' => 400 ) );
	}
}
