import { Button, CheckboxControl, RadioControl, SearchControl, Spinner } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import type { AgentInfo, Page } from '../../ui/api/types.ts';
import { ErrorNotice } from '../../ui/controls/error-notice.tsx';
import { Thumbnail } from '../../ui/controls/thumbnail.tsx';
import { useService } from '../../ui/service/context.ts';
import type { Loaded } from '../../ui/use-load.ts';
import { type Pickable, usePickable } from './pickable.ts';
import { type TargetWords, targetWords, worksOnProducts } from './target-words.ts';

const Row = ({ item, checked, onCheck }: { item: Pickable; checked: boolean; onCheck: (on: boolean) => void }) => (
  <li>
    <Thumbnail url={item.image} />
    <CheckboxControl label={item.title} help={item.hint} checked={checked} onChange={onCheck} __nextHasNoMarginBottom />
  </li>
);

interface Choosing {
  words: TargetWords;
  chosen: readonly number[];
  onChange: (ids: number[]) => void;
}

const Results = ({ list, words, chosen, onChange }: Choosing & { list: Loaded<Page<Pickable>> }) => {
  if (list.error) return <ErrorNotice error={list.error} lead={words.unread} onRetry={list.reload} />;
  if (!list.data) return <Spinner />;
  if (list.data.items.length === 0) return <p className="devskyy-muted">{words.nothing}</p>;
  return (
    <ul className="devskyy-picker__list" aria-busy={list.loading}>
      {list.data.items.map((item) => (
        <Row
          key={item.id}
          item={item}
          checked={chosen.includes(item.id)}
          onCheck={(on) => onChange(on ? [...chosen, item.id] : chosen.filter((id) => id !== item.id))}
        />
      ))}
    </ul>
  );
};

const Chosen = ({ words, chosen, onChange }: Choosing) => (
  <div className="devskyy-picker__chosen">
    <span aria-live="polite">{words.chosen(chosen.length)}</span>
    {chosen.length > 0 && (
      <Button variant="link" onClick={() => onChange([])}>
        {__('Clear', 'devskyy')}
      </Button>
    )}
  </div>
);

const Picker = ({ products, ...choosing }: Choosing & { products: boolean }) => {
  const [search, setSearch] = useState('');
  const [page, setPage] = useState(1);
  const list = usePickable(products, search, page);
  const onPage = list.data?.items.map((item) => item.id) ?? [];
  const pages = list.data?.pages ?? 1;
  const { words, chosen, onChange } = choosing;
  return (
    <div className="devskyy-picker">
      <SearchControl
        label={words.search}
        placeholder={words.placeholder}
        value={search}
        onChange={(value) => {
          setSearch(value);
          setPage(1);
        }}
        __nextHasNoMarginBottom
      />
      <Results list={list} {...choosing} />
      <div className="devskyy-actions">
        <Button variant="tertiary" size="small" onClick={() => onChange([...new Set([...chosen, ...onPage])])}>
          {__('Choose all shown', 'devskyy')}
        </Button>
        {pages > 1 && (
          <>
            <Button variant="tertiary" size="small" disabled={page <= 1} accessibleWhenDisabled onClick={() => setPage(page - 1)}>
              {__('Previous', 'devskyy')}
            </Button>
            <Button variant="tertiary" size="small" disabled={page >= pages} accessibleWhenDisabled onClick={() => setPage(page + 1)}>
              {__('Next', 'devskyy')}
            </Button>
          </>
        )}
      </div>
      <Chosen {...choosing} />
    </div>
  );
};

interface Props {
  agent: AgentInfo;
  targets: number[] | null;
  onChange: (targets: number[] | null) => void;
}

/** All that the agent works on, or some found by title; null stands for all. */
export const TargetPicker = ({ agent, targets, onChange }: Props) => {
  const { connection } = useService();
  const [kept, setKept] = useState<number[]>(targets ?? []);
  const choose = (ids: number[]): void => {
    setKept(ids);
    onChange(ids);
  };
  const words = targetWords(agent);
  return (
    <div className="devskyy-form__group">
      <RadioControl
        label={words.heading}
        selected={targets === null ? 'all' : 'some'}
        onChange={(value) => onChange(value === 'all' ? null : kept)}
        options={[
          { value: 'all', label: words.all(connection?.catalogue.products ?? null) },
          { value: 'some', label: __('Only the ones that I choose', 'devskyy') },
        ]}
      />
      {targets !== null && <Picker products={worksOnProducts(agent)} words={words} chosen={targets} onChange={choose} />}
    </div>
  );
};
