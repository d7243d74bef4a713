import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { launchChromium } from './chromium';

export interface PageOptions extends Omit<BrowserContextOptions, 'viewport'> {
  /** CSS pixels. */
  width?: number;
  height?: number;
}

/** The browser of one test file. */
export interface TestBrowser {
  /** An empty page of a new visitor, 1440 × 900 unless told. It closes with the test. */
  page(options?: PageOptions): Promise<Page>;
  /** For a test that breaks something on purpose: a page has to complain of it, and that does not fail the test. */
  expectComplaint(pattern: RegExp): void;
  /** As `expectComplaint`, where it depends on the moment whether a page notices. */
  allowComplaint(pattern: RegExp): void;
}

const OWN_HOST = '127.0.0.1';

/**
 * Starts one browser for a test file; call it at the top of the file, or of a `describe`. A test fails when a page of
 * its throws, writes an error to its console (a broken rule of its CSP is one), or asks for anything from another host.
 */
export function useBrowser(): TestBrowser {
  let browser: Browser | undefined;
  let contexts: BrowserContext[] = [];
  let complaints: string[] = [];
  let expected: RegExp[] = [];
  let allowed: RegExp[] = [];

  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterEach(async () => {
    await Promise.all(contexts.map((context) => context.close()));
    const known = [...expected, ...allowed];
    const unexpected = complaints.filter((complaint) => !known.some((pattern) => pattern.test(complaint)));
    const missing = expected.filter((pattern) => !complaints.some((complaint) => pattern.test(complaint)));
    [contexts, complaints, expected, allowed] = [[], [], [], []];
    expect({ unexpected, missing }).toEqual({ unexpected: [], missing: [] });
  });
  afterAll(() => browser?.close());

  return {
    async page({ width = 1440, height = 900, ...options } = {}) {
      if (!browser) throw new Error('The browser starts with the first test.');
      const context = await browser.newContext({ ...options, viewport: { width, height } });
      contexts.push(context);
      watch(context, (complaint) => complaints.push(complaint));
      return context.newPage();
    },
    expectComplaint: (pattern) => void expected.push(pattern),
    allowComplaint: (pattern) => void allowed.push(pattern),
  };
}

function watch(context: BrowserContext, complain: (complaint: string) => void): void {
  context.on('weberror', (error) => complain(`error: ${error.error().message}`));
  context.on('console', (message) => {
    if (message.type() === 'error') complain(`console: ${message.text()}`);
  });
  context.on('request', (request) => {
    const { protocol, hostname, host } = new URL(request.url());
    if (protocol !== 'data:' && protocol !== 'blob:' && hostname !== OWN_HOST) complain(`foreign host: ${host}`);
  });
}

/** WCAG 2.2 AA is made of all of these; axe's default leaves out the newest, and `target-size` is off unless asked for. */
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const NAMED_RULES = { 'target-size': { enabled: true } };

/** What axe finds wrong with the page as it is now, one line for each rule and place; none is `[]`. */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).options({ rules: NAMED_RULES }).withTags(WCAG).analyze();
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html}`));
}

const OBSCURED = `(() => {
  const stops = 'a[href], button, input:not([type=hidden]), select, textarea, summary, audio, video, [tabindex="0"]';
  const covered = (stop) => {
    stop.focus();
    if (document.activeElement !== stop) return false;
    const { left, right, top, bottom } = stop.getBoundingClientRect();
    const points = [[left + right, top + bottom], [2 * left + 6, 2 * top + 6], [2 * right - 6, 2 * bottom - 6]];
    return points.every(([x, y]) => {
      const there = document.elementFromPoint(x / 2, y / 2);
      return there === null || !(stop.contains(there) || there.contains(stop));
    });
  };
  const found = [...document.querySelectorAll(stops)].filter((stop) => stop.checkVisibility() && covered(stop));
  document.activeElement.blur();
  return found.map((stop) => stop.outerHTML.slice(0, 200));
})()`;

/** What a keyboard comes to and nobody sees then, because something else lies over it (WCAG 2.2, 2.4.11). */
export const obscuredFocus = (page: Page): Promise<string[]> => page.evaluate<string[]>(OBSCURED);
