/** A GLB out of any JSON and binary chunk, right or wrong. */
export function glbOf(json: unknown, bin: Uint8Array = new Uint8Array()): Uint8Array {
  const text = Buffer.from(JSON.stringify(json));
  const padded = Buffer.concat([text, Buffer.alloc((4 - (text.length % 4)) % 4, 0x20)]);
  const chunk = bin.length > 0 ? Buffer.concat([word(bin.length), word(0x004e4942), bin]) : Buffer.alloc(0);
  const body = Buffer.concat([word(padded.length), word(0x4e4f534a), padded, chunk]);
  return new Uint8Array(Buffer.concat([word(0x46546c67), word(2), word(12 + body.length), body]));
}

export const word = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
};
