import { mkdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { axe, openScreen, Rest, servicePid, shoot, shots, signIn, startProduct, until, type Product, type Visitor } from './product.ts';

interface Proposal {
  id: string;
  status: string;
  target: { id: number; title: string; url: string };
  changes: { field: string; before: unknown; after: unknown; left_out: boolean }[];
}
interface Run {
  id: string;
  status: string;
  progress: { done: number; total: number };
  report: Record<string, { outcome: string; message: string; needs: string[] }>;
}
type Piece = Record<string, unknown> & { id: number; title: string; description: string };

let product: Product;
let visitor: Visitor;
let rest: Rest;

beforeAll(async () => {
  mkdirSync(shots, { recursive: true });
  product = await startProduct({ environment: { DEVSKYY_WOOCOMMERCE: 'none' } });
  rest = new Rest(product.ready);
  visitor = await signIn(product.ready);
}, 300_000);

afterAll(async () => {
  await visitor?.browser.close();
  await product?.stop();
  product?.remove();
}, 60_000);

const withoutModified = (piece: Piece): object => Object.fromEntries(Object.entries(piece).filter(([key]) => !key.startsWith('modified')));
const proposals = (query: string): Promise<Proposal[]> => rest.get<Proposal[]>(`devskyy/v1/proposals?${query}`);

test('the started shop is connected, and a visitor sees its pieces', async () => {
  expect(product.ready.catalogue).toBe('built-in');
  expect(await rest.get('devskyy/v1/connection')).toMatchObject({ status: 'connected', carrier: 'push' });
  const { headers } = await rest.send('GET', 'devskyy/v1/catalogue?per_page=100');
  expect(Number(headers.get('x-wp-total'))).toBeGreaterThanOrEqual(24);
  await visitor.page.goto(product.ready.site);
  await shoot(visitor.page, 'shop');
  expect(await visitor.page.locator('img').count()).toBeGreaterThanOrEqual(8);
});

test('an empty dashboard says what to do first, and every screen passes axe', async () => {
  for (const screen of ['devskyy', 'devskyy-agents', 'devskyy-proposals', 'devskyy-settings']) {
    await openScreen(visitor.page, product.ready, screen);
    await shoot(visitor.page, `empty-${screen}`);
    expect(await axe(visitor.page)).toEqual([]);
  }
});

test('product copy runs on the whole catalogue from the screen, with progress, and its report stays', async () => {
  const { page } = visitor;
  await openScreen(page, product.ready, 'devskyy-agents&agent=product-copy');
  await page.getByRole('radio', { name: 'Propose better ones as well' }).check();
  await page.getByRole('button', { name: 'Start run' }).click();
  const runs = await until(
    () => rest.get<Run[]>('devskyy/v1/runs'),
    ([first]) => first !== undefined,
  );
  await page.reload();
  const run = await until(
    () => rest.get<Run>(`devskyy/v1/runs/${runs[0]!.id}`),
    ({ status }) => !['queued', 'running'].includes(status),
    120,
  );
  expect(run.status).toBe('completed');
  expect(run.progress.done).toBe(run.progress.total);
  const outcomes = Object.values(run.report);
  expect(outcomes.filter(({ outcome }) => outcome === 'proposal').length).toBeGreaterThanOrEqual(20);
  expect(outcomes.some(({ outcome, message }) => outcome === 'needs' && message.startsWith('needs: '))).toBe(true);
  const written = await proposals('per_page=100&status=pending');
  const long = written.filter(({ changes }) =>
    changes.some(
      ({ field, after }) =>
        field === 'description' &&
        String(after)
          .replace(/<[^>]+>/g, ' ')
          .trim()
          .split(/\s+/).length >= 40,
    ),
  );
  expect(long.length).toBeGreaterThanOrEqual(16);
  await openScreen(page, product.ready, 'devskyy-agents');
  await shoot(page, 'agents-after-a-run');
  expect(await axe(page)).toEqual([]);
});

test('a proposal is read as a word diff, approved in the browser, seen in the shop, and undone to the byte', async () => {
  const { page } = visitor;
  const [proposal] = (await proposals('status=pending&per_page=100')).filter(({ changes }) =>
    changes.some(({ field }) => field === 'description'),
  );
  const before = await rest.get<Piece>(`devskyy/v1/catalogue/${proposal!.target.id}`);
  await openScreen(page, product.ready, `devskyy-proposals&proposal=${proposal!.id}`);
  await page.locator('.devskyy-detail ins').first().waitFor();
  await shoot(page, 'proposal-detail');
  expect(await axe(page, '.devskyy-detail-modal')).toEqual([]);
  await page
    .locator('.devskyy-detail__foot')
    .getByRole('button', { name: /^Approve/ })
    .click();
  await until(
    () => rest.get<Proposal>(`devskyy/v1/proposals/${proposal!.id}`),
    ({ status }) => status === 'applied',
  );
  const after = await rest.get<Piece>(`devskyy/v1/catalogue/${proposal!.target.id}`);
  expect(after.description).not.toBe(before.description);
  const shop = await (await fetch(proposal!.target.url)).text();
  const sentence = after.description
    .replace(/<[^>]+>/g, '\n')
    .split('\n')
    .find((part) => part.trim().length > 20 && !/[&'’"–]/.test(part))!;
  expect(shop).toContain(sentence.trim());
  await page.goto(proposal!.target.url);
  await shoot(page, 'product-page');
  await openScreen(page, product.ready, `devskyy-proposals&proposal=${proposal!.id}`);
  await page.locator('.devskyy-detail__foot').getByRole('button', { name: /^Undo/ }).click();
  await until(
    () => rest.get<Proposal>(`devskyy/v1/proposals/${proposal!.id}`),
    ({ status }) => status === 'undone',
  );
  expect(withoutModified(await rest.get<Piece>(`devskyy/v1/catalogue/${proposal!.target.id}`))).toEqual(withoutModified(before));
});

test('single changes can be left out: only the chosen field is applied, and the rest is recorded', async () => {
  const [proposal] = (await proposals('status=pending&per_page=100')).filter(({ changes }) => changes.length >= 2);
  const [kept, left] = proposal!.changes;
  const { status, json } = await rest.send('POST', `devskyy/v1/proposals/${proposal!.id}/approve`, { fields: [kept!.field] });
  expect(status).toBe(200);
  const { changes } = json as Proposal;
  expect(changes.find(({ field }) => field === left!.field)?.left_out).toBe(true);
  expect(changes.find(({ field }) => field === kept!.field)?.left_out).toBe(false);
});

test('a text that somebody changed meanwhile is a conflict that shows both versions', async () => {
  const [proposal] = (await proposals('status=pending&per_page=100')).filter(({ changes }) =>
    changes.some(({ field }) => field === 'description'),
  );
  const edited = await rest.send('POST', `wp/v2/devskyy-products/${proposal!.target.id}`, {
    content: '<p>The owner wrote this meanwhile.</p>',
  });
  expect(edited.status).toBe(200);
  const { status, json } = await rest.send('POST', `devskyy/v1/proposals/${proposal!.id}/approve`, {});
  expect(status).toBe(409);
  expect((json as { data: { proposal: Proposal } }).data.proposal.status).toBe('conflict');
  await openScreen(visitor.page, product.ready, `devskyy-proposals&proposal=${proposal!.id}`);
  await visitor.page.getByText('The owner wrote this meanwhile.').first().waitFor();
  await shoot(visitor.page, 'proposal-conflict');
});

test('all of them are approved in one bulk action, and the whole run is undone in another', async () => {
  const pending = await proposals('status=pending&per_page=100');
  const { status, json } = await rest.send('POST', 'devskyy/v1/proposals/bulk', { action: 'approve', ids: pending.map(({ id }) => id) });
  expect(status).toBe(202);
  const bulk = await until(
    () =>
      rest.get<{ status: string; progress: { done: number; total: number }; failed: unknown[] }>(
        `devskyy/v1/proposals/bulk/${(json as { id: string }).id}`,
      ),
    (state) => state.status === 'completed',
    120,
  );
  expect(bulk.progress).toEqual({ done: pending.length, total: pending.length });
  expect(bulk.failed).toEqual([]);
  const [run] = await rest.get<Run[]>('devskyy/v1/runs');
  const undo = await rest.send('POST', `devskyy/v1/runs/${run!.id}/undo`);
  expect(undo.status).toBe(202);
  await until(
    () => rest.get<{ status: string }>(`devskyy/v1/proposals/bulk/${(undo.json as { id: string }).id}`),
    (state) => state.status === 'completed',
    120,
  );
  expect((await proposals('status=applied&per_page=100')).length).toBe(0);
});

test('the catalogue check reports what is missing, with the run that mends it', async () => {
  const { json } = await rest.send('POST', 'devskyy/v1/agents/catalogue-check/runs', { targets: 'all' });
  const run = await until(
    () => rest.get<Run>(`devskyy/v1/runs/${(json as { id: string }).id}`),
    ({ status }) => status === 'completed',
    120,
  );
  const findings = Object.values(run.report).flatMap(
    (report) => (report as unknown as { findings: { severity: string; fix: object | null }[] }).findings,
  );
  expect(findings.length).toBeGreaterThan(10);
  expect(findings.some(({ fix }) => fix !== null)).toBe(true);
  await openScreen(visitor.page, product.ready, `devskyy-agents&run=${run.id}`);
  await shoot(visitor.page, 'catalogue-check-report');
  expect(await axe(visitor.page)).toEqual([]);
});

test('with the service down wp-admin says so in one line, deciding goes on, a run is refused; when it is back it goes on', async () => {
  const { page } = visitor;
  const rerun = await rest.send('POST', 'devskyy/v1/agents/product-copy/runs', { targets: 'all', options: { mode: 'improve' } });
  await until(
    () => rest.get<Run>(`devskyy/v1/runs/${(rerun.json as { id: string }).id}`),
    ({ status }) => status === 'completed',
    120,
  );
  const service = servicePid(product.ready);
  process.kill(service, 'SIGSTOP');
  try {
    await openScreen(page, product.ready, 'devskyy-agents&agent=product-copy');
    await page
      .getByText(/service has not answered|service does not answer/)
      .first()
      .waitFor();
    await shoot(page, 'service-down');
    const [proposal] = await proposals('status=pending');
    expect((await rest.send('POST', `devskyy/v1/proposals/${proposal!.id}/approve`, {})).status).toBe(200);
    expect((await rest.send('POST', `devskyy/v1/proposals/${proposal!.id}/undo`, {})).status).toBe(200);
    expect((await rest.send('POST', 'devskyy/v1/agents/product-copy/runs', { targets: 'all' })).status).toBe(503);
  } finally {
    process.kill(service, 'SIGCONT');
  }
  await until(
    () => rest.get<{ status: string }>('devskyy/v1/connection'),
    ({ status }) => status === 'connected',
  );
  await page
    .getByText(/service has not answered|service does not answer/)
    .first()
    .waitFor({ state: 'hidden' });
}, 240_000);

test('kill -9 of the service in the middle of a run: it comes back by itself, no piece is lost and none proposed twice', async () => {
  const { json } = await rest.send('POST', 'devskyy/v1/agents/product-copy/runs', { targets: 'all', options: { mode: 'improve' } });
  const { id } = json as { id: string };
  process.kill(servicePid(product.ready), 'SIGKILL');
  expect((await rest.send('POST', 'devskyy/v1/agents/product-copy/runs', { targets: 'all' })).status).toBe(503);
  const run = await until(
    () => rest.get<Run>(`devskyy/v1/runs/${id}`),
    ({ status }) => !['queued', 'running'].includes(status),
    90,
  );
  expect(run).toMatchObject({ status: 'completed', progress: { done: 28, total: 28 } });
  const made = await proposals(`run=${id}&per_page=100`);
  expect(new Set(made.map(({ target }) => target.id)).size).toBe(made.length);
  expect(Object.values(run.report).filter(({ outcome }) => outcome === 'proposal')).toHaveLength(made.length);
  expect(await rest.get('devskyy/v1/connection')).toMatchObject({ status: 'connected' });
}, 180_000);

test('nothing failed in the pages on the way', () => {
  expect(visitor.faults).toEqual([]);
});

test('a second start keeps all data and is quick; stopping is quick too', async () => {
  const before = await rest.get<Piece[]>('devskyy/v1/catalogue?per_page=100');
  const stopped = await product.stop();
  expect(stopped.code).toBe(0);
  const ports = [product.ready.site, product.ready.service].map((url) => Number(new URL(url).port)) as [number, number];
  product = await startProduct({ environment: { DEVSKYY_WOOCOMMERCE: 'none' }, data: product.data, ports });
  rest = new Rest(product.ready);
  expect(await rest.get<Piece[]>('devskyy/v1/catalogue?per_page=100')).toEqual(before);
  expect(await rest.get('devskyy/v1/connection')).toMatchObject({ status: 'connected' });
}, 120_000);
