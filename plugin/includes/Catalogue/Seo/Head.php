<?php
/**
 * SEO texts in the page's head.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Catalogue\Seo;

use Closure;
use DevSkyy\Catalogue\Fields\StoredMeta;

/**
 * Prints the SEO title of a product, post or page and its meta description where no SEO plugin does. All in One SEO keeps its own table and
 * mirrors it into post meta; there the stored meta is handed to it by its documented filters.
 */
final class Head {

	/**
	 * Takes its helpers.
	 *
	 * @param Adapters   $adapters  Knows the active SEO plugin.
	 * @param StoredMeta $meta      Reads meta.
	 * @param Closure    $post_type The post types that have such texts.
	 *
	 * @phpstan-param Closure(): (string|list<string>) $post_type
	 */
	public function __construct( private readonly Adapters $adapters, private readonly StoredMeta $meta, private readonly Closure $post_type ) {}

	/** Hangs it on the page's head. */
	public function register(): void {
		add_filter( 'pre_get_document_title', $this->title( ... ), 20 );
		add_action( 'wp_head', $this->description( ... ), 1 );
		add_filter( 'aioseo_title', fn( mixed $text ): mixed => '' === $this->stored( false ) ? $text : $this->stored( false ) );
		add_filter( 'aioseo_description', fn( mixed $text ): mixed => '' === $this->stored( true ) ? $text : $this->stored( true ) );
	}

	/**
	 * The whole title element's text.
	 *
	 * @param string $title What another filter chose; "" for the usual title.
	 */
	public function title( string $title ): string {
		$own = $this->adapters->active()->is_own() ? $this->stored( false ) : '';
		return '' === $own ? $title : esc_html( $own );
	}

	/** Prints the meta description. */
	public function description(): void {
		$own = $this->adapters->active()->is_own() ? $this->stored( true ) : '';
		if ( '' !== $own ) {
			printf( '<meta name="description" content="%s" />' . "\n", esc_attr( $own ) );
		}
	}

	/**
	 * The stored text of what the page shows.
	 *
	 * @param bool $description The description, else the title.
	 */
	private function stored( bool $description ): string {
		if ( ! is_singular( ( $this->post_type )() ) || post_password_required() ) {
			return '';
		}
		$adapter = $this->adapters->active();
		return $this->meta->text( (int) get_queried_object_id(), $description ? $adapter->description_key : $adapter->title_key );
	}
}
