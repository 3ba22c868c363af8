import { InspectorControls, useBlockProps } from '@wordpress/block-editor';
import { Button, PanelBody, Placeholder, SelectControl, TextareaControl, TextControl } from '@wordpress/components';
import { useCallback, useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { mayPass } from '../../plugin/ui/api/errors.ts';
import { ErrorNotice } from '../../plugin/ui/controls/error-notice.tsx';
import { Loading } from '../../plugin/ui/controls/loading.tsx';
import { fileOf } from '../../plugin/ui/models/api.ts';
import { ModelCanvas } from '../../plugin/ui/models/editor/model-canvas.tsx';
import { PickButton } from '../../plugin/ui/models/editor/model-picker.tsx';
import { useModel } from '../../plugin/ui/models/editor/use-model.ts';
import { ProductField } from '../../plugin/ui/models/product-field.tsx';
import type { SiteModel } from '../../plugin/ui/models/types.ts';

interface Outfit {
  model: string;
  label: string;
  product: number;
}

interface Attributes {
  outfits: Outfit[];
  poster: string;
  load: 'click' | 'visible';
  clip: string;
  alt: string;
  caption: string;
}

export interface TryOnProps {
  attributes: Attributes;
  setAttributes: (change: Partial<Attributes>) => void;
}

const clips = (): { value: string; label: string }[] => [
  { value: 'idle', label: __('Standing', 'devskyy') },
  { value: 'walking', label: __('Walking', 'devskyy') },
  { value: 'turning', label: __('Turning', 'devskyy') },
  { value: 'presenting', label: __('Presenting', 'devskyy') },
];

const usualCamera = { orbit: '', target: '', fov: '' };

/** The outfit that is looked at now. */
const Preview = ({ id }: { id: string }) => {
  const { data, error, reload } = useModel(id);
  const nothing = useCallback(() => undefined, []);
  if (error)
    return (
      <ErrorNotice error={error} lead={__('The outfit could not be read.', 'devskyy')} {...(mayPass(error) ? { onRetry: reload } : {})} />
    );
  if (!data || data.id !== id) return <Loading />;
  return <ModelCanvas model={data} variant="" camera={usualCamera} hotspots={[]} onPlace={null} onViewer={nothing} />;
};

interface OutfitProps {
  outfit: Outfit;
  number: number;
  onChange: (part: Partial<Outfit>) => void;
  onRemove: () => void;
  onUp: (() => void) | null;
}

const OutfitFields = ({ outfit, number, onChange, onRemove, onUp }: OutfitProps) => (
  <fieldset className="devskyy-hotspot">
    {/* translators: %s: number of an outfit. */}
    <legend>{sprintf(__('Outfit %s', 'devskyy'), String(number))}</legend>
    <TextControl
      label={__('Name', 'devskyy')}
      value={outfit.label}
      onChange={(label) => onChange({ label })}
      __next40pxDefaultSize
      __nextHasNoMarginBottom
    />
    <ProductField label={__('Product', 'devskyy')} value={outfit.product} onChange={(product) => onChange({ product })} />
    <div className="devskyy-actions">
      {onUp && (
        <Button variant="tertiary" size="compact" onClick={onUp}>
          {__('Move up', 'devskyy')}
        </Button>
      )}
      <Button variant="tertiary" isDestructive size="compact" onClick={onRemove}>
        {__('Remove this outfit', 'devskyy')}
      </Button>
    </div>
  </fieldset>
);

const Outfits = ({ attributes, setAttributes }: TryOnProps) => {
  const { outfits } = attributes;
  const keep = (next: Outfit[]): void => setAttributes({ outfits: next });
  const up = (at: number): void => {
    const next = [...outfits];
    next.splice(at - 1, 0, ...next.splice(at, 1));
    keep(next);
  };
  return (
    <PanelBody title={__('Outfits', 'devskyy')}>
      {outfits.map((outfit, index) => (
        <OutfitFields
          key={`${outfit.model}${index}`}
          outfit={outfit}
          number={index + 1}
          onChange={(part) => keep(outfits.map((one, place) => (place === index ? { ...one, ...part } : one)))}
          onRemove={() => keep(outfits.filter((_, place) => place !== index))}
          onUp={index > 0 ? () => up(index) : null}
        />
      ))}
    </PanelBody>
  );
};

const Settings = ({ attributes, setAttributes }: TryOnProps) => (
  <PanelBody title={__('Look', 'devskyy')}>
    <SelectControl
      label={__('Load the model', 'devskyy')}
      value={attributes.load}
      options={[
        { value: 'click', label: __('When it is asked for', 'devskyy') },
        { value: 'visible', label: __('When it comes into view', 'devskyy') },
      ]}
      onChange={(load) => setAttributes({ load })}
      __next40pxDefaultSize
      __nextHasNoMarginBottom
    />
    <SelectControl
      label={__('First motion', 'devskyy')}
      help={__('It stands still for visitors who asked for less motion.', 'devskyy')}
      value={attributes.clip}
      options={clips()}
      onChange={(clip) => setAttributes({ clip })}
      __next40pxDefaultSize
      __nextHasNoMarginBottom
    />
    <TextareaControl
      label={__('Caption', 'devskyy')}
      value={attributes.caption}
      rows={2}
      onChange={(caption) => setAttributes({ caption })}
      __nextHasNoMarginBottom
    />
  </PanelBody>
);

/** The try-on in the editor: dressed avatars, one after the other, each with the product that it wears. */
export const Edit = (props: TryOnProps) => {
  const { attributes, setAttributes } = props;
  const { outfits } = attributes;
  const [at, setAt] = useState(0);
  const shown = outfits[Math.min(at, outfits.length - 1)];
  const add = (model: SiteModel): void => {
    const poster = outfits.length === 0 ? (fileOf(model, 'poster')?.url ?? '') : attributes.poster;
    const product = model.products[0]?.type === 'product' ? model.products[0].id : 0;
    setAttributes({ outfits: [...outfits, { model: model.id, label: model.title, product }], poster });
    setAt(outfits.length);
  };
  const pick = (
    <PickButton
      primary={outfits.length === 0}
      label={__('Add an outfit', 'devskyy')}
      title={__('Choose a dressed avatar', 'devskyy')}
      kinds="dressed,avatar"
      onPick={add}
    />
  );
  return (
    <figure {...useBlockProps({ className: 'devskyy-viewer devskyy-viewer--try-on' })}>
      {!shown && (
        <Placeholder
          label={__('Avatar try-on', 'devskyy')}
          instructions={__('Dressed avatars are made in DevSkyy, 3D assets. Add one for each outfit.', 'devskyy')}
        >
          {pick}
        </Placeholder>
      )}
      {shown && (
        <>
          <Preview key={shown.model} id={shown.model} />
          <div className="devskyy-actions devskyy-canvas__tools" role="group" aria-label={__('Outfits', 'devskyy')}>
            {outfits.map(({ model, label }, index) => (
              <Button
                key={`${model}${index}`}
                variant="secondary"
                size="compact"
                isPressed={outfits[at] === outfits[index]}
                onClick={() => setAt(index)}
              >
                {label}
              </Button>
            ))}
            {pick}
          </div>
          <InspectorControls>
            <Outfits {...props} />
            <Settings {...props} />
          </InspectorControls>
        </>
      )}
      {attributes.caption && <figcaption className="wp-element-caption">{attributes.caption}</figcaption>}
    </figure>
  );
};
