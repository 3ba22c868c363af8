/** Style sheets are taken by the build; importing one gives nothing. */
declare module '*.scss';

/** Pictures are copied by the build; importing one gives its address. */
declare module '*.webp' {
  const address: string;
  export { address as default };
}
