import type { Page } from 'playwright-core';
import type { FaultRequest } from '../../../src/simulator/faults';
import { useBrowser } from '../../support/browser';
import { createDeskPage, said } from '../../support/desk-page';
import { PIETER, THANDI } from '../../support/scene';
import { useShift } from '../../support/shift';
import { createStatusReports } from '../../support/statuses';
import { until } from '../../support/until';

const MINUTE = 60_000;
/** WhatsApp's statuses of what the business sent are lost on their way. */
const STATUSES_LOST: FaultRequest = { vendor: 'whatsapp', kind: 'drop', direction: 'fromVendor', only: 'status' };

const browser = useBrowser();
const shift = useShift();
const { signIn, open } = createDeskPage(browser, shift);

const event = (page: Page, words: string) => page.locator('#lines .event', { hasText: words });
const state = (page: Page, words: string) => page.locator('.state', { hasText: words });
const draw = (page: Page, name: string) => page.locator(`[data-drawer=${name}] summary`).click();
const press = (page: Page, kind: string) => page.locator(`[data-command=${kind}] button`).click();
const rowOf = async (page: Page, phone: string) => page.locator(`#row-${await shift().system.workflowIdOf(phone)}`);
const focused = (page: Page, selector: string) => page.locator(`${selector}:focus`);

/** A conversation that Thandi has, on her page. */
async function hers() {
  const phone = await shift().claimed(THANDI);
  const page = await signIn(THANDI);
  await page.waitForURL(/\/desk\/queue$/);
  await open(page, phone);
  await page.getByText('You have this conversation.').waitFor();
  return { phone, page };
}

describe('the keys of the desk page', () => {
  test('when two customers wait, then j and k walk along the list and no further, and Enter opens', async () => {
    const { waiting } = shift();
    const phones = [await waiting(), await waiting()];
    const page = await signIn(THANDI);
    for (const phone of phones) await (await rowOf(page, phone)).waitFor();
    const place = () =>
      page.evaluate<number>('[...document.querySelectorAll("#list .row")].indexOf(document.activeElement)');
    const walked: number[] = [];
    for (const key of ['j', 'j', 'k', 'k']) {
      await page.keyboard.press(key);
      walked.push(await place());
    }
    expect(walked).toEqual([0, 1, 0, 0]);
    const last = (await page.locator('#list .row').count()) - 1;
    for (let step = 0; step <= last + 1; step += 1) await page.keyboard.press('j');
    expect(await place()).toBe(last);
    const address = await page.locator('#list .row').nth(last).getAttribute('href');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => `${url.pathname}${url.search}` === address);
  });

  test('when she writes, then they are letters; outside they reply, take over and resolve', async () => {
    const { waiting, system } = shift();
    const phone = await waiting();
    const page = await signIn(THANDI);
    await page.waitForURL(/\/desk\/queue$/);
    await open(page, phone);
    await page.keyboard.press('Alt+t');
    await page.keyboard.press('r');
    await focused(page, '#words').waitFor();
    await page.keyboard.type('jkrte');
    expect(await page.locator('#words').inputValue()).toBe('jkrte');
    expect(await page.locator('.drawer[open]').count()).toBe(0);
    expect((await system.snapshot(phone)).handoff).toBe('waiting');

    await page.keyboard.press('Escape');
    expect(await focused(page, '#words').count()).toBe(0);
    await page.keyboard.press('t');
    await page.getByText('You have this conversation.').waitFor();
    await event(page, 'Thandi took over').waitFor();
    expect(await page.locator('#words').inputValue()).toBe('jkrte');
    await page.keyboard.press('t');
    await page.keyboard.press('e');
    await focused(page, '[data-drawer=resolve][open] [name=outcome]').waitFor();
    await page.keyboard.press('Escape');
    expect(await page.locator('.drawer[open]').count()).toBe(0);
    expect(await event(page, 'took over').count()).toBe(1);
  });
});

/** Counts the tones that a page begins, and tells whether a browser really played. */
const LISTEN = `
  window.tones = 0;
  window.played = false;
  const { start } = OscillatorNode.prototype;
  OscillatorNode.prototype.start = function (...given) {
    window.tones += 1;
    this.context.addEventListener('statechange', () => (window.played ||= this.context.state === 'running'));
    return start.apply(this, given);
  };`;

