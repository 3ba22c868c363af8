import { readFileSync } from 'node:fs';

export interface Skipped {
  name: string;
  reason: string;
}

/** What one suite did. A suite that could not run at all counts as one failure. */
export interface SuiteResult {
  name: string;
  passed: number;
  failed: number;
  skipped: Skipped[];
  /** tests that need a WooCommerce and ran with one. */
  woocommerce: number;
}

interface JestReport {
  numPassedTests: number;
  numFailedTests: number;
  numRuntimeErrorTestSuites: number;
  testResults: { assertionResults: { fullName: string; status: string }[] }[];
}

const needs = /\((needs [^)]+)\)\s*$/;

/** Reads jest's JSON. A skipped test tells its reason in its name: "… (needs ../shared)". One without a reason counts as failed. */
export function readJest(name: string, file: string): SuiteResult {
  const report = JSON.parse(readFileSync(file, 'utf8')) as JestReport;
  const tests = report.testResults.flatMap((suite) => suite.assertionResults);
  const skipped = tests.filter(({ status }) => status === 'pending' || status === 'todo');
  const unexplained = skipped.filter(({ fullName }) => !needs.test(fullName));
  for (const { fullName } of unexplained) process.stdout.write(`skipped without a reason: ${fullName}\n`);
  return {
    name,
    passed: report.numPassedTests,
    failed: report.numFailedTests + report.numRuntimeErrorTestSuites + unexplained.length,
    skipped: skipped
      .filter(({ fullName }) => needs.test(fullName))
      .map(({ fullName }) => ({ name: fullName, reason: needs.exec(fullName)?.[1] ?? '' })),
    woocommerce: tests.filter(({ fullName, status }) => /woocommerce/i.test(fullName) && status === 'passed').length,
  };
}

/** Reads PHPUnit's JUnit log. `reasons` are the messages of the skipped tests, in its text output. */
export function readJunit(name: string, file: string, output: string): SuiteResult {
  const xml = readFileSync(file, 'utf8');
  const totals = /<testsuite name="[^"]*"[^>]*tests="(\d+)"[^>]*errors="(\d+)"[^>]*failures="(\d+)"[^>]*skipped="(\d+)"/.exec(xml);
  if (!totals) throw new Error(`${file} holds no totals.`);
  const [tests, errors, failures, skipped] = totals.slice(1).map(Number) as [number, number, number, number];
  // PHPUnit lists errors and failures first, the skipped tests after a heading of their own.
  const listed = output.slice(Math.max(0, output.search(/^There (?:was|were) \d+ skipped tests?:/m)));
  const reasons = [...listed.matchAll(/^\d+\) (DevSkyy\\Tests\\\S+).*\n(.+)$/gm)].map(([, test = '', reason = '']) => ({
    name: test,
    reason,
  }));
  const cases = [...xml.matchAll(/<testcase name="([^"]+)"[^>]*?(\/>|>[\s\S]*?<\/testcase>)/g)];
  const woocommerce = cases.filter(
    ([whole, test = '']) => /woocommerce/i.test(whole.slice(0, 400) + test) && !whole.includes('<skipped'),
  ).length;
  return {
    name,
    passed: tests - errors - failures - skipped,
    failed: errors + failures,
    skipped: reasons.slice(0, skipped),
    woocommerce,
  };
}

export const broken = (name: string, error: unknown): SuiteResult => {
  process.stdout.write(`${name} could not run: ${error instanceof Error ? error.message : String(error)}\n`);
  return { name, passed: 0, failed: 1, skipped: [], woocommerce: 0 };
};

/** The closing lines: what was not run and why, then the counts. */
export function conclude(results: SuiteResult[]): boolean {
  const sum = (count: (result: SuiteResult) => number): number => results.reduce((total, result) => total + count(result), 0);
  // What needs a WooCommerce is left out in the beds without one; where a bed with one ran, it did run there.
  const ranThere = results.some(({ name }) => name.includes('with WooCommerce'));
  const skipped = results.flatMap((result) => result.skipped).filter(({ reason }) => !(ranThere && reason.includes('WooCommerce')));
  const byReason = Map.groupBy(skipped, ({ reason }) => reason);
  process.stdout.write('\n');
  for (const { name, passed, failed, skipped: left } of results)
    process.stdout.write(`${name}: ${passed} passed, ${failed} failed, ${left.length} not run\n`);
  for (const [reason, tests] of byReason) process.stdout.write(`not run, ${reason}: ${tests.length}\n`);
  const without = skipped.filter(({ reason, name }) => /woocommerce/i.test(reason + name)).length;
  const shared = skipped.filter(({ reason }) => reason.includes('../shared')).length;
  process.stdout.write(`WooCommerce: ${sum((result) => result.woocommerce)} run, ${without} not run\n../shared: ${shared} not run\n`);
  process.stdout.write(`${sum((result) => result.passed)} passed, ${sum((result) => result.failed)} failed, ${skipped.length} skipped\n`);
  return sum((result) => result.failed) === 0;
}
