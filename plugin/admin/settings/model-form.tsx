import { SelectControl, TextControl } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import type { SiteSettings } from '../../ui/api/types.ts';
import { findProvider, listProviders, providerTitle } from '../../ui/providers.ts';
import { SaveBar } from './save-bar.tsx';
import { type SectionProps, useSave } from './use-save.ts';

type Choice = SiteSettings['models']['product_copy'];
type Model = NonNullable<Choice['fallback']>;
const writers = (): string[] => ['builtin', ...listProviders().map(({ name }) => name)];

const ready = (settings: SiteSettings, provider: string): boolean =>
  provider === 'builtin' || settings.providers[provider]?.configured === true;

const option = (settings: SiteSettings, provider: string) => ({
  value: provider,
  // translators: %s: name of a provider.
  label: ready(settings, provider) ? providerTitle(provider) : sprintf(__('%s (needs a key)', 'devskyy'), providerTitle(provider)),
  disabled: !ready(settings, provider),
});

/** Nobody knows what such a server runs. */
const mustName = (provider: string): boolean => findProvider(provider)?.usual_model === null;

const complete = (settings: SiteSettings, { provider, model }: Model): boolean =>
  ready(settings, provider) && (!mustName(provider) || Boolean(model?.trim()));

interface Field {
  label: string;
  choice: Model;
  readOnly: boolean;
  onChange: (model: string | null) => void;
}

const ModelField = ({ label, choice, readOnly, onChange }: Field) => (
  <TextControl
    label={label}
    help={
      mustName(choice.provider)
        ? __('The name that your provider gives the model.', 'devskyy')
        : __('Empty: the service’s usual model of this provider.', 'devskyy')
    }
    dir="ltr"
    value={choice.model ?? ''}
    maxLength={120}
    onChange={(model) => onChange(model.trim() || null)}
    disabled={readOnly}
    __next40pxDefaultSize
    __nextHasNoMarginBottom
  />
);

interface Part {
  settings: SiteSettings;
  readOnly: boolean;
  choice: Choice;
  onChange: (choice: Choice) => void;
}

/** Nobody stands in unless the owner says who. */
const Fallback = ({ settings, readOnly, choice, onChange }: Part) => {
  const { fallback } = choice;
  const nobody = { value: '', label: __('Nobody', 'devskyy'), disabled: false };
  return (
    <>
      <SelectControl
        label={__('While it cannot write, it is stood in for by', 'devskyy')}
        help={__(
          'While it fails again and again, or refuses its key. With nobody the work waits, or fails and says why. Each proposal says who wrote it.',
          'devskyy',
        )}
        value={fallback?.provider ?? ''}
        options={[nobody, ...writers().map((provider) => option(settings, provider))]}
        onChange={(value) => onChange({ ...choice, fallback: value ? { provider: value, model: null } : null })}
        disabled={readOnly}
        __next40pxDefaultSize
        __nextHasNoMarginBottom
      />
      {fallback && fallback.provider !== 'builtin' && (
        <ModelField
          label={__('Its model', 'devskyy')}
          choice={fallback}
          readOnly={readOnly}
          onChange={(model) => onChange({ ...choice, fallback: { ...fallback, model } })}
        />
      )}
    </>
  );
};

export type Task = keyof SiteSettings['models'];

/** Two forms on one page: each field says what it is for. */
const labels = (task: Task): { provider: string; model: string } =>
  task === 'product_copy'
    ? { provider: __('Provider', 'devskyy'), model: __('Model', 'devskyy') }
    : { provider: __('Provider for the editor', 'devskyy'), model: __('Model for the editor', 'devskyy') };

/** Which provider, and which of its models, writes, and who may stand in. */
export const ModelForm = ({ task, settings, readOnly, onSaved }: SectionProps & { task: Task }) => {
  const stored = settings.models[task];
  const [choice, setChoice] = useState<Choice>(stored);
  const saving = useSave(onSaved);
  const builtin = choice.provider === 'builtin';
  const whole = complete(settings, choice) && (!choice.fallback || complete(settings, choice.fallback));
  const save = async (): Promise<void> => {
    const answer = await saving.save({ models: { [task]: choice } });
    if (answer) setChoice(answer.models[task]);
  };
  return (
    <div className="devskyy-settings__form">
      <SelectControl
        label={labels(task).provider}
        value={choice.provider}
        options={writers().map((provider) => option(settings, provider))}
        onChange={(value) => setChoice({ provider: value, model: null, fallback: value === 'builtin' ? null : choice.fallback })}
        disabled={readOnly}
        __next40pxDefaultSize
        __nextHasNoMarginBottom
      />
      {!builtin && (
        <>
          <ModelField
            label={labels(task).model}
            choice={choice}
            readOnly={readOnly}
            onChange={(model) => setChoice({ ...choice, model })}
          />
          {task === 'product_copy' && <Fallback settings={settings} readOnly={readOnly} choice={choice} onChange={setChoice} />}
        </>
      )}
      <SaveBar
        saving={saving}
        dirty={whole && JSON.stringify(choice) !== JSON.stringify(stored)}
        readOnly={readOnly}
        onSave={() => void save()}
      />
    </div>
  );
};
