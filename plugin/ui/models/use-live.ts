import { useEffect, useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import type { RefObject } from 'react';
import { loadViewer, type ModelViewerElement } from '../viewer/load.ts';
import { modelsPage } from './page.ts';

export interface LiveModel {
  viewer: ModelViewerElement | null;
  state: 'off' | 'loading' | 'live' | 'failed';
  problem: string;
}

const off: LiveModel = { viewer: null, state: 'off', problem: '' };

/**
 * A live viewer inside an element, in whatever window that element is: the editor's canvas is a frame with elements of its own. `src` null:
 * none. It goes when the component goes.
 */
export const useLive = (place: RefObject<HTMLElement>, src: string | null, alt: string): LiveModel => {
  const [live, setLive] = useState<LiveModel>(off);
  useEffect(() => {
    const host = place.current;
    const target = host?.ownerDocument.defaultView;
    const { files } = modelsPage();
    if (!src || !host || !target) {
      setLive(off);
      return undefined;
    }
    const failed = (problem: string): void => setLive({ viewer: null, state: 'failed', problem });
    if (!files) {
      failed(__('The viewer is not part of this copy of the plugin: run the build.', 'devskyy'));
      return undefined;
    }
    let viewer: ModelViewerElement | null = null;
    let gone = false;
    setLive({ ...off, state: 'loading' });
    loadViewer(target, files)
      .then(() => {
        if (gone) return;
        viewer = host.ownerDocument.createElement('model-viewer') as ModelViewerElement;
        const attributes = {
          src,
          alt,
          'camera-controls': '',
          // A click chooses the block or places a hotspot; it must not move the model.
          'disable-tap': '',
          loading: 'eager',
          'interaction-prompt': 'none',
          'shadow-intensity': '1',
          'camera-orbit': '25deg 75deg 105%',
        };
        for (const [name, value] of Object.entries(attributes)) viewer.setAttribute(name, value);
        viewer.addEventListener('load', () => setLive({ viewer, state: 'live', problem: '' }));
        viewer.addEventListener('error', () =>
          failed(__('The model could not be shown: its file did not come, or this browser has no WebGL.', 'devskyy')),
        );
        host.append(viewer);
      })
      .catch(() => !gone && failed(__('The viewer could not be loaded. Check the connection, then try again.', 'devskyy')));
    return () => {
      gone = true;
      viewer?.remove();
    };
  }, [place, src, alt]);
  return live;
};
