import { __ } from '@wordpress/i18n';
import { can } from '../../../ui/page.ts';
import { MovePanel } from './move-panel.tsx';

export const moveToWooCommerce = {
  name: 'move',
  title: () => __('Move to WooCommerce', 'devskyy'),
  Panel: MovePanel,
  shown: () => can('devskyy_manage'),
};
