import { Button, PanelBody, TextareaControl, TextControl } from '@wordpress/components';
import { useEffect, useRef, useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { ProductField } from '../product-field.tsx';
import { type Hotspot, newHotspot } from './types.ts';
import { readVector, type Vector, writeVector } from './vector.ts';

interface NumberProps {
  label: string;
  value: number;
  onChange: (value: number) => void;
  step: number;
}

const NumberField = ({ label, value, onChange, step }: NumberProps) => (
  <TextControl
    type="number"
    label={label}
    value={String(value)}
    step={step}
    onChange={(text) => Number.isFinite(Number.parseFloat(text)) && onChange(Number.parseFloat(text))}
    __next40pxDefaultSize
    __nextHasNoMarginBottom
  />
);

type Change = (part: Partial<Hotspot>) => void;

/** Where it is on a model, in centimetres: x to the right, y up, z towards the viewer. */
const OnModel = ({ hotspot, onChange }: { hotspot: Hotspot; onChange: Change }) => {
  const at = readVector(hotspot.position);
  const set = (index: number, centimetres: number): void =>
    onChange({ position: writeVector(at.map((one, place) => (place === index ? centimetres / 100 : one)) as Vector) });
  const shown = (metres: number): number => Number((metres * 100).toFixed(2));
  return (
    <div className="devskyy-hotspot__place">
      <NumberField label={__('Right (cm)', 'devskyy')} value={shown(at[0])} step={0.5} onChange={(value) => set(0, value)} />
      <NumberField label={__('Up (cm)', 'devskyy')} value={shown(at[1])} step={0.5} onChange={(value) => set(1, value)} />
      <NumberField label={__('Front (cm)', 'devskyy')} value={shown(at[2])} step={0.5} onChange={(value) => set(2, value)} />
    </div>
  );
};

const clamp = (value: number): number => Math.min(100, Math.max(0, Number(value.toFixed(1))));

const OnPicture = ({ hotspot, onChange }: { hotspot: Hotspot; onChange: Change }) => (
  <div className="devskyy-hotspot__place">
    <NumberField label={__('From the left (%)', 'devskyy')} value={hotspot.x ?? 50} step={1} onChange={(x) => onChange({ x: clamp(x) })} />
    <NumberField label={__('From the top (%)', 'devskyy')} value={hotspot.y ?? 50} step={1} onChange={(y) => onChange({ y: clamp(y) })} />
  </div>
);

interface Props {
  hotspots: Hotspot[];
  on: 'model' | 'picture';
  /** how many were placed by a click; each moves the focus to its name. */
  placed: number;
  onChange: (hotspots: Hotspot[]) => void;
}

/** A list whose last item's first field takes the focus whenever `count` grows: its words are wanted next. */
const useNewest = (count: number) => {
  const list = useRef<HTMLDivElement>(null);
  const before = useRef(count);
  useEffect(() => {
    if (count > before.current) list.current?.querySelector<HTMLInputElement>(':scope > :last-child input')?.focus();
    before.current = count;
  }, [count]);
  return list;
};

/** Words, product and place of each hotspot; all that a click does can be done here with the keyboard. */
export const HotspotPanel = ({ hotspots, on, placed, onChange }: Props) => {
  const [added, setAdded] = useState(0);
  const list = useNewest(placed + added);
  const change = (index: number, part: Partial<Hotspot>): void =>
    onChange(hotspots.map((one, place) => (place === index ? { ...one, ...part } : one)));
  const Place = on === 'model' ? OnModel : OnPicture;
  const start = on === 'model' ? { position: '0 0 0', normal: '0 0 1' } : { x: 50, y: 50 };
  return (
    <PanelBody title={__('Hotspots', 'devskyy')}>
      <div ref={list}>
        {hotspots.map((hotspot, index) => (
          <fieldset key={index} className="devskyy-hotspot">
            {/* translators: %s: number of a hotspot. */}
            <legend>{sprintf(__('Hotspot %s', 'devskyy'), String(index + 1))}</legend>
            <TextControl
              label={__('Name', 'devskyy')}
              value={hotspot.label}
              onChange={(label) => change(index, { label })}
              __next40pxDefaultSize
              __nextHasNoMarginBottom
            />
            <TextareaControl
              label={__('Text', 'devskyy')}
              value={hotspot.text}
              rows={2}
              onChange={(text) => change(index, { text })}
              __nextHasNoMarginBottom
            />
            <ProductField
              label={__('Product', 'devskyy')}
              value={hotspot.product}
              onChange={(product, found) => change(index, { product, ...(hotspot.label || !found ? {} : { label: found.title }) })}
            />
            <Place hotspot={hotspot} onChange={(part) => change(index, part)} />
            <Button
              variant="tertiary"
              isDestructive
              size="compact"
              onClick={() => onChange(hotspots.filter((_, place) => place !== index))}
            >
              {__('Remove this hotspot', 'devskyy')}
            </Button>
          </fieldset>
        ))}
      </div>
      <Button
        variant="secondary"
        onClick={() => {
          onChange([...hotspots, newHotspot(start)]);
          setAdded(added + 1);
        }}
        __next40pxDefaultSize
      >
        {__('Add a hotspot', 'devskyy')}
      </Button>
    </PanelBody>
  );
};
