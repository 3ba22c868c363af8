import { Button } from '@wordpress/components';
import { useEffect, useRef, useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { announce } from '../../announce.ts';
import type { ModelViewerElement } from '../../viewer/load.ts';
import { fileOf } from '../api.ts';
import type { SiteModel } from '../types.ts';
import { useLive } from '../use-live.ts';
import type { Hotspot } from './types.ts';
import { type Vector, writeVector } from './vector.ts';

export interface Camera {
  orbit: string;
  target: string;
  fov: string;
}

interface Props {
  model: SiteModel;
  variant: string;
  camera: Camera;
  hotspots: Hotspot[];
  /** null: nothing can be placed. */
  onPlace: ((place: { position: string; normal: string }) => void) | null;
  onViewer: (viewer: ModelViewerElement | null) => void;
}

type Point = { x: number; y: number; z: number };
const vector = ({ x, y, z }: Point): Vector => [x, y, z];

/** Where a point of the window meets the model; null beside it. */
const meet = (viewer: ModelViewerElement, x: number, y: number): { position: string; normal: string } | null => {
  const hit = viewer.positionAndNormalFromPoint(x, y) as { position: Point; normal: Point } | null;
  return hit && { position: writeVector(vector(hit.position)), normal: writeVector(vector(hit.normal)) };
};

/** Shows the hotspots on the live model, as visitors will see them. */
const useDots = (viewer: ModelViewerElement | null, hotspots: Hotspot[]): void => {
  const key = JSON.stringify(hotspots.map(({ position, normal, label }) => [position, normal, label]));
  useEffect(() => {
    if (!viewer) return undefined;
    const dots = (JSON.parse(key) as [string?, string?, string?][]).map(([position = '', normal = '', label = ''], index) => {
      const dot = viewer.ownerDocument.createElement('button');
      dot.type = 'button';
      // A slot that was used before keeps the place that it had.
      dot.slot = `hotspot-${index}-${Math.random().toString(36).slice(2)}`;
      dot.className = 'devskyy-viewer__dot';
      dot.dataset['position'] = position;
      dot.dataset['normal'] = normal;
      dot.dataset['visibilityAttribute'] = 'visible';
      dot.textContent = String(index + 1);
      // translators: %s: number of a hotspot.
      dot.ariaLabel = label ? `${index + 1}: ${label}` : sprintf(__('Hotspot %s', 'devskyy'), String(index + 1));
      return dot;
    });
    viewer.append(...dots);
    return () => dots.forEach((dot) => dot.remove());
  }, [viewer, key]);
};

const useCamera = (viewer: ModelViewerElement | null, { orbit, target, fov }: Camera, variant: string): void => {
  useEffect(() => {
    if (!viewer) return;
    viewer.cameraOrbit = orbit || '25deg 75deg 105%';
    viewer.cameraTarget = target || 'auto auto auto';
    viewer.fieldOfView = fov || 'auto';
  }, [viewer, orbit, target, fov]);
  useEffect(() => {
    if (viewer) viewer.variantName = variant || null;
  }, [viewer, variant]);
};

/** The model inside the editor's canvas, live from the start: hotspots are placed by a click, or where the middle of the view is. */
export const ModelCanvas = ({ model, variant, camera, hotspots, onPlace, onViewer }: Props) => {
  const place = useRef<HTMLDivElement>(null);
  const [placing, setPlacing] = useState(false);
  const live = useLive(place, fileOf(model, 'viewer')?.url ?? null, model.title);
  const poster = fileOf(model, 'poster', variant || null);
  useEffect(() => onViewer(live.viewer), [live.viewer, onViewer]);
  useDots(live.viewer, hotspots);
  useCamera(live.viewer, camera, variant);
  const put = (found: ReturnType<typeof meet>): void => {
    setPlacing(false);
    if (!found) {
      announce(__('There is nothing of the model at this place.', 'devskyy'), 'assertive');
      return;
    }
    announce(__('The hotspot is placed. Its words are in the sidebar.', 'devskyy'));
    onPlace?.(found);
  };
  const middle = (): void => {
    const { viewer } = live;
    const box = viewer?.getBoundingClientRect();
    if (viewer && box) put(meet(viewer, box.left + box.width / 2, box.top + box.height / 2));
  };
  const size = poster?.width && poster.height ? `${poster.width} / ${poster.height}` : '1';
  return (
    <>
      <div className={`devskyy-viewer__stage devskyy-canvas${placing ? ' devskyy-canvas--placing' : ''}`} style={{ aspectRatio: size }}>
        {live.state !== 'live' && poster && <img className="devskyy-viewer__poster" src={poster.url} alt={model.title} />}
        {/* The click is caught before the viewer takes it for a turn. */}
        <div
          ref={place}
          className="devskyy-canvas__live"
          onClickCapture={(event) => placing && live.viewer && put(meet(live.viewer, event.clientX, event.clientY))}
        />
      </div>
      {live.problem && <p className="devskyy-form__problem">{live.problem}</p>}
      {onPlace && live.viewer && (
        <div className="devskyy-actions devskyy-canvas__tools">
          <Button variant="secondary" size="compact" isPressed={placing} onClick={() => setPlacing(!placing)}>
            {placing ? __('Now click on the model', 'devskyy') : __('Place a hotspot', 'devskyy')}
          </Button>
          <Button variant="secondary" size="compact" onClick={middle}>
            {__('Hotspot in the middle of the view', 'devskyy')}
          </Button>
        </div>
      )}
    </>
  );
};
