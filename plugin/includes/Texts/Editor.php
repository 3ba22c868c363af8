<?php
/**
 * The AI text block and the editor's script.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Texts;

/**
 * Registers the block "AI text" and gives the block editor the script that writes. What is accepted becomes core blocks: the block
 * itself prints nothing, and without this plugin no post loses a word.
 */
final class Editor {

	private const HANDLE = 'devskyy-block-ai-text';

	/**
	 * Takes where the plugin is.
	 *
	 * @param string $file The plugin's entry file.
	 */
	public function __construct( private readonly string $file ) {}

	/** Hangs it on WordPress. */
	public function register(): void {
		add_action( 'init', $this->block( ... ) );
		add_action( 'enqueue_block_editor_assets', $this->script( ... ) );
	}

	/** Registers the block; what nobody accepted prints nothing. */
	public function block(): void {
		$folder = dirname( $this->file ) . '/build/blocks/ai-text';
		if ( ! is_dir( $folder ) ) {
			$folder = dirname( (string) realpath( dirname( $this->file ) ) ) . '/blocks/ai-text';
		}
		$this->style();
		register_block_type_from_metadata( $folder, array( 'render_callback' => static fn(): string => '' ) );
	}

	/** The block's style sheet, which block.json names: the editor's canvas is a frame of its own. */
	private function style(): void {
		$asset = $this->asset();
		if ( null !== $asset ) {
			wp_register_style( self::HANDLE, plugins_url( 'build/admin/block-ai-text.css', $this->file ), array( 'wp-components' ), $asset['version'] );
			wp_style_add_data( self::HANDLE, 'rtl', 'replace' );
		}
	}

	/** Enqueues the script for everybody who may write posts; who may not use it is told so by the block. */
	public function script(): void {
		$asset = $this->asset();
		if ( null === $asset || ! current_user_can( 'edit_posts' ) ) {
			return;
		}
		$allowed = array() === array_filter( Texts::CAPABILITIES, static fn( string $capability ): bool => ! current_user_can( $capability ) );
		$page    = array(
			'allowed'     => $allowed,
			'settingsUrl' => current_user_can( \DevSkyy\Roles::MANAGE ) ? admin_url( 'admin.php?page=devskyy-settings' ) : null,
			'locale'      => get_locale(),
		);
		wp_enqueue_script( self::HANDLE, plugins_url( 'build/admin/block-ai-text.js', $this->file ), array_values( array_filter( $asset['dependencies'] ) ), $asset['version'], true );
		wp_add_inline_script( self::HANDLE, 'window.devskyyEditor = ' . wp_json_encode( $page, JSON_HEX_TAG | JSON_HEX_AMP | JSON_UNESCAPED_SLASHES ) . ';', 'before' );
		wp_set_script_translations( self::HANDLE, 'devskyy', plugin_dir_path( $this->file ) . 'languages' );
		wp_enqueue_style( self::HANDLE );
	}

	/**
	 * What the build knows of the script; null when it was not built.
	 *
	 * @return array{dependencies:list<string>,version:string}|null
	 */
	private function asset(): ?array {
		$file = plugin_dir_path( $this->file ) . 'build/admin/block-ai-text.asset.php';
		return is_readable( $file ) ? require $file : null;
	}
}
