<?php
/**
 * Where visitors and editors see models.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Models;

use DevSkyy\Catalogue\BuiltIn\ProductData;
use DevSkyy\Catalogue\BuiltIn\Units;
use DevSkyy\Catalogue\BuiltIn\View;
use DevSkyy\Catalogue\Catalogue;
use DevSkyy\Catalogue\Decimal;

/**
 * Hangs the blocks "3D model", "Lookbook" and "Avatar try-on" and the product pages' models on WordPress. Each block is a folder with
 * block.json, index.tsx for the editor and render.php, which the server runs for each page: nothing of a model is stored in a post.
 */
final class Faces {

	private const BLOCKS = array( 'model-viewer', 'lookbook', 'avatar-try-on' );

	private readonly ViewerAssets $assets;

	private readonly ViewerMarkup $markup;

	private readonly ProductCards $cards;

	/**
	 * Takes its parts.
	 *
	 * @param ModelStore $models    The models.
	 * @param Catalogue  $catalogue The products.
	 * @param string     $file      The plugin's entry file.
	 */
	public function __construct( private readonly ModelStore $models, private readonly Catalogue $catalogue, private readonly string $file ) {
		$this->assets = new ViewerAssets( $file );
		$this->cards  = new ProductCards( $catalogue, new View( new Units(), new ProductData( new Decimal() ) ) );
		$this->markup = new ViewerMarkup( $this->assets, $this->cards );
	}

	/** Hangs all on WordPress. */
	public function register(): void {
		$this->assets->register();
		add_action( 'init', $this->blocks( ... ) );
		add_action( 'enqueue_block_editor_assets', $this->editor( ... ) );
		add_action( 'admin_enqueue_scripts', $this->screen( ... ), 20 );
		( new ProductPages( $this->models, $this->catalogue, $this->markup, $this->file ) )->register();
	}

	/** Registers the blocks. */
	public function blocks(): void {
		foreach ( self::BLOCKS as $name ) {
			$folder = $this->folder( $name );
			$asset  = $this->asset( $name );
			if ( null !== $asset && is_readable( dirname( $this->file ) . "/build/admin/block-{$name}.css" ) ) {
				wp_register_style( "devskyy-block-{$name}", plugins_url( "build/admin/block-{$name}.css", $this->file ), array( 'wp-components' ), $asset['version'] );
				wp_style_add_data( "devskyy-block-{$name}", 'rtl', 'replace' );
			}
			if ( is_readable( $folder . '/block.json' ) ) {
				register_block_type_from_metadata( $folder, array( 'render_callback' => fn( array $attributes ): string => $this->render( $folder . '/render.php', $attributes ) ) );
			}
		}
	}

	/** Tells the screen "3D assets" where the viewer is. */
	public function screen(): void {
		if ( wp_script_is( 'devskyy-models', 'enqueued' ) ) {
			wp_add_inline_script( 'devskyy-models', $this->page(), 'before' );
		}
	}

	/** Gives the block editor what edits them. */
	public function editor(): void {
		foreach ( self::BLOCKS as $name ) {
			$asset = $this->asset( $name );
			if ( null === $asset ) {
				continue;
			}
			$handle = "devskyy-block-{$name}";
			wp_enqueue_script( $handle, plugins_url( "build/admin/block-{$name}.js", $this->file ), array_values( array_filter( $asset['dependencies'] ) ), $asset['version'], true );
			wp_add_inline_script( $handle, $this->page(), 'before' );
			wp_set_script_translations( $handle, 'devskyy', plugin_dir_path( $this->file ) . 'languages' );
		}
	}

	/** What our scripts in wp-admin are told (plugin/ui/models/page.ts). */
	private function page(): string {
		$page = array(
			'files'     => $this->assets->files(),
			'upload'    => current_user_can( \DevSkyy\Roles::APPROVE ),
			'screenUrl' => current_user_can( \DevSkyy\Roles::VIEW ) ? admin_url( 'admin.php?page=devskyy-models' ) : null,
			'swatches'  => (object) $this->assets->swatches(),
		);
		return 'window.devskyyModels = ' . wp_json_encode( $page, JSON_HEX_TAG | JSON_HEX_AMP | JSON_UNESCAPED_SLASHES ) . ';';
	}

	/**
	 * Runs a block's render.php.
	 *
	 * @param string              $file       The file.
	 * @param array<string,mixed> $attributes The block's attributes.
	 */
	private function render( string $file, array $attributes ): string {
		$models = $this->models;
		$markup = $this->markup;
		$cards  = $this->cards;
		$assets = $this->assets;
		ob_start();
		require $file;
		return (string) ob_get_clean();
	}

	/**
	 * A block's folder: built into the plugin, or beside it in a working copy.
	 *
	 * @param string $name The block.
	 */
	private function folder( string $name ): string {
		$built = dirname( $this->file ) . '/build/blocks/' . $name;
		return is_dir( $built ) ? $built : dirname( (string) realpath( dirname( $this->file ) ) ) . '/blocks/' . $name;
	}

	/**
	 * What the build knows of a block's script; null when it was not built.
	 *
	 * @param string $name The block.
	 * @return array{dependencies:list<string>,version:string}|null
	 */
	private function asset( string $name ): ?array {
		$file = plugin_dir_path( $this->file ) . "build/admin/block-{$name}.asset.php";
		return is_readable( $file ) ? require $file : null;
	}
}
