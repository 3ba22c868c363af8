import { Button } from '@wordpress/components';
import { useEffect, useRef, useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { fileOf, variantsOf } from './api.ts';
import type { SiteModel } from './types.ts';
import { useLive } from './use-live.ts';

const Clips = ({ names, onClip }: { names: string[]; onClip: (name: string | null) => void }) => {
  const [clip, setClip] = useState<string | null>(null);
  if (names.length === 0) return null;
  const choose = (name: string | null): void => {
    setClip(name);
    onClip(name);
  };
  return (
    <div className="devskyy-actions" role="group" aria-label={__('Motion', 'devskyy')}>
      {names.map((name) => (
        <Button key={name} size="compact" variant="secondary" isPressed={clip === name} onClick={() => choose(clip === name ? null : name)}>
          {name}
        </Button>
      ))}
    </div>
  );
};

interface Choice {
  variants: string[];
  variant: string | null;
  onVariant: (variant: string | null) => void;
}

const Colourways = ({ variants, variant, onVariant }: Choice) =>
  variants.length === 0 ? null : (
    <div className="devskyy-actions" role="group" aria-label={__('Colourway', 'devskyy')}>
      {variants.map((name) => (
        <Button key={name} size="compact" variant="secondary" isPressed={variant === name} onClick={() => onVariant(name)}>
          {name}
        </Button>
      ))}
    </div>
  );

/** A model as visitors see it: its picture, and live when it is asked for. */
export const ModelPreview = ({ model }: { model: SiteModel }) => {
  const place = useRef<HTMLDivElement>(null);
  const [wanted, setWanted] = useState(false);
  const [variant, setVariant] = useState<string | null>(null);
  const src = fileOf(model, 'viewer')?.url ?? null;
  const live = useLive(place, wanted ? src : null, model.title);
  const poster = fileOf(model, 'poster', variant);
  useEffect(() => {
    if (live.viewer) live.viewer.variantName = variant;
  }, [live.viewer, variant]);
  const play = (name: string | null): void => {
    const { viewer } = live;
    if (!viewer) return;
    viewer.animationName = name ?? undefined;
    if (name) viewer.play();
    else viewer.pause();
  };
  return (
    <div className="devskyy-preview">
      <div className={`devskyy-preview__stage devskyy-preview__stage--${live.state}`}>
        {poster && (
          // translators: %s: title of a 3D model.
          <img
            src={poster.url}
            alt={sprintf(__('Picture of %s', 'devskyy'), model.title)}
            width={poster.width ?? 1}
            height={poster.height ?? 1}
          />
        )}
        <div ref={place} className="devskyy-preview__live" />
        {src && live.state !== 'live' && (
          <Button
            variant="primary"
            className="devskyy-preview__open"
            onClick={() => setWanted(true)}
            isBusy={live.state === 'loading'}
            disabled={live.state === 'loading'}
            accessibleWhenDisabled
            __next40pxDefaultSize
          >
            {__('View in 3D', 'devskyy')}
          </Button>
        )}
      </div>
      <p role="status" className={live.state === 'failed' ? 'devskyy-form__problem' : 'screen-reader-text'}>
        {live.state === 'live' ? __('The 3D model is shown.', 'devskyy') : live.problem}
      </p>
      <Colourways variants={variantsOf(model)} variant={variant} onVariant={setVariant} />
      {live.viewer && <Clips names={live.viewer.availableAnimations} onClip={play} />}
    </div>
  );
};
