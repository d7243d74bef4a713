import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { createTranscriptLinks } from '../../../src/transcript-links';
import { useBrowser } from '../../support/browser';
import { SCRIPTS } from '../../support/corpora';
import { createDeskPage } from '../../support/desk-page';
import { root } from '../../support/run';
import { THANDI } from '../../support/scene';
import { useShift } from '../../support/shift';
import { until } from '../../support/until';

const folder = mkdtempSync(join(tmpdir(), 'baton-scripts-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The sample business, with a canned reply of each. */
async function hostileKnowledge() {
  cpSync(join(root, 'knowledge'), folder, { recursive: true });
  for (const [place, script] of SCRIPTS.entries()) {
    const reply = `---\ntitle: ${JSON.stringify(script)}\n---\n${script}\n`;
    writeFileSync(join(folder, 'replies', `script-${place}.md`), reply);
  }
  return { knowledgeDir: folder };
}

const browser = useBrowser();
const shift = useShift({}, hostileKnowledge);
const { signIn, open } = createDeskPage(browser, shift);

/** Whatever runs says so; the browser of the tests lets no page write an error to its console. */
const TELL = `for (const name of ['alert', 'confirm', 'prompt']) {
  const own = window[name];
  window[name] = (...given) => (console.error('foreign words have run'), own.apply(window, given));
}`;
/** What no page of the desk has by itself. */
const FOREIGN =
  'body script, iframe, object, embed, base, body meta, body link, body style, math, marquee, body template, video > source, ' +
  '[onload], [onerror], [onfocus], [ontoggle], [onbegin], [onstart], [onmouseover], [srcdoc], [formaction], [autofocus], ' +
  'a[href^="javascript:"], a[href^="data:"], a[href*="evil.example"]';

/** Signs of bold become markup of ours, a bracket ends the name of a file, and browsers leave out what nobody sees. */
const bare = (text: string): string => text.replace(/[\s*_~\]\0\ufffd]/g, '');
const countOf = (script: string, texts: string[]): number =>
  texts.filter((text) => bare(text).includes(bare(script))).length;
const missingIn = (texts: string[], times = 1): string[] => SCRIPTS.filter((script) => countOf(script, texts) < times);

/** A page on which hostile words are to stand; what it says in the end is whether they stayed words. */
async function watched(user: string) {
  const page = await signIn(user);
  await page.waitForURL(/\/desk\/queue$/);
  await page.addInitScript(TELL);
  const dialogs: string[] = [];
  const pictures: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    const { pathname, protocol } = new URL(request.url());
    const isFile = protocol === 'data:' || /\/files\/\d+$/.test(pathname);
    if (request.resourceType() === 'image' && !isFile) pictures.push(pathname);
  });
  return {
    page,
    async stayedWords(): Promise<void> {
      expect(await page.locator(FOREIGN).count()).toBe(0);
      expect(page.frames()).toHaveLength(1);
      expect({ dialogs, pictures }).toEqual({ dialogs: [], pictures: [] });
    },
  };
}

const lines = (page: Page, who: string) => page.locator(`#lines .${who}`).allTextContents();

/** All of them as words, as names of files and what stands below those, as notes of orders, and inside as notes. */
async function sendEverything(phone: string, page: Page): Promise<void> {
  const { control, hears, system } = shift();
  const address = `${system.gateway}/desk/conversations/${await system.workflowIdOf(phone)}/messages`;
  const csrf = await page.locator('.search [name=csrf]').inputValue();
  for (const [place, text] of SCRIPTS.entries()) {
    await hears(phone, text);
    await control.send(phone, { document: { filename: text } });
    await control.send(phone, { raw: { type: 'order', order: { catalog_id: '1', text, product_items: [{}] } } });
    const note = { csrf, nonce: `script-note-${place}`, text, as: 'note' };
    // While the worker has so many files to bring, a conversation may not answer at once; said twice it counts once.
    await until(
      async () => (await page.request.post(address, { multipart: note, maxRedirects: 0 })).status(),
      (status) => status === 303,
    );
  }
}

