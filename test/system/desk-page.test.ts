import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { accessibilityProblems, useBrowser } from '../support/browser';
import { createDeskPage, said, screenProblems } from '../support/desk-page';
import { useShift } from '../support/shift';
import { until } from '../support/until';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const browser = useBrowser();
const shift = useShift();

const { signIn, open } = createDeskPage(browser, shift);

const onAPhoneInTheDark = (page: Page): Promise<string[]> => screenProblems(page, ['dark'], [390, 320]);

describe('an agent at the desk page', () => {
  test('when she takes over, writes, keeps a note and resolves by the keyboard, then customer, colleagues in Slack and page agree', async () => {
    const phone = await shift().waiting();
    const page = await signIn('U_THANDI');
    await page.waitForURL(/\/desk\/queue$/);
    const id = await shift().system.workflowIdOf(phone);
    await page.keyboard.press('j');
    await page.locator(`#row-${id} a`).focus();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.waitForURL(new RegExp(id));

    await page.keyboard.press('t');
    await page.getByText('You have this conversation.').waitFor();
    await page.keyboard.press('r');
    await page.keyboard.type('Thandi here: which part is it?');
    await page.keyboard.press('Control+Enter');
    await page.locator('#lines .agent', { hasText: 'Thandi here: which part is it?' }).waitFor();
    await page.locator('#words').fill('a regular, be generous');
    await page.getByRole('button', { name: 'Keep inside' }).click();
    await page.locator('#lines .note', { hasText: 'a regular, be generous' }).waitFor();
    await shift().hears(phone, 'The lid');
    await page.locator('#lines .customer', { hasText: 'The lid' }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);

    await page.keyboard.press('Escape');
    await page.keyboard.press('e');
    await page.getByLabel('Refund or replacement arranged').check();
    await page.locator('[data-command=resolve] button').click();
    await page.getByText('The assistant may speak').waitFor();

    const sent = (await shift().control.phone(phone)).filter(({ author }) => author === 'agent');
    expect(sent.map(({ text }) => text)).toEqual([expect.stringContaining('Thandi here: which part is it?')]);
    const lines = await until(
      () => shift().lines(phone, /\(desk/),
      (found) => found.length === 2,
    );
    expect(lines.map(({ text }) => text)).toEqual([
      expect.stringContaining('which part is it?'),
      expect.stringContaining('internal note'),
    ]);
    await until(
      () => shift().lines(phone, /resolved the handoff/),
      (found) => found.length === 1,
    );
  });

  test('when a person has answered, then the report counts it, with axe finding nothing', async () => {
    const { claimed, replies } = shift();
    await replies(await claimed('U_PIETER'), 'Pieter here, one moment', 'U_PIETER');
    const page = await signIn('U_THANDI', { width: 1440 });
    await page.waitForURL(/\/desk\/queue$/);
    const row = page.locator('tr', { hasText: 'Pieter' }).last();
    await until(
      async () => {
        await page.getByRole('link', { name: 'Report' }).click();
        return row.isVisible();
      },
      (seen) => seen,
    );
    expect(await row.textContent()).toMatch(/Pieter\s*\d+\s*\d+ (s|min)/);
    expect(await page.locator('svg.chart').count()).toBe(4);
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(1440);
  });

  test('when a customer sends a photo and she answers with one, then both see what the other sent', async () => {
    const { claimed, control } = shift();
    const phone = await claimed('U_THANDI');
    const page = await signIn('U_THANDI', { width: 390, height: 844, colorScheme: 'dark' });
    await open(page, phone);
    await control.send(phone, { image: { caption: 'this one' } });
    const photo = page.locator('#lines .customer img');
    await photo.waitFor();
    await photo.evaluate((image) => (image as unknown as { decode(): Promise<void> }).decode());
    const lid = { name: 'lid.png', mimeType: 'image/png', buffer: PNG };
    await page.getByLabel('File for the customer').setInputFiles(lid);
    await page.keyboard.press('Escape');
    await page.locator('#words').fill('That is the');
    await page.locator('#lines .customer', { hasText: 'this one' }).getByRole('link', { name: 'Answer' }).click();
    await page.getByText('Answers “[photo] this one”').waitFor();
    await page.keyboard.type(' blue one.');
    expect(await onAPhoneInTheDark(page)).toEqual([]);
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await said(page).getByText('On its way to the customer.').waitFor();
    expect(await page.locator('#file').inputValue()).toBe('');
    await until(
      () => control.phone(phone),
      (shown) => shown.at(-1)?.kind === 'image' && shown.at(-1)!.text.includes('That is the blue one.'),
    );
    const [theirs, ours] = (await control.phone(phone)).slice(-2);
    expect(ours?.answers).toBe(theirs?.id);
    await page.locator('.answering').waitFor({ state: 'detached' });
  });

  test('when the file that she has chosen is gone, then she reads so, keeps her words, and sends them with another', async () => {
    const phone = await shift().claimed('U_THANDI');
    const page = await signIn('U_THANDI');
    await open(page, phone);
    const folder = mkdtempSync(join(tmpdir(), 'baton-desk-page-'));
    const lid = join(folder, 'lid.png');
    writeFileSync(lid, PNG);
    await page.getByLabel('File for the customer').setInputFiles(lid);
    rmSync(folder, { recursive: true });
    await page.locator('#words').fill('This is the lid.');
    browser.expectComplaint(/Failed to load resource: net::ERR_/);
    browser.expectComplaint(/htmx:error: Failed to fetch/);
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await said(page)
      .getByText(/^That got no answer\. Send it again/)
      .waitFor();
    expect(await page.locator('#words').inputValue()).toBe('This is the lid.');
    const another = { name: 'lid.png', mimeType: 'image/png', buffer: PNG };
    await page.getByLabel('File for the customer').setInputFiles(another);
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await said(page).getByText('On its way to the customer.').waitFor();
    const sent = await until(
      async () => (await shift().control.phone(phone)).filter(({ author }) => author === 'agent'),
      (shown) => shown.length > 0,
    );
    expect(sent.map(({ kind }) => kind)).toEqual(['image']);
  });

  test('when a colleague has it, then she reads so, keeps her words, and takes it only with a reason', async () => {
    const phone = await shift().claimed('U_PIETER');
    const page = await signIn('U_THANDI');
    await open(page, phone);
    await page.getByText('Pieter has this conversation: only a note can be kept.').waitFor();
    await page.locator('#words').fill('I can help');
    await page.getByRole('button', { name: 'Send' }).click();
    await said(page).getByText('Pieter already has this conversation.').waitFor();
    expect(await page.locator('#words').inputValue()).toBe('I can help');
    await page.keyboard.press('Escape');
    await page.keyboard.press('t');
    await page.getByLabel(/^Why\?/).fill('Pieter is at lunch');
    await page.locator('[data-command=takeOver] button').click();
    await page.getByText('You have this conversation.').waitFor();
    await page.getByRole('button', { name: 'Send' }).click();
    await until(
      () => shift().control.phone(phone),
      (shown) => shown.some(({ text }) => text.includes('I can help')),
    );
    await until(
      () => shift().lines(phone, /Pieter is at lunch/),
      (found) => found.length === 1,
    );
  });

  test('when she writes after the 24 hours, then her words wait on the page, and a template from there brings them out', async () => {
    const { claimed, replies, passes, now, reads, taps, received } = shift();
    const phone = await claimed('U_THANDI');
    await replies(phone, 'Which colour was it?');
    await passes(phone, DAY);
    await now(phone);
    const before = (await received(phone)).length;
    const page = await signIn('U_THANDI');
    await open(page, phone);
    await page.getByText('what you write waits until the customer does').waitFor();
    await page.locator('#words').fill('The blue one is on its way');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.locator('#parked', { hasText: 'The blue one is on its way' }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('link', { name: 'Send a template…' }).click();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByLabel('In the text: {{1}}').fill('Sam');
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await onAPhoneInTheDark(page)).toEqual([]);
    await page.getByRole('button', { name: 'Preview' }).click();
    await page.locator('blockquote', { hasText: 'Hello Sam' }).waitFor();
    expect(await onAPhoneInTheDark(page)).toEqual([]);
    expect(await received(phone)).toHaveLength(before);
    await page.getByRole('button', { name: 'Send' }).click();
    await said(page).getByText('The template is on its way.').waitFor();
    await reads(phone, /Hello Sam, our team has an answer to your question/);
    await taps(phone, 'Show me the answer');
    await reads(phone, /The blue one is on its way/);
    await page.locator('#parked li').waitFor({ state: 'detached' });
    expect(await received(phone)).toHaveLength(before + 2);
  });

  test('when she says that she is away, then what she owes goes back to the queue', async () => {
    const { claimed, passes, hears } = shift();
    const phone = await claimed('U_THANDI');
    await hears(phone, 'Are you there?');
    const page = await signIn('U_THANDI', { width: 390, height: 844 });
    await page.waitForURL(/\/desk\/queue$/);
    await page.getByText('Away', { exact: true }).click();
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    await page.getByRole('button', { name: 'I am away' }).click();
    await said(page)
      .getByText(/^You have \d+ conversations?: where a customer is owed an answer/)
      .waitFor();
    expect(await passes(phone, 5 * MINUTE)).toMatchObject({ mode: 'paused', handoff: 'waiting' });
    await page.goto(`${shift().system.gateway}/desk/queue`);
    await page.locator(`#list #row-${await shift().system.workflowIdOf(phone)}`).waitFor();
    const shown = async () => [
      await page.locator('#list .row').count(),
      Number(await page.locator('#count-queue').textContent()),
    ];
    await until(shown, ([rows, counted]) => rows === counted);
  });

  test('when a customer asks for a person while she looks at something else, then the title and the count say so', async () => {
    const page = await signIn('U_THANDI');
    await page.waitForURL(/\/desk\/queue$/);
    const phone = await shift().waiting();
    await page.locator(`#row-${await shift().system.workflowIdOf(phone)}`).waitFor();
    const owed = async (): Promise<number> => Number(await page.locator('#count-mine').getAttribute('data-new'));
    const shown = async () =>
      [await page.title(), (await page.locator('#list .row').count()) + (await owed())] as const;
    await until(shown, ([title, work]) => title.startsWith(`(${work}) `));
    expect(await page.locator('body').getAttribute('data-new-work')).toBe('1');
  });
});

describe('the desk page without JavaScript, on a phone, in the dark', () => {
  test('when a browser runs no script, then everything is read and done by forms', async () => {
    const phone = await shift().waiting();
    const page = await signIn('U_PIETER', { javaScriptEnabled: false });
    await page.locator('input[name=number]').fill(`+${phone}`);
    await page.getByRole('button', { name: 'Find' }).click();
    await page.getByRole('button', { name: 'Take over' }).click();
    await said(page).getByText('Done.').waitFor();
    await page.locator('#words').fill('Pieter here.');
    await page.getByRole('button', { name: 'Send' }).click();
    await said(page).getByText('On its way to the customer.').waitFor();
    await until(
      () => shift().control.phone(phone),
      (shown) => shown.some(({ text }) => text.includes('Pieter here.')),
    );
  });

  test('when it is opened on a phone in the dark, then nothing is cut off and axe finds nothing', async () => {
    const phone = await shift().claimed();
    const page = await signIn('U_THANDI', { width: 390, height: 844, colorScheme: 'dark' });
    await page.waitForURL(/\/desk\/queue$/);
    for (const path of ['/desk/queue', '/desk/mine', '/desk/all', '/desk/report']) {
      await page.goto(`${shift().system.gateway}${path}`);
      expect(await onAPhoneInTheDark(page)).toEqual([]);
    }
    await open(page, phone);
    expect(await onAPhoneInTheDark(page)).toEqual([]);
  });

  test('when somebody of the workspace is no agent, then he is told and sees nothing', async () => {
    browser.expectComplaint(/403/);
    const page = await signIn('U_VISITOR');
    await page.getByText('you are not one of the agents').waitFor();
    await page.goto(`${shift().system.gateway}/desk/queue`);
    await page.waitForURL(/\/desk\/sign-in/);
  });
});
