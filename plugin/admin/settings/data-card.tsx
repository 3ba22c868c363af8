import { CheckboxControl } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';
import type { Connection, SiteSettings } from '../../ui/api/types.ts';
import { Card } from '../../ui/controls/card.tsx';
import { count } from '../../ui/format/site.ts';
import { SaveBar } from './save-bar.tsx';
import { useSave } from './use-save.ts';

interface Props {
  /** whether content is deleted on uninstall, as stored. */
  stored: boolean;
  connection: Connection;
  onSaved: (settings: SiteSettings) => void;
}

const catalogueText = (connection: Connection): string => {
  const { type, products } = connection.catalogue;
  const name = type === 'woocommerce' ? 'WooCommerce' : __('Built-in catalogue', 'devskyy');
  // translators: 1: kind of catalogue, 2: number of products.
  return sprintf(_n('%1$s, %2$s product', '%1$s, %2$s products', products, 'devskyy'), name, count(products));
};

/** Which catalogue is worked on, and what goes when the plugin is deleted. Kept by this site, so it can always be changed. */
export const DataCard = ({ stored, connection, onSaved }: Props) => {
  const [remove, setRemove] = useState(stored);
  const saving = useSave(onSaved);
  return (
    <Card title={__('Catalogue and data', 'devskyy')}>
      <div className="devskyy-settings__form">
        <dl className="devskyy-terms">
          <dt>{__('Catalogue', 'devskyy')}</dt>
          <dd>{catalogueText(connection)}</dd>
        </dl>
        <CheckboxControl
          label={__('Delete my content on uninstall', 'devskyy')}
          help={__(
            'When the plugin is deleted: proposals, reports, the record of approvals and, with the built-in catalogue, its products go for good. WooCommerce products are never deleted.',
            'devskyy',
          )}
          checked={remove}
          onChange={setRemove}
          __nextHasNoMarginBottom
        />
        <SaveBar
          saving={saving}
          dirty={remove !== stored}
          readOnly={false}
          onSave={() => void saving.save({ uninstall_content: remove })}
        />
      </div>
    </Card>
  );
};