describe('the sound for new work', () => {
  test('when it is switched off, then new work is silent, also after a reload, until it is switched on', async () => {
    const { waiting, system } = shift();
    const page = await browser.page();
    await page.addInitScript(LISTEN);
    await page.goto(`${system.gateway}/desk`);
    await page.getByRole('link', { name: 'Sign in' }).click();
    await page.locator(`[data-user=${THANDI}]`).click();
    const button = page.getByRole('button', { name: 'Sound' });
    await button.waitFor();
    const shown = async () => [await button.getAttribute('aria-pressed'), await button.getAttribute('title')];
    const tones = () => page.evaluate<number>('window.tones');
    const told = () => page.evaluate<number>('Number(document.body.dataset.newWork ?? 0)');
    const newWork = async (): Promise<void> => {
      const before = await told();
      await waiting();
      await until(told, (count) => count > before);
    };
    const [on, off] = [
      ['true', 'Sound for new work is on'],
      ['false', 'Sound for new work is off'],
    ];

    expect(await shown()).toEqual(on);
    // Browsers play nothing before somebody has touched the page.
    await page.getByText('Choose a conversation.').click();
    await newWork();
    expect(await tones()).toBe(2);
    await until(
      () => page.evaluate<boolean>('window.played'),
      (played) => played,
    );
    await button.click();
    expect(await shown()).toEqual(off);
    await newWork();
    expect(await tones()).toBe(2);
    await page.reload();
    await button.waitFor();
    expect(await shown()).toEqual(off);
    await newWork();
    expect(await tones()).toBe(0);
    await button.click();
    expect(await shown()).toEqual(on);
    await newWork();
    expect(await tones()).toBe(2);
  });
});

describe('a customer of hers who waits', () => {
  test('when he writes after her answer, then that is new work as well', async () => {
    const { replies, hears } = shift();
    const { phone, page } = await hers();
    const owed = async (): Promise<number> => Number(await page.locator('#count-mine').getAttribute('data-new'));
    const told = () => page.evaluate<number>('Number(document.body.dataset.newWork ?? 0)');
    const before = await until(owed, (count) => count > 0);
    await replies(phone, 'I look into it.');
    await until(owed, (count) => count === before - 1);
    const news = await told();
    await hears(phone, 'And my refund?');
    await until(told, (count) => count > news);
    expect(await owed()).toBe(before);
  });
});

