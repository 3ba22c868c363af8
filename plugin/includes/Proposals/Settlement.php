<?php
/**
 * How a claimed proposal ends.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Proposals;

use DevSkyy\Targets\Targets;
use WP_User;

/**
 * Writes the last line of an approval or undo: what was read back, who did it, or why nothing came of it.
 *
 * @phpstan-import-type Value from Proposal
 */
final class Settlement {

	private const RELEASED = array(
		'operation'  => '',
		'claimed_by' => 0,
		'deadline'   => 0,
	);

	/**
	 * Takes its parts.
	 *
	 * @param ProposalStore $store     The table.
	 * @param Targets       $targets   What proposals are about.
	 */
	public function __construct( private readonly ProposalStore $store, private readonly Targets $targets ) {}

	/**
	 * The goal is reached: stores what was read back and who did it. Null when somebody else took the claim over meanwhile,
	 * because its deadline had passed.
	 *
	 * @param Proposal $proposal A claimed proposal.
	 * @param array    $current  What was read back, by field.
	 *
	 * @phpstan-param array<string,Value> $current
	 */
	public function reached( Proposal $proposal, array $current ): ?Proposal {
		$verb    = Proposal::UNDO === $proposal->operation ? 'undone' : 'decided';
		$columns = $this->signed( $proposal, $verb ) + $this->seen( $proposal ) + array( 'error' => '' ) + self::RELEASED;
		if ( 'undone' === $verb ) {
			return $this->store->change( $proposal, array( 'status' => Status::UNDONE ) + $columns );
		}
		$changes = array_map(
			static function ( array $change ) use ( $current ): array {
				$change['applied'] = $change['left_out'] ? null : $current[ $change['field'] ];
				return $change;
			},
			$proposal->changes
		);
		return $this->store->change(
			$proposal,
			array(
				'status'  => Status::APPLIED,
				'changes' => $changes,
				'journal' => array( 'before' => $proposal->journal['before'] ?? array() ),
			) + $columns
		);
	}

	/**
	 * Nothing came of it: the proposal gets a state in which nothing of this operation is in the shop. When somebody else
	 * took the claim over meanwhile, theirs counts.
	 *
	 * @param Proposal $proposal A claimed proposal.
	 * @param string   $status   Its state from now on.
	 * @param string   $error    Why, in words; '' when there is nothing to say.
	 */
	public function left( Proposal $proposal, string $status, string $error = '' ): Proposal {
		$columns = array(
			'status' => $status,
			'error'  => $error,
		) + self::RELEASED;
		if ( Proposal::APPROVE === $proposal->operation ) {
			$columns += ( $proposal->journal['previous'] ?? array() ) + array( 'journal' => null );
		}
		return $this->store->change( $proposal, $columns ) ?? $this->store->get( $proposal->id ) ?? $proposal;
	}

	/**
	 * Who and when.
	 *
	 * @param Proposal $proposal A claimed proposal.
	 * @param string   $verb     One of decided, undone.
	 * @return array<string,int|string>
	 */
	private function signed( Proposal $proposal, string $verb ): array {
		$user = get_userdata( $proposal->claimed_by );
		return array(
			$verb           => time(),
			$verb . '_by'   => $proposal->claimed_by,
			$verb . '_name' => $user instanceof WP_User ? $user->display_name : '',
		);
	}

	/**
	 * The title and SKU that the list searches, after a write that may have changed them.
	 *
	 * @param Proposal $proposal A claimed proposal.
	 * @return array<string,string>
	 */
	private function seen( Proposal $proposal ): array {
		if ( ! in_array( 'title', $proposal->fields(), true ) ) {
			return array();
		}
		$target = $this->targets->describe( $proposal->target );
		return array(
			'title' => $target['title'],
			'sku'   => $target['sku'],
		);
	}
}
