import { type Attachment, InspectorControls, MediaUpload, MediaUploadCheck, useBlockProps } from '@wordpress/block-editor';
import { Button, PanelBody, Placeholder, TextareaControl } from '@wordpress/components';
import apiFetch from '@wordpress/api-fetch';
import { useEffect, useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import type { MouseEvent } from 'react';
import { announce } from '../../plugin/ui/announce.ts';
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
import type { SiteModel } from '../../plugin/ui/models/types.ts';
import type { ModelViewerElement } from '../../plugin/ui/viewer/load.ts';

interface Attributes extends Looks {
  /** an attachment; 0: none. */
  image: number;
  poster: string;
  model: string;
  hotspots: Hotspot[];
}

export interface LookProps {
  attributes: Attributes;
  setAttributes: (change: Partial<Attributes>) => void;
}

/** The way to a picture or a model; places of one mean nothing on the other. */
const Sources = ({ attributes, setAttributes, primary = false }: LookProps & { primary?: boolean }) => {
  const picture = ({ id, url, alt }: Attachment): void =>
    setAttributes({ image: id, poster: url, alt: alt ?? '', model: '', ...(attributes.model ? { hotspots: [] } : {}) });
  const model = (next: SiteModel): void =>
    setAttributes({ model: next.id, poster: fileOf(next, 'poster')?.url ?? '', image: 0, alt: '', variant: '', hotspots: [] });
  return (
    <div className="devskyy-actions">
      <MediaUploadCheck>
        <MediaUpload
          allowedTypes={['image']}
          value={attributes.image}
          onSelect={picture}
          render={({ open }) => (
            <Button variant={primary ? 'primary' : 'secondary'} onClick={open} __next40pxDefaultSize>
              {__('Choose a picture', 'devskyy')}
            </Button>
          )}
        />
      </MediaUploadCheck>
      <PickButton label={__('Choose a 3D model', 'devskyy')} title={__('Choose a 3D model', 'devskyy')} onPick={model} />
    </div>
  );
};

/** The picture's present address: it may have been replaced since the block was saved. */
const usePicture = ({ image, poster }: Attributes): string => {
  const [url, setUrl] = useState(poster);
  useEffect(() => {
    let gone = false;
    setUrl(poster);
    apiFetch<{ source_url: string }>({ path: `/wp/v2/media/${image}?_fields=source_url` })
      .then(({ source_url: found }) => !gone && setUrl(found))
      // Its stored address stays: the server decides what visitors see.
      .catch(() => undefined);
    return () => {
      gone = true;
    };
  }, [image, poster]);
  return url;
};

const Picture = ({ attributes, setAttributes }: LookProps) => {
  const url = usePicture(attributes);
  const [placing, setPlacing] = useState(false);
  const [placed, setPlaced] = useState(0);
  const { hotspots } = attributes;
  const place = (event: MouseEvent<HTMLDivElement>): void => {
    if (!placing) return;
    const box = event.currentTarget.getBoundingClientRect();
    const percent = (at: number, length: number): number => Number(((at / length) * 100).toFixed(1));
    setPlacing(false);
    announce(__('The hotspot is placed. Its words are in the sidebar.', 'devskyy'));
    const at = { x: percent(event.clientX - box.left, box.width), y: percent(event.clientY - box.top, box.height) };
    setAttributes({ hotspots: [...hotspots, newHotspot(at)] });
    setPlaced(placed + 1);
  };
  return (
    <>
      {/* With the keyboard places are added and moved in the sidebar. */}
      <div className={`devskyy-look__stage${placing ? ' devskyy-look__stage--placing' : ''}`} onClickCapture={place}>
        <img src={url} alt={attributes.alt} />
        {hotspots.map(({ x = 50, y = 50, label }, index) => (
          <span
            key={index}
            className="devskyy-look__dot"
            style={{ left: `${x}%`, top: `${y}%` }}
            // translators: %s: number of a hotspot.
            title={label || sprintf(__('Hotspot %s', 'devskyy'), String(index + 1))}
          >
            {index + 1}
          </span>
        ))}
      </div>
      <div className="devskyy-actions devskyy-canvas__tools">
        <Button variant="secondary" size="compact" isPressed={placing} onClick={() => setPlacing(!placing)}>
          {placing ? __('Now click on the picture', 'devskyy') : __('Place a hotspot', 'devskyy')}
        </Button>
      </div>
      <InspectorControls>
        <PanelBody title={__('Picture', 'devskyy')}>
          <Sources attributes={attributes} setAttributes={setAttributes} />
          <TextareaControl
            label={__('Text for those who do not see it', 'devskyy')}
            value={attributes.alt}
            rows={2}
            onChange={(alt) => setAttributes({ alt })}
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
        <HotspotPanel on="picture" placed={placed} hotspots={hotspots} onChange={(next) => setAttributes({ hotspots: next })} />
      </InspectorControls>
    </>
  );
};

const Model = ({ attributes, setAttributes }: LookProps) => {
  const { data, error, reload } = useModel(attributes.model);
  const [viewer, setViewer] = useState<ModelViewerElement | null>(null);
  const [placed, setPlaced] = useState(0);
  if (error)
    return (
      <>
        <ErrorNotice error={error} lead={__('The model could not be read.', 'devskyy')} {...(mayPass(error) ? { onRetry: reload } : {})} />
        {error.kind === 'not-found' && <Sources attributes={attributes} setAttributes={setAttributes} />}
      </>
    );
  if (!data) return <Loading />;
  return (
    <>
      <ModelCanvas
        model={data}
        variant={attributes.variant}
        camera={attributes}
        hotspots={attributes.hotspots}
        onPlace={(place) => {
          setAttributes({ hotspots: [...attributes.hotspots, newHotspot(place)] });
          setPlaced(placed + 1);
        }}
        onViewer={setViewer}
      />
      <InspectorControls>
        <PanelBody title={__('Model', 'devskyy')}>
          <Sources attributes={attributes} setAttributes={setAttributes} />
        </PanelBody>
        <LookSettings model={data} looks={attributes} viewer={viewer} onChange={setAttributes} />
        <HotspotPanel on="model" placed={placed} hotspots={attributes.hotspots} onChange={(hotspots) => setAttributes({ hotspots })} />
      </InspectorControls>
    </>
  );
};

/** The lookbook in the editor: a picture or a model, and places on it that lead to products. */
export const Edit = (props: LookProps) => {
  const { model, image, caption } = props.attributes;
  return (
    <figure {...useBlockProps({ className: model ? 'devskyy-viewer' : 'devskyy-look' })}>
      {!model && !image && (
        <Placeholder
          label={__('Lookbook', 'devskyy')}
          instructions={__('A picture or a model with places that lead to products.', 'devskyy')}
        >
          <Sources {...props} primary />
        </Placeholder>
      )}
      {model && <Model {...props} />}
      {!model && image > 0 && <Picture {...props} />}
      {caption && <figcaption className="wp-element-caption">{caption}</figcaption>}
    </figure>
  );
};
