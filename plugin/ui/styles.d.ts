/** Style sheets are taken by the build; importing one gives nothing. */
declare module '*.scss';
