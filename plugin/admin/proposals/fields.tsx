import type { Field } from '@wordpress/dataviews/wp';
import { __ } from '@wordpress/i18n';
import type { Proposal } from '../../ui/api/types.ts';
import { Badge } from '../../ui/controls/badge.tsx';
import { Thumbnail } from '../../ui/controls/thumbnail.tsx';
import { ago, cost, moment } from '../../ui/format/site.ts';
import {
  agentLabel,
  authorLabel,
  changesText,
  kindLabel,
  kinds,
  proposalStatuses,
  statusLabel,
  statusTone,
  targetImage,
} from '../../ui/proposals/labels.ts';

const Changes = ({ item }: { item: Proposal }) => (
  <>
    {item.target.kind !== 'product' && <span className="devskyy-list__kind">{kindLabel(item.target.kind)}</span>}
    {changesText(item)}
    <span className="devskyy-list__state">
      <Badge tone={statusTone(item.status)}>{statusLabel(item.status)}</Badge>
    </span>
  </>
);

const never = { operators: [] as [] };

const shown: Field<Proposal>[] = [
  {
    id: 'title',
    type: 'text',
    enableHiding: false,
    enableGlobalSearch: true,
    filterBy: never,
    getValue: ({ item }) => item.target.title,
  },
  {
    id: 'image',
    type: 'media',
    enableSorting: false,
    filterBy: never,
    render: ({ item }) => <Thumbnail url={targetImage(item.target.image)} />,
  },
  { id: 'changes', type: 'text', enableSorting: false, filterBy: never, getValue: ({ item }) => changesText(item), render: Changes },
  {
    id: 'author',
    type: 'text',
    enableSorting: false,
    filterBy: never,
    getValue: ({ item }) => authorLabel(item.author),
  },
  { id: 'cost', type: 'text', enableSorting: false, filterBy: never, getValue: ({ item }) => cost(item.cost) },
  {
    id: 'created',
    type: 'text',
    filterBy: never,
    getValue: ({ item }) => item.created,
    render: ({ item }) => (
      <time dateTime={item.created} title={moment(item.created)}>
        {ago(item.created)}
      </time>
    ),
  },
];

const labels = (): Record<string, string> => ({
  title: __('Piece', 'devskyy'),
  image: __('Picture', 'devskyy'),
  changes: __('Changes', 'devskyy'),
  author: __('Written by', 'devskyy'),
  cost: __('Cost', 'devskyy'),
  created: __('Made', 'devskyy'),
});

/** The columns and filters of the list. */
export const proposalFields = (agents: { value: string; label: string }[]): Field<Proposal>[] => {
  const words = labels();
  return [
    ...shown.map((field) => ({ ...field, label: words[field.id] ?? field.id })),
    {
      id: 'status',
      label: __('Status', 'devskyy'),
      type: 'text',
      elements: proposalStatuses.map((value) => ({ value, label: statusLabel(value) })),
      filterBy: { operators: ['isAny'] },
      getValue: ({ item }) => item.status,
      render: ({ item }) => <Badge tone={statusTone(item.status)}>{statusLabel(item.status)}</Badge>,
    },
    {
      id: 'kind',
      label: __('Kind', 'devskyy'),
      type: 'text',
      enableSorting: false,
      elements: kinds.map((value) => ({ value, label: kindLabel(value) })),
      filterBy: { operators: ['is'] },
      getValue: ({ item }) => item.target.kind,
      render: ({ item }) => <>{kindLabel(item.target.kind)}</>,
    },
    {
      id: 'agent',
      label: __('Agent', 'devskyy'),
      type: 'text',
      elements: agents,
      filterBy: { operators: ['is'] },
      getValue: ({ item }) => item.author.agent,
      render: ({ item }) => <>{agentLabel(item.author.agent)}</>,
    },
  ];
};
