import { __ } from '@wordpress/i18n';
import type { StageName } from '../../../service/src/pipeline/contract.ts';
import type { Tone } from '../controls/badge.tsx';
import type { ArtefactKind, ModelKind, ModelStatus, SiteModel } from './types.ts';

export const statuses: readonly ModelStatus[] = [
  'sending',
  'queued',
  'processing',
  'publishing',
  'published',
  'refused',
  'failed',
  'cancelled',
];
export const kinds: readonly ModelKind[] = ['model', 'avatar', 'dressed'];

export const statusLabel = (status: ModelStatus): string =>
  ({
    sending: __('On its way', 'devskyy'),
    queued: __('Waiting', 'devskyy'),
    processing: __('Being made', 'devskyy'),
    publishing: __('Being published', 'devskyy'),
    published: __('Published', 'devskyy'),
    refused: __('Refused', 'devskyy'),
    failed: __('Failed', 'devskyy'),
    cancelled: __('Stopped', 'devskyy'),
  })[status];

const tones: Record<ModelStatus, Tone> = {
  sending: 'info',
  queued: 'info',
  processing: 'info',
  publishing: 'info',
  published: 'good',
  refused: 'bad',
  failed: 'bad',
  cancelled: 'neutral',
};
export const statusTone = (status: ModelStatus): Tone => tones[status];

export const kindLabel = (kind: ModelKind): string =>
  ({ model: __('Model', 'devskyy'), avatar: __('Avatar', 'devskyy'), dressed: __('Dressed avatar', 'devskyy') })[kind];

const stageWords = (): Record<StageName | 'wait', string> => ({
  wait: __('Waiting for memory', 'devskyy'),
  read: __('Reading the file', 'devskyy'),
  check: __('Checking that it is safe', 'devskyy'),
  import: __('Taking it in', 'devskyy'),
  measure: __('Measuring', 'devskyy'),
  repair: __('Repairing', 'devskyy'),
  optimise: __('Making it small', 'devskyy'),
  compare: __('Comparing it with its source', 'devskyy'),
  lods: __('Making lighter copies', 'devskyy'),
  ar: __('Making the files for AR', 'devskyy'),
  pictures: __('Taking pictures', 'devskyy'),
  finish: __('Finishing', 'devskyy'),
});

/** What is being done with it just now. */
export const stageLabel = ({ status, stage }: Pick<SiteModel, 'status' | 'stage'>): string =>
  (status === 'processing' && stage && stageWords()[stage as StageName | 'wait']) || statusLabel(status);

export const fileLabel = (kind: ArtefactKind): string =>
  ({
    viewer: __('Viewer', 'devskyy'),
    lod: __('Lighter copy', 'devskyy'),
    ar: __('AR on Android', 'devskyy'),
    usdz: __('AR on iPhone and iPad', 'devskyy'),
    vrm: __('Avatar for programs that read VRM 0', 'devskyy'),
    poster: __('Picture', 'devskyy'),
    thumbnail: __('Small picture', 'devskyy'),
    turntable: __('Turning picture', 'devskyy'),
  })[kind];

/** What the field of an upload takes, and the words that say so. */
export const accept = '.glb,.gltf,.zip,.obj,.fbx,.vrm,.usdz';
export const acceptWords = (): string => __('GLB, FBX, OBJ, VRM, or a ZIP of glTF or OBJ with their textures. USDZ is in beta.', 'devskyy');
