import { Button, CheckboxControl } from '@wordpress/components';
import { useCallback, useState } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';
import { Card } from '../../../ui/controls/card.tsx';
import { Confirm } from '../../../ui/controls/confirm.tsx';
import { ErrorNotice } from '../../../ui/controls/error-notice.tsx';
import { Loading } from '../../../ui/controls/loading.tsx';
import { count } from '../../../ui/format/site.ts';
import { useAction } from '../../../ui/use-action.ts';
import { useLoad } from '../../../ui/use-load.ts';
import { type MovePreview, previewMove, startMove } from './api.ts';
import { Findings } from './findings.tsx';

const Figures = ({ totals }: { totals: MovePreview['totals'] }) => {
  const figures = [
    [__('Simple products', 'devskyy'), totals.simple],
    [__('Products with variations', 'devskyy'), totals.variable],
    [__('Variations', 'devskyy'), totals.variations],
    [__('Categories', 'devskyy'), totals.categories],
    [__('Tags', 'devskyy'), totals.tags],
    [__('Waiting proposals kept', 'devskyy'), totals.proposals],
  ] as const;
  return (
    <dl className="devskyy-import__figures">
      {figures.map(([label, value]) => (
        <div key={label} className="devskyy-import__figure">
          <dt>{label}</dt>
          <dd>{count(value)}</dd>
        </div>
      ))}
    </dl>
  );
};

const Ask = ({ products, onCancel, onConfirm }: { products: number; onCancel: () => void; onConfirm: () => void }) => (
  <Confirm
    title={__('Move the shop to WooCommerce?', 'devskyy')}
    confirm={__('Move now', 'devskyy')}
    onCancel={onCancel}
    onConfirm={onConfirm}
  >
    <p>
      {sprintf(
        // translators: %s: number of pieces.
        _n(
          '%s piece becomes a WooCommerce product. When it is moved, the shop switches to WooCommerce.',
          '%s pieces become WooCommerce products. When all are moved, the shop switches to WooCommerce.',
          products,
          'devskyy',
        ),
        count(products),
      )}
    </p>
    <p>{__('You may stop it and go on later; DevSkyy cannot turn it back.', 'devskyy')}</p>
  </Confirm>
);

const Agreement = ({ preview, resume, onStarted }: { preview: MovePreview; resume: boolean; onStarted: () => void }) => {
  const [backup, setBackup] = useState(false);
  const [currency, setCurrency] = useState(false);
  const [asked, setAsked] = useState(false);
  const { act, busy, error, clear } = useAction();
  const other = preview.blockers.some(({ code }) => code === 'currency');
  const left = preview.blockers.filter(({ code }) => code !== 'currency' || !currency);
  const start = async (): Promise<void> => {
    setAsked(false);
    if (await act('start', () => startMove(currency))) onStarted();
  };
  return (
    <div className="devskyy-stack">
      {other && (
        <CheckboxControl
          __nextHasNoMarginBottom
          // translators: %s: a currency code.
          label={sprintf(__('WooCommerce takes over the currency of the pieces: %s', 'devskyy'), preview.currency.from)}
          checked={currency}
          onChange={setCurrency}
        />
      )}
      <CheckboxControl
        __nextHasNoMarginBottom
        label={__('I have a backup of the database, and I know that there is no way back', 'devskyy')}
        checked={backup}
        onChange={setBackup}
      />
      {error && <ErrorNotice error={error} lead={__('The move did not start.', 'devskyy')} onDismiss={clear} />}
      <div className="devskyy-actions">
        <Button
          variant="primary"
          onClick={() => setAsked(true)}
          isBusy={busy === 'start'}
          disabled={!backup || left.length > 0 || busy !== null}
          accessibleWhenDisabled
          __next40pxDefaultSize
        >
          {resume ? __('Go on with the move…', 'devskyy') : __('Move to WooCommerce…', 'devskyy')}
        </Button>
      </div>
      {asked && <Ask products={preview.totals.products} onCancel={() => setAsked(false)} onConfirm={() => void start()} />}
    </div>
  );
};

/** What the move will do, what stands in its way, and the button. */
export const Plan = ({ resume, onStarted }: { resume: boolean; onStarted: () => void }) => {
  const { data, error, loading, reload } = useLoad(useCallback(() => previewMove(), []));
  if (!data) return error ? <ErrorNotice error={error} onRetry={reload} /> : <Loading label={__('Looking at every piece…', 'devskyy')} />;
  return (
    <Card
      title={resume ? __('What is left to move', 'devskyy') : __('What will be moved', 'devskyy')}
      description={
        resume
          ? __('Every piece keeps its id, texts, pictures, comments and SEO texts. What is moved stays moved.', 'devskyy')
          : __('Every piece keeps its id, texts, pictures, comments and SEO texts. Nothing has been changed yet.', 'devskyy')
      }
      actions={
        <Button variant="tertiary" size="compact" onClick={reload} isBusy={loading}>
          {__('Look again', 'devskyy')}
        </Button>
      }
    >
      <div className="devskyy-stack">
        <Figures totals={data.totals} />
        <Findings title={__('In the way', 'devskyy')} findings={data.blockers} tone="bad" />
        <Findings title={__('Not quite as before', 'devskyy')} findings={data.notes} tone="plain" />
        <section className="devskyy-move__findings">
          <h3>{__('Good to know', 'devskyy')}</h3>
          <ul>
            {data.consequences.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </section>
        <Agreement preview={data} resume={resume} onStarted={onStarted} />
      </div>
    </Card>
  );
};
