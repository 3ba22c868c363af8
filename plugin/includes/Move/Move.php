<?php
/**
 * The move from the built-in catalogue to WooCommerce.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Move;

use DevSkyy\Catalogue\BuiltIn\PostType;
use DevSkyy\Catalogue\Held;
use DevSkyy\Proposals\Recovery;
use DevSkyy\Roles;
use Throwable;
use WP_Error;
use WP_User;
use wpdb;

/**
 * Stored, then worked off in slices by whoever comes along: the request that started it, the open tab's polls, WP-Cron,
 * the command line. Of two steppers one has a lease. Stopping stops between two products; starting again goes on.
 */
final class Move {

	/** Seconds of work in one slice. */
	private const SLICE = 2.0;

	/** Seconds after which a stepper that went silent counts as dead. */
	private const LEASE = 60;

	private const FAILED_KEPT = 200;

	/**
	 * Takes its parts.
	 *
	 * @param wpdb      $wpdb      The site's database.
	 * @param MoveStore $store     The table of moves.
	 * @param Converter $converter Converts one product.
	 * @param Ending    $ending    What follows the last product.
	 * @param Preview   $preview   What stands in the way.
	 * @param Recovery  $recovery  Heals approvals that died, in the built-in catalogue.
	 */
	public function __construct(
		private readonly wpdb $wpdb,
		private readonly MoveStore $store,
		private readonly Converter $converter,
		private readonly Ending $ending,
		private readonly Preview $preview,
		private readonly Recovery $recovery
	) {}

	/**
	 * Starts the move, or goes on with one that was stopped.
	 *
	 * @param WP_User $user     Who confirmed it.
	 * @param bool    $currency Whether WooCommerce shall take over the built-in catalogue's currency.
	 */
	public function start( WP_User $user, bool $currency ): MoveJob|WP_Error {
		$last = $this->store->last();
		if ( null !== $last && $last->open() ) {
			return $last;
		}
		$this->recovery->run( 50 );
		$wrong = $this->preview->refusal( $currency );
		if ( null !== $wrong ) {
			return $wrong;
		}
		if ( $currency ) {
			update_option( 'woocommerce_currency', $this->preview->currency() );
		}
		$left  = $this->left();
		$moved = $this->moved();
		update_option( Held::OPTION, time(), true );
		return $this->store->add( $user->ID, $moved, $moved + $left );
	}

	/**
	 * The move as it is now.
	 *
	 * @param string $id Its id; "" for the newest.
	 */
	public function get( string $id = '' ): ?MoveJob {
		return '' === $id ? $this->store->last() : $this->store->get( strtolower( $id ) );
	}

	/**
	 * Works a slice off, unless it is at its end or another stepper is at it.
	 *
	 * @param MoveJob $job As it was read.
	 * @return MoveJob As it is after that.
	 */
	public function step( MoveJob $job ): MoveJob {
		if ( ! $job->open() || $job->leased_until >= time() || ! $this->preview->woocommerce_ready() ) {
			return $job;
		}
		$mine = $this->store->change( $job, array( 'status' => MoveJob::RUNNING ) + $this->lease() );
		if ( null === $mine ) {
			return $this->store->get( $job->id ) ?? $job;
		}
		$before = get_current_user_id();
		try {
			clean_user_cache( $mine->actor );
			wp_set_current_user( $mine->actor );
			if ( 'products' === $mine->phase ) {
				update_option( Held::OPTION, time(), true );
			}
			return current_user_can( Roles::MANAGE ) ? $this->slice( $mine ) : $this->cancel( $mine );
		} finally {
			wp_set_current_user( $before );
		}
	}

	/** WP-Cron's part. */
	public function run(): void {
		$until = microtime( true ) + 10 * self::SLICE;
		$job   = $this->store->last();
		while ( null !== $job && $job->open() && $job->leased_until < time() && $this->preview->woocommerce_ready() && microtime( true ) < $until ) {
			$job = $this->step( $job );
		}
	}

	/**
	 * Stops between two products; what is moved stays moved.
	 *
	 * @param MoveJob $job As it was read.
	 */
	public function cancel( MoveJob $job ): MoveJob {
		$tries = 50;
		while ( $job->open() && 'products' === $job->phase && $tries-- > 0 ) {
			$job = $this->store->change( $job, $this->end( MoveJob::CANCELLED ) ) ?? $this->store->get( $job->id ) ?? $job;
		}
		if ( MoveJob::CANCELLED === $job->status && 0 === $this->moved() ) {
			delete_option( Held::OPTION );
		}
		return $job;
	}

	/**
	 * Works for some seconds; gives the lease back at the end.
	 *
	 * @param MoveJob $job The leased move.
	 */
	private function slice( MoveJob $job ): MoveJob {
		$until = microtime( true ) + self::SLICE;
		do {
			try {
				$columns = 'products' === $job->phase ? $this->products( $job ) : $this->ending( $job );
			} catch ( Throwable $thrown ) {
				$columns = $this->end( MoveJob::FAILED ) + $this->failure( $job, 0, new WP_Error( 'devskyy_move_interrupted', $thrown->getMessage() ) );
			}
			if ( null === $columns ) {
				break;
			}
			$next = $this->store->change( $job, $columns + $this->lease() );
			if ( null === $next ) {
				return $this->overtaken( $job );
			}
			$job = $next;
		} while ( $job->open() && microtime( true ) < $until );
		return $this->store->change( $job, array( 'leased_until' => 0 ) ) ?? $this->store->get( $job->id ) ?? $job;
	}

