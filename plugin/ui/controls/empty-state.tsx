import { Icon } from '@wordpress/components';
import type { ReactNode } from 'react';

interface Props {
  icon: JSX.Element;
  title: string;
  /** what to do first. */
  children: ReactNode;
  actions?: ReactNode;
}

/** A place with nothing in it yet says what to do first. */
export const EmptyState = ({ icon, title, children, actions }: Props) => (
  <div className="devskyy-empty">
    <span className="devskyy-empty__icon" aria-hidden="true">
      <Icon icon={icon} size={28} />
    </span>
    <p className="devskyy-empty__title">{title}</p>
    <p>{children}</p>
    {actions && <div className="devskyy-actions">{actions}</div>}
  </div>
);
