/** Only tests use it; it brings no types. */
declare module 's3rver' {
  // eslint-disable-next-line no-restricted-syntax -- the package's own shape
  export default class S3rver {
    constructor(options: {
      port: number;
      address: string;
      silent: boolean;
      directory: string;
      configureBuckets: { name: string; configs: [] }[];
    });
    run(): Promise<{ port: number }>;
    close(): Promise<void>;
  }
}
