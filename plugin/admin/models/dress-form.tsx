import { Button, CheckboxControl, Modal, SelectControl, TextControl } from '@wordpress/components';
import { useCallback, useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { ErrorNotice } from '../../ui/controls/error-notice.tsx';
import { Loading } from '../../ui/controls/loading.tsx';
import { Thumbnail } from '../../ui/controls/thumbnail.tsx';
import { dressAvatar, fileOf, listModels } from '../../ui/models/api.ts';
import type { SiteModel } from '../../ui/models/types.ts';
import { useAction } from '../../ui/use-action.ts';
import { useLoad } from '../../ui/use-load.ts';

interface Props {
  onClose: () => void;
  onStarted: (model: SiteModel) => void;
}

/** What came with a full skeleton is taken for a person until its owner says what it is (service/src/domains/models/worker.ts). */
const withSkeleton = (): string =>
  __('A garment that came with a skeleton counts as an avatar: open it, choose Garment under “What it is”, and make it anew.', 'devskyy');

const Garments = ({ garments, chosen, onChange }: { garments: SiteModel[]; chosen: string[]; onChange: (ids: string[]) => void }) => (
  <fieldset className="devskyy-form__group">
    <legend>{__('Garments', 'devskyy')}</legend>
    <p className="devskyy-muted">{withSkeleton()}</p>
    <ul className="devskyy-model-garments">
      {garments.map((one) => (
        <li key={one.id}>
          <Thumbnail url={fileOf(one, 'thumbnail')?.url ?? null} />
          <CheckboxControl
            label={one.title}
            checked={chosen.includes(one.id)}
            onChange={(on) => onChange(on ? [...chosen, one.id] : chosen.filter((id) => id !== one.id))}
            __nextHasNoMarginBottom
          />
        </li>
      ))}
    </ul>
  </fieldset>
);

const Form = ({ avatars, garments, onClose, onStarted }: Props & { avatars: SiteModel[]; garments: SiteModel[] }) => {
  const [avatar, setAvatar] = useState(avatars[0]?.id ?? '');
  const [chosen, setChosen] = useState<string[]>([]);
  const [title, setTitle] = useState('');
  const { act, busy, error, clear } = useAction();
  const start = async (): Promise<void> => {
    const model = await act('dress', () => dressAvatar(avatar, chosen, title.trim()));
    if (model) onStarted(model);
  };
  return (
    <form
      className="devskyy-stack"
      onSubmit={(event) => {
        event.preventDefault();
        void start();
      }}
    >
      {error && <ErrorNotice error={error} lead={__('The avatar was not dressed.', 'devskyy')} onDismiss={clear} />}
      <SelectControl
        label={__('Avatar', 'devskyy')}
        value={avatar}
        options={avatars.map(({ id, title: label }) => ({ value: id, label }))}
        onChange={setAvatar}
        __next40pxDefaultSize
        __nextHasNoMarginBottom
      />
      <Garments garments={garments} chosen={chosen} onChange={setChosen} />
      <TextControl
        label={__('Title', 'devskyy')}
        value={title}
        onChange={setTitle}
        maxLength={250}
        __next40pxDefaultSize
        __nextHasNoMarginBottom
      />
      <div className="devskyy-actions devskyy-actions--end">
        <Button variant="tertiary" onClick={onClose} __next40pxDefaultSize>
          {__('Cancel', 'devskyy')}
        </Button>
        <Button
          type="submit"
          variant="primary"
          disabled={!avatar || chosen.length === 0 || title.trim() === ''}
          accessibleWhenDisabled
          isBusy={busy !== null}
          __next40pxDefaultSize
        >
          {__('Dress the avatar', 'devskyy')}
        </Button>
      </div>
    </form>
  );
};

/** Chooses an avatar and what it wears. */
export const DressForm = (props: Props) => {
  const { data, error, reload } = useLoad(useCallback(() => listModels({ status: 'published', per_page: 100 }), []));
  const avatars = data?.items.filter(({ kind }) => kind === 'avatar') ?? [];
  const garments = data?.items.filter(({ kind }) => kind === 'model') ?? [];
  return (
    <Modal className="devskyy-dress-modal" title={__('Dress an avatar', 'devskyy')} onRequestClose={props.onClose} size="medium">
      {error && <ErrorNotice error={error} lead={__('The models could not be read.', 'devskyy')} onRetry={reload} />}
      {!data && !error && <Loading />}
      {data && (avatars.length === 0 || garments.length === 0) && (
        <div className="devskyy-modal-text">
          <p>
            {avatars.length === 0
              ? __('There is no avatar yet. Upload one first: a VRM file, or a GLB of a person with bones.', 'devskyy')
              : `${__('There is no garment yet. Upload the model of a garment first.', 'devskyy')} ${withSkeleton()}`}
          </p>
        </div>
      )}
      {data && avatars.length > 0 && garments.length > 0 && <Form {...props} avatars={avatars} garments={garments} />}
    </Modal>
  );
};
