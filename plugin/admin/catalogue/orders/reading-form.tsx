import { Button, RadioControl, SelectControl, TextControl } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { Card } from '../../../ui/controls/card.tsx';
import { ErrorNotice } from '../../../ui/controls/error-notice.tsx';
import { useAction } from '../../../ui/use-action.ts';
import { type Look, type OrderImport, type Reading, startImport } from './api.ts';
import { fieldName } from './words.ts';

const Sample = ({ look }: { look: Look }) => (
  <div
    className="devskyy-table-wrap devskyy-orders__sample"
    tabIndex={0}
    role="region"
    aria-label={__('The first rows of the file', 'devskyy')}
  >
    <table className="devskyy-table">
      <thead>
        <tr>
          {look.header.map((cell, place) => (
            <th key={place} scope="col">
              {cell || '–'}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {look.rows.map((cells, line) => (
          <tr key={line}>
            {cells.map((cell, place) => (
              <td key={place}>
                <bdi>{cell}</bdi>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

const needed = ['number', 'date', 'quantity'];

const missing = ({ map, date_format, decimal, currency, prices }: Reading): string[] => [
  ...needed.filter((field) => map[field] === undefined).map(fieldName),
  ...(map['unit_price'] === undefined && map['line_total'] === undefined ? [__('a price', 'devskyy')] : []),
  ...(date_format ? [] : [__('how dates are written', 'devskyy')]),
  ...(decimal ? [] : [__('how decimals are written', 'devskyy')]),
  ...(/^[A-Za-z]{3}$/.test(currency) ? [] : [__('the currency', 'devskyy')]),
  ...(prices ? [] : [__('whether prices are with tax', 'devskyy')]),
];

// translators: %d: the number of a column without a header.
const columnName = (number: number): string => sprintf(__('Column %d', 'devskyy'), number);

const Columns = ({ look, map, onMap }: { look: Look; map: Reading['map']; onMap: (map: Reading['map']) => void }) => (
  <div className="devskyy-orders__grid">
    {look.fields.map((field) => (
      <SelectControl
        key={field}
        __nextHasNoMarginBottom
        __next40pxDefaultSize
        label={needed.includes(field) ? `${fieldName(field)} *` : fieldName(field)}
        value={map[field] === undefined ? '' : String(map[field])}
        options={[
          { value: '', label: __('Not in this file', 'devskyy') },
          ...look.header.map((cell, place) => ({ value: String(place), label: cell || columnName(place + 1) })),
        ]}
        onChange={(value) => {
          const { [field]: _before, ...others } = map;
          onMap(value === '' ? others : { ...others, [field]: Number(value) });
        }}
      />
    ))}
  </div>
);

const Formats = ({ look, reading, set }: { look: Look; reading: Reading; set: (change: Partial<Reading>) => void }) => (
  <div className="devskyy-orders__grid">
    <SelectControl
      __nextHasNoMarginBottom
      __next40pxDefaultSize
      label={__('Dates are written as', 'devskyy')}
      help={
        look.date_fits.length > 1
          ? // translators: %s: date formats, such as DD/MM/YYYY, MM/DD/YYYY.
            sprintf(__('The first rows fit several forms (%s): choose the one your shop uses.', 'devskyy'), look.date_fits.join(', '))
          : undefined
      }
      value={reading.date_format}
      options={[{ value: '', label: __('Choose…', 'devskyy') }, ...look.date_formats.map((one) => ({ value: one, label: one }))]}
      onChange={(value) => set({ date_format: value })}
    />
    <TextControl
      __nextHasNoMarginBottom
      __next40pxDefaultSize
      label={__('Currency where a row names none', 'devskyy')}
      value={reading.currency}
      maxLength={3}
      placeholder="EUR"
      onChange={(value) => set({ currency: value.toUpperCase() })}
    />
    <RadioControl
      label={__('Decimals', 'devskyy')}
      selected={reading.decimal}
      options={[
        { value: '.', label: __('With a point: 1,234.50', 'devskyy') },
        { value: ',', label: __('With a comma: 1.234,50', 'devskyy') },
      ]}
      onChange={(value) => set({ decimal: value })}
    />
    <RadioControl
      label={__('Prices', 'devskyy')}
      selected={reading.prices}
      options={[
        { value: 'gross', label: __('With tax', 'devskyy') },
        { value: 'net', label: __('Without tax', 'devskyy') },
      ]}
      onChange={(value) => set({ prices: value })}
    />
  </div>
);

interface Props {
  upload: string;
  look: Look;
  onStarted: (job: OrderImport) => void;
  onDrop: () => void;
}

/** How a file of orders is to be read: columns, dates, money. */
export const ReadingForm = ({ upload, look, onStarted, onDrop }: Props) => {
  const [reading, setReading] = useState<Reading>({
    map: look.map,
    date_format: look.date_fits.length === 1 ? (look.date_fits[0] ?? '') : '',
    decimal: look.decimal ?? '',
    currency: /^[A-Z]{3}$/.test(look.currency) ? look.currency : '',
    prices: '',
  });
  const set = (change: Partial<Reading>): void => setReading((before) => ({ ...before, ...change }));
  const { act, busy, error, clear } = useAction();
  const lacking = missing(reading);
  const start = async (): Promise<void> => {
    const job = await act('start', () => startImport(upload, reading));
    if (job) onStarted(job);
  };
  return (
    <Card
      title={look.name}
      description={__(
        'Say what the columns are and how dates and money are written. Customers become signs that only this site can make.',
        'devskyy',
      )}
    >
      <div className="devskyy-stack">
        <Sample look={look} />
        <Columns look={look} map={reading.map} onMap={(map) => set({ map })} />
        <Formats look={look} reading={reading} set={set} />
        {error && <ErrorNotice error={error} lead={__('The file cannot be read like this.', 'devskyy')} onDismiss={clear} />}
        {lacking.length > 0 && (
          <p className="devskyy-muted">
            {/* translators: %s: a list of what is missing. */}
            {sprintf(__('Still missing: %s.', 'devskyy'), lacking.join(', '))}
          </p>
        )}
        <div className="devskyy-actions">
          <Button
            variant="primary"
            onClick={() => void start()}
            isBusy={busy === 'start'}
            disabled={lacking.length > 0 || busy !== null}
            accessibleWhenDisabled
            __next40pxDefaultSize
          >
            {__('Check the file', 'devskyy')}
          </Button>
          <Button variant="tertiary" onClick={onDrop} __next40pxDefaultSize>
            {__('Discard this file', 'devskyy')}
          </Button>
        </div>
      </div>
    </Card>
  );
};
