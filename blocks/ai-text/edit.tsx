import { store as blockEditorStore, useBlockProps } from '@wordpress/block-editor';
import { Button, Placeholder, SelectControl, TextareaControl } from '@wordpress/components';
import { useDispatch } from '@wordpress/data';
import { useEffect, useRef } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { pencil } from '@wordpress/icons';
import type { FormEvent, ReactNode } from 'react';
import { announce } from '../../plugin/ui/announce.ts';
import { Loading } from '../../plugin/ui/controls/loading.tsx';
import type { Offer, TextLength, TextTone } from '../../plugin/ui/texts/types.ts';
import { useOffer } from '../../plugin/ui/texts/use-offer.ts';
import { useText } from '../../plugin/ui/texts/use-text.ts';
import { editorPage } from './page.ts';
import { blocksOf } from './passage.ts';
import { thisPost } from './post.ts';
import { Failed, Need, Result } from './result.tsx';
import { tones } from './titles.ts';

interface Attributes {
  prompt: string;
  tone: TextTone | '';
  length: TextLength;
  /** the text that was asked for last, so that a page that is loaded again finds it. */
  text: string;
}

export interface BlockProps {
  clientId: string;
  attributes: Attributes;
  setAttributes: (change: Partial<Attributes>) => void;
}

const lengths = (): { value: TextLength; label: string }[] => [
  { value: 'short', label: __('Short (about 60 words)', 'devskyy') },
  { value: 'medium', label: __('Medium (about 150 words)', 'devskyy') },
  { value: 'long', label: __('Long (about 300 words)', 'devskyy') },
];

const Form = ({ attributes, setAttributes, onStart }: Pick<BlockProps, 'attributes' | 'setAttributes'> & { onStart: () => void }) => {
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onStart();
  };
  return (
    <form className="devskyy-text__form" onSubmit={submit}>
      <TextareaControl
        label={__('What shall be written?', 'devskyy')}
        help={__('Say what it is about, and every fact it shall hold: nothing is made up.', 'devskyy')}
        value={attributes.prompt}
        maxLength={2000}
        rows={3}
        onChange={(prompt) => setAttributes({ prompt })}
        __nextHasNoMarginBottom
      />
      <div className="devskyy-text__row">
        <SelectControl
          label={__('Tone', 'devskyy')}
          value={attributes.tone}
          options={tones()}
          onChange={(tone) => setAttributes({ tone })}
          __next40pxDefaultSize
          __nextHasNoMarginBottom
        />
        <SelectControl
          label={__('Length', 'devskyy')}
          value={attributes.length}
          options={lengths()}
          onChange={(length) => setAttributes({ length })}
          __next40pxDefaultSize
          __nextHasNoMarginBottom
        />
      </div>
      <div className="devskyy-text__buttons">
        <Button variant="primary" type="submit" disabled={attributes.prompt.trim() === ''} accessibleWhenDisabled __next40pxDefaultSize>
          {__('Write', 'devskyy')}
        </Button>
      </div>
    </form>
  );
};

const Work = ({ clientId, attributes, setAttributes, offer }: BlockProps & { offer: Offer }) => {
  const writing = useText();
  const { replaceBlocks } = useDispatch(blockEditorStore);
  const resumed = useRef(false);
  useEffect(() => {
    if (!resumed.current && attributes.text !== '') void writing.resume(attributes.text, offer.probe);
    resumed.current = true;
    // once: a text that this page starts itself is followed already
  }, []);
  const start = async (): Promise<void> => {
    const { prompt, tone, length } = attributes;
    const ask = {
      action: 'write' as const,
      instruction: prompt,
      tone: tone === '' ? null : tone,
      length,
      language: editorPage().locale,
      post: thisPost(),
    };
    const id = await writing.start(ask, offer.probe);
    if (id !== null) setAttributes({ text: id });
  };
  const discard = (): void => {
    writing.reset();
    setAttributes({ text: '' });
  };
  const accept = (text: string): void => {
    void replaceBlocks?.([clientId], blocksOf(text));
    announce(__('Accepted. Undo takes it back.', 'devskyy'));
  };
  if (writing.run.phase === 'idle') return <Form attributes={attributes} setAttributes={setAttributes} onStart={() => void start()} />;
  return (
    <Result
      action="write"
      writing={writing}
      acceptLabel={__('Accept', 'devskyy')}
      onAccept={accept}
      onRetry={() => void start()}
      onDiscard={discard}
    />
  );
};

const Body = (props: BlockProps): ReactNode => {
  const { offer, error, reload } = useOffer();
  if (!offer && error?.kind === 'unpaired') return <Need message={error.message} next={error.next} />;
  if (!offer && error) return <Failed problem={error} onRetry={reload} />;
  if (!offer) return <Loading />;
  if (!offer.model && offer.missing) {
    return (
      <>
        <p>
          {__(
            'Writing needs a model. Without one, DevSkyy can shorten your own paragraphs, name headings from them and measure how they read: see the toolbar of a paragraph.',
            'devskyy',
          )}
        </p>
        <Need {...offer.missing} />
      </>
    );
  }
  return <Work {...props} offer={offer} />;
};

/** The block in the editor: what to write, the text as it comes, and its way into the post. */
export const Edit = (props: BlockProps) => (
  <div {...useBlockProps()}>
    <Placeholder icon={pencil} label={__('AI text', 'devskyy')} className="devskyy-text devskyy-text--block" isColumnLayout>
      {editorPage().allowed ? (
        <Body {...props} />
      ) : (
        <p>{__('Your account may not write with DevSkyy. This block prints nothing; you can delete it.', 'devskyy')}</p>
      )}
    </Placeholder>
  </div>
);
