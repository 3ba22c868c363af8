import { mountWhenReady } from '../../ui/mount.tsx';
import { CatalogueScreen } from './catalogue-screen.tsx';
import './screen.scss';

mountWhenReady('devskyy-app', CatalogueScreen);
