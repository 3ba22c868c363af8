<?php
/**
 * Models that were made on this machine.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Models;

use WP_Error;

/**
 * Publishes the folder that `devskyy-3d` wrote (report.json and the files it names) without a service.
 *
 * @phpstan-import-type File from Model
 */
final class LocalModels {

	/**
	 * Takes its parts.
	 *
	 * @param ModelStore  $models The table.
	 * @param ModelFolder $folder Where published files are.
	 */
	public function __construct( private readonly ModelStore $models, private readonly ModelFolder $folder ) {}

	/**
	 * Publishes a folder.
	 *
	 * @param string $from  The folder.
	 * @param string $title The model's title; '' takes the source's name.
	 */
	public function publish( string $from, string $title = '' ): Model|WP_Error {
		$report = is_readable( $from . '/report.json' ) ? wp_json_file_decode( $from . '/report.json', array( 'associative' => true ) ) : null;
		$files  = is_array( $report ) ? $this->files( $report['files'] ?? null ) : null;
		if ( ! is_array( $report ) || null === $files ) {
			/* translators: %s: a folder. */
			return new WP_Error( 'devskyy_model_folder', sprintf( __( 'There is no report.json of a 3D model with its files in %s. Make it with devskyy-3d.', 'devskyy' ), $from ), array( 'status' => 400 ) );
		}
		$id = wp_generate_uuid4();
		foreach ( $files as $file ) {
			$done = $this->copy( $id, $from, $file );
			if ( is_wp_error( $done ) ) {
				$this->folder->remove( $id );
				return $done;
			}
		}
		$name  = (string) ( $report['source']['name'] ?? basename( $from ) );
		$model = $this->models->add(
			array(
				'id'     => $id,
				'title'  => '' === $title ? pathinfo( $name, PATHINFO_FILENAME ) : $title,
				'kind'   => is_array( $report['avatar'] ?? null ) ? 'avatar' : 'model',
				'status' => Model::PUBLISHED,
				'source' => array(
					'name'  => $name,
					'bytes' => (int) ( $report['source']['bytes'] ?? 0 ),
				),
				'state'  => array(),
			)
		);
		return $this->models->change(
			$model,
			array(
				'files'  => $files,
				'report' => $report,
			)
		) ?? $model;
	}

	/**
	 * Copies one file.
	 *
	 * @param string $id   The model's id.
	 * @param string $from The folder.
	 * @param array  $file The file.
	 * @return true|WP_Error
	 *
	 * @phpstan-param File $file
	 */
	private function copy( string $id, string $from, array $file ): bool|WP_Error {
		$draft = $this->folder->draft( $id );
		if ( is_wp_error( $draft ) ) {
			return $draft;
		}
		$source = $from . '/' . $file['name'];
		if ( ! is_file( $source ) || ! copy( $source, $draft ) ) {
			/* translators: %s: a path. */
			return new WP_Error( 'devskyy_model_file', sprintf( __( 'The report names a file that is not there: %s.', 'devskyy' ), $source ), array( 'status' => 400 ) );
		}
		return $this->folder->take( $id, $file, $draft );
	}

	/**
	 * The report's files; null when they are no such list.
	 *
	 * @param mixed $listed What the report holds.
	 * @return list<File>|null
	 */
	private function files( mixed $listed ): ?array {
		$files = ( new Artefacts() )->read( $listed );
		return null !== $files && in_array( 'viewer', array_column( $files, 'kind' ), true ) ? $files : null;
	}
}
