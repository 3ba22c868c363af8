<?php
/**
 * One move of a target from one side of a proposal to the other.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Proposals;

use DevSkyy\Targets\Targets;
use Throwable;
use WP_Error;

/**
 * Works on claimed proposals only. An approval goes from `before` to `after`, an undo from `applied` to `before`; the
 * claimed row and its journal say all that is needed to finish or to turn back, in this process or in a later one.
 *
 * @phpstan-import-type Value from Proposal
 */
final class Transition {

	/** A field's place on the way. */
	public const START     = 'start';
	public const GOAL      = 'goal';
	public const BETWEEN   = 'between';
	public const ELSEWHERE = 'elsewhere';

	/**
	 * Takes the door to the targets.
	 *
	 * @param Targets   $targets   What proposals are about.
	 * @param Values    $values    Compares values.
	 */
	public function __construct( private readonly Targets $targets, private readonly Values $values ) {}

	/**
	 * What the target holds now in these fields; nothing comes from a cache that another process may have outrun.
	 *
	 * @param int      $target Id of the target.
	 * @param string[] $fields Field paths.
	 * @phpstan-return array<string,Value>|WP_Error
	 */
	public function current( int $target, array $fields ): array|WP_Error {
		clean_post_cache( $target );
		foreach ( $fields as $field ) {
			if ( str_starts_with( $field, 'image_alt.' ) ) {
				clean_post_cache( (int) substr( $field, 10 ) );
			}
		}
		return $this->targets->read( $target, array_values( $fields ) );
	}

	/**
	 * Each field's place on the way.
	 *
	 * @param Proposal $proposal A claimed proposal.
	 * @return array<string,string>|WP_Error Field → one of the places above.
	 */
	public function places( Proposal $proposal ): array|WP_Error {
		$current = $this->current( $proposal->target, $proposal->fields() );
		if ( is_wp_error( $current ) ) {
			return $current;
		}
		$start  = $this->start( $proposal );
		$goal   = $this->goal( $proposal );
		$places = array();
		foreach ( $current as $field => $value ) {
			$places[ $field ] = match ( true ) {
				$this->targets->same( $field, $value, $goal[ $field ] ) => self::GOAL,
				$this->targets->same( $field, $value, $start[ $field ] ) => self::START,
				$this->values->on_the_way( $value, $start[ $field ], $goal[ $field ] ) => self::BETWEEN,
				default => self::ELSEWHERE,
			};
		}
		return $places;
	}

	/**
	 * Writes the goal.
	 *
	 * @param Proposal $proposal A claimed proposal with its journal.
	 */
	public function forward( Proposal $proposal ): bool|WP_Error {
		$journal = Proposal::UNDO === $proposal->operation ? $proposal->journal['before'] ?? array() : array();
		return $this->write( $proposal->target, $this->goal( $proposal ), $journal );
	}

	/**
	 * Writes the start again, byte for byte.
	 *
	 * @param Proposal      $proposal A claimed proposal with its journal.
	 * @param string[]|null $fields   Only these fields; null means all.
	 */
	public function back( Proposal $proposal, ?array $fields = null ): bool|WP_Error {
		$only   = array_flip( $fields ?? $proposal->fields() );
		$values = array_intersect_key( $this->start( $proposal ), $only );
		$side   = Proposal::UNDO === $proposal->operation ? 'applied' : 'before';
		return array() === $values ? true : $this->write( $proposal->target, $values, array_intersect_key( $proposal->journal[ $side ] ?? array(), $only ) );
	}

	/**
	 * Where the move started.
	 *
	 * @param Proposal $proposal A claimed proposal.
	 * @phpstan-return array<string,Value>
	 */
	private function start( Proposal $proposal ): array {
		return $proposal->values( Proposal::UNDO === $proposal->operation ? 'applied' : 'before' );
	}

	/**
	 * Where the move leads.
	 *
	 * @param Proposal $proposal A claimed proposal.
	 * @phpstan-return array<string,Value>
	 */
	private function goal( Proposal $proposal ): array {
		return $proposal->values( Proposal::UNDO === $proposal->operation ? 'before' : 'after' );
	}

	/**
	 * A write whose exceptions (other plugins hang on it) are errors like others.
	 *
	 * @param int                 $target  Id of the target.
	 * @param array               $values  Values by field.
	 * @param array<string,mixed> $journal Stored bytes by field; empty for new values.
	 *
	 * @phpstan-param array<string,Value> $values
	 */
	private function write( int $target, array $values, array $journal ): bool|WP_Error {
		try {
			return $this->targets->write( $target, $values, $journal );
		} catch ( Throwable $thrown ) {
			return new WP_Error( 'devskyy_write_failed', $thrown->getMessage() );
		}
	}
}
