import { TextControl } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { Card } from '../../ui/controls/card.tsx';
import { readAmount } from './amount.ts';
import { SaveBar } from './save-bar.tsx';
import { type SectionProps, useSave } from './use-save.ts';

const written = (amount: number | null): string => (amount === null ? '' : String(amount));

const problem = (amount: number | null): string => {
  if (amount !== null && Number.isNaN(amount)) return __('Write an amount such as 5 or 2.50.', 'devskyy');
  if (amount !== null && amount > 100_000) return __('The cap can be 100,000 at most.', 'devskyy');
  return '';
};

/** The most that model calls may cost a day; needed before a key is taken. */
export const MoneyCard = ({ settings, readOnly, onSaved }: SectionProps) => {
  const stored = settings.daily_cap?.amount ?? null;
  const [text, setText] = useState(written(stored));
  const saving = useSave(onSaved);
  const amount = readAmount(text);
  const wrong = problem(amount);
  const save = async (): Promise<void> => {
    const answer = await saving.save({ daily_cap: amount === null ? null : { amount, currency: 'USD' } });
    if (answer) setText(written(answer.daily_cap?.amount ?? null));
  };
  return (
    <div id="devskyy-money">
      <Card
        title={__('Daily cap', 'devskyy')}
        description={__(
          'All providers together never spend more than this in one day. Set it before you enter a key; the built-in writer costs nothing.',
          'devskyy',
        )}
      >
        <div className="devskyy-settings__form">
          <TextControl
            className="devskyy-settings__amount"
            label={__('US dollars a day', 'devskyy')}
            help={wrong || (text.trim() === '' ? __('Not set: no key is accepted.', 'devskyy') : '')}
            inputMode="decimal"
            dir="ltr"
            value={text}
            onChange={setText}
            disabled={readOnly}
            aria-invalid={wrong !== ''}
            __next40pxDefaultSize
            __nextHasNoMarginBottom
          />
          <SaveBar saving={saving} dirty={amount !== stored && !wrong} readOnly={readOnly} onSave={() => void save()} />
        </div>
      </Card>
    </div>
  );
};
