<?php
/**
 * The product's short description.
 *
 * @package DevSkyy
 *
 * @var array<string,mixed> $product The product in the contract's shape.
 */

declare(strict_types=1);

if ( '' === trim( $product['short_description'] ) ) {
	return;
}
printf( '<div %s>%s</div>', wp_kses_data( get_block_wrapper_attributes() ), wp_kses_post( wpautop( wptexturize( $product['short_description'] ) ) ) );
