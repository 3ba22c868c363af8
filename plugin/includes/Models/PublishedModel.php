<?php
/**
 * What visitors see of a 3D model.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Models;

/**
 * The published files of one model with their addresses, and what its report says of them. A file here is
 * `{kind, name, url, media, bytes, width, height, variant, triangles}`.
 *
 * @phpstan-import-type File from Model
 * @phpstan-type Shown array{kind:string,name:string,url:string,media:string,bytes:int,width:int|null,height:int|null,variant:string|null,triangles:int|null}
 */
final class PublishedModel {

	public readonly string $id;

	public readonly string $title;

	/** One of `model`, `avatar`, `dressed`. */
	public readonly string $kind;

	/**
	 * All files.
	 *
	 * @var list<Shown>
	 */
	public readonly array $files;

	/**
	 * The pipeline's report.
	 *
	 * @var array<string,mixed>
	 */
	private readonly array $report;

	/**
	 * Takes a model that has published files.
	 *
	 * @param Model       $model  The model.
	 * @param ModelFolder $folder Where its files are.
	 */
	public function __construct( Model $model, ModelFolder $folder ) {
		$this->id     = $model->id;
		$this->title  = $model->title;
		$this->kind   = $model->kind;
		$this->report = $model->report ?? array();
		$this->files  = array_map(
			static fn( array $file ): array => array(
				'kind'      => $file['kind'],
				'name'      => $file['name'],
				'url'       => $folder->url( $model->id, $file ),
				'media'     => $file['media'],
				'bytes'     => $file['bytes'],
				'width'     => $file['width'],
				'height'    => $file['height'],
				'variant'   => $file['variant'],
				'triangles' => $file['triangles'],
			),
			$model->files
		);
	}

	/**
	 * The viewer's model.
	 *
	 * @return Shown|null
	 */
	public function viewer(): ?array {
		return $this->file( 'viewer' );
	}

	/**
	 * Lighter copies of it, the most detailed first.
	 *
	 * @return list<Shown>
	 */
	public function lods(): array {
		return $this->all( 'lod' );
	}

	/**
	 * Android's Scene Viewer.
	 *
	 * @return Shown|null
	 */
	public function ar(): ?array {
		return $this->file( 'ar' );
	}

	/**
	 * IOS' Quick Look, in a colourway where there is a file of it.
	 *
	 * @param string|null $variant The colourway.
	 * @return Shown|null
	 */
	public function usdz( ?string $variant = null ): ?array {
		return $this->file( 'usdz', $variant );
	}

	/**
	 * The large picture, in a colourway where there is one of it.
	 *
	 * @param string|null $variant The colourway.
	 * @return Shown|null
	 */
	public function poster( ?string $variant = null ): ?array {
		return $this->file( 'poster', $variant );
	}

	/**
	 * The small picture; the large one where there is no small one.
	 *
	 * @param string|null $variant The colourway.
	 * @return Shown|null
	 */
	public function thumbnail( ?string $variant = null ): ?array {
		return $this->file( 'thumbnail', $variant ) ?? $this->poster( $variant );
	}

	/**
	 * An animated picture, once around.
	 *
	 * @return Shown|null
	 */
	public function turntable(): ?array {
		return $this->file( 'turntable' );
	}

	/**
	 * Metres.
	 *
	 * @return array{width:float,height:float,depth:float}|null Null when it was not measured.
	 */
	public function dimensions(): ?array {
		$measured = $this->measured( 'dimensions' );
		return is_array( $measured ) && isset( $measured['width'], $measured['height'], $measured['depth'] ) ? array(
			'width'  => (float) $measured['width'],
			'height' => (float) $measured['height'],
			'depth'  => (float) $measured['depth'],
		) : null;
	}

	/**
	 * Its colourways (KHR_materials_variants).
	 *
	 * @return list<string>
	 */
	public function variants(): array {
		$measured = $this->measured( 'variants' );
		return is_array( $measured ) ? array_values( array_filter( $measured, 'is_string' ) ) : array();
	}

	/**
	 * Its animations.
	 *
	 * @return list<array{name:string,seconds:float}>
	 */
	public function clips(): array {
		$measured = $this->measured( 'clips' );
		return array_values(
			array_map(
				static fn( array $clip ): array => array(
					'name'    => (string) ( $clip['name'] ?? '' ),
					'seconds' => (float) ( $clip['seconds'] ?? 0 ),
				),
				array_filter( is_array( $measured ) ? $measured : array(), 'is_array' )
			)
		);
	}

	/**
	 * What an avatar's file says about its use; null when it is no avatar or says nothing.
	 *
	 * @return array<string,mixed>|null
	 */
	public function licence(): ?array {
		$licence = $this->report['avatar']['licence'] ?? null;
		return is_array( $licence ) ? $licence : null;
	}

	/**
	 * The first file of a kind; of a colourway where there is one, else the one that stands for all.
	 *
	 * @param string      $kind    One of artefactKinds (service/src/pipeline/contract.ts).
	 * @param string|null $variant The colourway.
	 * @return Shown|null
	 */
	public function file( string $kind, ?string $variant = null ): ?array {
		$files = $this->all( $kind );
		foreach ( array( $variant, null ) as $wanted ) {
			foreach ( $files as $file ) {
				if ( $file['variant'] === $wanted ) {
					return $file;
				}
			}
		}
		return $files[0] ?? null;
	}

	/**
	 * All files of a kind.
	 *
	 * @param string $kind As above.
	 * @return list<Shown>
	 */
	private function all( string $kind ): array {
		return array_values( array_filter( $this->files, static fn( array $file ): bool => $file['kind'] === $kind ) );
	}

	/**
	 * A measurement of the result, or of the source where there is none.
	 *
	 * @param string $what Its name in the report.
	 */
	private function measured( string $what ): mixed {
		return $this->report['result'][ $what ] ?? $this->report['found'][ $what ] ?? null;
	}
}
