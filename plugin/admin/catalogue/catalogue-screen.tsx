import { TabPanel } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { ScreenHeader } from '../../ui/controls/screen-header.tsx';
import { pageArg, setPageArgs } from '../../ui/page.ts';
import { panels } from './panels.ts';

/** What goes into the catalogue as a whole: imports, and the move between catalogues. */
export const CatalogueScreen = () => {
  const shown = panels.filter((panel) => panel.shown?.() ?? true);
  const asked = shown.find(({ name }) => name === pageArg('panel')) ?? shown[0];
  return (
    <>
      <ScreenHeader
        title={__('Catalogue', 'devskyy')}
        intro={__('Bring products and orders in from files, take a whole import back, and move the shop to WooCommerce.', 'devskyy')}
      />
      <TabPanel
        className="devskyy-tabs"
        tabs={shown.map(({ name, title }) => ({ name, title: title() }))}
        initialTabName={asked?.name ?? ''}
        onSelect={(name) => {
          if (name !== (pageArg('panel') || shown[0]?.name)) setPageArgs({ panel: name, job: null });
        }}
      >
        {({ name }) => {
          const Panel = shown.find((panel) => panel.name === name)?.Panel;
          return Panel ? <Panel /> : null;
        }}
      </TabPanel>
    </>
  );
};
