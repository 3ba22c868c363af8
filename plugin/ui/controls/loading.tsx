import { Spinner } from '@wordpress/components';
import { __ } from '@wordpress/i18n';

/** While the first answer is awaited. */
export const Loading = ({ label = __('Loading…', 'devskyy') }: { label?: string }) => (
  <div className="devskyy-loading" role="status">
    <Spinner />
    <span>{label}</span>
  </div>
);
