import { mountWhenReady } from '../../ui/mount.tsx';
import { ModelsScreen } from './models-screen.tsx';
import './screen.scss';

mountWhenReady('devskyy-app', ModelsScreen);
