import { __ } from '@wordpress/i18n';
import { ImportProducts } from './import-products.tsx';

export const importProducts = { name: 'import-products', title: () => __('Import products', 'devskyy'), Panel: ImportProducts };