	/**
	 * Somebody cancelled the move, or took it over after the lease ran out. A product that was moved meanwhile is held.
	 *
	 * @param MoveJob $job As this process knew it.
	 */
	private function overtaken( MoveJob $job ): MoveJob {
		$now = $this->store->get( $job->id ) ?? $job;
		if ( MoveJob::CANCELLED === $now->status && 0 < $this->moved() ) {
			update_option( Held::OPTION, time(), true );
		}
		return $now;
	}

	/**
	 * Converts the next product.
	 *
	 * @param MoveJob $job The move.
	 * @return array<string,mixed>|null Columns of the move after it; null: wait for an approval that is under way.
	 */
	private function products( MoveJob $job ): ?array {
		if ( $this->approving() ) {
			return null;
		}
		$id = $this->next( $job );
		if ( 0 === $id ) {
			return $job->failures > 0 ? $this->end( MoveJob::FAILED ) : (array) $this->ending->after( 'products' );
		}
		$done    = $this->converter->convert( $id );
		$columns = array(
			'position' => (string) $id,
			'done'     => $this->moved() + $job->failures + ( is_wp_error( $done ) ? 1 : 0 ),
		);
		return is_wp_error( $done ) ? $columns + $this->failure( $job, $id, $done ) : $columns;
	}

	/**
	 * Does a piece of what follows.
	 *
	 * @param MoveJob $job The move.
	 * @return array<string,mixed>
	 */
	private function ending( MoveJob $job ): array {
		/**
		 * Fires before each piece of what follows the last product.
		 *
		 * @param string $phase One of terms, proposals, menus, tidy, switch.
		 */
		do_action( 'devskyy_move_phase', $job->phase );
		return $this->ending->step( $job ) ?? $this->end( MoveJob::COMPLETED );
	}

	/**
	 * The next product: first one whose conversion was cut off, then by id.
	 *
	 * @param MoveJob $job The move.
	 */
	private function next( MoveJob $job ): int {
		$cut = (int) $this->wpdb->get_var( (string) $this->wpdb->prepare( "SELECT p.ID FROM %i p JOIN %i m ON m.post_id = p.ID AND m.meta_key = %s WHERE p.post_type = 'product' ORDER BY p.ID LIMIT 1", $this->wpdb->posts, $this->wpdb->postmeta, Source::KEY ) );
		if ( 0 !== $cut && ! in_array( $cut, array_column( $job->failed, 'id' ), true ) ) {
			return $cut;
		}
		return (int) $this->wpdb->get_var( (string) $this->wpdb->prepare( "SELECT ID FROM %i WHERE post_type = %s AND post_status NOT IN ('auto-draft', 'inherit') AND ID > %d ORDER BY ID LIMIT 1", $this->wpdb->posts, PostType::NAME, (int) $job->position ) );
	}

	/** How many products are still in the built-in catalogue. */
	private function left(): int {
		return (int) $this->wpdb->get_var( (string) $this->wpdb->prepare( "SELECT COUNT(*) FROM %i WHERE post_type = %s AND post_status NOT IN ('auto-draft', 'inherit')", $this->wpdb->posts, PostType::NAME ) );
	}

	/** How many products have been moved. */
	private function moved(): int {
		return (int) $this->wpdb->get_var( (string) $this->wpdb->prepare( "SELECT COUNT(*) FROM %i p JOIN %i m ON m.post_id = p.ID AND m.meta_key = %s WHERE p.post_type = 'product'", $this->wpdb->posts, $this->wpdb->postmeta, Source::MOVED ) );
	}

	/** Whether an approval or undo is at work; one that died is healed first. */
	private function approving(): bool {
		$table = $this->wpdb->prefix . 'devskyy_proposals';
		if ( 0 === (int) $this->wpdb->get_var( (string) $this->wpdb->prepare( "SELECT COUNT(*) FROM %i WHERE status = 'applying'", $table ) ) ) {
			return false;
		}
		$this->recovery->run( 50 );
		return 0 < (int) $this->wpdb->get_var( (string) $this->wpdb->prepare( "SELECT COUNT(*) FROM %i WHERE status = 'applying'", $table ) );
	}

	/**
	 * Columns for one failure more.
	 *
	 * @param MoveJob  $job   The move.
	 * @param int      $id    The product's id; 0 when it is about none.
	 * @param WP_Error $error Why.
	 * @return array<string,mixed>
	 */
	private function failure( MoveJob $job, int $id, WP_Error $error ): array {
		$failure = array(
			'id'       => $id,
			'title'    => 0 === $id ? '' : get_the_title( $id ),
			'code'     => (string) $error->get_error_code(),
			'message'  => $error->get_error_message(),
			'edit_url' => 0 === $id ? '' : admin_url( "post.php?post={$id}&action=edit" ),
		);
		return array(
			'failures' => $job->failures + 1,
			'failed'   => count( $job->failed ) < self::FAILED_KEPT ? array( ...$job->failed, $failure ) : $job->failed,
		);
	}

	/**
	 * Columns of an end.
	 *
	 * @param string $status One of MoveJob's.
	 * @return array{status:string,finished:int}
	 */
	private function end( string $status ): array {
		return array(
			'status'   => $status,
			'finished' => time(),
		);
	}

	/**
	 * A fresh lease.
	 *
	 * @return array{leased_until:int}
	 */
	private function lease(): array {
		return array( 'leased_until' => time() + self::LEASE );
	}
}
