import { __, _n, sprintf } from '@wordpress/i18n';
import { count } from '../../../ui/format/site.ts';
import type { Finding } from './api.ts';

const Items = ({ finding }: { finding: Finding }) => (
  <details>
    <summary>
      {sprintf(/* translators: %s: number of pieces. */ _n('%s piece', '%s pieces', finding.total, 'devskyy'), count(finding.total))}
    </summary>
    <ul>
      {finding.items.map((item, place) => (
        <li key={`${item.id}-${place}`}>
          <a href={item.edit_url}>{item.title || `#${item.id}`}</a> {item.detail && <code>{item.detail}</code>}
        </li>
      ))}
      {finding.total > finding.items.length && (
        <li>{sprintf(/* translators: %s: a number. */ __('and %s more', 'devskyy'), count(finding.total - finding.items.length))}</li>
      )}
    </ul>
  </details>
);

/** What was found while looking at the pieces, each kind once. */
export const Findings = ({ title, findings, tone }: { title: string; findings: Finding[]; tone: 'bad' | 'plain' }) =>
  findings.length === 0 ? null : (
    <section className={`devskyy-move__findings devskyy-move__findings--${tone}`}>
      <h3>{title}</h3>
      <ul>
        {findings.map((finding) => (
          <li key={finding.code}>
            <p>
              {finding.message} {finding.next}
            </p>
            {finding.total > 0 && <Items finding={finding} />}
          </li>
        ))}
      </ul>
    </section>
  );
