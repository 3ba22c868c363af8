import { Button, Modal } from '@wordpress/components';
import { useCallback, useEffect, useRef, useState } from '@wordpress/element';
import { __, isRTL } from '@wordpress/i18n';
import { arrowLeft, arrowRight } from '@wordpress/icons';
import { mayPass } from '../../ui/api/errors.ts';
import { Card } from '../../ui/controls/card.tsx';
import { ErrorNotice } from '../../ui/controls/error-notice.tsx';
import { Loading } from '../../ui/controls/loading.tsx';
import { cancelModel, getModel, isOpen, isShown, processModel } from '../../ui/models/api.ts';
import { ModelPreview } from '../../ui/models/model-preview.tsx';
import type { SiteModel } from '../../ui/models/types.ts';
import { onlyModel, useWatched } from '../../ui/models/use-models.ts';
import { can } from '../../ui/page.ts';
import { useAction } from '../../ui/use-action.ts';
import { DeleteForm } from './delete-model.tsx';
import { State } from './fields.tsx';
import { FilesCard } from './files-card.tsx';
import { OptionsCard } from './options-card.tsx';
import { ProductsCard } from './products-card.tsx';
import { ReportCard } from './report-card.tsx';
import { TitleForm } from './title-form.tsx';

interface Props {
  id: string;
  onBack: () => void;
  onOpen: (id: string) => void;
}

/** Why it did not become anything, and the way on. */
const Problem = ({ model, onChanged }: { model: SiteModel; onChanged: (model: SiteModel) => void }) => {
  const { act, busy, error, clear } = useAction();
  const again = async (): Promise<void> => {
    const next = await act('again', () => processModel(model.id));
    if (next) onChanged(next);
  };
  if (!model.problem && model.status !== 'cancelled') return null;
  return (
    <div className="devskyy-state devskyy-state--bad devskyy-model-problem" role="alert">
      <p>
        <strong>{model.problem?.message ?? __('It was stopped.', 'devskyy')}</strong> {model.problem?.next}
      </p>
      {error && <ErrorNotice error={error} onDismiss={clear} />}
      {can('devskyy_approve') && model.status !== 'refused' && (
        <Button variant="secondary" onClick={() => void again()} isBusy={busy !== null} __next40pxDefaultSize>
          {__('Try again', 'devskyy')}
        </Button>
      )}
    </div>
  );
};

const Work = ({ model, onChanged }: { model: SiteModel; onChanged: (model: SiteModel) => void }) => {
  const { act, busy, error, clear } = useAction();
  const stop = async (): Promise<void> => {
    const next = await act('cancel', () => cancelModel(model.id));
    if (next) onChanged(next);
  };
  return (
    <div className="devskyy-stack">
      <State model={model} />
      {isOpen(model) && (
        <p className="devskyy-muted">{__('You may leave this page: the work goes on and is found here again.', 'devskyy')}</p>
      )}
      {error && <ErrorNotice error={error} onDismiss={clear} />}
      {isOpen(model) && can('devskyy_approve') && (
        <div className="devskyy-actions">
          <Button variant="secondary" onClick={() => void stop()} isBusy={busy !== null} __next40pxDefaultSize>
            {__('Stop', 'devskyy')}
          </Button>
        </div>
      )}
      <Problem model={model} onChanged={onChanged} />
    </div>
  );
};

interface LoadedProps extends Omit<Props, 'id'> {
  model: SiteModel;
  onChanged: (model: SiteModel) => void;
}

const Loaded = ({ model, onChanged, onBack, onOpen }: LoadedProps) => {
  const [deleting, setDeleting] = useState(false);
  const manages = can('devskyy_approve');
  return (
    <>
      <div className="devskyy-columns devskyy-model">
        <div className="devskyy-stack">
          <Card title={__('Look', 'devskyy')}>
            {isShown(model) ? (
              <ModelPreview model={model} />
            ) : (
              <p className="devskyy-muted">{__('There is nothing to see yet.', 'devskyy')}</p>
            )}
          </Card>
          <FilesCard model={model} />
          <ReportCard model={model} />
        </div>
        <div className="devskyy-stack">
          <Card title={__('State', 'devskyy')}>
            <Work model={model} onChanged={onChanged} />
          </Card>
          <ProductsCard model={model} onChanged={onChanged} />
          {manages && model.kind !== 'dressed' && <OptionsCard key={model.status} model={model} onChanged={onChanged} />}
          {model.madeOf.length > 0 && (
            <Card title={__('Made of', 'devskyy')}>
              <div className="devskyy-actions">
                {model.madeOf.map((id, index) => (
                  <Button key={id} variant="secondary" size="compact" onClick={() => onOpen(id)}>
                    {index === 0 ? __('Its avatar', 'devskyy') : __('A garment', 'devskyy')}
                  </Button>
                ))}
              </div>
            </Card>
          )}
          {manages && (
            <Button variant="secondary" isDestructive onClick={() => setDeleting(true)} __next40pxDefaultSize>
              {__('Delete this model…', 'devskyy')}
            </Button>
          )}
        </div>
      </div>
      {deleting && (
        <Modal title={__('Delete this model?', 'devskyy')} size="small" onRequestClose={() => setDeleting(false)}>
          <DeleteForm model={model} onGone={onBack} onClose={() => setDeleting(false)} />
        </Modal>
      )}
    </>
  );
};

/** One model in full: how it looks, what was found, where it is shown. */
export const ModelDetail = ({ id, onBack, onOpen }: Props) => {
  const heading = useRef<HTMLHeadingElement>(null);
  const watched = useWatched(
    useCallback(() => getModel(id), [id]),
    onlyModel,
    id,
  );
  const model = watched.data;
  useEffect(() => heading.current?.focus(), [model === null]);
  const changed = (next: SiteModel): void => {
    watched.replace(next);
    watched.touched();
  };
  return (
    <div className="devskyy-stack">
      <div className="devskyy-model__head">
        <Button variant="tertiary" icon={isRTL() ? arrowRight : arrowLeft} onClick={onBack} __next40pxDefaultSize>
          {__('All 3D assets', 'devskyy')}
        </Button>
        <h2 ref={heading} tabIndex={-1}>
          {model?.title ?? __('3D model', 'devskyy')}
        </h2>
        {model && can('devskyy_approve') && <TitleForm model={model} onChanged={changed} />}
      </div>
      {watched.error && (
        <ErrorNotice
          error={watched.error}
          lead={__('The model could not be read.', 'devskyy')}
          {...(mayPass(watched.error) ? { onRetry: watched.touched } : {})}
        />
      )}
      {!model && watched.loading && <Loading />}
      {model && <Loaded model={model} onChanged={changed} onBack={onBack} onOpen={onOpen} />}
    </div>
  );
};
