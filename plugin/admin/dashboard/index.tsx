import { mountWhenReady } from '../../ui/mount.tsx';
import { DashboardScreen } from './dashboard-screen.tsx';
import './screen.scss';

mountWhenReady('devskyy-app', DashboardScreen);
