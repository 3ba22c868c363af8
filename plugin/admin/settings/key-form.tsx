import { Button, TextControl } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import type { FormEvent } from 'react';
import type { ProviderName } from '../../ui/api/types.ts';
import { ErrorNotice } from '../../ui/controls/error-notice.tsx';
import { findProvider } from '../../ui/providers.ts';
import { type Saving, type SectionProps, useSave } from './use-save.ts';

interface Props extends Omit<SectionProps, 'readOnly'> {
  name: ProviderName;
  onClose: () => void;
}

const CapFirst = () => (
  <p className="devskyy-provider__hint">
    {__('Set a daily cap first, so that a key can never spend more than you want.', 'devskyy')}{' '}
    <a href="#devskyy-money">{__('Go to the daily cap', 'devskyy')}</a>
  </p>
);

const BaseUrl = ({ value, onChange }: { value: string; onChange: (value: string) => void }) => (
  <TextControl
    label={__('Base URL', 'devskyy')}
    help={__('For example https://models.example.com/v1', 'devskyy')}
    type="url"
    dir="ltr"
    value={value}
    onChange={onChange}
    required
    __next40pxDefaultSize
    __nextHasNoMarginBottom
  />
);

const Buttons = ({ saving, ready, onClose }: { saving: Saving; ready: boolean; onClose: () => void }) => (
  <div className="devskyy-actions">
    <Button
      variant="primary"
      type="submit"
      isBusy={saving.busy !== null}
      disabled={saving.busy !== null || !ready}
      accessibleWhenDisabled
      __next40pxDefaultSize
    >
      {__('Store the key', 'devskyy')}
    </Button>
    <Button variant="tertiary" onClick={onClose} __next40pxDefaultSize>
      {__('Cancel', 'devskyy')}
    </Button>
  </div>
);

/** Takes a key; it leaves the page with the request and is never shown again. */
export const KeyForm = ({ name, settings, onSaved, onClose }: Props) => {
  const [key, setKey] = useState('');
  const [baseUrl, setBaseUrl] = useState(settings.providers[name]?.base_url ?? '');
  const saving = useSave(onSaved);
  if (settings.daily_cap === null) return <CapFirst />;
  const addressed = findProvider(name)?.needs === 'address';
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const change = { key: key.trim(), ...(addressed ? { base_url: baseUrl.trim() || null } : {}) };
    if (!(await saving.save({ providers: { [name]: change } }))) return;
    setKey('');
    onClose();
  };
  return (
    <form className="devskyy-settings__form devskyy-provider__form" onSubmit={(event) => void save(event)} autoComplete="off">
      {addressed && <BaseUrl value={baseUrl} onChange={setBaseUrl} />}
      <TextControl
        label={__('Key', 'devskyy')}
        type="password"
        autoComplete="new-password"
        dir="ltr"
        value={key}
        maxLength={400}
        onChange={setKey}
        required
        __next40pxDefaultSize
        __nextHasNoMarginBottom
      />
      {saving.error && <ErrorNotice error={saving.error} lead={__('The key was not stored.', 'devskyy')} onDismiss={saving.clear} />}
      <Buttons saving={saving} ready={key.trim() !== ''} onClose={onClose} />
    </form>
  );
};
