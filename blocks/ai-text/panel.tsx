import { store as blockEditorStore } from '@wordpress/block-editor';
import { createBlock, type Block } from '@wordpress/blocks';
import { Button, Notice, Popover, SelectControl, TextControl } from '@wordpress/components';
import { select, useDispatch } from '@wordpress/data';
import { useEffect, useRef, useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { closeSmall } from '@wordpress/icons';
import type { FormEvent } from 'react';
import { announce } from '../../plugin/ui/announce.ts';
import { Loading } from '../../plugin/ui/controls/loading.tsx';
import { htmlOf } from '../../plugin/ui/texts/marks.ts';
import type { Offer, TextAction, TextTone } from '../../plugin/ui/texts/types.ts';
import { useOffer } from '../../plugin/ui/texts/use-offer.ts';
import { useText } from '../../plugin/ui/texts/use-text.ts';
import { editorPage } from './page.ts';
import { askFor, passageOf, replacementFor, wordsBelow } from './passage.ts';
import { thisPost } from './post.ts';
import { Failed, Need, Result } from './result.tsx';
import { actionTitle, targetLanguages, tones } from './titles.ts';

interface Props {
  clientId: string;
  name: string;
  action: TextAction;
  onClose: () => void;
}

const blockOf = (clientId: string): Block | null => (select(blockEditorStore)?.['getBlock']?.(clientId) as Block | undefined) ?? null;

/** The siblings that follow a block. */
const following = (clientId: string): Block[] => {
  const store = select(blockEditorStore);
  const root = store?.['getBlockRootClientId']?.(clientId);
  const all = (store?.['getBlocks']?.(root) ?? []) as Block[];
  return all.slice(all.findIndex((block) => block.clientId === clientId) + 1);
};

/** The block's own element: the editor's canvas may be a frame. */
const elementOf = (clientId: string): Element | null => {
  const canvas = document.querySelector<HTMLIFrameElement>('iframe[name="editor-canvas"]');
  return (canvas?.contentDocument ?? document).getElementById(`block-${clientId}`);
};

interface Wish {
  instruction: string;
  tone: TextTone | '';
  language: string;
}

interface OptionsProps {
  action: TextAction;
  wish: Wish;
  onChange: (wish: Wish) => void;
  onStart: () => void;
}

/** What rewriting and translating are asked first. */
const Options = ({ action, wish, onChange, onStart }: OptionsProps) => {
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onStart();
  };
  return (
    <form className="devskyy-text__form" onSubmit={submit}>
      {action === 'translate' ? (
        <SelectControl
          label={__('Into', 'devskyy')}
          value={wish.language}
          options={targetLanguages(editorPage().locale)}
          onChange={(language) => onChange({ ...wish, language })}
          __next40pxDefaultSize
          __nextHasNoMarginBottom
        />
      ) : (
        <>
          <TextControl
            label={__('What shall be different? (optional)', 'devskyy')}
            value={wish.instruction}
            maxLength={2000}
            onChange={(instruction) => onChange({ ...wish, instruction })}
            __next40pxDefaultSize
            __nextHasNoMarginBottom
          />
          <SelectControl
            label={__('Tone', 'devskyy')}
            value={wish.tone}
            options={tones()}
            onChange={(tone) => onChange({ ...wish, tone })}
            __next40pxDefaultSize
            __nextHasNoMarginBottom
          />
        </>
      )}
      <div className="devskyy-text__buttons">
        <Button variant="primary" type="submit" __next40pxDefaultSize>
          {action === 'translate' ? __('Translate', 'devskyy') : __('Rewrite', 'devskyy')}
        </Button>
      </div>
    </form>
  );
};

/** The panel beside a block: options, the text as it comes, and what to do with it. The block changes only when it is accepted. */
export const Panel = ({ clientId, name, action, onClose }: Props) => {
  const [anchor] = useState(() => elementOf(clientId));
  const title = actionTitle(action).replace(/…$/, '');
  return (
    <Popover
      anchor={anchor}
      placement="bottom-start"
      offset={8}
      shift
      expandOnMobile
      headerTitle={title}
      onClose={onClose}
      onFocusOutside={() => undefined}
      focusOnMount="firstElement"
      className="devskyy-text__popover"
    >
      <div className="devskyy-text" role="dialog" aria-label={title}>
        <div className="devskyy-text__head">
          <h2>{title}</h2>
          <Button icon={closeSmall} label={__('Close', 'devskyy')} size="small" onClick={onClose} />
        </div>
        <PanelBody clientId={clientId} name={name} action={action} onClose={onClose} />
      </div>
    </Popover>
  );
};

