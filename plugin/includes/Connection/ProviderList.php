<?php
/**
 * The providers of models.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Connection;

/**
 * What the screens know of the providers of models: the build makes it from the service's own folders, with texts to translate.
 */
final class ProviderList {

	/** What a provider's name looks like. */
	public const NAME = '^[a-z][a-z0-9-]{0,39}$';

	/**
	 * Takes the file.
	 *
	 * @param string $file plugin/build/providers.php.
	 */
	public function __construct( private readonly string $file ) {}

	/**
	 * All providers.
	 *
	 * @return list<array{name:string,title:string,label:string,needs:string,usual_model:string|null,account:string|null}>
	 */
	public function read(): array {
		$providers = is_readable( $this->file ) ? require $this->file : array();
		return is_array( $providers ) ? array_values( $providers ) : array();
	}
}
