import { mountWhenReady } from '../../ui/mount.tsx';
import { ProductPanel } from './product-panel.tsx';
import './screen.scss';

mountWhenReady('devskyy-product-panel', ProductPanel);
