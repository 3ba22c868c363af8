// One file for both screens: most of what they are made of is the same.
export { Edit } from './edit.tsx';
export { Panel } from './panel.tsx';