describe('words that try to be a script', () => {
  test('when they are names, last words and answers of many customers, then every list shows them as words', async () => {
    const { system, control, hears, conversation } = shift();
    const phones = SCRIPTS.map(() => system.newCustomer());
    await Promise.all(
      phones.map(async (phone, place) => {
        await control.change(phone, { name: SCRIPTS[place] });
        await hears(phone, 'I want to talk to a person');
        await conversation(phone, ({ handoff }) => handoff === 'waiting');
        await hears(phone, SCRIPTS[place]!);
      }),
    );
    const { page, stayedWords } = await watched(THANDI);
    const shown = async (view: string, part: string) => {
      await page.goto(`${system.gateway}/desk/${view}`);
      await until(
        async () => missingIn(await page.locator(`#list .row ${part}`).allTextContents()),
        (missing) => missing.length === 0,
      );
      await stayedWords();
    };
    for (const view of ['queue', 'all']) {
      await shown(view, 'b');
      await shown(view, '.last');
    }
    const csrf = await page.locator('.search [name=csrf]').inputValue();
    for (const [place, phone] of phones.entries()) {
      const address = `${system.gateway}/desk/conversations/${await system.workflowIdOf(phone)}/messages`;
      const reply = { csrf, nonce: `script-reply-${place}`, text: SCRIPTS[place]!, as: 'reply' };
      expect((await page.request.post(address, { multipart: reply, maxRedirects: 0 })).status()).toBe(303);
    }
    await shown('mine', 'b');
    await shown('mine', '.last');
    for (const phone of phones) {
      await page.locator('#number').fill(`+${phone}`);
      await page.getByRole('button', { name: 'Find' }).click();
      await page.waitForURL(new RegExp(await system.workflowIdOf(phone)));
      await stayedWords();
    }
    await page.goto(`${system.gateway}/desk/report`);
    await stayedWords();
  }, 240_000);

  test('when they are all in one conversation, then it, its transcript and the template page show them as words', async () => {
    // A value that no template may have.
    browser.allowComplaint(/status of 409/);
    const { system, control, claimed, quiet } = shift();
    const phone = await claimed(THANDI);
    await control.change(phone, { name: SCRIPTS[3] });
    const { page, stayedWords } = await watched(THANDI);
    await open(page, phone);
    const links = createTranscriptLinks({ key: system.credentials.linkKey, publicUrl: system.gateway, now: Date.now });
    const transcript = await watched(THANDI);
    await transcript.page.goto(links.link(await system.workflowIdOf(phone)));
    await sendEverything(phone, page);
    await quiet(phone);
    const whole = async (read: Page): Promise<void> => {
      await until(
        async () => [missingIn(await lines(read, 'customer'), 3), missingIn(await lines(read, 'note'))],
        ([said = [], noted = []]) => said.length === 0 && noted.length === 0,
      );
    };
    for (const [read, check] of [
      [page, stayedWords],
      [transcript.page, transcript.stayedWords],
    ] as const) {
      await whole(read);
      await check();
      await read.reload();
      await whole(read);
      await check();
    }
    for (const answer of await page.locator('a.answer').all()) await answer.click();
    await page.locator('#answering q').waitFor();
    await stayedWords();

    const template = `${system.gateway}/desk/conversations/${await system.workflowIdOf(phone)}/template`;
    for (const text of SCRIPTS) {
      await page.goto(`${template}?template=604100000000003`);
      await page.locator('[name^=value_header]').fill(text);
      await page.locator('[name^=value_body]').fill(text);
      await page.getByRole('button', { name: 'Preview' }).click();
      await page.locator('blockquote, .problem').last().waitFor();
      await stayedWords();
    }
  }, 240_000);

  test('when they are canned replies, then they are chosen and put below one’s own words as words', async () => {
    const phone = await shift().claimed(THANDI);
    const { page, stayedWords } = await watched(THANDI);
    await open(page, phone);
    expect(missingIn(await page.locator('#canned option').allTextContents())).toEqual([]);
    for (const [place, text] of SCRIPTS.entries()) {
      await page.locator('#canned').selectOption(`script-${place}`);
      await page.getByRole('button', { name: 'Insert' }).click();
      await until(
        () => page.locator('#words').inputValue(),
        (words) => bare(words).endsWith(bare(text)),
      );
      await stayedWords();
    }
  }, 120_000);

  test('when one is the name of whoever signs in, then it stands there as a name', async () => {
    const { system, control } = shift();
    const { page, stayedWords } = await watched('U_OLWETHU');
    for (const name of SCRIPTS) {
      await control.call('PUT', '/control/openid/settings', { claims: { name } });
      await page.goto(`${system.gateway}/desk/sign-in/start`);
      await page.locator('[data-user=U_OLWETHU]').click();
      await page.waitForURL(/\/desk\/queue$/);
      expect(missingIn([(await page.locator('.who .name').textContent()) ?? '']).includes(name)).toBe(false);
      await stayedWords();
    }
    await control.call('PUT', '/control/openid/settings', {});
  }, 120_000);
});
