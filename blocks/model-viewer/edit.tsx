import { InspectorControls, useBlockProps } from '@wordpress/block-editor';
import { PanelBody, Placeholder } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { ErrorNotice } from '../../plugin/ui/controls/error-notice.tsx';
import { Loading } from '../../plugin/ui/controls/loading.tsx';
import { fileOf } from '../../plugin/ui/models/api.ts';
import { HotspotPanel } from '../../plugin/ui/models/editor/hotspot-fields.tsx';
import { LookSettings, type Looks } from '../../plugin/ui/models/editor/look-settings.tsx';
import { ModelCanvas } from '../../plugin/ui/models/editor/model-canvas.tsx';
import { PickButton } from '../../plugin/ui/models/editor/model-picker.tsx';
import { type Hotspot, newHotspot } from '../../plugin/ui/models/editor/types.ts';
import { useModel } from '../../plugin/ui/models/editor/use-model.ts';
import type { SiteModel } from '../../plugin/ui/models/types.ts';
import type { ModelViewerElement } from '../../plugin/ui/viewer/load.ts';

interface Attributes extends Looks {
  model: string;
  /** address of the picture, for a site without this plugin. */
  poster: string;
  hotspots: Hotspot[];
}

export interface BlockProps {
  attributes: Attributes;
  setAttributes: (change: Partial<Attributes>) => void;
}

const chosen = (model: SiteModel): Partial<Attributes> => ({ model: model.id, poster: fileOf(model, 'poster')?.url ?? '', variant: '' });

const Shown = ({ model, attributes, setAttributes }: BlockProps & { model: SiteModel }) => {
  const [viewer, setViewer] = useState<ModelViewerElement | null>(null);
  return (
    <>
      <InspectorControls>
        <PanelBody title={__('Model', 'devskyy')}>
          <p>{model.title}</p>
          <PickButton
            label={__('Choose another model', 'devskyy')}
            title={__('Choose a 3D model', 'devskyy')}
            onPick={(next) => setAttributes(chosen(next))}
          />
        </PanelBody>
        <LookSettings model={model} looks={attributes} viewer={viewer} onChange={setAttributes} />
        <HotspotPanel on="model" hotspots={attributes.hotspots} onChange={(hotspots) => setAttributes({ hotspots })} />
      </InspectorControls>
      <ModelCanvas
        model={model}
        variant={attributes.variant}
        camera={attributes}
        hotspots={attributes.hotspots}
        onPlace={(place) => setAttributes({ hotspots: [...attributes.hotspots, newHotspot(place)] })}
        onViewer={setViewer}
      />
      {attributes.caption && <figcaption className="wp-element-caption">{attributes.caption}</figcaption>}
    </>
  );
};

/** The block in the editor: a model is chosen or uploaded, turned, and given hotspots. */
export const Edit = ({ attributes, setAttributes }: BlockProps) => {
  const { data, error, reload } = useModel(attributes.model);
  const pick = (
    <PickButton
      primary
      label={__('Choose or upload a 3D model', 'devskyy')}
      title={__('Choose a 3D model', 'devskyy')}
      onPick={(model) => setAttributes(chosen(model))}
    />
  );
  return (
    <figure {...useBlockProps({ className: 'devskyy-viewer' })}>
      {!attributes.model && (
        <Placeholder
          label={__('3D model', 'devskyy')}
          instructions={__('A picture first, the model in 3D when it is asked for.', 'devskyy')}
        >
          {pick}
        </Placeholder>
      )}
      {attributes.model && error && (
        <>
          <ErrorNotice error={error} lead={__('The model could not be read.', 'devskyy')} onRetry={reload} />
          {error.kind === 'not-found' && pick}
        </>
      )}
      {attributes.model && !data && !error && <Loading />}
      {data && <Shown model={data} attributes={attributes} setAttributes={setAttributes} />}
    </figure>
  );
};
