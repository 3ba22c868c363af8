import 'koa';

declare module 'koa' {
  interface Request {
    rawBody?: string | Uint8Array;
  }
}
