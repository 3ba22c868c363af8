import { useId } from '@wordpress/element';
import type { ReactNode } from 'react';

interface Props {
  title: string;
  actions?: ReactNode;
  description?: ReactNode;
  className?: string;
  flush?: boolean;
  children: ReactNode;
}

/** A titled part of a screen; a landmark for screen readers. */
export const Card = ({ title, actions, description, className = '', flush = false, children }: Props) => {
  const id = useId();
  return (
    <section className={`devskyy-card ${className}`} aria-labelledby={id}>
      <header className="devskyy-card__header">
        <div>
          <h2 id={id}>{title}</h2>
          {description && <p className="devskyy-muted">{description}</p>}
        </div>
        {actions && <div className="devskyy-actions">{actions}</div>}
      </header>
      <div className={flush ? 'devskyy-card__body devskyy-card__body--flush' : 'devskyy-card__body'}>{children}</div>
    </section>
  );
};
