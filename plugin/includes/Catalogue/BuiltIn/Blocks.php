<?php
/**
 * The product blocks.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Catalogue\BuiltIn;

use DevSkyy\Catalogue\Catalogue;
use WP_Block;

/**
 * Registers the blocks that a product's page and the shop's list are made of. Each is a folder with block.json,
 * render.php and style.css; a new one is a new folder.
 */
final class Blocks {

	private const EDITOR = 'devskyy-product-blocks';

	/** Products that this request has read already.
	 *
	 * @var array<int,array<string,mixed>|null>
	 */
	private array $read = array();

	/**
	 * Takes its parts.
	 *
	 * @param Catalogue $catalogue Reads products.
	 * @param View      $view      What the blocks share.
	 * @param string    $file      The plugin's entry file.
	 */
	public function __construct( private readonly Catalogue $catalogue, private readonly View $view, private readonly string $file ) {}

	/** Hangs it on WordPress. */
	public function register(): void {
		add_action( 'init', $this->blocks( ... ), 20 );
		add_action( 'enqueue_block_editor_assets', $this->editor( ... ) );
	}

	/** Registers every block. */
	public function blocks(): void {
		foreach ( $this->folders() as $folder ) {
			register_block_type_from_metadata(
				$folder,
				array(
					'render_callback' => fn( array $attributes, string $content, WP_Block $block ): string => $this->render( $folder . '/render.php', $block ),
				)
			);
		}
	}

	/** Lets the editor show them. */
	public function editor(): void {
		$script = $this->root() . '/editor.js';
		if ( ! is_file( $script ) ) {
			return;
		}
		$names = array_map( static fn( string $folder ): string => 'devskyy/' . basename( $folder ), $this->folders() );
		wp_register_script( self::EDITOR, false, array( 'wp-blocks', 'wp-element', 'wp-block-editor', 'wp-server-side-render' ), (string) filemtime( $script ), true );
		wp_enqueue_script( self::EDITOR );
		wp_add_inline_script( self::EDITOR, 'window.devskyyProductBlocks = ' . wp_json_encode( $names ) . ";\n" . (string) file_get_contents( $script ) ); // phpcs:ignore WordPress.WP.AlternativeFunctions -- A file of the plugin's own.
	}

	/**
	 * Runs a block's render.php with the product of its place.
	 *
	 * @param string   $file  The block's render.php.
	 * @param WP_Block $block The block.
	 */
	private function render( string $file, WP_Block $block ): string {
		$id      = (int) ( $block->context['postId'] ?? get_the_ID() );
		$product = $this->product( $id );
		$view    = $this->view;
		if ( null === $product && ! str_ends_with( dirname( $file ), '/product-categories' ) ) {
			return '';
		}
		ob_start();
		require $file;
		return (string) ob_get_clean();
	}

	/**
	 * The product; in the editor of templates, which belong to no product, the newest one stands in.
	 *
	 * @param int $id A post's id.
	 * @return array<string,mixed>|null
	 */
	private function product( int $id ): ?array {
		if ( $this->catalogue->post_type() !== get_post_type( $id ) && defined( 'REST_REQUEST' ) && REST_REQUEST && current_user_can( 'edit_theme_options' ) ) {
			$id = max( array( 0, ...$this->catalogue->ids() ) );
		}
		if ( ! array_key_exists( $id, $this->read ) ) {
			$this->read[ $id ] = $this->catalogue->find( $id );
		}
		return $this->read[ $id ];
	}

	/**
	 * The blocks' folders.
	 *
	 * @return list<string>
	 */
	private function folders(): array {
		$found = glob( $this->root() . '/product-*/block.json' );
		return array_map( 'dirname', false === $found ? array() : $found );
	}

	/** Where the blocks are: built into the plugin, or beside it in a working copy. */
	private function root(): string {
		$built = dirname( $this->file ) . '/build/blocks';
		return is_dir( $built ) ? $built : dirname( (string) realpath( dirname( $this->file ) ) ) . '/blocks';
	}
}
