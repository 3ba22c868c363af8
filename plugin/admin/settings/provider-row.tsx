import { Button } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import type { ProviderName, SiteSettings } from '../../ui/api/types.ts';
import { Badge } from '../../ui/controls/badge.tsx';
import { Confirm } from '../../ui/controls/confirm.tsx';
import { ErrorNotice } from '../../ui/controls/error-notice.tsx';
import { moment } from '../../ui/format/site.ts';
import { providerTitle } from '../../ui/providers.ts';
import { KeyForm } from './key-form.tsx';
import { TestButton, TestResult, useProviderTest } from './provider-test.tsx';
import { type SectionProps, useSave } from './use-save.ts';

type Provider = NonNullable<SiteSettings['providers'][ProviderName]>;

const stateText = (provider: Provider): string => {
  if (!provider.configured) return __('No key', 'devskyy');
  // translators: %s: last characters of a key.
  const key = provider.hint ? sprintf(__('Key ends in …%s', 'devskyy'), provider.hint) : __('Key stored', 'devskyy');
  // translators: 1: what is known of the key, 2: date and time.
  return provider.added ? sprintf(__('%1$s, added %2$s', 'devskyy'), key, moment(provider.added)) : key;
};

const Remove = ({ name, onSaved }: { name: ProviderName; onSaved: SectionProps['onSaved'] }) => {
  const [asking, setAsking] = useState(false);
  const saving = useSave(onSaved);
  const remove = async (): Promise<void> => {
    await saving.save({ providers: { [name]: { key: null } } });
    setAsking(false);
  };
  return (
    <>
      <Button variant="tertiary" isDestructive size="compact" onClick={() => setAsking(true)}>
        {__('Remove key…', 'devskyy')}
      </Button>
      {saving.error && <ErrorNotice error={saving.error} onDismiss={saving.clear} />}
      {asking && (
        <Confirm
          // translators: %s: name of a provider.
          title={sprintf(__('Remove the key of %s?', 'devskyy'), providerTitle(name))}
          confirm={__('Remove the key', 'devskyy')}
          isDestructive
          busy={saving.busy !== null}
          onConfirm={() => void remove()}
          onCancel={() => setAsking(false)}
        >
          <p>{__('The service forgets the key at once. It cannot be shown or brought back.', 'devskyy')}</p>
        </Confirm>
      )}
    </>
  );
};

/** One provider: whether it has a key, and the ways to give, test and remove it. */
export const ProviderRow = ({ name, settings, readOnly, onSaved }: SectionProps & { name: ProviderName }) => {
  const provider = settings.providers[name];
  const [open, setOpen] = useState(false);
  const testing = useProviderTest(name);
  if (!provider) return null; // the service is older than the plugin
  return (
    <li className="devskyy-provider">
      <div className="devskyy-provider__head">
        <strong>{providerTitle(name)}</strong>
        <Badge tone={provider.configured ? 'good' : 'neutral'}>{stateText(provider)}</Badge>
        {provider.base_url && <code>{provider.base_url}</code>}
        {!readOnly && (
          <span className="devskyy-actions">
            <Button variant="secondary" size="compact" aria-expanded={open} onClick={() => setOpen(!open)}>
              {provider.configured ? __('Replace key', 'devskyy') : __('Enter a key', 'devskyy')}
            </Button>
            {provider.configured && <TestButton testing={testing} />}
            {provider.configured && <Remove name={name} onSaved={onSaved} />}
          </span>
        )}
      </div>
      <TestResult testing={testing} />
      {open && !readOnly && <KeyForm name={name} settings={settings} onSaved={onSaved} onClose={() => setOpen(false)} />}
    </li>
  );
};
