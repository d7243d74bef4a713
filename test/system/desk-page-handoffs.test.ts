import type { Page } from 'playwright-core';
import { useBrowser } from '../support/browser';
import { createDeskPage, said, screenProblems } from '../support/desk-page';
import { useShift } from '../support/shift';
import { until } from '../support/until';

const DAY = 24 * 60 * 60_000;
/** Each look at every screen takes a while. */
const TEST_TIMEOUT_MS = 300_000;

jest.setTimeout(TEST_TIMEOUT_MS);

const browser = useBrowser();
const shift = useShift();

const { signIn, open } = createDeskPage(browser, shift);

async function openAs(user: string, phone: string, options: { javaScriptEnabled?: boolean } = {}): Promise<Page> {
  const page = await signIn(user, options);
  await open(page, phone);
  return page;
}

const onEveryScreen = (page: Page, state?: { isDrawn: boolean }): Promise<string[]> =>
  screenProblems(page, ['light', 'dark'], [320, 390, 1440], state);
const words = (page: Page) => page.locator('#words');
const use = (page: Page) => page.getByRole('button', { name: 'Use this reply' });
const atThePhone = async (phone: string) => (await shift().control.phone(phone)).map(({ text }) => text);

describe('a handoff on the desk page', () => {
  test('when a first reply is suggested, then a click puts it into the field, and it is gone once she has written', async () => {
    const phone = await shift().waiting('I want my money back for order 1007');
    const page = await openAs('U_THANDI', phone);
    await page.getByText('Intent').waitFor();
    await use(page).waitFor();
    expect(await onEveryScreen(page)).toEqual([]);
    const suggested = (await page.locator('.suggestion blockquote').textContent()) ?? '';
    await words(page).fill('Good day.');
    await use(page).click();
    await until(
      () => words(page).inputValue(),
      (text) => text === `Good day.\n\n${suggested}`,
    );
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await said(page).getByText('On its way to the customer.').waitFor();
    await use(page).waitFor({ state: 'detached' });
    await until(
      () => atThePhone(phone),
      (texts) => texts.some((text) => text.includes(suggested)),
    );
  });

  test('when a browser runs no script, then the suggested reply is put in all the same', async () => {
    const phone = await shift().waiting('I want my money back');
    const page = await openAs('U_PIETER', phone, { javaScriptEnabled: false });
    const suggested = (await page.locator('.suggestion blockquote').textContent()) ?? '';
    await use(page).click();
    expect(await words(page).inputValue()).toBe(suggested);
  });

  test('when nobody has it, then she gives it to a colleague, who has it in Slack', async () => {
    const phone = await shift().waiting();
    const page = await openAs('U_THANDI', phone);
    await page.getByText('Give it to …').click();
    await page.getByLabel('Who has it from now on?').selectOption({ label: 'Pieter' });
    expect(await onEveryScreen(page, { isDrawn: true })).toEqual([]);
    await page.locator('[data-command=transfer] button').click();
    await page.getByText('Pieter has this conversation: only a note can be kept.').waitFor();
    await shift().card(phone, /Pieter has it/);
  });

  test('when words waited as the assistant got the conversation back, then she sends one of them and keeps the other', async () => {
    const { claimed, replies, passes, now, quiet, says } = shift();
    const phone = await claimed('U_THANDI');
    await replies(phone, 'Which colour was it?');
    await passes(phone, DAY);
    await now(phone);
    const page = await openAs('U_THANDI', phone);
    for (const text of ['The blue one is on its way', 'Only for us']) {
      await words(page).fill(text);
      await page.getByRole('button', { name: 'Send', exact: true }).click();
      await page.locator('#parked li', { hasText: text }).waitFor();
      expect(await words(page).inputValue()).toBe('');
    }
    expect(await onEveryScreen(page)).toEqual([]);
    await page.getByRole('button', { name: 'Hand back' }).click();
    const held = (text: string) => page.locator('#parked .held li', { hasText: text });
    await held('Only for us').getByRole('button', { name: 'Take over and send' }).waitFor();
    expect(await onEveryScreen(page)).toEqual([]);
    await held('Only for us').getByRole('button', { name: 'Keep as note' }).click();
    await page.locator('#lines .note', { hasText: 'Only for us' }).waitFor();
    await says(phone, 'Any news?');
    await held('The blue one').getByRole('button', { name: 'Take over and send' }).click();
    await page.locator('#parked li').waitFor({ state: 'detached' });
    await quiet(phone);
    expect(await atThePhone(phone)).toContainEqual(expect.stringContaining('The blue one is on its way'));
    expect(await atThePhone(phone)).not.toContainEqual(expect.stringContaining('Only for us'));
  });
});
