import { file, times, zeros, zip, type Hostile } from './zip.ts';

/** ZIP64's extra field with sizes of its own. */
const zip64 = (size: bigint): Buffer => {
  const extra = Buffer.alloc(20);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(16, 2);
  extra.writeBigUInt64LE(size, 4);
  extra.writeBigUInt64LE(20n, 12);
  return extra;
};

export const archives: Hostile[] = [
  ...['../a.obj', '/a.obj', 'C:/a.obj', 'a\\..\\..\\b.obj', 'a\0.obj', 'x/../../a.obj'].map((name): Hostile => ({
    row: 'C8',
    what: `an entry named ${JSON.stringify(name)}`,
    file: 'a.zip',
    bytes: () => zip([file(name)]),
    ends: ['archive-path'],
  })),
  {
    row: 'C8',
    what: 'overlong UTF-8',
    file: 'a.zip',
    bytes: () => zip([file('x', { name: Buffer.from('c0ae c0ae c0af 612e6f626a'.replaceAll(' ', ''), 'hex') })]),
    ends: 'done',
  },
  ...['con.obj', 'aux.obj', 'a.obj.', 'NUL'].map((name): Hostile => ({
    row: 'C8',
    what: `an entry named ${name}`,
    file: 'a.zip',
    bytes: () => zip([file('ok.obj'), { name, data: Buffer.from('x') }]),
    ends: 'done',
  })),
  {
    row: 'C8',
    what: 'a symbolic link',
    file: 'a.zip',
    bytes: () => zip([file('a.obj'), { name: 'a.mtl', data: Buffer.from('/etc/passwd'), mode: 0o120777 }]),
    ends: ['archive-link'],
  },
  { row: 'C8', what: 'two equal names', file: 'a.zip', bytes: () => zip([file('a.obj'), file('a.obj')]), ends: ['archive-twice'] },
  {
    row: 'C8',
    what: 'two names that are equal when composed',
    file: 'a.zip',
    bytes: () => zip([file('\u00e9.obj'), file('e\u0301.obj')]),
    ends: ['archive-twice'],
  },
  {
    row: 'C8',
    what: 'another name in the local header',
    file: 'a.zip',
    bytes: () => zip([file('a.obj', { local: '../b.obj' })]),
    ends: 'done',
  },
  {
    row: 'C8',
    what: '100,000 entries',
    file: 'a.zip',
    bytes: () =>
      zip(
        times(100_000, (index) => ({ name: `f${index}`, method: 0 })),
        { count: 0xffff },
      ),
    ends: ['archive-entries', 'archive-unreadable'],
  },
  {
    row: 'C8',
    what: '100,000 entries that say they are one',
    file: 'a.zip',
    bytes: () =>
      zip(
        times(100_000, (index) => ({ name: `f${index}`, method: 0 })),
        { count: 1 },
      ),
    ends: ['archive-unreadable', 'no-model', 'archive-empty'],
  },
  { row: 'C8', what: 'a bomb', file: 'a.zip', bytes: () => zip([{ name: 'a.obj', data: zeros(400) }]), ends: ['archive-too-large'] },
  {
    row: 'C8',
    what: 'a bomb of many that each stay below',
    file: 'a.zip',
    bytes: () => zip(times(900, (index) => ({ name: `f${index}.bin`, data: zeros(1).subarray(0, 1_000_000) }))),
    ends: ['archive-too-large'],
  },
  {
    row: 'C8',
    what: 'entries that share their data',
    file: 'a.zip',
    bytes: () => sharing(),
    ends: ['archive-too-large', 'archive-unreadable'],
  },
  {
    row: 'C8',
    what: '42.zip: archives in archives',
    file: 'a.zip',
    bytes: () => zip(times(16, (index) => ({ name: `lib${index}.zip`, data: zip([{ name: 'a.obj', data: zeros(4) }]) }))),
    ends: ['no-model'],
  },
  {
    row: 'C8',
    what: 'ZIP64 that says 2^63 bytes',
    file: 'a.zip',
    bytes: () => zip([file('a.obj', { size: 0xffffffff, extra: zip64(2n ** 63n) })]),
    ends: ['archive-unreadable', 'archive-too-large'],
  },
  {
    row: 'C8',
    what: 'ZIP64 that says too little',
    file: 'a.zip',
    bytes: () => zip([file('a.obj', { size: 0xffffffff, extra: zip64(1n) })]),
    ends: ['archive-unreadable'],
  },
  {
    row: 'C8',
    what: 'a size that is a lie',
    file: 'a.zip',
    bytes: () => zip([{ name: 'a.obj', data: zeros(60), size: 100 }]),
    ends: ['archive-unreadable'],
  },
  {
    row: 'C8',
    what: 'an archive in the comment of another',
    file: 'a.zip',
    bytes: () => zip([file('a.obj')], { comment: zip([file('../b.obj')]).toString('latin1') }),
    ends: ['done', 'archive-unreadable', 'archive-path'],
  },
];

/** 900 names for the same megabyte. */
function sharing(): Buffer {
  const data = Buffer.alloc(1_000_000, 'v 1 0 0 \n');
  return zip(times(900, (index) => ({ name: `f${index}.obj`, data, shared: index > 0 })));
}
