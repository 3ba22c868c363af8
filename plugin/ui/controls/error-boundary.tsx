import { Button, Notice } from '@wordpress/components';
import { Component } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import type { ReactNode } from 'react';

/** Shows a bug as a message with a way out, where React alone would leave an empty page. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { broken: Error | null }> {
  override state: { broken: Error | null } = { broken: null };

  static getDerivedStateFromError(broken: Error): { broken: Error } {
    return { broken };
  }

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children;
    return (
      <Notice status="error" isDismissible={false}>
        <p>
          {__(
            'This screen met an error and stopped. Nothing was changed. Reload the page; if it happens again, report this text:',
            'devskyy',
          )}{' '}
          <code>{this.state.broken.message}</code>
        </p>
        <Button variant="secondary" onClick={() => window.location.reload()}>
          {__('Reload the page', 'devskyy')}
        </Button>
      </Notice>
    );
  }
}
