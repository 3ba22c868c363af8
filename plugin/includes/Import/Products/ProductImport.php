<?php
/**
 * Imports of products.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Import\Products;

use DevSkyy\Catalogue\Catalogue;
use DevSkyy\Import\UploadStore;
use DevSkyy\Jobs\Job;
use DevSkyy\Jobs\JobStore;
use DevSkyy\Jobs\Worker;
use DevSkyy\Roles;
use WP_Error;
use WP_User;

/**
 * A job in phases: reading, checking, preview (it waits for a person), rows, links, pictures, done; and undoing, undone.
 */
final class ProductImport implements Worker {

	public const KIND = 'import-products';

	/** What to do with rows whose product exists, and with those whose product does not. */
	public const MODES = array( 'new', 'both', 'update' );

	/** Phases in which products have been touched. */
	private const TOUCHED = array( 'rows', 'links', 'pictures', 'done' );

	/**
	 * Takes its parts.
	 *
	 * @param Catalogue   $catalogue The active catalogue.
	 * @param JobStore    $jobs      The jobs.
	 * @param RowStore    $rows      The rows.
	 * @param UploadStore $uploads   The files.
	 * @param Phases      $phases    Does the work.
	 */
	public function __construct(
		private readonly Catalogue $catalogue,
		private readonly JobStore $jobs,
		private readonly RowStore $rows,
		private readonly UploadStore $uploads,
		private readonly Phases $phases
	) {}

	/** {@inheritDoc} */
	public function kind(): string {
		return self::KIND;
	}

	/**
	 * Starts an import: the file's header is read, the rest follows in slices.
	 *
	 * @param string $upload The file's id.
	 * @param string $mode   One of MODES.
	 */
	public function start( string $upload, string $mode ): Job|WP_Error {
		$file = $this->uploads->get( $upload );
		if ( null === $file || get_current_user_id() !== $file->user || ! $file->complete() ) {
			return $this->uploads->gone();
		}
		$allowed = $this->permitted( wp_get_current_user() );
		$state   = is_wp_error( $allowed ) ? $allowed : $this->phases->reading->open( $file->id );
		if ( is_wp_error( $state ) ) {
			return $state;
		}
		$this->uploads->keep( $file->id );
		return $this->jobs->add(
			self::KIND,
			get_current_user_id(),
			$file->name,
			$state + array(
				'phase'     => 'reading',
				'mode'      => $mode,
				'catalogue' => $this->catalogue->type(),
			)
		);
	}

	/** {@inheritDoc} */
	public function allowed( Job $job, WP_User $user ): bool|WP_Error {
		if ( $this->catalogue->type() !== ( $job->state['catalogue'] ?? '' ) ) {
			return new WP_Error( 'devskyy_import_catalogue', __( 'This import belongs to the catalogue that the shop had before. It cannot go on or be undone in the new one.', 'devskyy' ), array( 'status' => 409 ) );
		}
		return $this->permitted( $user );
	}

	/** {@inheritDoc} */
	public function batch( Job $job, float $until ): array|WP_Error {
		return match ( $job->phase ) {
			'reading'  => $this->phases->reading->batch( $job, $until ),
			'checking' => $this->phases->checking->batch( $job ),
			'rows'     => $this->phases->writing->batch( $job, $until ),
			'links'    => $this->phases->linking->batch( $job ),
			'pictures' => $this->phases->picturing->batch( $job, $until ),
			'undoing'  => $this->phases->undoing->batch( $job, $until ),
			default    => array( 'status' => Job::COMPLETED ),
		};
	}

	/** {@inheritDoc} */
	public function act( Job $job, string $action, array $given ): array|WP_Error {
		if ( 'start' === $action && 'preview' === $job->phase ) {
			return $this->begin( $job, (string) ( $given['mode'] ?? $job->state['mode'] ) );
		}
		if ( 'resume' === $action && in_array( $job->status, array( Job::CANCELLED, Job::FAILED ), true ) ) {
			return 'preview' === $job->phase ? array( 'status' => Job::WAITING ) : array( 'total' => $job->total );
		}
		if ( 'undo' === $action && in_array( $job->phase, self::TOUCHED, true ) ) {
			$counts = $this->rows->counts( $job->id );
			return array(
				'phase' => 'undoing',
				'done'  => 0,
				'total' => ( $counts[ Row::MADE ] ?? 0 ) + ( $counts[ Row::UPDATED ] ?? 0 ),
			);
		}
		return new WP_Error( 'devskyy_job_action', __( 'This cannot be done with this import as it stands now. Load the page again to see how it stands.', 'devskyy' ), array( 'status' => 409 ) );
	}

