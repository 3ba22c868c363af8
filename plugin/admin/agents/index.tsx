import { mountWhenReady } from '../../ui/mount.tsx';
import { AgentsScreen } from './agents-screen.tsx';
import './screen.scss';

mountWhenReady('devskyy-app', AgentsScreen);
