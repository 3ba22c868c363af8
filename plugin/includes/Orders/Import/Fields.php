<?php
/**
 * Columns of a CSV of orders.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Orders\Import;

/**
 * What a column can be, and what it probably is by its header. A row is a line of an order; what belongs to the whole order
 * (shipping, refunded) is read from its first line.
 */
final class Fields {

	/** Without these nothing can be read. */
	public const NEEDED = array( 'number', 'date', 'quantity' );

	/** Field → headers that mean it, in lower case without signs. */
	private const HEADERS = array(
		'number'     => array( 'order number', 'order id', 'order', 'invoiceno', 'invoice no', 'invoice', 'invoice number', 'number', 'name', 'bestellnummer', 'rechnungsnummer' ),
		'date'       => array( 'order date', 'invoicedate', 'invoice date', 'date', 'created at', 'created', 'date created', 'paid at', 'datum', 'bestelldatum' ),
		'sku'        => array( 'sku', 'lineitem sku', 'stockcode', 'stock code', 'item sku', 'product sku', 'article', 'artikelnummer' ),
		'title'      => array( 'product', 'product name', 'lineitem name', 'item name', 'description', 'title', 'artikel' ),
		'quantity'   => array( 'quantity', 'qty', 'lineitem quantity', 'item quantity', 'menge', 'anzahl' ),
		'unit_price' => array( 'unitprice', 'unit price', 'price', 'lineitem price', 'item price', 'einzelpreis', 'preis' ),
		'line_total' => array( 'line total', 'linetotal', 'item total', 'total price', 'amount', 'zeilensumme' ),
		'tax'        => array( 'line tax', 'tax', 'item tax', 'vat', 'mwst' ),
		'currency'   => array( 'currency', 'order currency', 'waehrung', 'währung' ),
		'status'     => array( 'status', 'order status', 'financial status', 'bestellstatus' ),
		'customer'   => array( 'customer id', 'customerid', 'customer', 'email', 'e mail', 'billing email', 'customer email', 'kunde', 'kundennummer' ),
		'country'    => array( 'country', 'billing country', 'shipping country', 'land' ),
		'shipping'   => array( 'shipping', 'shipping total', 'shipping cost', 'versand' ),
		'refunded'   => array( 'refunded', 'refunded amount', 'refund', 'erstattet' ),
	);

	/**
	 * Every field.
	 *
	 * @return list<string>
	 */
	public function all(): array {
		return array_keys( self::HEADERS );
	}

	/**
	 * Field → place of the column, by the header.
	 *
	 * @param list<string> $header The header's cells.
	 * @return array<string,int>
	 */
	public function guess( array $header ): array {
		$names = array_map( static fn( string $cell ): string => trim( (string) preg_replace( '/[^\p{L}\p{N}]+/u', ' ', mb_strtolower( $cell ) ) ), $header );
		$found = array();
		foreach ( self::HEADERS as $field => $headers ) {
			foreach ( $headers as $name ) {
				$place = array_search( $name, $names, true );
				if ( is_int( $place ) && ! in_array( $place, $found, true ) ) {
					$found[ $field ] = $place;
					break;
				}
			}
		}
		return $found;
	}
}
