<?php
/**
 * Base of the tests of 3D models: folders as devskyy-3d writes them, uploads, and the parts built as the plugin builds them.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Tests;

use DevSkyy\Catalogue\CatalogueFactory;
use DevSkyy\Catalogue\ChangeTracker;
use DevSkyy\Connection\Module as Connection;
use DevSkyy\Import\UploadStore;
use DevSkyy\Models\Model;
use DevSkyy\Models\Module;
use DevSkyy\Proposals\Module as Proposals;

require_once __DIR__ . '/ConnectionTestCase.php';

abstract class ModelTestCase extends ConnectionTestCase {

	protected Module $parts;
	protected Connection $connection;
	protected UploadStore $uploads;

	/** @var list<string> Folders to delete at the end. */
	private array $folders = array();

	protected function setUp(): void {
		global $wpdb;
		parent::setUp();
		foreach ( array( 'models', 'model_products', 'uploads', 'upload_pieces' ) as $table ) {
			$wpdb->query( "DELETE FROM {$wpdb->prefix}devskyy_{$table}" );
		}
		$factory          = new CatalogueFactory();
		$catalogue        = $factory->create();
		$proposals        = new Proposals( $wpdb, $factory->targets( $catalogue ) );
		$plugin           = array(
			'folder'          => WP_PLUGIN_DIR . '/devskyy',
			'version'         => '0.1.0',
			'private_origins' => array( FakeService::ORIGIN ),
		);
		$this->connection = new Connection( $wpdb, array( $catalogue, new ChangeTracker( $wpdb, $catalogue, $factory->posts() ), $proposals ), $plugin );
		$this->uploads    = new UploadStore( $wpdb );
		$this->parts      = new Module( $wpdb, $this->connection->client, $this->uploads, $plugin['folder'] );
	}

	protected function tearDown(): void {
		foreach ( $this->parts->store->list( array( 'per_page' => 1000 ) )['items'] as $model ) {
			( new \DevSkyy\Models\ModelFolder() )->remove( $model->id );
		}
		foreach ( $this->folders as $folder ) {
			array_map( 'unlink', (array) glob( $folder . '/*' ) );
			rmdir( $folder );
		}
		parent::tearDown();
	}

	/**
	 * One of the pipeline's artefacts with its bytes.
	 *
	 * @param string $kind    Its kind.
	 * @param string $name    Its file name.
	 * @param string $bytes   Its content.
	 * @param string $variant Its colourway; '' for none.
	 * @return array<string,mixed>
	 */
	protected function artefact( string $kind, string $name, string $bytes, string $variant = '' ): array {
		$media = ( new \DevSkyy\Models\Artefacts() )::MEDIA[ pathinfo( $name, PATHINFO_EXTENSION ) ];
		return array(
			'kind'      => $kind,
			'name'      => $name,
			'media'     => $media,
			'bytes'     => strlen( $bytes ),
			'sha256'    => hash( 'sha256', $bytes ),
			'width'     => str_starts_with( $media, 'image/' ) ? 800 : null,
			'height'    => str_starts_with( $media, 'image/' ) ? 800 : null,
			'variant'   => '' === $variant ? null : $variant,
			'triangles' => str_starts_with( $media, 'image/' ) ? null : 1200,
		);
	}

	/**
	 * A report as the pipeline writes it.
	 *
	 * @param list<array<string,mixed>> $files Its artefacts.
	 * @return array<string,mixed>
	 */
	protected function report( array $files ): array {
		$measured = array(
			'triangles'  => 1200,
			'vertices'   => 700,
			'drawCalls'  => 2,
			'meshes'     => 1,
			'nodes'      => 3,
			'materials'  => array(),
			'textures'   => array(),
			'skin'       => null,
			'clips'      => array(),
			'variants'   => array( 'Midnight', 'Sand' ),
			'bounds'     => array(
				'min' => array( 0, 0, 0 ),
				'max' => array( 0.3, 0.2, 0.1 ),
			),
			'dimensions' => array(
				'width'  => 0.3,
				'height' => 0.2,
				'depth'  => 0.1,
			),
		);
		return array(
			'version'    => 1,
			'source'     => array(
				'name'     => 'bag.glb',
				'format'   => 'glb',
				'bytes'    => 90000,
				'sha256'   => str_repeat( 'a', 64 ),
				'files'    => array(),
				'importer' => 'glTF-Transform',
			),
			'found'      => $measured,
			'repaired'   => array(),
			'dropped'    => array(),
			'warnings'   => array(),
			'result'     => $measured,
			'scale'      => array(
				'category' => 'bag',
				'verdict'  => 'plausible',
				'factor'   => 1,
			),
			'similarity' => null,
			'avatar'     => null,
			'files'      => $files,
			'stages'     => array(),
			'peakMb'     => null,
		);
	}

	/**
	 * Files by name: a viewer, a USDZ of each colourway, a poster.
	 *
	 * @param string $mark Makes their bytes differ.
	 * @return array<string,array{array<string,mixed>,string}> Name → artefact and bytes.
	 */
	protected function made( string $mark = 'one' ): array {
		$made = array();
		foreach ( array(
			array( 'viewer', 'viewer.glb', '' ),
			array( 'ar', 'ar.glb', '' ),
			array( 'usdz', 'ar.usdz', '' ),
			array( 'usdz', 'ar-sand.usdz', 'Sand' ),
			array( 'poster', 'poster.webp', '' ),
			array( 'poster', 'poster-sand.webp', 'Sand' ),
		) as list( $kind, $name, $variant ) ) {
			$bytes         = "$mark: $name " . str_repeat( 'x', 100 );
			$made[ $name ] = array( $this->artefact( $kind, $name, $bytes, $variant ), $bytes );
		}
		return $made;
	}

	/** A folder as devskyy-3d writes it. */
	protected function written(): string {
		$folder = get_temp_dir() . 'devskyy-models-' . wp_generate_password( 8, false );
		mkdir( $folder );
		$this->folders[] = $folder;
		$made            = $this->made();
		foreach ( $made as $name => list( , $bytes ) ) {
			file_put_contents( "$folder/$name", $bytes );
		}
		file_put_contents( "$folder/report.json", (string) wp_json_encode( $this->report( array_column( $made, 0 ) ) ) );
		return $folder;
	}

	/** A published model. */
	protected function published( string $title = 'Evening bag' ): Model {
		$model = $this->parts->local->publish( $this->written(), $title );
		self::assertInstanceOf( Model::class, $model );
		return $model;
	}

	/** A complete upload of the current user. */
	protected function upload( string $name, string $bytes ): string {
		$upload = $this->uploads->start( $name, strlen( $bytes ), get_current_user_id() );
		self::assertNotWPError( $upload );
		while ( ! $upload->complete() ) {
			$upload = $this->uploads->append( $upload, $upload->offset, substr( $bytes, $upload->offset, 65536 ) );
			self::assertNotWPError( $upload );
		}
		return $upload->id;
	}

	/** A GLB of no more than a header. */
	protected function glb( int $padding = 0 ): string {
		$json = str_pad( '{"asset":{"version":"2.0"}}', 28 ) . str_repeat( ' ', $padding );
		return 'glTF' . pack( 'VVV', 2, 20 + strlen( $json ), strlen( $json ) ) . 'JSON' . $json;
	}

	protected static function assertNotWPError( mixed $value ): void {
		self::assertFalse( is_wp_error( $value ), is_wp_error( $value ) ? $value->get_error_message() : '' );
	}
}
