import type { Licence, Note } from '../contract.ts';
import type { VrmData } from '../types.ts';
import { fail, ok, type Failure, type Result } from '../../kernel/result.ts';

/** What a VRM's own terms allow a shop to do with it. */
export interface Terms {
  licence: Licence;
  /** whether others than its author may use it as their avatar; null: the file does not say. */
  everyone: boolean | null;
}

/** Reads the terms of a VRM (0: `meta` of glTF's extension VRM; 1: `meta` of VRMC_vrm). Null: no avatar of that kind, or no terms in it. */
export function readTerms(vrm: VrmData | null): Terms | null {
  if (!vrm) return null;
  const meta = (vrm.extensions[vrm.version === 0 ? 'VRM' : 'VRMC_vrm'] as { meta?: Record<string, unknown> } | undefined)?.meta;
  if (!meta) return null;
  return vrm.version === 0 ? terms0(meta) : terms1(meta);
}

const text = (value: unknown): string | null => (typeof value === 'string' && value.trim() !== '' ? value.trim() : null);

/** VRM 0's `licenseName` where it is one of Creative Commons': what that licence says of each use. */
function creativeCommons(name: string | null): Partial<Licence> {
  if (name === null || !/^CC/.test(name)) return {};
  const has = (part: string): boolean => name.split('_').includes(part);
  return {
    redistribution: true,
    commercial: !has('NC'),
    modification: !has('ND'),
    credit: name !== 'CC0',
  };
}

/** VRoid Hub keeps its terms in the address of its licence page (hub.vroid.com/license?modification=allow …). */
function vroidHub(address: string | null): Partial<Licence> {
  if (address === null || !URL.canParse(address)) return {};
  const { hostname, searchParams } = new URL(address);
  if (hostname !== 'hub.vroid.com') return {};
  const says = (name: string, no: RegExp): boolean | null => {
    const value = searchParams.get(name);
    return value === null || value === 'default' ? null : !no.test(value);
  };
  return {
    commercial: says('corporate_commercial_use', /^disallow/),
    redistribution: says('redistribution', /^disallow/),
    modification: says('modification', /^disallow/),
    credit: says('credit', /^unnecessary/),
  };
}

/** Of several answers the strictest; null: nobody answers. */
const strictest = (...answers: (boolean | null | undefined)[]): boolean | null => {
  const given = answers.filter((answer) => typeof answer === 'boolean');
  return given.length === 0 ? null : given.every(Boolean);
};

/** VRM 0.x, `meta`: an answer in words ("Allow") and a licence's name; what neither says is unknown. */
function terms0(meta: Record<string, unknown>): Terms {
  const name = text(meta['licenseName']);
  const other = [text(meta['otherLicenseUrl']), text(meta['otherPermissionUrl'])];
  const cc = creativeCommons(name);
  const hub = other.map(vroidHub);
  // VRM 0 misspells its own key; some exporters write it right.
  const commercial = text(meta['commercialUssageName'] ?? meta['commercialUsageName']);
  const user = text(meta['allowedUserName']);
  const author = text(meta['author']);
  const credits = [cc.credit, ...hub.map((one) => one.credit)].filter((credit) => typeof credit === 'boolean');
  return {
    everyone: user === null ? null : user === 'Everyone',
    licence: {
      name,
      url: other[0] ?? other[1] ?? null,
      authors: author === null ? [] : [author],
      commercial: strictest(commercial === null ? null : commercial === 'Allow', cc.commercial, ...hub.map((one) => one.commercial)),
      redistribution: strictest(
        name === 'Redistribution_Prohibited' ? false : null,
        cc.redistribution,
        ...hub.map((one) => one.redistribution),
      ),
      modification: strictest(cc.modification, ...hub.map((one) => one.modification)),
      credit: credits.length === 0 ? null : credits.some(Boolean),
    },
  };
}

/** VRM 1.0 (VRMC_vrm, meta.md): every use that the file does not allow is refused by the specification's own defaults. */
function terms1(meta: Record<string, unknown>): Terms {
  const authors = Array.isArray(meta['authors']) ? meta['authors'].filter((author) => typeof author === 'string') : [];
  const url = text(meta['licenseUrl']);
  const hub = vroidHub(text(meta['otherLicenseUrl']));
  return {
    everyone: meta['avatarPermission'] === 'everyone',
    licence: {
      name: url !== null && /vrm\.dev\/licenses\/1\.0/.test(url) ? 'VRM Public License 1.0' : null,
      url: text(meta['otherLicenseUrl']) ?? url,
      authors,
      commercial: strictest(meta['commercialUsage'] === 'corporation' || meta['commercialUsage'] === 'personalProfit', hub.commercial),
      redistribution: strictest(meta['allowRedistribution'] === true, hub.redistribution),
      // A shop hands out what it has changed, so leave to change it for oneself is not enough.
      modification: strictest(meta['modification'] === 'allowModificationRedistribution', hub.modification),
      credit: meta['creditNotation'] !== 'unnecessary',
    },
  };
}

const ask =
  'Use another avatar, or ask its author for a copy with other terms. If you are the author: change the terms in the program that made it, export it, and upload that file.';

const refuse = (code: string, message: string): Result<never> => fail({ code, message, next: ask });

/** Whether a shop may show the avatar: to show it in a browser is to hand its file to every visitor, in a place of business. */
export function mayPublish(terms: Terms | null): Result<null, Failure> {
  if (!terms) return ok(null);
  const { licence, everyone } = terms;
  if (everyone === false) {
    return refuse('avatar-licence-user', 'The avatar’s own terms let only its author, or people with leave of the author, use it.');
  }
  if (licence.commercial === false) {
    return refuse('avatar-licence-commercial', 'The avatar’s own terms forbid commercial use, and a shop is one.');
  }
  if (licence.redistribution === false) {
    return refuse(
      'avatar-licence-redistribution',
      'The avatar’s own terms forbid to redistribute it, and a 3D viewer hands the file to every visitor.',
    );
  }
  return ok(null);
}

/** Whether it may be changed: dressed, made to walk, made lighter or put into another format. */
export function mayChange(terms: Terms | null): Result<null, Failure> {
  if (terms?.licence.modification === false) {
    return refuse('avatar-licence-modification', 'The avatar’s own terms forbid to change it and pass the changed one on.');
  }
  return ok(null);
}

/** What the owner should know about the terms of an avatar that may be shown. */
export function termNotes(terms: Terms | null): Note[] {
  if (!terms) return [];
  const { licence } = terms;
  const notes: Note[] = [];
  if (licence.credit === true) {
    const whom = licence.authors.join(', ') || 'its author';
    notes.push({ code: 'avatar-credit', message: `The avatar’s terms want its author named where it is shown: ${whom}.`, where: null });
  }
  const silent = (['commercial', 'redistribution', 'modification'] as const).filter((use) => licence[use] === null);
  if (silent.length > 0) {
    const uses = silent.map((use) => ({ commercial: 'commercial use', redistribution: 'redistribution', modification: 'changes' })[use]);
    const message = `The avatar’s file does not say whether it allows ${uses.join(', ')}: see its licence before you publish it.`;
    notes.push({ code: 'avatar-terms-silent', message, where: null });
  }
  return notes;
}