const PanelBody = (props: Props) => {
  const { offer, error, reload } = useOffer();
  const block = blockOf(props.clientId);
  if (!offer && error?.kind === 'unpaired') return <Need message={error.message} next={error.next} />;
  if (!offer && error) return <Failed problem={error} onRetry={reload} />;
  if (!offer) return <Loading />;
  if (!block || passageOf(block).text === '') return <p>{__('This block is empty: write something first.', 'devskyy')}</p>;
  if (!offer.model && offer.missing && !offer.without_model.includes(props.action))
    return <NeedsModel {...offer.missing} action={props.action} />;
  return <Work {...props} offer={offer} />;
};

const NeedsModel = ({ message, next, action }: { message: string; next: string | null; action: TextAction }) => (
  <>
    <p>
      {action === 'translate'
        ? __('Translating needs a model: rules cannot do it.', 'devskyy')
        : __('Rewriting needs a model. Rules can shorten, name headings and measure readability.', 'devskyy')}
    </p>
    <Need message={message} next={next} />
  </>
);

const Work = ({ clientId, action, offer, onClose }: Props & { offer: Offer }) => {
  const writing = useText();
  const asksFirst = action === 'rewrite' || action === 'translate';
  const [wish, setWish] = useState<Wish>({ instruction: '', tone: '', language: targetLanguages(editorPage().locale)[0]!.value });
  const sent = useRef('');
  const begun = useRef(false);
  const start = (): void => {
    const block = blockOf(clientId);
    if (!block) return onClose();
    const passage = passageOf(block);
    sent.current = passage.text;
    void writing.start(
      {
        action,
        ...askFor(passage, action === 'headings' && block.name === 'core/heading' ? wordsBelow(following(clientId)) : ''),
        instruction: wish.instruction,
        tone: wish.tone === '' ? null : wish.tone,
        language: action === 'translate' ? wish.language : editorPage().locale,
        post: thisPost(),
      },
      offer.probe,
    );
  };
  useEffect(() => {
    if (!asksFirst && !begun.current) start();
    begun.current = true;
    // once, when it is opened
  }, []);
  const discard = (): void => {
    writing.reset();
    onClose();
  };
  const accept = useAccept({ clientId, action, onClose });
  if (writing.run.phase === 'idle') return <Options action={action} wish={wish} onChange={setWish} onStart={start} />;
  return (
    <>
      {writing.run.phase === 'done' && <Cautions clientId={clientId} sent={sent.current} action={action} />}
      <Result
        action={action}
        writing={writing}
        acceptLabel={acceptLabel(action, blockOf(clientId)?.name ?? '')}
        onAccept={accept}
        onRetry={start}
        onDiscard={discard}
      />
    </>
  );
};

const acceptLabel = (action: TextAction, name: string): string =>
  action === 'headings' && name !== 'core/heading' ? __('Insert above', 'devskyy') : __('Accept', 'devskyy');

/** Puts the text into the post, in one step that the editor's undo takes back. */
const useAccept = ({ clientId, action, onClose }: Pick<Props, 'clientId' | 'action' | 'onClose'>): ((text: string) => void) => {
  const { replaceBlocks, insertBlock } = useDispatch(blockEditorStore);
  return (text) => {
    const block = blockOf(clientId);
    if (!block) return onClose();
    const above = action === 'headings' && block.name !== 'core/heading';
    if (above) {
      const store = select(blockEditorStore);
      const heading = createBlock('core/heading', { level: 2, content: htmlOf(text) });
      void insertBlock?.(heading, store?.['getBlockIndex']?.(clientId), store?.['getBlockRootClientId']?.(clientId));
    } else {
      void replaceBlocks?.([clientId], replacementFor(block, text));
    }
    announce(__('Accepted. Undo takes it back.', 'devskyy'));
    onClose();
  };
};

/** What accepting would lose. */
const Cautions = ({ clientId, sent, action }: { clientId: string; sent: string; action: TextAction }) => {
  const block = blockOf(clientId);
  if (!block || action === 'headings') return null;
  const { text, loses } = passageOf(block);
  const cautions = [
    ...(text === sent ? [] : [__('You have changed the passage meanwhile; accepting replaces it all the same.', 'devskyy')]),
    ...(loses ? [__('Links, colours, pictures or nested lists of this passage are not kept.', 'devskyy')] : []),
  ];
  return cautions.length === 0 ? null : (
    <Notice status="warning" isDismissible={false} className="devskyy-text__notice">
      {cautions.map((caution) => (
        <p key={caution}>{caution}</p>
      ))}
    </Notice>
  );
};
