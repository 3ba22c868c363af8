import { Button } from '@wordpress/components';
import { upload } from '@wordpress/icons';
import { __ } from '@wordpress/i18n';
import { Badge } from '../../../ui/controls/badge.tsx';
import { Card } from '../../../ui/controls/card.tsx';
import { EmptyState } from '../../../ui/controls/empty-state.tsx';
import { ErrorNotice } from '../../../ui/controls/error-notice.tsx';
import { Loading } from '../../../ui/controls/loading.tsx';
import { Pager } from '../../../ui/controls/pager.tsx';
import type { Page } from '../../../ui/api/types.ts';
import { moment } from '../../../ui/format/site.ts';
import type { Loaded } from '../../../ui/use-load.ts';
import type { ProductImport } from './api.ts';
import { results, state } from './words.ts';

const Entry = ({ job, onOpen }: { job: ProductImport; onOpen: (id: string) => void }) => {
  const { word, tone } = state(job);
  return (
    <tr>
      <th scope="row" className="devskyy-table__wide">
        <Button variant="link" onClick={() => onOpen(job.id)}>
          {job.title}
        </Button>
        <div className="devskyy-muted">{results(job.import.counts).join(' · ')}</div>
      </th>
      <td>
        <Badge tone={tone}>{word}</Badge>
      </td>
      <td className="devskyy-table__small">{job.user.name}</td>
      <td className="devskyy-table__small">{moment(job.created)}</td>
    </tr>
  );
};

interface Props {
  list: Loaded<Page<ProductImport>>;
  page: number;
  onPage: (page: number) => void;
  onOpen: (id: string) => void;
}

/** Earlier imports; each can be opened, and undone as long as it is kept. */
export const History = ({ list, page, onPage, onOpen }: Props) => (
  <Card title={__('Imports so far', 'devskyy')} description={__('Kept for 90 days, with what each row did.', 'devskyy')} flush>
    {list.error && <ErrorNotice error={list.error} onRetry={list.reload} />}
    {!list.data && list.loading && <Loading />}
    {list.data?.items.length === 0 && (
      <EmptyState icon={upload} title={__('No imports yet', 'devskyy')}>
        {__('Choose a file above. You see what it would do before anything is changed.', 'devskyy')}
      </EmptyState>
    )}
    {list.data && list.data.items.length > 0 && (
      <div className="devskyy-table-wrap">
        <table className="devskyy-table devskyy-table--stacked">
          <thead>
            <tr>
              <th scope="col">{__('File', 'devskyy')}</th>
              <th scope="col">{__('State', 'devskyy')}</th>
              <th scope="col">{__('By', 'devskyy')}</th>
              <th scope="col">{__('Started', 'devskyy')}</th>
            </tr>
          </thead>
          <tbody>
            {list.data.items.map((job) => (
              <Entry key={job.id} job={job} onOpen={onOpen} />
            ))}
          </tbody>
        </table>
      </div>
    )}
    {list.data && <Pager page={page} pages={list.data.pages} onPage={onPage} />}
  </Card>
);
