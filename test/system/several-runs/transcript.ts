import type { Page } from 'playwright-core';
import { advanceWorkflowClock } from '../../../src/simulator/workflow-clock';
import { createTranscriptLinks } from '../../../src/transcript-links';
import { accessibilityProblems, useBrowser } from '../../support/browser';
import { THANDI } from '../../support/scene';
import { type Shift } from '../../support/shift';
import { until } from '../../support/until';

const DAY = 24 * 60 * 60_000;
const HOURS = 'What are your trading hours?';
const PATIENCE = { timeout: 30_000 };

export function transcript(shift: () => Shift): void {
  const browser = useBrowser();

  /** The fresh link that the card's button shows to an agent. */
  async function linkFromCard(phone: string): Promise<string> {
    const { shown } = await shift().clickCard(phone, THANDI, 'transcript');
    const [, link = ''] = /<(http[^|>]+)\|/.exec(JSON.stringify(shown)) ?? [];
    return link.replaceAll('&amp;', '&');
  }

  const links = (now: () => number = Date.now) => {
    const { credentials, gateway } = shift().system;
    return createTranscriptLinks({ key: credentials.linkKey, publicUrl: gateway, now });
  };
  const linkTo = async (phone: string, now?: () => number): Promise<string> =>
    links(now).link(await shift().system.workflowIdOf(phone));

  const open = async (link: string, options: Parameters<typeof browser.page>[0] = {}): Promise<Page> => {
    const page = await browser.page(options);
    await page.goto(link);
    return page;
  };
  const isLive = (page: Page) => page.waitForSelector('#live[data-state="live"]', PATIENCE);
  const lines = async (page: Page): Promise<string[]> =>
    (await page.locator('#lines > li').allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim());
  const isTooWide = (page: Page) => page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth');

  it('when an agent opens it from the card, then it tells the story while it happens, at a desk', async () => {
    const { waiting, takeOver, replies, clickCard, write, received } = shift();
    const phone = await waiting('My parcel came but a part is missing');
    const page = await open(await linkFromCard(phone));
    await isLive(page);
    expect(await page.locator('.state').allInnerTexts()).toEqual(['The agents may speak', 'Waiting for an agent']);
    expect(await page.locator('.summary').innerText()).toContain('a part is missing');
    expect((await lines(page)).slice(1, 2)).toEqual([expect.stringMatching(/^Handed to the team\. Complaint/)]);
    expect(await page.locator('time').first().getAttribute('title')).toContain('GMT+2');

    await takeOver(phone);
    await page.getByText('Thandi took over. The assistant is silent.').waitFor(PATIENCE);
    await page.getByText('Thandi has it').waitFor(PATIENCE);
    await write(phone, THANDI, '! the third one this week');
    await page.locator('li.note', { hasText: 'the third one this week' }).waitFor(PATIENCE);
    await replies(phone, 'A new part leaves today.');
    await page.locator('li.agent', { hasText: /A new part leaves today\.\s*(delivered|read)/ }).waitFor(PATIENCE);
    expect((await received(phone)).map(({ text }) => text).join('\n')).not.toContain('third one');
    expect(await accessibilityProblems(page)).toEqual([]);

    await clickCard(phone, THANDI, 'hand_back');
    await page.getByText('Thandi let the assistant come back.').waitFor(PATIENCE);
    await page.locator('.state', { hasText: 'The assistant may speak' }).waitFor(PATIENCE);
    expect(await page.locator('.summary').innerText()).toContain('handed back by Thandi');
    await page.locator('#lines > li').last().getByText('sent').waitFor(PATIENCE);
    const live = await lines(page);
    await page.reload();
    expect(await lines(page)).toEqual(live);
  });

  it('when it is read on a phone, in the dark and without JavaScript, then it is whole and fits', async () => {
    const { claimed, says, control } = shift();
    const phone = await claimed();
    await control.send(phone, { image: { caption: `look ${'x'.repeat(120)}` } });
    await control.send(phone, { audio: { seconds: 5 } });
    await says(phone, '<img src=x onerror=alert(1)> & "thanks"');
    const link = await linkFromCard(phone);
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await open(link, { width: 390, height: 844, colorScheme });
      await isLive(page);
      expect(await isTooWide(page)).toBe(false);
      expect(await accessibilityProblems(page)).toEqual([]);
    }
    const plain = await open(link, { width: 390, height: 844, javaScriptEnabled: false });
    expect(await lines(plain)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/photo look x+/i),
        expect.stringMatching(/voice note/i),
        expect.stringContaining('<img src=x onerror=alert(1)> & "thanks"'),
      ]),
    );
    const photo = plain.locator('#lines img').first();
    await photo.scrollIntoViewIfNeeded();
    await photo.evaluate((image) => (image as unknown as { decode(): Promise<void> }).decode());
    expect(await plain.locator('#live').innerText()).toContain('Reload to see what is new.');
    await plain.emulateMedia({ media: 'print' });
    expect(await plain.locator('#live').isVisible()).toBe(false);
  });

  it('when the conversation has continued, ended and begun anew, then every record is found from the newest', async () => {
    const { says, answerTo, system, quiet } = shift();
    const { client, connection, namespace } = system;
    const phone = system.newCustomer();
    await answerTo(phone, 'How much is delivery?');
    const workflowId = await system.workflowIdOf(phone);
    const newest = () => client.workflow.getHandle(workflowId).describe();
    const { runId: first } = await newest();
    let written = 0;
    while ((await newest()).runId === first && written < 60) await says(phone, '🙏'.repeat((written += 1)));
    expect((await newest()).runId).not.toBe(first);
    // The run ends on the way, and the clock of what ended cannot arrive.
    await advanceWorkflowClock(connection, { namespace, workflowId, milliseconds: 31 * DAY }).catch(() => undefined);
    await until(newest, ({ status }) => status.name === 'COMPLETED');
    await answerTo(phone, 'Do you deliver to Upington?');
    await quiet(phone);

    const page = await open(await linkTo(phone));
    await until(
      async () => {
        await page.reload();
        return page.locator('.records li').allInnerTexts();
      },
      (records) => records.length === 3,
    );
    expect(await page.locator('.records li').allInnerTexts()).toEqual([
      expect.stringContaining('this one'),
      expect.stringContaining('ended after 30 quiet days'),
      expect.stringContaining('continued in the next one'),
    ]);
    expect((await lines(page)).join()).not.toContain('How much is delivery?');
    await page.getByRole('link', { name: 'Read the one before it' }).click();
    await page.getByText('An earlier record').waitFor();
    expect((await lines(page)).join()).toContain('How much is delivery?');
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.locator('.records a').last().click();
    expect((await lines(page)).join()).toContain('How much is delivery?');
    await page.getByRole('link', { name: 'To the newest one' }).click();
    await isLive(page);
    expect((await lines(page)).join()).toContain('Upington');
  });

  it('when any other address is tried with a link, then nothing of another customer is shown', async () => {
    const { system, says } = shift();
    const [mine, other] = [system.newCustomer(), system.newCustomer()];
    await says(mine, 'Where is my own parcel?');
    await says(other, 'Where is the secret parcel?');
    const [myId, otherId] = await Promise.all([mine, other].map((phone) => system.workflowIdOf(phone)));
    const otherRun = (await system.client.workflow.getHandle(otherId!).describe()).runId;
    const link = await linkTo(mine);
    const [path = '', query = ''] = link.split('?');
    const yesterday = await linkTo(other, () => Date.now() - DAY);
    const tried = [
      link.replace(myId!, otherId!),
      `${path}/${otherRun}?${query}`,
      `${path}/../${otherId}?${query}`,
      `${path}%2F..%2F${otherId}?${query}`,
      `${path}/..%2F${otherId}?${query}`,
      `${path}/${otherId}?${query}`,
      `${path}/live/${otherId}?${query}`,
      `${link}&id=${otherId}`,
      `${path}?${query}#/transcript/${otherId}`,
      yesterday,
      yesterday.replace('?', '/live?'),
      link.replace(myId!, otherId!).replace('?', '/live?'),
      link.replace(myId!, otherId!).replace('?', `/${otherRun}?`),
      link.replace(/signature=\w{8}/, 'signature='),
      link.replace(/expires=\d/, 'expires=9'),
      link.replace(/\?.*/, ''),
      `${system.gateway}/transcript/${otherId}?${query}&${query}`,
    ];
    for (const url of tried) {
      const answer = await fetch(url);
      const text = await answer.text();
      expect(text).not.toContain('secret');
      expect(text).not.toContain(other);
      if (text.includes('my own parcel')) expect(url.split(/[?#]/)[0]).toBe(path);
      else expect([403, 404]).toContain(answer.status);
    }
  });

  it('when the link ends while it is read, then the page says so and gets nothing more', async () => {
    const { system, says } = shift();
    const phone = system.newCustomer();
    await says(phone, HOURS);
    const page = await open(await linkTo(phone, () => Date.now() - DAY + 4_000));
    await page.getByText('This link has expired. Get a new link from the card in Slack.').waitFor(PATIENCE);
    await says(phone, 'How much is delivery?');
    await says(phone, '🙏');
    expect((await lines(page)).join()).not.toContain('How much is delivery?');
  });
}
