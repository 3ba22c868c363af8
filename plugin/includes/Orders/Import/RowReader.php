<?php
/**
 * One row of a CSV of orders.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Orders\Import;

use DateTimeZone;
use DevSkyy\Orders\Money;
use DevSkyy\Orders\Pseudonym;

/**
 * Makes a line of an order from cells, or says what is wrong in which column. What names a customer becomes a sign at once.
 */
final class RowReader {

	/**
	 * Takes its parts.
	 *
	 * @param Settings     $settings  How the file is to be read.
	 * @param list<string> $header    The header's cells, for messages.
	 * @param DateTimeZone $zone      Of times without one.
	 * @param Formats      $formats   Reads dates and amounts.
	 * @param Pseudonym    $pseudonym Customers without names.
	 */
	public function __construct(
		private readonly Settings $settings,
		private readonly array $header,
		private readonly DateTimeZone $zone,
		private readonly Formats $formats,
		private readonly Pseudonym $pseudonym
	) {}

	/**
	 * Reads a row.
	 *
	 * @param list<string> $cells Its cells.
	 * @return array{number:string,line:array<string,mixed>|null,errors:list<array{column:string,message:string}>}
	 */
	public function read( array $cells ): array {
		$errors = array();
		$number = mb_substr( $this->text( $cells, 'number' ), 0, 100 );
		if ( '' === $number ) {
			$errors[] = $this->error( 'number', __( 'The order\'s number is missing.', 'devskyy' ) );
		}
		$date = $this->formats->date( $this->text( $cells, 'date' ), $this->settings->date_format, $this->zone );
		if ( null === $date ) {
			/* translators: 1: a cell, 2: a date format such as DD/MM/YYYY. */
			$errors[] = $this->error( 'date', sprintf( __( '"%1$s" is not a date of the form %2$s.', 'devskyy' ), $this->shown( $cells, 'date' ), $this->settings->date_format ) );
		}
		$amounts = array();
		foreach ( array( 'quantity', 'unit_price', 'line_total', 'tax', 'shipping', 'refunded' ) as $field ) {
			$text              = $this->text( $cells, $field );
			$amounts[ $field ] = '' === $text ? null : $this->formats->number( $text, $this->settings->decimal );
			if ( '' !== $text && null === $amounts[ $field ] ) {
				/* translators: 1: a cell, 2: "." or ",". */
				$errors[] = $this->error( $field, sprintf( __( '"%1$s" is not a number with "%2$s" before its decimals.', 'devskyy' ), $this->shown( $cells, $field ), $this->settings->decimal ) );
			}
		}
		if ( '' === $this->text( $cells, 'quantity' ) ) {
			$errors[] = $this->error( 'quantity', __( 'The quantity is missing.', 'devskyy' ) );
		}
		if ( '' === $this->text( $cells, 'unit_price' ) && '' === $this->text( $cells, 'line_total' ) ) {
			$errors[] = $this->error( isset( $this->settings->map['line_total'] ) ? 'line_total' : 'unit_price', __( 'The price is missing.', 'devskyy' ) );
		}
		$currency = strtoupper( $this->text( $cells, 'currency' ) );
		$currency = '' === $currency ? $this->settings->currency : $currency;
		if ( 1 !== preg_match( '/\A[A-Z]{3}\z/', $currency ) ) {
			/* translators: %s: a cell. */
			$errors[] = $this->error( 'currency', sprintf( __( '"%s" is not a currency code of three letters.', 'devskyy' ), $this->shown( $cells, 'currency' ) ) );
		}
		return array(
			'number' => $number,
			'line'   => array() === $errors ? $this->line( $cells, (int) $date, $amounts, $currency ) : null,
			'errors' => $errors,
		);
	}

	/**
	 * A line whose cells are right.
	 *
	 * @param list<string>             $cells    The row's cells.
	 * @param int                      $date     Unix time.
	 * @param array<string,float|null> $amounts  Field → number.
	 * @param string                   $currency ISO 4217 code.
	 * @return array<string,mixed>
	 */
	private function line( array $cells, int $date, array $amounts, string $currency ): array {
		$money  = new Money();
		$amount = $amounts['line_total'] ?? (float) $amounts['unit_price'] * (float) $amounts['quantity'];
		$tax    = (float) $amounts['tax'];
		return array(
			'date'     => $date,
			'sku'      => mb_substr( $this->text( $cells, 'sku' ), 0, 200 ),
			'title'    => mb_substr( $this->text( $cells, 'title' ), 0, 500 ),
			'quantity' => (float) $amounts['quantity'],
			'net'      => $money->text( round( $this->settings->gross ? $amount - $tax : $amount, 4 ) ),
			'tax'      => $money->text( round( $tax, 4 ) ),
			'gross'    => $money->text( round( $this->settings->gross ? $amount : $amount + $tax, 4 ) ),
			'shipping' => $money->text( (float) $amounts['shipping'] ),
			'refunded' => $money->text( abs( (float) $amounts['refunded'] ) ),
			'currency' => $currency,
			'status'   => sanitize_key( mb_substr( (string) preg_replace( '/\s+/', '-', mb_strtolower( $this->text( $cells, 'status' ) ) ), 0, 40 ) ),
			'customer' => $this->pseudonym->of( $this->text( $cells, 'customer' ) ),
			'country'  => mb_substr( $this->text( $cells, 'country' ), 0, 64 ),
		);
	}

	/**
	 * A field's cell as plain text; "" when it has no column.
	 *
	 * @param list<string> $cells The row's cells.
	 * @param string       $field The field.
	 */
	private function text( array $cells, string $field ): string {
		$place = $this->settings->map[ $field ] ?? null;
		return null === $place ? '' : trim( str_replace( "\0", '', wp_strip_all_tags( $cells[ $place ] ?? '' ) ) );
	}

	/**
	 * A cell as a message shows it.
	 *
	 * @param list<string> $cells The row's cells.
	 * @param string       $field The field.
	 */
	private function shown( array $cells, string $field ): string {
		return mb_strimwidth( $this->text( $cells, $field ), 0, 60, '…' );
	}

	/**
	 * What is wrong in a column.
	 *
	 * @param string $field   The field.
	 * @param string $message What.
	 * @return array{column:string,message:string}
	 */
	private function error( string $field, string $message ): array {
		$place = $this->settings->map[ $field ] ?? null;
		return array(
			'column'  => null === $place ? $field : ( $this->header[ $place ] ?? $field ),
			'message' => $message,
		);
	}
}
