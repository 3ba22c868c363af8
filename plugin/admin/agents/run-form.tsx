import { Button, CheckboxControl, RadioControl } from '@wordpress/components';
import { useEffect, useRef, useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import type { RunAsk } from '../../ui/api/endpoints.ts';
import type { AgentInfo, RunOptions } from '../../ui/api/types.ts';
import { ErrorNotice } from '../../ui/controls/error-notice.tsx';
import { EstimateBox } from './estimate-box.tsx';
import type { Prefill } from './prefill.ts';
import { TargetPicker } from './target-picker.tsx';
import { type Starting, useStart } from './use-start.ts';

interface Props {
  agent: AgentInfo;
  prefill: Prefill;
  onClose: () => void;
  onStarted: () => void;
}

const FieldChoice = ({ agent, fields, onChange }: { agent: AgentInfo; fields: string[]; onChange: (fields: string[]) => void }) => (
  <fieldset className="devskyy-form__group">
    <legend>{__('Fields', 'devskyy')}</legend>
    <div className="devskyy-form__fields">
      {agent.fields.map(({ field, title }) => (
        <CheckboxControl
          key={field}
          label={title}
          checked={fields.includes(field)}
          onChange={(on) =>
            onChange(agent.fields.map((known) => known.field).filter((known) => (known === field ? on : fields.includes(known))))
          }
          __nextHasNoMarginBottom
        />
      ))}
    </div>
    {fields.length === 0 && <p className="devskyy-form__problem">{__('Choose at least one field.', 'devskyy')}</p>}
  </fieldset>
);

const ModeChoice = ({ mode, onChange }: { mode: RunOptions['mode']; onChange: (mode: RunOptions['mode']) => void }) => (
  <RadioControl
    className="devskyy-form__group"
    label={__('Texts that are already there', 'devskyy')}
    selected={mode}
    onChange={(value) => onChange(value === 'improve' ? 'improve' : 'fill-empty')}
    options={[
      { value: 'fill-empty', label: __('Leave them alone, fill in what is empty', 'devskyy') },
      { value: 'improve', label: __('Propose better ones as well', 'devskyy') },
    ]}
  />
);

const askOf = (agent: AgentInfo, choice: { targets: number[] | null; fields: string[]; mode: RunOptions['mode'] }): RunAsk => ({
  targets: choice.targets ?? 'all',
  options: { mode: choice.mode, ...(choice.fields.length < agent.fields.length ? { fields: choice.fields } : {}) },
});

const startFields = (agent: AgentInfo, wanted: string[] | null): string[] => {
  const known = agent.fields.map(({ field }) => field);
  const chosen = wanted ? known.filter((field) => wanted.includes(field)) : known;
  return chosen.length > 0 ? chosen : known;
};

const Side = ({ agent, ask, starting, onClose }: { agent: AgentInfo; ask: RunAsk | null; starting: Starting; onClose: () => void }) => (
  <aside className="devskyy-form__side">
    <EstimateBox agent={agent} ask={ask} />
    {starting.error && (
      <ErrorNotice
        error={starting.error}
        lead={__('The run was not started; your choices are kept.', 'devskyy')}
        onRetry={() => void starting.start()}
        onDismiss={starting.clear}
      />
    )}
    <div className="devskyy-actions">
      <Button
        variant="primary"
        onClick={() => void starting.start()}
        isBusy={starting.busy !== null}
        disabled={!ask || starting.busy !== null}
        accessibleWhenDisabled
        __next40pxDefaultSize
      >
        {__('Start run', 'devskyy')}
      </Button>
      <Button variant="tertiary" onClick={onClose} __next40pxDefaultSize>
        {__('Close', 'devskyy')}
      </Button>
    </div>
  </aside>
);

/** Asks what a run needs to know, shows what it will take, and starts it; a refusal leaves everything as it was typed. */
export const RunForm = ({ agent, prefill, onClose, onStarted }: Props) => {
  const [targets, setTargets] = useState<number[] | null>(prefill.targets);
  const [fields, setFields] = useState<string[]>(() => startFields(agent, prefill.fields));
  const [mode, setMode] = useState<RunOptions['mode']>(prefill.mode);
  const ask = askOf(agent, { targets, fields, mode });
  const starting = useStart(agent, ask, onStarted);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
    heading.current?.scrollIntoView({ block: 'nearest' });
  }, []);

  const writes = agent.output === 'proposals';
  const complete = (targets === null || targets.length > 0) && (!writes || fields.length > 0);
  return (
    <section className="devskyy-card devskyy-form" aria-labelledby="devskyy-form-title">
      <h2 id="devskyy-form-title" ref={heading} tabIndex={-1}>
        {/* translators: %s: title of an agent. */}
        {sprintf(__('New run: %s', 'devskyy'), agent.title)}
      </h2>
      <div className="devskyy-form__columns">
        <div className="devskyy-form__choices">
          <TargetPicker agent={agent} targets={targets} onChange={setTargets} />
          {writes && agent.fields.length > 0 && <FieldChoice agent={agent} fields={fields} onChange={setFields} />}
          {writes && <ModeChoice mode={mode} onChange={setMode} />}
        </div>
        <Side agent={agent} ask={complete ? ask : null} starting={starting} onClose={onClose} />
      </div>
    </section>
  );
};
