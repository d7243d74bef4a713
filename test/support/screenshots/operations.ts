/**
 * The pictures of docs/operations.md. Alone, from the demo that runs in this folder:
 *   npm run demo, and in another terminal: node --import tsx test/support/screenshots/operations.ts
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import type { Page } from 'playwright-core';
import { pauseAssistant } from '../../../src/assistant-pause';
import type { DemoFacts } from '../../../src/demo/facts';
import { launchChromium } from '../chromium';
import { createControl, type Control } from '../control';
import { root } from '../run';
import { until } from '../until';

interface Stage {
  facts: DemoFacts;
  control: Control;
  /** A page of a new visitor, in CSS pixels. */
  page(width: number, height: number): Promise<Page>;
}

const WIDTH = 1440;
const COLUMNS = ['Status', 'Workflow ID', 'BatonHandoffReason', 'BatonAgent', 'BatonOwedSince'];
const WAITING = 'BatonHandoff="waiting" AND ExecutionStatus="Running"';
const STORY: [phone: string, words: string][] = [
  ['27825550161', 'My parcel was delivered but a part is missing'],
  ['27825550162', 'I want my money back for order 5544'],
  ['27825550163', 'Can I talk to a person please'],
];
const PATIENCE_MS = 60_000;

/** Three customers who wait for somebody. */
async function play(control: Control): Promise<void> {
  for (const [phone, words] of STORY) {
    if ((await control.phone(phone)).length > 0) continue;
    await control.say(phone, words);
    await until(
      () => control.phone(phone),
      (messages) => messages.some(({ from }) => from === 'business'),
      PATIENCE_MS,
    );
  }
}

async function list(stage: Stage, height: number): Promise<Page> {
  await play(stage.control);
  const { namespace, ui } = stage.facts.temporal;
  const page = await stage.page(WIDTH, height);
  const columns = JSON.stringify({ [namespace]: COLUMNS.map((label) => ({ label })) });
  await page.addInitScript(`localStorage.setItem('namespace-workflow-table-columns', ${JSON.stringify(columns)})`);
  await page.goto(`${ui}/namespaces/${namespace}/workflows?query=${encodeURIComponent(WAITING)}`);
  await page.getByText('refund_request').first().waitFor();
  return settled(page);
}

/** From the list to the reason: the conversation, then User Metadata. */
async function conversation(stage: Stage): Promise<Page> {
  const page = await list(stage, 1080);
  const row = page.getByRole('row').filter({ hasText: 'refund_request' }).first();
  await row.getByRole('link', { name: /^whatsapp-/ }).click();
  return metadata(page, 'Waiting for an agent since');
}

async function metadata(page: Page, says: string): Promise<Page> {
  await page.locator('a[href*="/user-metadata"]').click();
  // Temporal UI renders Markdown in frames of their own.
  await until(
    () => Promise.all(page.frames().map((frame) => frame.getByText(says).count())),
    (counts) => counts.some((count) => count > 0),
    PATIENCE_MS,
  );
  return settled(page);
}

async function pause(stage: Stage): Promise<Page> {
  const { address, namespace, ui } = stage.facts.temporal;
  const connection = await Connection.connect({ address });
  await pauseAssistant(new Client({ connection, namespace }));
  await connection.close();
  const page = await stage.page(WIDTH, 720);
  await page.goto(`${ui}/namespaces/${namespace}/workflows/assistant-pause`);
  return metadata(page, 'What customers write goes to people');
}

async function settled(page: Page): Promise<Page> {
  await page.evaluate('document.fonts.ready');
  return page;
}

/** The last one leaves the assistant paused. */
export const OPERATIONS_PICTURES = [
  { name: 'operations-list', show: (stage: Stage) => list(stage, 560) },
  { name: 'operations-conversation', show: conversation },
  { name: 'operations-pause', show: pause },
];

async function main(): Promise<void> {
  const facts = JSON.parse(readFileSync(join(root, '.baton', 'demo.json'), 'utf8')) as DemoFacts;
  const browser = await launchChromium();
  const page: Stage['page'] = async (width, height) =>
    (await browser.newContext({ viewport: { width, height } })).newPage();
  const images = join(root, 'docs', 'images');
  mkdirSync(images, { recursive: true });
  for (const { name, show } of OPERATIONS_PICTURES) {
    const shown = await show({ facts, control: createControl(facts.simulator), page });
    await shown.screenshot({ path: join(images, `${name}.png`) });
  }
  await browser.close();
}

if (require.main === module) void main();
