import { __, _n, sprintf } from '@wordpress/i18n';
import { announce } from '../../ui/announce.ts';
import { ConfirmButtons } from '../../ui/controls/confirm.tsx';
import { ErrorNotice } from '../../ui/controls/error-notice.tsx';
import { count } from '../../ui/format/site.ts';
import { deleteModel } from '../../ui/models/api.ts';
import type { SiteModel } from '../../ui/models/types.ts';
import { useAction } from '../../ui/use-action.ts';

interface Props {
  model: SiteModel;
  onGone: () => void;
  onClose: () => void;
}

/** Asks before a model goes for good, and says where it is shown. */
export const DeleteForm = ({ model, onGone, onClose }: Props) => {
  const { act, busy, error, clear } = useAction();
  const remove = async (): Promise<void> => {
    const done = await act('delete', async () => {
      await deleteModel(model.id);
      return true;
    });
    if (!done) return;
    // translators: %s: title of a 3D model.
    announce(sprintf(__('%s is deleted.', 'devskyy'), model.title));
    onClose();
    onGone();
  };
  return (
    <>
      {error && <ErrorNotice error={error} lead={__('It was not deleted.', 'devskyy')} onDismiss={clear} />}
      <div className="devskyy-modal-text">
        <p>
          {sprintf(
            // translators: %s: title of a 3D model.
            __('“%s” and all of its files are deleted for good, here and in the service. Blocks that show it become empty.', 'devskyy'),
            model.title,
          )}
        </p>
        {model.products.length > 0 && (
          <p>
            {sprintf(
              // translators: %s: number of products.
              _n('%s product shows it.', '%s products show it.', model.products.length, 'devskyy'),
              count(model.products.length),
            )}
          </p>
        )}
      </div>
      <ConfirmButtons
        confirm={__('Delete for good', 'devskyy')}
        isDestructive
        busy={busy !== null}
        onConfirm={() => void remove()}
        onCancel={onClose}
      />
    </>
  );
};
