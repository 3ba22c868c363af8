<?php
/**
 * The shape of a proposal in REST answers.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Proposals;

use DevSkyy\Targets\Targets;

/**
 * Turns stored proposals into the shape of docs/protocol.md.
 */
final class Presenter {

	/**
	 * Takes the door to the targets.
	 *
	 * @param Targets   $targets   What proposals are about.
	 */
	public function __construct( private readonly Targets $targets ) {}

	/**
	 * A list; the posts and pictures behind it are read in a few queries.
	 *
	 * @param list<Proposal> $proposals The proposals.
	 * @return list<array<string,mixed>>
	 */
	public function list( array $proposals ): array {
		$ids = array_values( array_unique( array_map( static fn ( Proposal $proposal ): int => $proposal->target, $proposals ) ) );
		if ( array() !== $ids ) {
			_prime_post_caches( $ids );
			_prime_post_caches( array_filter( array_map( 'get_post_thumbnail_id', $ids ) ) );
		}
		return array_map( $this->one( ... ), $proposals );
	}

	/**
	 * One proposal.
	 *
	 * @param Proposal $proposal The proposal.
	 * @return array<string,mixed>
	 */
	public function one( Proposal $proposal ): array {
		$current = Status::CONFLICT === $proposal->status ? $this->current( $proposal ) : array();
		return array(
			'id'                  => $proposal->id,
			'status'              => $proposal->status,
			'target'              => $this->target( $proposal ),
			'changes'             => array_map(
				fn ( array $change ): array => array(
					'field'    => $change['field'],
					'label'    => $this->targets->label( $change['field'] ),
					'before'   => $change['before'],
					'after'    => $change['after'],
					'left_out' => $change['left_out'],
					'applied'  => $change['applied'],
					'current'  => $current[ $change['field'] ] ?? null,
				),
				$proposal->changes
			),
			'fingerprint'         => $proposal->fingerprint,
			'current_fingerprint' => array() === $current ? null : $this->fingerprint( $proposal ),
			'rationale'           => $proposal->details['rationale'],
			'evidence'            => $proposal->details['evidence'],
			'author'              => $proposal->details['author'],
			'cost'                => $proposal->details['cost'],
			'risk'                => $proposal->risk,
			'run'                 => $proposal->run,
			'created'             => $this->time( $proposal->created ),
			'expires'             => $this->time( $proposal->expires ),
			'decided'             => $this->person( $proposal->decided ),
			'undone'              => $this->person( $proposal->undone ),
			'error'               => '' === $proposal->error ? null : $proposal->error,
		);
	}

	/**
	 * The fingerprint of what the target holds now in the fields that nobody left out; null when the target is gone.
	 *
	 * @param Proposal $proposal The proposal.
	 */
	public function fingerprint( Proposal $proposal ): ?string {
		$fingerprint = $this->targets->fingerprint( $proposal->target, $proposal->fields() );
		return is_wp_error( $fingerprint ) ? null : $fingerprint;
	}

	/**
	 * What the target holds now, as far as it can be read: a picture may be gone that a change is about.
	 *
	 * @param Proposal $proposal The proposal.
	 * @return array<string,string|list<string>>
	 */
	private function current( Proposal $proposal ): array {
		$values = array();
		foreach ( array_column( $proposal->changes, 'field' ) as $field ) {
			$read    = $this->targets->read( $proposal->target, array( $field ) );
			$values += is_wp_error( $read ) ? array() : $read;
		}
		return $values;
	}

	/**
	 * The target as it is now, or as it was last seen when it is gone.
	 *
	 * @param Proposal $proposal The proposal.
	 * @return array<string,mixed>
	 */
	private function target( Proposal $proposal ): array {
		$target = $this->targets->describe( $proposal->target );
		if ( '' !== $target['title'] . $target['edit_url'] ) {
			return $target;
		}
		return array(
			'kind'     => $proposal->kind,
			'id'       => $proposal->target,
			'title'    => $proposal->title,
			'sku'      => $proposal->sku,
			'url'      => '',
			'edit_url' => '',
			'image'    => '',
		);
	}

	/**
	 * Who did something and when; null when nobody did.
	 *
	 * @param array{by:int,name:string,at:int} $person The stored mark.
	 * @return array{by:array{id:int,name:string},at:string|null}|null
	 */
	private function person( array $person ): ?array {
		return 0 === $person['at'] ? null : array(
			'by' => array(
				'id'   => $person['by'],
				'name' => $person['name'],
			),
			'at' => $this->time( $person['at'] ),
		);
	}

	/**
	 * A point in time in ISO 8601, UTC.
	 *
	 * @param int $time Unix time; 0 = none.
	 */
	private function time( int $time ): ?string {
		return 0 === $time ? null : gmdate( 'Y-m-d\TH:i:s\Z', $time );
	}
}