	/** {@inheritDoc} */
	public function shape( Job $job ): array {
		$counts = $this->rows->counts( $job->id );
		$state  = $job->state;
		return array(
			'import' => array(
				'mode'      => (string) ( $state['mode'] ?? 'new' ),
				'catalogue' => (string) ( $state['catalogue'] ?? '' ),
				'encoding'  => (string) ( $state['encoding'] ?? '' ),
				'delimiter' => (string) ( $state['delimiter'] ?? '' ),
				'columns'   => $this->columns( $state['columns'] ?? array() ),
				'counts'    => (object) array_diff_key( $counts, array( '' => 1 ) ),
				'can'       => array(
					'resume' => in_array( $job->status, array( Job::CANCELLED, Job::FAILED ), true ),
					'undo'   => ! $job->open() && in_array( $job->phase, self::TOUCHED, true ) && 0 < ( $counts[ Row::MADE ] ?? 0 ) + ( $counts[ Row::UPDATED ] ?? 0 ),
				),
			),
		);
	}

	/** {@inheritDoc} */
	public function forget( Job $job ): void {
		$this->rows->drop( $job->id );
		$this->uploads->drop( (string) ( $job->state['upload'] ?? '' ) );
	}

	/**
	 * The preview is agreed to.
	 *
	 * @param Job    $job  The job.
	 * @param string $mode One of MODES.
	 * @return array<string,mixed>|WP_Error
	 */
	private function begin( Job $job, string $mode ): array|WP_Error {
		if ( ! in_array( $mode, self::MODES, true ) ) {
			return new WP_Error( 'devskyy_import_mode', __( 'Say what to do with products that exist: new, both or update.', 'devskyy' ), array( 'status' => 400 ) );
		}
		if ( $this->jobs->busy( self::KIND, $job->id ) ) {
			return new WP_Error( 'devskyy_import_busy', __( 'Another import is at work. Wait until it is done, then start this one.', 'devskyy' ), array( 'status' => 409 ) );
		}
		$counts = $this->rows->counts( $job->id );
		return array(
			'phase' => 'rows',
			'state' => array( 'mode' => $mode ) + $job->state,
			'done'  => 0,
			'total' => $counts[ Row::READY ] ?? 0,
		);
	}

	/**
	 * Whether a user may import products: approve here, and edit and publish the catalogue's products.
	 *
	 * @param WP_User $user The user.
	 * @return true|WP_Error
	 */
	private function permitted( WP_User $user ): bool|WP_Error {
		if ( ! $this->catalogue->available() ) {
			return new WP_Error( 'devskyy_catalogue_unavailable', __( 'This shop\'s products are kept by WooCommerce, and WooCommerce is not active. Activate it under Plugins; nothing was lost.', 'devskyy' ), array( 'status' => 503 ) );
		}
		$type = get_post_type_object( $this->catalogue->post_type() );
		if ( null === $type || ! $user->has_cap( Roles::APPROVE ) || ! $user->has_cap( $type->cap->edit_others_posts ) || ! $user->has_cap( $type->cap->publish_posts ) ) {
			return new WP_Error( 'devskyy_forbidden', __( 'Your account may not import products: that needs the permission to edit and publish all products. Ask an administrator of the shop.', 'devskyy' ), array( 'status' => 403 ) );
		}
		return true;
	}

	/**
	 * The file's columns, each with what becomes of it.
	 *
	 * @param list<array{header:string,field:string,unit:string}> $columns As Columns::map() answers.
	 * @return list<array{header:string,field:string,note:string}>
	 */
	private function columns( array $columns ): array {
		$cannot = $this->phases->target->cannot();
		return array_map(
			static function ( array $column ) use ( $cannot ): array {
				$field = $column['field'];
				return array(
					'header' => $column['header'],
					'field'  => $field,
					'note'   => '' === $field ? __( 'Not known; it is left out.', 'devskyy' ) : ( $cannot[ $field ] ?? $cannot[ explode( ':', $field )[0] ] ?? '' ),
				);
			},
			$columns
		);
	}
}
