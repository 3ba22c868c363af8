import { __ } from '@wordpress/i18n';
import { Card } from '../../ui/controls/card.tsx';
import { listProviders } from '../../ui/providers.ts';
import { ModelForm } from './model-form.tsx';
import { ProviderRow } from './provider-row.tsx';
import type { SectionProps } from './use-save.ts';

/** Keys of model providers, write-only, and which of them writes. */
export const ProvidersCard = (props: SectionProps) => (
  <div id="devskyy-writers">
    <Card
      title={__('Writers', 'devskyy')}
      description={__(
        'The built-in writer needs no key. With a key a language model writes; keys are kept encrypted by the service and never shown again.',
        'devskyy',
      )}
    >
      <h3 className="devskyy-settings__sub">{__('Who writes product copy', 'devskyy')}</h3>
      <ModelForm task="product_copy" {...props} />
      <h3 className="devskyy-settings__sub">{__('Who writes in the block editor', 'devskyy')}</h3>
      <p className="devskyy-muted">
        {__(
          'The same as for product copy, until you choose otherwise. Rules shorten, name headings and measure readability without a key.',
          'devskyy',
        )}
      </p>
      <ModelForm key={JSON.stringify(props.settings.models.editor_text)} task="editor_text" {...props} />
      <h3 className="devskyy-settings__sub">{__('Keys', 'devskyy')}</h3>
      <ul className="devskyy-providers">
        {listProviders().map(({ name }) => (
          <ProviderRow key={name} name={name} {...props} />
        ))}
      </ul>
    </Card>
  </div>
);
