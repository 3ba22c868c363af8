<?php
/**
 * The parts of the proposals.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Proposals;

use DevSkyy\Targets\Targets;
use DevSkyy\Rest\Guard;
use DevSkyy\Rest\ProposalBulkRoute;
use DevSkyy\Rest\ProposalCountsRoute;
use DevSkyy\Rest\ProposalDecisionRoute;
use DevSkyy\Rest\ProposalRoute;
use DevSkyy\Rest\ProposalsRoute;
use DevSkyy\Rest\Route;
use DevSkyy\Rest\RunUndoRoute;
use wpdb;

/**
 * Builds the proposals' parts once, for the composition root.
 */
final class Module {

	public readonly ProposalStore $store;
	public readonly ProposalIntake $intake;
	public readonly Approval $approval;
	public readonly Undo $undo;
	public readonly Review $review;
	public readonly Recovery $recovery;
	public readonly Bulk $bulk;
	public readonly Presenter $presenter;
	public readonly Housekeeping $housekeeping;

	private readonly Refusals $refusals;
	private readonly Gate $gate;

	/**
	 * Takes what comes from outside.
	 *
	 * @param wpdb      $wpdb      The site's database.
	 * @param Targets   $targets   What proposals are about.
	 */
	public function __construct( wpdb $wpdb, Targets $targets ) {
		$values     = new Values( $targets );
		$sanitiser  = new Sanitiser();
		$fields     = new Fields();
		$incoming   = new ValueIntake( $targets, $fields, $sanitiser );
		$transition = new Transition( $targets, $values );

		$this->store        = new ProposalStore( $wpdb );
		$settlement         = new Settlement( $this->store, $targets );
		$this->presenter    = new Presenter( $targets );
		$this->refusals     = new Refusals( $this->presenter );
		$this->recovery     = new Recovery( $this->store, $targets, $transition, $settlement );
		$this->gate         = new Gate( $this->store, $targets, $this->recovery, $this->refusals );
		$this->intake       = new ProposalIntake( $this->store, $targets, $fields, $incoming, $sanitiser );
		$ending             = new Ending( $this->gate, $transition, $settlement, $this->refusals );
		$this->approval     = new Approval( $this->store, $targets, $this->gate, $transition, $settlement, $values, $this->refusals, $ending );
		$this->undo         = new Undo( $this->store, $targets, $this->gate, $transition, $settlement, $values, $this->refusals, $ending );
		$this->review       = new Review( $this->store, $this->gate, $incoming, $this->refusals );
		$this->bulk         = new Bulk( new BulkStore( $wpdb ), $this->store, $this->approval, $this->undo, $this->review );
		$this->housekeeping = new Housekeeping( $this->store, $this->recovery, $this->bulk );
	}

	/**
	 * The routes of the proposals.
	 *
	 * @param Guard $guard Makes permission callbacks.
	 * @return list<Route>
	 */
	public function routes( Guard $guard ): array {
		return array(
			new ProposalCountsRoute( $guard, $this->store, $this->housekeeping ),
			new ProposalsRoute( $guard, $this->store, $this->presenter, $this->housekeeping ),
			new ProposalBulkRoute( $guard, $this->bulk ),
			new ProposalRoute( $guard, $this->gate, $this->review, $this->presenter, $this->refusals ),
			new ProposalDecisionRoute( $guard, $this->approval, $this->undo, $this->review, $this->presenter ),
			new RunUndoRoute( $guard, $this->bulk, $this->store ),
		);
	}
}
