import type { Field } from '@wordpress/dataviews/wp';
import { __, sprintf } from '@wordpress/i18n';
import { Badge } from '../../ui/controls/badge.tsx';
import { Meter } from '../../ui/controls/meter.tsx';
import { Thumbnail } from '../../ui/controls/thumbnail.tsx';
import { ago, count, fileSize, moment } from '../../ui/format/site.ts';
import { fileOf, isOpen } from '../../ui/models/api.ts';
import type { SiteModel } from '../../ui/models/types.ts';
import { kindLabel, kinds, stageLabel, statusLabel, statuses, statusTone } from '../../ui/models/words.ts';

/** A model's state, and how far it is while it is being made. */
export const State = ({ model }: { model: SiteModel }) => (
  <div className="devskyy-model-state">
    <Badge tone={statusTone(model.status)}>{isOpen(model) ? stageLabel(model) : statusLabel(model.status)}</Badge>
    {isOpen(model) && (
      // translators: %s: title of a 3D model.
      <Meter done={Math.round(model.progress * 100)} total={100} label={sprintf(__('Progress of %s', 'devskyy'), model.title)} />
    )}
  </div>
);

/** What the file weighed, and what visitors load. */
export const weights = (model: SiteModel): string => {
  const viewer = fileOf(model, 'viewer');
  return viewer
    ? // translators: 1: size of the uploaded file, 2: size of what visitors load.
      sprintf(__('%1$s → %2$s', 'devskyy'), fileSize(model.source.bytes), fileSize(viewer.bytes))
    : fileSize(model.source.bytes);
};

const never = { operators: [] as [], enableHiding: true };
const fixed = { enableSorting: false, filterBy: { operators: never.operators } };

const described = (): Field<SiteModel>[] => [
  { id: 'title', label: __('Title', 'devskyy'), type: 'text', enableHiding: false, ...fixed, getValue: ({ item }) => item.title },
  {
    id: 'picture',
    label: __('Picture', 'devskyy'),
    type: 'media',
    ...fixed,
    render: ({ item }) => <Thumbnail url={(fileOf(item, 'thumbnail') ?? fileOf(item, 'poster'))?.url ?? null} />,
  },
  {
    id: 'source',
    label: __('File', 'devskyy'),
    type: 'text',
    ...fixed,
    getValue: ({ item }) => item.source.name,
    render: ({ item }) => (
      <>
        {item.source.name}
        <span className="devskyy-list__state">
          <State model={item} />
        </span>
      </>
    ),
  },
];

const filtered = (): Field<SiteModel>[] => [
  {
    id: 'status',
    label: __('Status', 'devskyy'),
    type: 'text',
    enableSorting: false,
    elements: statuses.map((value) => ({ value, label: statusLabel(value) })),
    filterBy: { operators: ['isAny'] },
    getValue: ({ item }) => item.status,
    render: ({ item }) => <State model={item} />,
  },
  {
    id: 'kind',
    label: __('Kind', 'devskyy'),
    type: 'text',
    enableSorting: false,
    elements: kinds.map((value) => ({ value, label: kindLabel(value) })),
    filterBy: { operators: ['isAny'] },
    getValue: ({ item }) => item.kind,
    render: ({ item }) => <>{kindLabel(item.kind)}</>,
  },
];

/** The columns and filters of the list. */
export const modelFields = (): Field<SiteModel>[] => [
  ...described(),
  ...filtered(),
  { id: 'size', label: __('Size', 'devskyy'), type: 'text', ...fixed, getValue: ({ item }) => weights(item) },
  {
    id: 'products',
    label: __('Products', 'devskyy'),
    type: 'text',
    ...fixed,
    getValue: ({ item }) => (item.products.length === 1 ? (item.products[0]?.title ?? '') : count(item.products.length)),
  },
  {
    id: 'updated',
    label: __('Changed', 'devskyy'),
    type: 'text',
    ...fixed,
    getValue: ({ item }) => item.updated,
    render: ({ item }) => (
      <time dateTime={item.updated} title={moment(item.updated)}>
        {ago(item.updated)}
      </time>
    ),
  },
];
