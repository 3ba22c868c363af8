import { FormTokenField, SelectControl, TextareaControl, TextControl } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import type { BrandVoice, SiteSettings } from '../../ui/api/types.ts';
import { Card } from '../../ui/controls/card.tsx';
import { languages } from './languages.ts';
import { SaveBar } from './save-bar.tsx';
import { type SectionProps, useSave } from './use-save.ts';

interface Draft {
  language: string | null;
  voice: BrandVoice;
}

const draftOf = (settings: SiteSettings): Draft => ({ language: settings.language, voice: settings.brand_voice });

const tones = (): { value: BrandVoice['tone']; label: string }[] => [
  { value: 'warm', label: __('Warm: like someone who loves the pieces', 'devskyy') },
  { value: 'plain', label: __('Plain: short and factual', 'devskyy') },
  { value: 'refined', label: __('Refined: quiet and exact', 'devskyy') },
  { value: 'playful', label: __('Playful: light, with a smile', 'devskyy') },
];

const words = (tokens: readonly (string | { value: string })[], most: number): string[] =>
  tokens
    .map((token) => (typeof token === 'string' ? token : token.value).trim().slice(0, 40))
    .filter(Boolean)
    .slice(0, most);

interface FieldsProps {
  draft: Draft;
  readOnly: boolean;
  onChange: (draft: Draft) => void;
}

const WordFields = ({ draft, readOnly, onChange }: FieldsProps) => {
  const set = (part: Partial<BrandVoice>): void => onChange({ ...draft, voice: { ...draft.voice, ...part } });
  const common = { disabled: readOnly, tokenizeOnBlur: true, __next40pxDefaultSize: true, __nextHasNoMarginBottom: true } as const;
  return (
    <>
      <FormTokenField
        {...common}
        label={__('Words you like, where they are true', 'devskyy')}
        value={draft.voice.words}
        maxLength={30}
        onChange={(tokens) => set({ words: words(tokens, 30) })}
      />
      <FormTokenField
        {...common}
        label={__('Words that are never used', 'devskyy')}
        value={draft.voice.avoid}
        maxLength={60}
        onChange={(tokens) => set({ avoid: words(tokens, 60) })}
      />
    </>
  );
};

const Fields = ({ draft, readOnly, onChange }: FieldsProps) => {
  const set = (part: Partial<BrandVoice>): void => onChange({ ...draft, voice: { ...draft.voice, ...part } });
  return (
    <>
      <SelectControl
        label={__('Language of the texts', 'devskyy')}
        help={__('Without a model key only English can be written; other languages need a provider below.', 'devskyy')}
        value={draft.language ?? ''}
        options={languages(draft.language)}
        onChange={(value) => onChange({ ...draft, language: value || null })}
        disabled={readOnly}
        __next40pxDefaultSize
        __nextHasNoMarginBottom
      />
      <SelectControl
        label={__('Tone', 'devskyy')}
        value={draft.voice.tone}
        options={tones()}
        onChange={(value) => set({ tone: value as BrandVoice['tone'] })}
        disabled={readOnly}
        __next40pxDefaultSize
        __nextHasNoMarginBottom
      />
      <TextControl
        label={__('Who you speak to', 'devskyy')}
        value={draft.voice.audience}
        maxLength={300}
        onChange={(audience) => set({ audience })}
        disabled={readOnly}
        __next40pxDefaultSize
        __nextHasNoMarginBottom
      />
      <WordFields draft={draft} readOnly={readOnly} onChange={onChange} />
      <TextareaControl
        label={__('A note to whoever writes', 'devskyy')}
        help={__('For example: we never promise warmth in degrees; sizes run small.', 'devskyy')}
        value={draft.voice.note}
        maxLength={1000}
        rows={3}
        onChange={(note) => set({ note })}
        disabled={readOnly}
        __nextHasNoMarginBottom
      />
    </>
  );
};

/** How the copy sounds and in which language it is written. */
export const VoiceCard = ({ settings, readOnly, onSaved }: SectionProps) => {
  const stored = draftOf(settings);
  const [draft, setDraft] = useState<Draft>(stored);
  const saving = useSave(onSaved);
  const dirty = JSON.stringify(draft) !== JSON.stringify(stored);
  const save = async (): Promise<void> => {
    const answer = await saving.save({ language: draft.language, brand_voice: draft.voice });
    if (answer) setDraft(draftOf(answer));
  };
  return (
    <Card title={__('Brand voice', 'devskyy')} description={__('How your texts sound. Facts always come from the product.', 'devskyy')}>
      <div className="devskyy-settings__form">
        <Fields draft={draft} readOnly={readOnly} onChange={setDraft} />
        <SaveBar saving={saving} dirty={dirty} readOnly={readOnly} onSave={() => void save()} />
      </div>
    </Card>
  );
};
