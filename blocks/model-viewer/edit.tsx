import { InspectorControls, useBlockProps } from '@wordpress/block-editor';
import { PanelBody, Placeholder } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { mayPass } from '../../plugin/ui/api/errors.ts';
import { ErrorNotice } from '../../plugin/ui/controls/error-notice.tsx';
import { Loading } from '../../plugin/ui/controls/loading.tsx';
import { fileOf } from '../../plugin/ui/models/api.ts';
import { HotspotPanel } from '../../plugin/ui/models/editor/hotspot-fields.tsx';
import { LookSettings, type Looks } from '../../plugin/ui/models/editor/look-settings.tsx';
import { ModelCanvas } from '../../plugin/ui/models/editor/model-canvas.tsx';
import { PickButton } from '../../plugin/ui/models/editor/model-picker.tsx';
import { type Hotspot, newHotspot } from '../../plugin/ui/models/editor/types.ts';
import { useModel } from '../../plugin/ui/models/editor/use-model.ts';
import { maySeeModels, modelsPage } from '../../plugin/ui/models/page.ts';
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

/** Places and views of another model mean nothing on this one. */
const chosen = (model: SiteModel, before: string): Partial<Attributes> => ({
  model: model.id,
  poster: fileOf(model, 'poster')?.url ?? '',
  ...(model.id === before ? {} : { variant: '', orbit: '', target: '', fov: '', hotspots: [] }),
});

const Shown = ({ model, attributes, setAttributes }: BlockProps & { model: SiteModel }) => {
  const [viewer, setViewer] = useState<ModelViewerElement | null>(null);
  const [placed, setPlaced] = useState(0);
  return (
    <>
      <InspectorControls>
        <PanelBody title={__('Model', 'devskyy')}>
          <p>{model.title}</p>
          <PickButton
            label={__('Choose another model', 'devskyy')}
            title={__('Choose a 3D model', 'devskyy')}
            onPick={(next) => setAttributes(chosen(next, model.id))}
          />
        </PanelBody>
        <LookSettings model={model} looks={attributes} viewer={viewer} onChange={setAttributes} />
        <HotspotPanel on="model" placed={placed} hotspots={attributes.hotspots} onChange={(hotspots) => setAttributes({ hotspots })} />
      </InspectorControls>
      <ModelCanvas
        model={model}
        variant={attributes.variant}
        camera={attributes}
        hotspots={attributes.hotspots}
        onPlace={(place) => {
          setAttributes({ hotspots: [...attributes.hotspots, newHotspot(place)] });
          setPlaced(placed + 1);
        }}
        onViewer={setViewer}
      />
      {attributes.caption && <figcaption className="wp-element-caption">{attributes.caption}</figcaption>}
    </>
  );
};

/** For those who may write pages and not see the site's models: its picture. */
const Kept = ({ poster, alt }: { poster: string; alt: string }) => (
  <>
    {poster && <img className="devskyy-viewer__kept" src={poster} alt={alt} />}
    <p className="devskyy-muted">{__('Visitors see a 3D model here. Your account may not change it.', 'devskyy')}</p>
  </>
);

/** The block in the editor: a model is chosen or uploaded, turned, and given hotspots. */
export const Edit = ({ attributes, setAttributes }: BlockProps) => {
  const { data, error, reload } = useModel(maySeeModels() ? attributes.model : '');
  const pick = (
    <PickButton
      primary
      label={modelsPage().upload ? __('Choose or upload a 3D model', 'devskyy') : __('Choose a 3D model', 'devskyy')}
      title={__('Choose a 3D model', 'devskyy')}
      onPick={(model) => setAttributes(chosen(model, attributes.model))}
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
          <ErrorNotice
            error={error}
            lead={__('The model could not be read.', 'devskyy')}
            {...(mayPass(error) ? { onRetry: reload } : {})}
          />
          {error.kind === 'not-found' && pick}
        </>
      )}
      {attributes.model && !maySeeModels() && <Kept poster={attributes.poster} alt={attributes.alt} />}
      {attributes.model && maySeeModels() && !data && !error && <Loading />}
      {data && <Shown model={data} attributes={attributes} setAttributes={setAttributes} />}
    </figure>
  );
};
