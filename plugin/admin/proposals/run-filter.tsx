import { Button } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { agentsUrl } from '../../ui/page.ts';

/** Says that the list is narrowed to one run, and how to widen it. */
export const RunFilter = ({ run, onClear }: { run: string; onClear: () => void }) => (
  <p className="devskyy-list__run">
    <span>{__('Only the proposals of one run are shown.', 'devskyy')}</span>
    <a href={agentsUrl({ run })}>{__('See its report', 'devskyy')}</a>
    <Button variant="link" onClick={onClear}>
      {__('Show all runs', 'devskyy')}
    </Button>
  </p>
);
