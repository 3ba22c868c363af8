import { Button, TextControl } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import type { FormEvent } from 'react';
import { startPairing } from '../../ui/api/endpoints.ts';
import { ErrorNotice } from '../../ui/controls/error-notice.tsx';
import { useAction } from '../../ui/use-action.ts';

/** Starts pairing: the browser then goes to the service's own page, where its operator agrees, and comes back here. */
export const ConnectForm = () => {
  const [url, setUrl] = useState('');
  const [password, setPassword] = useState('');
  const [leaving, setLeaving] = useState(false);
  const { busy, error, act, clear } = useAction();
  const start = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const answer = await act('connect', () => startPairing(url.trim(), password));
    if (!answer) return;
    setLeaving(true);
    window.location.assign(answer.authorize_url);
  };
  return (
    <form className="devskyy-settings__form" onSubmit={(event) => void start(event)}>
      <TextControl
        label={__('Address of the service', 'devskyy')}
        help={__('As its operator gave it to you, for example https://devskyy.example.com', 'devskyy')}
        type="url"
        dir="ltr"
        value={url}
        onChange={setUrl}
        required
        __next40pxDefaultSize
        __nextHasNoMarginBottom
      />
      <TextControl
        label={__('Your WordPress password', 'devskyy')}
        help={__('Asked again because this gives a program access to your catalogue. It is checked here and sent nowhere.', 'devskyy')}
        type="password"
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
        required
        __next40pxDefaultSize
        __nextHasNoMarginBottom
      />
      {error && <ErrorNotice error={error} onDismiss={clear} />}
      <p className="devskyy-muted">{__('You go to the service’s page, where its operator agrees, and come back here.', 'devskyy')}</p>
      <div className="devskyy-actions">
        <Button
          variant="primary"
          type="submit"
          isBusy={busy !== null || leaving}
          disabled={busy !== null || leaving || !url.trim() || !password}
          accessibleWhenDisabled
          __next40pxDefaultSize
        >
          {__('Connect', 'devskyy')}
        </Button>
      </div>
    </form>
  );
};
