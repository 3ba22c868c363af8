import { Button } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import type { Finding, RunReport, TargetReport } from '../../ui/api/types.ts';
import { Badge, type Tone } from '../../ui/controls/badge.tsx';
import { Card } from '../../ui/controls/card.tsx';
import { Pager } from '../../ui/controls/pager.tsx';
import { count } from '../../ui/format/site.ts';
import { editUrl, proposalsUrl } from '../../ui/page.ts';
import { type Outcome, outcomeLabel, outcomes, outcomeTone } from '../../ui/runs/labels.ts';

const PER_PAGE = 50;
type Severity = Finding['severity'];
type Show = 'all' | Outcome | Severity;

const severities: Severity[] = ['high', 'medium', 'low'];
const severityLabel = (severity: Severity): string =>
  ({ high: __('Important', 'devskyy'), medium: __('Worth a look', 'devskyy'), low: __('Minor', 'devskyy') })[severity];
const severityTone = (severity: Severity): Tone => {
  const tones: Record<Severity, Tone> = { high: 'bad', medium: 'warning', low: 'neutral' };
  return tones[severity];
};

type Row = [id: string, target: TargetReport];

const matches = (target: TargetReport, show: Show): boolean =>
  show === 'all' || target.outcome === show || target.findings.some((finding) => finding.severity === show);

/** Most urgent first: by the worst finding, then by what came of it, then by title. */
const weight = (target: TargetReport): number => {
  const worst = Math.min(3, ...target.findings.map((finding) => severities.indexOf(finding.severity)));
  return worst * 10 + outcomes.indexOf(target.outcome);
};

const sorted = (report: RunReport): Row[] =>
  Object.entries(report).sort(([, one], [, other]) => weight(one) - weight(other) || one.title.localeCompare(other.title));

const Findings = ({ findings, show }: { findings: readonly Finding[]; show: Show }) => {
  const wanted = (severities as string[]).includes(show) ? findings.filter((finding) => finding.severity === show) : findings;
  if (wanted.length === 0) return null;
  return (
    <ul className="devskyy-findings">
      {wanted.map((finding, at) => (
        <li key={at}>
          <Badge tone={severityTone(finding.severity)}>{severityLabel(finding.severity)}</Badge>
          <span>
            <bdi>{finding.message}</bdi>
            {finding.fix && <em> {__('A run can mend this.', 'devskyy')}</em>}
          </span>
        </li>
      ))}
    </ul>
  );
};

const TargetRow = ({ id, target, show }: { id: string; target: TargetReport; show: Show }) => (
  <li className="devskyy-target">
    <a className="devskyy-target__title" href={editUrl(Number(id))}>
      <bdi>{target.title || `#${id}`}</bdi>
    </a>
    {target.findings.length > 0 ? (
      <Findings findings={target.findings} show={show} />
    ) : (
      <p>
        <Badge tone={outcomeTone(target.outcome)}>{outcomeLabel(target.outcome)}</Badge>
        <span>
          <bdi>{target.message}</bdi>
        </span>
      </p>
    )}
    {target.proposal && (
      <a className="devskyy-target__proposal" href={proposalsUrl({ proposal: target.proposal })}>
        {__('Open the proposal', 'devskyy')}
        <span className="screen-reader-text"> {target.title}</span>
      </a>
    )}
  </li>
);

interface Choice {
  show: Show;
  label: string;
  number: number;
}

const choices = (report: RunReport): Choice[] => {
  const targets = Object.values(report);
  const findings = targets.flatMap((target) => target.findings);
  const bySeverity = severities.map((show) => ({
    show,
    label: severityLabel(show),
    number: findings.filter((finding) => finding.severity === show).length,
  }));
  const byOutcome = outcomes.map((show) => ({
    show,
    label: outcomeLabel(show),
    number: targets.filter((target) => target.outcome === show).length,
  }));
  const all: Choice = { show: 'all', label: __('All pieces', 'devskyy'), number: targets.length };
  return [all, ...(findings.length > 0 ? bySeverity : byOutcome)].filter((choice) => choice.number > 0);
};

const Filter = ({ report, show, onShow }: { report: RunReport; show: Show; onShow: (show: Show) => void }) => (
  <div className="devskyy-filter" role="group" aria-label={__('Show', 'devskyy')}>
    {choices(report).map((choice) => (
      <Button key={choice.show} size="compact" variant="tertiary" isPressed={choice.show === show} onClick={() => onShow(choice.show)}>
        {/* translators: 1: name of a group, 2: how many are in it. */}
        {sprintf(__('%1$s (%2$s)', 'devskyy'), choice.label, count(choice.number))}
      </Button>
    ))}
  </div>
);

/** The report piece by piece, with what was found, its weight and a link to each piece. */
export const ReportTargets = ({ report }: { report: RunReport }) => {
  const [show, setShow] = useState<Show>('all');
  const [page, setPage] = useState(1);
  const rows = sorted(report).filter(([, target]) => matches(target, show));
  const change = (next: Show): void => {
    setShow(next);
    setPage(1);
  };
  return (
    <Card title={__('Piece by piece', 'devskyy')} flush>
      <Filter report={report} show={show} onShow={change} />
      <ul className="devskyy-rows">
        {rows.slice((page - 1) * PER_PAGE, page * PER_PAGE).map(([id, target]) => (
          <TargetRow key={id} id={id} target={target} show={show} />
        ))}
      </ul>
      <Pager page={page} pages={Math.ceil(rows.length / PER_PAGE)} onPage={setPage} />
    </Card>
  );
};
