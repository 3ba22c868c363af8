import { mountWhenReady } from '../../ui/mount.tsx';
import { SettingsScreen } from './settings-screen.tsx';
import './screen.scss';

mountWhenReady('devskyy-app', SettingsScreen);