describe('the buttons of a conversation', () => {
  test('when she snoozes it, then it is put off until then, and what she types outlives what the customer writes', async () => {
    const { hears, passes, system } = shift();
    const { phone, page } = await hers();
    await draw(page, 'snooze');
    await page.locator('[data-command=snooze] [name=until]').fill('yesterday');
    await press(page, 'snooze');
    await said(page).getByText('That is no time ahead.').waitFor();
    expect((await system.snapshot(phone)).handoff).toBe('claimed');
    await page.locator('[data-command=snooze] [name=until]').fill('45 min');
    await hears(phone, 'There is no hurry');
    await page.locator('#lines .customer', { hasText: 'There is no hurry' }).waitFor();
    expect(await page.locator('[data-command=snooze] [name=until]').inputValue()).toBe('45 min');
    await press(page, 'snooze');
    await said(page).getByText('Done.').waitFor();
    await event(page, 'Thandi put it off.').waitFor();
    await state(page, 'Thandi put it off').waitFor();
    expect((await system.snapshot(phone)).handoff).toBe('snoozed');
    await passes(phone, 46 * MINUTE);
    await event(page, 'The snooze is over.').waitFor();
  });

  test('when she gives it to a colleague and he to whoever comes first, then each reads who has it', async () => {
    const { hears } = shift();
    const { phone, page } = await hers();
    const his = await signIn(PIETER);
    await his.waitForURL(/\/desk\/queue$/);
    await his.goto(`${shift().system.gateway}/desk/mine`);
    await draw(page, 'transfer');
    await page.getByLabel('Who has it from now on?').selectOption({ label: 'Pieter' });
    await hears(phone, 'Hello?');
    await page.locator('#lines .customer', { hasText: 'Hello?' }).waitFor();
    await press(page, 'transfer');
    await event(page, 'The conversation went to Pieter.').waitFor();
    await page.getByText('Pieter has this conversation').waitFor();

    await (await rowOf(his, phone)).click();
    await his.getByText('You have this conversation.').waitFor();
    await draw(his, 'transfer');
    await press(his, 'transfer');
    await event(his, 'Pieter gave it back to the team').waitFor();
    for (const seen of [his, page]) await state(seen, 'Waiting for an agent').waitFor();
  });

  test('when she hands it back, then the assistant answers the customer again', async () => {
    const { answerTo, system, quiet } = shift();
    const { phone, page } = await hers();
    await press(page, 'resume');
    await said(page).getByText('Done.').waitFor();
    await event(page, 'Thandi let the assistant come back.').waitFor();
    await state(page, 'The assistant may speak').waitFor();
    await quiet(phone);
    await answerTo(phone, 'How much is delivery?');
    await page.locator('#lines .assistant').last().waitFor();
    expect((await system.snapshot(phone)).mode).toBe('active');
  });

  test('when she has made the field larger and presses Send three times, then it goes out once and the page complains of nothing', async () => {
    const { quiet, received } = shift();
    const { phone, page } = await hers();
    await page.locator('#words').fill('It is on its way');
    // As its handle does.
    await page.evaluate('document.getElementById("words").style.height = "120px"');
    await page.getByRole('button', { name: 'Send', exact: true }).click({ clickCount: 3 });
    await page.locator('#lines .agent', { hasText: 'It is on its way' }).waitFor();
    await until(
      () => page.locator('#words').inputValue(),
      (words) => words === '',
    );
    await quiet(phone);
    expect((await received(phone)).filter(({ text }) => text === 'It is on its way')).toHaveLength(1);
  });

  test('when her message was not delivered, then Send again sends it once more, and once alone', async () => {
    const { system, control, reported, quiet, sends, received } = shift();
    const { phone, page } = await hers();
    await control.putFault(STATUSES_LOST);
    await page.locator('#words').fill('The courier comes at noon');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    const sent = async () => (await sends(phone, 'agent')).filter(({ answer }) => answer !== null);
    await until(sent, (requests) => requests.length === 1);
    await reported(phone);
    await quiet(phone);
    await createStatusReports(system)((await sent())[0]!, { failed: 131026 });
    await page.locator('.again', { hasText: 'Not delivered: The courier comes at noon' }).waitFor();
    await control.clearFaults();
    await press(page, 'sendAgain');
    await said(page).getByText('Done.').waitFor();
    await page.locator('.again').waitFor({ state: 'detached' });
    await quiet(phone);
    expect(await sent()).toHaveLength(2);
    expect((await received(phone)).filter(({ text }) => text === 'The courier comes at noon')).toHaveLength(2);
    await page
      .locator('#lines .agent')
      .last()
      .getByText(/sent|delivered|read/)
      .waitFor();
  });
});

describe('an operator at the desk page', () => {
  test('when he signs in, then he reads everything, and nothing that he presses or sends changes anything', async () => {
    const { waiting, system, control } = shift();
    const phone = await waiting();
    const page = await signIn('U_OLWETHU');
    await page.getByText('Olwethu Dube').waitFor();
    await (await rowOf(page, phone)).click();
    await page.getByText('You read along: only agents act and write.').waitFor();
    await page.locator('#lines .customer', { hasText: 'I want to talk to a person' }).waitFor();
    for (const key of ['r', 't', 'e']) await page.keyboard.press(key);
    expect(await page.locator('#words, [data-command], .drawer, a.answer').count()).toBe(0);
    const before = [await system.snapshot(phone), await control.phone(phone)];

    const csrf = await page.locator('.search [name=csrf]').inputValue();
    const conversation = `${system.gateway}/desk/conversations/${await system.workflowIdOf(phone)}`;
    const form = { csrf, revision: 'run.1', epoch: '0', nonce: 'n'.repeat(22), text: 'words', kind: 'away' };
    for (const path of ['commands/takeOver', 'messages', 'template', '../away']) {
      const address = new URL(`${conversation}/${path}`.replace(/conversations\/[^/]+\/\.\.\//, '')).href;
      const answer = await page.request.post(address, { form, maxRedirects: 0 });
      expect([path, answer.status()]).toEqual([path, 403]);
    }
    expect((await page.request.get(`${conversation}/template`)).status()).toBe(403);
    expect([await system.snapshot(phone), await control.phone(phone)]).toEqual(before);
    await page.getByRole('link', { name: 'Report' }).click();
    await page.getByRole('heading', { name: 'Report' }).waitFor();
  });
});
