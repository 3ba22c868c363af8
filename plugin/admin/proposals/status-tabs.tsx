import { Button } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import { count } from '../../ui/format/site.ts';
import { OPEN } from './query.ts';

const tabs = (): { status: string; label: string }[] => [
  { status: OPEN, label: __('Waiting for you', 'devskyy') },
  { status: 'applied', label: __('Applied', 'devskyy') },
  { status: 'rejected', label: __('Rejected', 'devskyy') },
  { status: 'undone', label: __('Undone', 'devskyy') },
  { status: '', label: __('All', 'devskyy') },
];

const total = (counts: Record<string, number>, status: string): number =>
  (status ? status.split(',') : Object.keys(counts)).reduce((sum, name) => sum + (counts[name] ?? 0), 0);

const sameSet = (one: string, other: string): boolean => one.split(',').sort().join() === other.split(',').sort().join();

/** The states that matter most, with how many there are. */
export const StatusTabs = ({
  counts,
  status,
  onStatus,
}: {
  counts: Record<string, number> | null;
  status: string;
  onStatus: (status: string) => void;
}) => (
  <div className="devskyy-tabs" role="group" aria-label={__('Show proposals by state', 'devskyy')}>
    {tabs().map((tab) => (
      <Button
        key={tab.label}
        size="compact"
        variant="tertiary"
        isPressed={sameSet(tab.status, status)}
        onClick={() => onStatus(tab.status)}
      >
        {/* translators: 1: a state, 2: number of proposals in it. */}
        {counts ? sprintf(__('%1$s (%2$s)', 'devskyy'), tab.label, count(total(counts, tab.status))) : tab.label}
      </Button>
    ))}
  </div>
);
