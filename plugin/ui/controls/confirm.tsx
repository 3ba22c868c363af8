import { Button, Modal } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import type { ReactNode } from 'react';

interface Props {
  title: string;
  children: ReactNode;
  confirm: string;
  isDestructive?: boolean;
  busy?: boolean;
  onConfirm: () => void;
  onCancel: () => void;
}

export const ConfirmButtons = ({
  confirm,
  isDestructive = false,
  busy = false,
  onConfirm,
  onCancel,
}: Omit<Props, 'title' | 'children'>) => (
  <div className="devskyy-actions devskyy-actions--end">
    <Button variant="tertiary" onClick={onCancel} __next40pxDefaultSize>
      {__('Cancel', 'devskyy')}
    </Button>
    <Button
      variant="primary"
      isDestructive={isDestructive}
      isBusy={busy}
      disabled={busy}
      accessibleWhenDisabled
      onClick={onConfirm}
      __next40pxDefaultSize
    >
      {confirm}
    </Button>
  </div>
);

/** Asks before something that touches many things or cannot be taken back. */
export const Confirm = ({ title, children, onCancel, ...buttons }: Props) => (
  <Modal title={title} onRequestClose={onCancel} size="small">
    <div className="devskyy-modal-text">{children}</div>
    <ConfirmButtons {...buttons} onCancel={onCancel} />
  </Modal>
);
