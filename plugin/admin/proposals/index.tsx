import { mountWhenReady } from '../../ui/mount.tsx';
import { ProposalsScreen } from './proposals-screen.tsx';
import './screen.scss';

mountWhenReady('devskyy-app', ProposalsScreen);
