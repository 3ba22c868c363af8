import { Button, SelectControl, TextControl } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { type FinishName, finishNames } from '../../../service/src/pipeline/finishes/contract.ts';
import { Card } from '../../ui/controls/card.tsx';
import { ErrorNotice } from '../../ui/controls/error-notice.tsx';
import { isOpen, processModel } from '../../ui/models/api.ts';
import type { PipelineOptions, SiteModel } from '../../ui/models/types.ts';
import { useAction } from '../../ui/use-action.ts';
import { BonesFields } from './bones-fields.tsx';
import { swatchOf } from './swatches.ts';

type Category = NonNullable<PipelineOptions['category']>;

const categories = (): { value: Category | ''; label: string }[] => [
  { value: '', label: __('Not said', 'devskyy') },
  { value: 'ring', label: __('Ring', 'devskyy') },
  { value: 'jewellery', label: __('Jewellery', 'devskyy') },
  { value: 'bag', label: __('Bag', 'devskyy') },
  { value: 'shoe', label: __('Shoe', 'devskyy') },
  { value: 'garment', label: __('Garment', 'devskyy') },
  { value: 'scarf', label: __('Scarf', 'devskyy') },
  { value: 'hat', label: __('Hat', 'devskyy') },
  { value: 'eyewear', label: __('Eyewear', 'devskyy') },
  { value: 'furniture', label: __('Furniture', 'devskyy') },
  { value: 'avatar', label: __('Avatar', 'devskyy') },
  { value: 'other', label: __('Something else', 'devskyy') },
];

const finishLabel = (name: FinishName): string =>
  ({
    satin: __('Satin', 'devskyy'),
    silk: __('Silk', 'devskyy'),
    velvet: __('Velvet', 'devskyy'),
    leather: __('Leather', 'devskyy'),
    denim: __('Denim', 'devskyy'),
    gold: __('Gold', 'devskyy'),
    silver: __('Silver', 'devskyy'),
    gemstone: __('Gemstone', 'devskyy'),
  })[name];

interface FinishProps {
  material: string;
  value: string;
  onChange: (value: string) => void;
}

/** One material's finish, with a picture of what it becomes. */
const Finish = ({ material, value, onChange }: FinishProps) => {
  const swatch = value ? swatchOf(value) : null;
  return (
    <div className="devskyy-finish">
      {swatch ? <img src={swatch} alt="" width={40} height={40} /> : <span className="devskyy-finish__none" aria-hidden="true" />}
      <SelectControl
        // translators: %s: name of a material of a 3D model.
        label={sprintf(__('Finish of %s', 'devskyy'), material)}
        value={value}
        options={[
          { value: '', label: __('As in the file', 'devskyy') },
          ...finishNames.map((name) => ({ value: name as string, label: finishLabel(name) })),
        ]}
        onChange={onChange}
        __next40pxDefaultSize
        __nextHasNoMarginBottom
      />
    </div>
  );
};

const useOptions = (model: SiteModel) => {
  const [category, setCategory] = useState<Category | ''>(model.options.category ?? '');
  const [scale, setScale] = useState(model.options.scale ? String(model.options.scale) : '');
  const [finishes, setFinishes] = useState<Record<string, string>>(model.options.finishes ?? {});
  const [bones, setBones] = useState<Record<string, string>>(model.options.bones ?? {});
  const factor = scale.trim() === '' ? null : Number(scale.replace(',', '.'));
  const valid = factor === null || (Number.isFinite(factor) && factor > 0);
  const options: Partial<PipelineOptions> = {
    ...model.options,
    category: category || null,
    scale: valid ? factor : null,
    finishes: Object.fromEntries(Object.entries(finishes).filter(([, finish]) => finish !== '')),
    bones: Object.fromEntries(Object.entries(bones).filter(([, node]) => node.trim() !== '')),
  };
  return { category, setCategory, scale, setScale, finishes, setFinishes, bones, setBones, valid, options };
};

/** What it is, how large, of what its surfaces are; and the button that makes it anew. */
export const OptionsCard = ({ model, onChanged }: { model: SiteModel; onChanged: (model: SiteModel) => void }) => {
  const form = useOptions(model);
  const { act, busy, error, clear } = useAction();
  const materials = [...new Set((model.report?.found.materials ?? []).map(({ name }) => name).filter(Boolean))].slice(0, 40);
  const again = async (): Promise<void> => {
    const next = await act('process', () => processModel(model.id, form.options));
    if (next) onChanged(next);
  };
  return (
    <Card title={__('Make it anew', 'devskyy')} description={__('What is published stays until the new one is ready.', 'devskyy')}>
      <div className="devskyy-stack">
        {error && <ErrorNotice error={error} onDismiss={clear} />}
        <SelectControl
          label={__('What it is', 'devskyy')}
          help={__('Its size is checked against what such pieces measure.', 'devskyy')}
          value={form.category}
          options={categories()}
          onChange={form.setCategory}
          __next40pxDefaultSize
          __nextHasNoMarginBottom
        />
        <TextControl
          label={__('Scale', 'devskyy')}
          help={
            form.valid
              ? __('Multiplies its size: 0.01 turns centimetres that were taken for metres right. Empty: as the file says.', 'devskyy')
              : __('Write a number above 0, such as 0.01.', 'devskyy')
          }
          inputMode="decimal"
          value={form.scale}
          onChange={form.setScale}
          aria-invalid={!form.valid}
          __next40pxDefaultSize
          __nextHasNoMarginBottom
        />
        {materials.map((material) => (
          <Finish
            key={material}
            material={material}
            value={form.finishes[material] ?? ''}
            onChange={(finish) => form.setFinishes({ ...form.finishes, [material]: finish })}
          />
        ))}
        <BonesFields missing={model.report?.avatar?.missing ?? []} bones={form.bones} onChange={form.setBones} />
        <div className="devskyy-actions">
          <Button
            variant="primary"
            onClick={() => void again()}
            disabled={!form.valid || isOpen(model)}
            accessibleWhenDisabled
            isBusy={busy !== null}
            __next40pxDefaultSize
          >
            {__('Make it anew', 'devskyy')}
          </Button>
        </div>
      </div>
    </Card>
  );
};
