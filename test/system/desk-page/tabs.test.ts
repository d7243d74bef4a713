import type { Page } from 'playwright-core';
import { useBrowser } from '../../support/browser';
import { createDeskPage } from '../../support/desk-page';
import { THANDI } from '../../support/scene';
import { useShift } from '../../support/shift';
import { until } from '../../support/until';

/** More than the six connections that a browser opens to a host over HTTP/1.1. */
const TABS = 9;

const browser = useBrowser();
const shift = useShift();
const { signIn, open } = createDeskPage(browser, shift);

/** A browser without a screen shows all of its pages at once. */
const COVERABLE = `
  window.covered = false;
  Object.defineProperty(document, 'hidden', { get: () => window.covered });`;
const cover = (page: Page, isCovered: boolean) =>
  page.evaluate(`window.covered = ${isCovered}; document.dispatchEvent(new Event('visibilitychange'))`);

/** Whether a page follows the news, as it was told. */
const FOLLOWS = `
  document.addEventListener('htmx:sse:after:connection', () => (window.follows = true), true);
  document.addEventListener('htmx:sse:close', () => (window.follows = false), true);`;
const follows = (page: Page) => page.evaluate<boolean>('window.follows === true');
const newWork = (page: Page) => page.evaluate<number>('Number(document.body.dataset.newWork ?? 0)');
const followed = (page: Page, wanted: boolean) =>
  until(
    () => follows(page),
    (does) => does === wanted,
  );

test('when she opens more tabs than a browser has connections, then each opens, one in the background tells of new work, and whichever she looks at is up to date', async () => {
  const { waiting, hears } = shift();
  const phone = await waiting();
  const first = await signIn(THANDI);
  await first.waitForURL(/\/desk\/queue$/);
  const context = first.context();
  await context.addInitScript(COVERABLE + FOLLOWS);
  await first.reload();
  const pages = [first];
  await followed(first, true);
  while (pages.length < TABS) {
    await cover(pages.at(-1)!, true);
    if (pages.length > 1) await followed(pages.at(-1)!, false);
    const page = await context.newPage();
    await open(page, phone);
    await followed(page, true);
    pages.push(page);
  }
  const [second, third, last] = [pages[1]!, pages[2]!, pages.at(-1)!];
  await cover(last, true);
  await followed(last, false);
  expect(await Promise.all(pages.map(follows))).toEqual([true, ...pages.slice(1).map(() => false)]);

  const told = await newWork(first);
  await waiting();
  await until(
    () => newWork(first),
    (count) => count > told,
  );
  expect(await first.title()).toMatch(/^\(\d+\) /);
  expect([await newWork(second), await second.title()]).toEqual([0, expect.not.stringMatching(/^\(/)]);

  await hears(phone, 'Are you there?');
  await cover(third, false);
  await third.locator('#lines .customer', { hasText: 'Are you there?' }).waitFor();
  await until(
    () => third.title(),
    (title) => title.startsWith('('),
  );
  expect(await newWork(third)).toBe(0);

  // Whoever waited longest follows the one that is gone.
  await first.close();
  await followed(second, true);
  await waiting();
  await until(
    () => newWork(second),
    (count) => count > 0,
  );
}, 120_000);
