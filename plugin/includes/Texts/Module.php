<?php
/**
 * The parts of the texts in the editor.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Texts;

use DevSkyy\Connection\KeyPair;
use DevSkyy\Connection\Module as Connection;
use DevSkyy\Connection\TokenSigner;
use DevSkyy\Rest\Guard;
use DevSkyy\Rest\Route;
use DevSkyy\Rest\TextCancelRoute;
use DevSkyy\Rest\TextRoute;
use DevSkyy\Rest\TextsRoute;
use DevSkyy\Rest\TextStreamRoute;

/**
 * Builds the parts that the block editor writes with, for the composition root.
 */
final class Module {

	private readonly Texts $texts;
	private readonly Editor $editor;

	/**
	 * Takes what comes from outside.
	 *
	 * @param Connection $connection The connection to the service.
	 * @param string     $file       The plugin's entry file.
	 */
	public function __construct( Connection $connection, string $file ) {
		$this->texts  = new Texts( $connection->client, $connection->store, new TokenSigner( new KeyPair() ) );
		$this->editor = new Editor( $file );
	}

	/** Hangs the block and its script on WordPress. */
	public function register(): void {
		$this->editor->register();
	}

	/**
	 * The routes of the texts.
	 *
	 * @param Guard $guard Makes permission callbacks.
	 * @return list<Route>
	 */
	public function routes( Guard $guard ): array {
		return array(
			new TextsRoute( $guard, $this->texts ),
			new TextRoute( $guard, $this->texts ),
			new TextCancelRoute( $guard, $this->texts ),
			new TextStreamRoute( $guard, $this->texts ),
		);
	}
}
