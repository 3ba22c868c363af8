<?php
/**
 * The states of a proposal.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Proposals;

/**
 * `pending → applying → applied → undone`; `rejected`, `conflict`, `expired`, `superseded`, `failed`.
 *
 * `applying` is a claim with a deadline: an approval or an undo is at work on the target (or died there, see Recovery).
 */
final class Status {

	public const PENDING    = 'pending';
	public const APPLYING   = 'applying';
	public const APPLIED    = 'applied';
	public const UNDONE     = 'undone';
	public const REJECTED   = 'rejected';
	public const CONFLICT   = 'conflict';
	public const EXPIRED    = 'expired';
	public const SUPERSEDED = 'superseded';
	public const FAILED     = 'failed';

	public const ALL = array(
		self::PENDING,
		self::APPLYING,
		self::APPLIED,
		self::UNDONE,
		self::REJECTED,
		self::CONFLICT,
		self::EXPIRED,
		self::SUPERSEDED,
		self::FAILED,
	);

	/** A person can still say yes or no. */
	public const OPEN = array( self::PENDING, self::CONFLICT, self::FAILED );

	/** Nobody has looked at it yet, so a newer proposal or the calendar may take it away. */
	public const WAITING = array( self::PENDING, self::CONFLICT );
}
