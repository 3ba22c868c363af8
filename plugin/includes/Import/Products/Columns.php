<?php
/**
 * The columns of WooCommerce's product CSV.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Import\Products;

/**
 * Headers → fields: WooCommerce's English ones, and those of the site's language where WooCommerce brings its translations. The
 * fields are named as in WooCommerce's own importer (WC_Product_CSV_Importer_Controller::auto_map_columns).
 */
final class Columns {

	/** Header in English → field; %s in a measure's header is any unit. */
	private const HEADERS = array(
		'ID'                      => 'id',
		'Type'                    => 'type',
		'SKU'                     => 'sku',
		'GTIN, UPC, EAN, or ISBN' => 'global_unique_id',
		'Name'                    => 'name',
		'Published'               => 'published',
		'Is featured?'            => 'featured',
		'Visibility in catalog'   => 'catalog_visibility',
		'Short description'       => 'short_description',
		'Description'             => 'description',
		'Date sale price starts'  => 'date_on_sale_from',
		'Date sale price ends'    => 'date_on_sale_to',
		'Tax status'              => 'tax_status',
		'Tax class'               => 'tax_class',
		'In stock?'               => 'stock_status',
		'Stock'                   => 'stock_quantity',
		'Low stock amount'        => 'low_stock_amount',
		'Backorders allowed?'     => 'backorders',
		'Sold individually?'      => 'sold_individually',
		'Weight (%s)'             => 'weight',
		'Length (%s)'             => 'length',
		'Width (%s)'              => 'width',
		'Height (%s)'             => 'height',
		'Allow customer reviews?' => 'reviews_allowed',
		'Purchase note'           => 'purchase_note',
		'Sale price'              => 'sale_price',
		'Regular price'           => 'regular_price',
		'Categories'              => 'category_ids',
		'Tags'                    => 'tag_ids',
		'Tags (comma separated)'  => 'tag_ids',
		'Tags (space separated)'  => 'tag_ids_spaces',
		'Shipping class'          => 'shipping_class_id',
		'Images'                  => 'images',
		'Download limit'          => 'download_limit',
		'Download expiry days'    => 'download_expiry',
		'Parent'                  => 'parent_id',
		'Upsells'                 => 'upsell_ids',
		'Cross-sells'             => 'cross_sell_ids',
		'Grouped products'        => 'grouped_products',
		'External URL'            => 'product_url',
		'Button text'             => 'button_text',
		'Position'                => 'menu_order',
		'Cost of goods'           => 'cogs_value',
		'Attribute %d name'       => 'attributes:name',
		'Attribute %d value(s)'   => 'attributes:value',
		'Attribute %d visible'    => 'attributes:visible',
		'Attribute %d global'     => 'attributes:taxonomy',
		'Attribute %d default'    => 'attributes:default',
		'Download %d ID'          => 'downloads:id',
		'Download %d name'        => 'downloads:name',
		'Download %d URL'         => 'downloads:url',
		'Meta: %s'                => 'meta:',
	);

	/**
	 * Maps a header row.
	 *
	 * @param list<string> $headers The first row's cells.
	 * @return list<array{header:string,field:string,unit:string}> Field is "" for a column that nothing is known of.
	 */
	public function map( array $headers ): array {
		$plain    = array();
		$patterns = array();
		foreach ( self::HEADERS as $english => $field ) {
			foreach ( array_unique( array( $english, $this->translated( $english ) ) ) as $header ) {
				if ( ! str_contains( $header, '%' ) ) {
					$plain[ mb_strtolower( $header ) ] = $field;
					continue;
				}
				$form = str_replace( array( '%1\$s', '%1\$d', '%s', '%d' ), array( '(.+)', '(\d{1,4})', '(.+)', '(\d{1,4})' ), preg_quote( $header, '/' ) );

				$patterns[ '/\A' . $form . '\z/iu' ] = $field;
			}
		}
		$known = array();
		return array_map(
			function ( string $header ) use ( $plain, $patterns, &$known ): array {
				$column = $this->column( trim( $header ), $plain, $patterns );
				// A field that comes twice is taken once.
				if ( isset( $known[ $column['field'] ] ) ) {
					$column['field'] = '';
				}
				$known[ $column['field'] ] = true;
				unset( $known[''] );
				return $column;
			},
			$headers
		);
	}

	/**
	 * One header.
	 *
	 * @param string               $header   The cell.
	 * @param array<string,string> $plain    Header in small letters → field.
	 * @param array<string,string> $patterns Pattern → field.
	 * @return array{header:string,field:string,unit:string}
	 */
	private function column( string $header, array $plain, array $patterns ): array {
		$field = $plain[ mb_strtolower( $header ) ] ?? '';
		$unit  = '';
		foreach ( '' === $field ? $patterns : array() as $pattern => $name ) {
			if ( 1 !== preg_match( $pattern, $header, $found ) ) {
				continue;
			}
			$measure = in_array( $name, array( 'weight', 'length', 'width', 'height' ), true );
			$field   = $measure ? $name : $name . trim( $found[1] );
			$unit    = $measure ? strtolower( trim( $found[1] ) ) : '';
			break;
		}
		return array(
			'header' => $header,
			'field'  => $field,
			'unit'   => $unit,
		);
	}

	/**
	 * WooCommerce's own translation of a header into the site's language.
	 *
	 * @param string $english The header in English.
	 */
	private function translated( string $english ): string {
		// phpcs:ignore WordPress.WP.I18n -- WooCommerce's texts, in its own text domain.
		return translate( $english, 'woocommerce' );
	}
}
