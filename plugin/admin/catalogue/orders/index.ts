import { __ } from '@wordpress/i18n';
import { OrdersPanel } from './orders-panel.tsx';

export const orders = { name: 'orders', title: () => __('Orders', 'devskyy'), Panel: OrdersPanel };
