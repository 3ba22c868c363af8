import { Button, Notice } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import type { ApiError } from '../api/errors.ts';
import { adminPage, can } from '../page.ts';

interface Props {
  error: ApiError;
  /** what was being done, as a sentence; stands before the reason. */
  lead?: string;
  onRetry?: () => void;
  onDismiss?: () => void;
}

/** A failure: what went wrong, what to do next, and the button that does it. */
export const ErrorNotice = ({ error, lead, onRetry, onDismiss }: Props) => (
  <Notice status="error" isDismissible={Boolean(onDismiss)} className="devskyy-notice" {...(onDismiss ? { onRemove: onDismiss } : {})}>
    <p>
      {lead && <strong>{lead} </strong>}
      {error.message} {error.next}
    </p>
    {error.details.length > 0 && (
      <ul>
        {error.details.map((detail) => (
          <li key={`${detail.path}${detail.message}`}>
            {detail.path && <code>{detail.path}</code>} {detail.message}
          </li>
        ))}
      </ul>
    )}
    {(onRetry || error.kind === 'unpaired') && (
      <div className="devskyy-notice__actions">
        {onRetry && (
          <Button variant="secondary" size="small" onClick={onRetry}>
            {__('Try again', 'devskyy')}
          </Button>
        )}
        {error.kind === 'unpaired' && can('devskyy_manage') && (
          <Button variant="secondary" size="small" href={adminPage().settingsUrl}>
            {__('Connect the service', 'devskyy')}
          </Button>
        )}
      </div>
    )}
  </Notice>
);
