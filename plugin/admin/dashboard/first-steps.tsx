import { Button, Icon } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { check } from '@wordpress/icons';
import type { Connection } from '../../ui/api/types.ts';
import { Card } from '../../ui/controls/card.tsx';
import { adminPage, agentsUrl, can } from '../../ui/page.ts';

interface Step {
  title: string;
  text: string;
  done: boolean;
  button: { label: string; href: string } | null;
}

const steps = (connection: Connection, hasRun: boolean): Step[] => {
  const paired = connection.status !== 'unpaired';
  const connect = can('devskyy_manage') ? { label: __('Connect the service', 'devskyy'), href: adminPage().settingsUrl } : null;
  const run = can('devskyy_run') ? { label: __('Run product copy', 'devskyy'), href: agentsUrl({ agent: 'product-copy' }) } : null;
  return [
    {
      title: __('Connect the service', 'devskyy'),
      text: connect
        ? __('The service does the work; your shop stays in charge. Connecting takes a minute.', 'devskyy')
        : __('Ask an administrator of this site to connect the service.', 'devskyy'),
      done: paired,
      button: paired ? null : connect,
    },
    {
      title: __('Run your first agent', 'devskyy'),
      text: __(
        'Product copy writes missing titles, descriptions, SEO texts and alt texts from what your products say. No key and no payment needed.',
        'devskyy',
      ),
      done: hasRun,
      button: paired && !hasRun ? run : null,
    },
    {
      title: __('Review the proposals', 'devskyy'),
      text: __('Nothing in your shop changes until you approve it, and each approval can be undone.', 'devskyy'),
      done: false,
      button: null,
    },
  ];
};

const StepRow = ({ step, number }: { step: Step; number: number }) => (
  <li className={step.done ? 'devskyy-step devskyy-step--done' : 'devskyy-step'}>
    <span className="devskyy-step__number" aria-hidden="true">
      {step.done ? <Icon icon={check} size={20} /> : number}
    </span>
    <div>
      <h3>
        {step.title}
        {step.done && <span className="screen-reader-text"> {__('(done)', 'devskyy')}</span>}
      </h3>
      <p>{step.text}</p>
      {step.button && (
        <Button variant="primary" href={step.button.href} __next40pxDefaultSize>
          {step.button.label}
        </Button>
      )}
    </div>
  </li>
);

/** For a site that has nothing to show yet: what to do first. */
export const FirstSteps = ({ connection, hasRun }: { connection: Connection; hasRun: boolean }) => (
  <Card title={__('First steps', 'devskyy')}>
    <ol className="devskyy-steps">
      {steps(connection, hasRun).map((step, at) => (
        <StepRow key={step.title} step={step} number={at + 1} />
      ))}
    </ol>
  </Card>
);
