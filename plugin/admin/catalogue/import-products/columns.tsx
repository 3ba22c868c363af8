import { __, _n, sprintf } from '@wordpress/i18n';
import { count } from '../../../ui/format/site.ts';
import type { ProductImport } from './api.ts';

const delimiters: Record<string, () => string> = {
  ',': () => __('comma', 'devskyy'),
  ';': () => __('semicolon', 'devskyy'),
  '\t': () => __('tab', 'devskyy'),
};

/** How the file was read: encoding, separator, and what becomes of each column. */
export const Columns = ({ job }: { job: ProductImport }) => {
  const { columns, encoding, delimiter } = job.import;
  const used = columns.filter(({ field, note }) => field !== '' && note === '');
  const out = columns.filter(({ field, note }) => field === '' || note !== '');
  return (
    <div className="devskyy-import__columns">
      <p className="devskyy-muted">
        {sprintf(
          // translators: 1: name of an encoding, 2: name of a separator.
          __('Read as %1$s, separated by %2$s.', 'devskyy'),
          encoding,
          delimiters[delimiter]?.() ?? delimiter,
        )}{' '}
        {/* translators: %s: number of columns. */}
        {sprintf(_n('%s column is taken over.', '%s columns are taken over.', used.length, 'devskyy'), count(used.length))}
      </p>
      {out.length > 0 && (
        <details>
          <summary>
            {/* translators: %s: number of columns. */}
            {sprintf(_n('%s column is left out', '%s columns are left out', out.length, 'devskyy'), count(out.length))}
          </summary>
          <ul>
            {out.map(({ header, note }, place) => (
              <li key={`${header}-${place}`}>
                <strong>{header || __('Column without a name', 'devskyy')}</strong>: {note}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
};
