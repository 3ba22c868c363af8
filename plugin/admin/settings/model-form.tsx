import { SelectControl, TextControl } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import type { SiteSettings } from '../../ui/api/types.ts';
import { providerTitle } from './provider-title.ts';
import { SaveBar } from './save-bar.tsx';
import { type SectionProps, useSave } from './use-save.ts';

type Choice = SiteSettings['models']['product_copy'];
type Provider = Choice['provider'];

const providers: Provider[] = ['builtin', 'anthropic', 'openai', 'compatible'];

const ready = (settings: SiteSettings, provider: Provider): boolean => provider === 'builtin' || settings.providers[provider].configured;

const optionLabel = (settings: SiteSettings, provider: Provider): string =>
  // translators: %s: name of a provider.
  ready(settings, provider) ? providerTitle(provider) : sprintf(__('%s (needs a key)', 'devskyy'), providerTitle(provider));

/** Which provider, and which of its models, writes product copy. */
export const ModelForm = ({ settings, readOnly, onSaved }: SectionProps) => {
  const stored = settings.models.product_copy;
  const [choice, setChoice] = useState<Choice>(stored);
  const saving = useSave(onSaved);
  const builtin = choice.provider === 'builtin';
  const complete = ready(settings, choice.provider) && (builtin || choice.provider !== 'compatible' || Boolean(choice.model?.trim()));
  const save = async (): Promise<void> => {
    const answer = await saving.save({ models: { product_copy: choice } });
    if (answer) setChoice(answer.models.product_copy);
  };
  return (
    <div className="devskyy-settings__form">
      <SelectControl
        label={__('Provider', 'devskyy')}
        value={choice.provider}
        options={providers.map((value) => ({ value, label: optionLabel(settings, value), disabled: !ready(settings, value) }))}
        onChange={(value) => setChoice({ provider: value as Provider, model: null })}
        disabled={readOnly}
        __next40pxDefaultSize
        __nextHasNoMarginBottom
      />
      {!builtin && (
        <TextControl
          label={__('Model', 'devskyy')}
          help={
            choice.provider === 'compatible'
              ? __('The name that your provider gives the model.', 'devskyy')
              : __('Empty: the service’s usual model of this provider.', 'devskyy')
          }
          dir="ltr"
          value={choice.model ?? ''}
          maxLength={120}
          onChange={(model) => setChoice({ ...choice, model: model.trim() || null })}
          disabled={readOnly}
          __next40pxDefaultSize
          __nextHasNoMarginBottom
        />
      )}
      <SaveBar
        saving={saving}
        dirty={complete && JSON.stringify(choice) !== JSON.stringify(stored)}
        readOnly={readOnly}
        onSave={() => void save()}
      />
    </div>
  );
};
