import { Button, PanelBody, SelectControl, TextareaControl, ToggleControl } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import type { ModelViewerElement } from '../../viewer/load.ts';
import { variantsOf } from '../api.ts';
import type { SiteModel } from '../types.ts';
import type { Camera } from './model-canvas.tsx';

export interface Looks extends Camera {
  load: 'click' | 'visible';
  variant: string;
  rotate: boolean;
  alt: string;
  caption: string;
  dimensions: boolean;
}

const number = (value: number, digits = 4): string => String(Number(value.toFixed(digits)));

/** The camera of a live viewer, in the words of its attributes. */
const cameraOf = (viewer: ModelViewerElement): Camera => {
  const { theta, phi, radius } = viewer.getCameraOrbit();
  const { x, y, z } = viewer.getCameraTarget() as unknown as { x: number; y: number; z: number };
  return {
    orbit: `${number(theta)}rad ${number(phi)}rad ${number(radius)}m`,
    target: `${number(x)}m ${number(y)}m ${number(z)}m`,
    fov: `${number(viewer.getFieldOfView(), 2)}deg`,
  };
};

const size = (model: SiteModel): string => {
  const measured = (model.report?.result ?? model.report?.found)?.dimensions;
  if (!measured) return '';
  const cm = (metres: number): string => number(metres * 100, 1);
  // translators: 1: width, 2: height, 3: depth, in centimetres.
  return sprintf(__('%1$s × %2$s × %3$s cm', 'devskyy'), cm(measured.width), cm(measured.height), cm(measured.depth));
};

interface Props {
  model: SiteModel;
  looks: Looks;
  viewer: ModelViewerElement | null;
  onChange: (part: Partial<Looks>) => void;
}

const CameraPanel = ({ looks, viewer, onChange }: Omit<Props, 'model'>) => (
  <PanelBody title={__('Camera', 'devskyy')} initialOpen={false}>
    <p>{__('Turn the model in the page as it shall stand at first, then take that view.', 'devskyy')}</p>
    <div className="devskyy-actions">
      <Button
        variant="secondary"
        disabled={!viewer}
        accessibleWhenDisabled
        onClick={() => viewer && onChange(cameraOf(viewer))}
        __next40pxDefaultSize
      >
        {__('Take this view', 'devskyy')}
      </Button>
      {looks.orbit && (
        <Button variant="tertiary" onClick={() => onChange({ orbit: '', target: '', fov: '' })} __next40pxDefaultSize>
          {__('Back to the usual view', 'devskyy')}
        </Button>
      )}
    </div>
  </PanelBody>
);

const Words = ({ looks, onChange }: Pick<Props, 'looks' | 'onChange'>) => (
  <>
    <TextareaControl
      label={__('Text for those who do not see it', 'devskyy')}
      help={__('Empty: its title.', 'devskyy')}
      value={looks.alt}
      rows={2}
      onChange={(alt) => onChange({ alt })}
      __nextHasNoMarginBottom
    />
    <TextareaControl
      label={__('Caption', 'devskyy')}
      value={looks.caption}
      rows={2}
      onChange={(caption) => onChange({ caption })}
      __nextHasNoMarginBottom
    />
  </>
);

/** How a figure begins: when it loads, in which colourway, seen from where. */
export const LookSettings = ({ model, looks, viewer, onChange }: Props) => (
  <>
    <PanelBody title={__('Look', 'devskyy')}>
      <SelectControl
        label={__('Load the model', 'devskyy')}
        value={looks.load}
        options={[
          { value: 'click', label: __('When it is asked for', 'devskyy') },
          { value: 'visible', label: __('When it comes into view', 'devskyy') },
        ]}
        help={__('A picture stands there first either way.', 'devskyy')}
        onChange={(load) => onChange({ load })}
        __next40pxDefaultSize
        __nextHasNoMarginBottom
      />
      {variantsOf(model).length > 0 && (
        <SelectControl
          label={__('Colourway', 'devskyy')}
          value={looks.variant}
          options={[
            { value: '', label: __('As the model comes', 'devskyy') },
            ...variantsOf(model).map((value) => ({ value, label: value })),
          ]}
          onChange={(variant) => onChange({ variant })}
          __next40pxDefaultSize
          __nextHasNoMarginBottom
        />
      )}
      <ToggleControl
        label={__('Turn by itself', 'devskyy')}
        help={__('Never for visitors who asked for less motion.', 'devskyy')}
        checked={looks.rotate}
        onChange={(rotate) => onChange({ rotate })}
        __nextHasNoMarginBottom
      />
      <ToggleControl
        label={__('Show its measures', 'devskyy')}
        help={size(model)}
        checked={looks.dimensions}
        onChange={(dimensions) => onChange({ dimensions })}
        __nextHasNoMarginBottom
      />
      <Words looks={looks} onChange={onChange} />
    </PanelBody>
    <CameraPanel looks={looks} viewer={viewer} onChange={onChange} />
  </>
);
