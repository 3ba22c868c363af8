<?php
/**
 * Scripts and styles of what shows models.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Models;

/**
 * Knows where the viewer is that the build put into build/viewer (service/launcher/viewer.ts), and gives a page that has a figure what the
 * figure needs: a small script module, a style sheet, and once a page the words and addresses. Nothing comes from another origin.
 *
 * @phpstan-type Files array{viewer:string,meshopt:string,draco:string}
 */
final class ViewerAssets {

	public const MODULE   = 'devskyy-viewer';
	public const LOOKBOOK = 'devskyy-lookbook';
	public const STYLE    = 'devskyy-viewer';

	/**
	 * Takes where the plugin is.
	 *
	 * @param string $file The plugin's entry file.
	 */
	public function __construct( private readonly string $file ) {}

	/** Hangs it on WordPress. */
	public function register(): void {
		add_action( 'init', $this->announce( ... ), 5 );
		add_filter( 'script_module_data_' . self::MODULE, $this->data( ... ) );
	}

	/** Tells WordPress what there is; nothing is printed before a figure asks for it. */
	public function announce(): void {
		foreach ( array(
			self::MODULE   => 'view.js',
			self::LOOKBOOK => 'lookbook.js',
		) as $name => $script ) {
			if ( is_readable( $this->folder() . $script ) ) {
				wp_register_script_module( $name, $this->url( $script ), array(), substr( (string) md5_file( $this->folder() . $script ), 0, 12 ) );
			}
		}
		$this->style( self::STYLE, 'model-viewer' );
		$this->style( 'devskyy-lookbook', 'lookbook', array( self::STYLE ) );
	}

	/** Asks for what a figure needs on this page. */
	public function enqueue(): void {
		wp_enqueue_script_module( self::MODULE );
		wp_enqueue_style( self::STYLE );
	}

	/** Asks for what a look's picture needs on this page. */
	public function enqueue_look(): void {
		wp_enqueue_script_module( self::LOOKBOOK );
		wp_enqueue_style( 'devskyy-lookbook' );
	}

	/**
	 * Addresses of the viewer and its decoders; null where nothing was built.
	 *
	 * @return Files|null
	 */
	public function files(): ?array {
		$listed = $this->folder() . 'viewer.json';
		$names  = is_readable( $listed ) ? wp_json_file_decode( $listed, array( 'associative' => true ) ) : null;
		if ( ! is_array( $names ) || ! isset( $names['viewer'], $names['meshopt'], $names['draco'] ) ) {
			return null;
		}
		return array(
			'viewer'  => $this->url( (string) $names['viewer'] ),
			'meshopt' => $this->url( (string) $names['meshopt'] ),
			'draco'   => $this->url( (string) $names['draco'] ),
		);
	}

	/**
	 * Pictures of the finishes: name → address.
	 *
	 * @return array<string,string>
	 */
	public function swatches(): array {
		$found = array();
		foreach ( (array) glob( $this->folder() . 'swatches/*.{webp,png,jpg}', GLOB_BRACE ) as $file ) {
			$found[ pathinfo( (string) $file, PATHINFO_FILENAME ) ] = $this->url( 'swatches/' . basename( (string) $file ) );
		}
		return $found;
	}

	/** The little picture of the AR link: iOS takes a link with a picture for AR, and no other. */
	public function ar_icon(): string {
		return $this->url( 'ar.svg' );
	}

	/**
	 * What all figures of a page share (blocks/model-viewer/data.ts, `Shared`).
	 *
	 * @param array<string,mixed> $data What others gave.
	 * @return array<string,mixed>
	 */
	public function data( array $data ): array {
		$files = $this->files();
		return null === $files ? $data : array(
			...$data,
			...$files,
			'words' => ( new ViewerWords() )->all(),
		);
	}

	/**
	 * Registers a block's style sheet.
	 *
	 * @param string       $handle Its handle.
	 * @param string       $block  The block's folder.
	 * @param list<string> $needs  Other handles.
	 */
	private function style( string $handle, string $block, array $needs = array() ): void {
		$style = dirname( $this->file ) . '/build/blocks/' . $block . '/style.css';
		if ( is_readable( $style ) ) {
			wp_register_style( $handle, plugins_url( 'build/blocks/' . $block . '/style.css', $this->file ), $needs, substr( (string) md5_file( $style ), 0, 12 ) );
			wp_style_add_data( $handle, 'path', $style );
		}
	}

	/** The build's folder. */
	private function folder(): string {
		return dirname( $this->file ) . '/build/viewer/';
	}

	/**
	 * The address of one of its files.
	 *
	 * @param string $name File name.
	 */
	private function url( string $name ): string {
		return plugins_url( 'build/viewer/' . $name, $this->file );
	}
}
