import { randomInt } from 'node:crypto';
import { rmSync } from 'node:fs';
import type { Page } from 'playwright-core';
import type { DemoFacts } from '../../src/demo/facts';
import { accessibilityProblems, useBrowser } from '../support/browser';
import { createControl } from '../support/control';
import { openDemoPage, type DemoPage } from '../support/demo-page';
import { ended, startDemo, whenUp, type Demo } from '../support/demo-process';
import { until } from '../support/until';

const STEPS = 17;
const WIDTHS = [1440, 1024, 390, 320];

const browser = useBrowser();
let demo: Demo;
let facts: DemoFacts;

beforeAll(async () => {
  demo = startDemo();
  facts = await whenUp(demo, 120_000);
}, 150_000);

afterAll(async () => {
  demo.process.kill('SIGTERM');
  await ended(demo);
  rmSync(demo.folder, { recursive: true, force: true });
}, 30_000);

const newPhone = (): string => `2784${String(randomInt(10_000_000)).padStart(7, '0')}`;

const open = async (phone?: string, width = 1440): Promise<DemoPage> =>
  openDemoPage(await browser.page({ width }), facts.page, phone);

describe('the story, through the page alone', () => {
  test('when it is lived by hand, then the assistant answers, people take over, and it comes back only when somebody confirms', async () => {
    const story = await open();
    await story.press('tour', 'Not now');

    await story.say('What are your trading hours?');
    expect(await story.whenWritten('assistant', 1)).toContain('08:00');
    await story.say('How much is delivery?');
    expect(await story.whenWritten('assistant', 2)).toMatch(/R ?\d+/);
    await story.say('Are you open on public holidays?');
    expect(await story.whenWritten('assistant', 3)).toContain('closed');
    await story.say('Where is my order #5544?');
    expect(await story.whenWritten('assistant', 4)).toMatch(/delivered[^]*https:/);
    await story.whenSpeaks('The assistant');

    await story.say('It was delivered but a part is missing');
    for (const text of ['New handoff', '+27 ••••• 1234', 'a part is missing', 'Wants:']) await story.whenInSlack(text);
    expect(await story.whenWritten('notice', 1)).toContain('support team');
    await story.whenSpeaks('Your team');

    await story.press('slack', 'Take over');
    await story.whenInSlack('Thandi has it');
    await story.whenSpeaks('Thandi');
    for (const text of ['Hello? Is anybody there?', 'How much is delivery to Cape Town?', 'I want the assistant']) {
      await story.say(text);
      await story.whenInSlack(text);
    }
    await story.write('Hi, this is Thandi. Which part is missing?');
    expect(await story.whenWritten('agent', 1)).toMatch(/Thandi: Hi, this is Thandi\. Which part is missing\?/);
    await story.page.locator('#messages .reaction').getByRole('img', { name: 'Read' }).waitFor();
    await story.press('slack', 'Edit');
    await story.page.locator('.own-edit input').fill('Hi, this is Thandi. Which parts are missing?');
    await story.page.locator('.own-edit input').press('Enter');
    await story.whenInSlack('It has gone out already');
    await story.say('Do you also sell gift vouchers?');
    await story.whenInSlack('Do you also sell gift vouchers?');
    expect(await story.written('assistant')).toHaveLength(4);

    await story.press('workflow', '+30 minutes');
    await story.page.locator('#messages').getByRole('button', { name: 'Keep it with us' }).waitFor();
    // An answer has been owed for twenty minutes: it is anybody's of the team again.
    await story.whenSpeaks('Your team');
    await story.press('workflow', '+10 minutes');
    await story.page.locator('#bubbles').getByRole('button', { name: 'Keep waiting' }).waitFor();
    expect(await story.written('assistant')).toHaveLength(4);

    await story.press('phone', 'Ask the assistant');
    expect(await story.whenWritten('assistant', 5)).toMatch(/voucher/i);
    await story.whenSpeaks('The assistant');
    await story.page.locator('[data-rule="resume confirmed"]').waitFor();

    const [transcript] = await Promise.all([
      story.page.waitForEvent('popup'),
      story.page.locator('#history').getByRole('link', { name: 'Transcript' }).click(),
    ]);
    await transcript.getByText('It was delivered but a part is missing').first().waitFor();
  }, 240_000);
});

describe('the guided tour', () => {
  const shown = (page: Page) => page.locator('#tour .tour-words').innerText();

  /** Lets the tour do a step and waits until it tells what happened, or has gone on by itself. */
  async function doStep({ page, press }: DemoPage, number: number): Promise<void> {
    await page.locator(`#tour [data-step="${number}"]`).waitFor();
    await press('tour', 'Do it for me');
    const next = page.locator(`#tour[data-scene="told"], #tour [data-step="${number + 1}"]`);
    await next.first().waitFor({ timeout: 90_000 });
  }

  test('when it is followed, then every step really happens, and its links lead to the event in Temporal UI', async () => {
    // Temporal UI is not ours: what it writes to its console is its own affair.
    browser.allowComplaint(/./);
    const tour = await open();
    const { page, press } = tour;
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())));
    await press('tour', 'Start the tour');
    await doStep(tour, 1);
    await press('tour', 'Next step');

    await press('tour', 'Leave the tour');
    await page.locator('#tour').waitFor({ state: 'hidden' });
    await page.reload();
    await page.getByRole('button', { name: 'Resume the tour' }).click();
    await page.getByRole('button', { name: 'New customer' }).click();
    await press('tour', 'Back to the tour');
    for (let step = 2; step <= STEPS; step += 1) {
      await doStep(tour, step);
      if ((await page.locator('#tour').getAttribute('data-scene')) !== 'told') continue;
      expect(await shown(page)).toContain('What just happened');
      if (step === 4) await linkLeadsTo(tour, 'takeOver');
      await press('tour', step === STEPS ? 'Finish' : 'Next step');
    }

    expect(await shown(page)).toContain('never a duel');
    await press('tour', 'Start again');
    await page.locator('#tour [data-step="1"]').waitFor();
    await press('tour', 'Skip');
    await page.locator('#tour [data-step="2"]').waitFor();
    expect(complaints).toEqual([]);
  }, 400_000);

  async function linkLeadsTo({ page }: DemoPage, words: string): Promise<void> {
    const [event] = await Promise.all([
      page.waitForEvent('popup'),
      page.locator('#tour').getByRole('link', { name: 'See this event in Temporal UI' }).click(),
    ]);
    expect(event.url()).toMatch(/\/workflows\/whatsapp-[^/]+\/[^/]+\/history\/events\/\d+$/);
    await event.getByText(words).locator('visible=true').first().waitFor();
    await event.close();
  }
});

describe('the controls', () => {
  test('when the vendors and the model are slow or away, then the page shows it and nothing is lost', async () => {
    const { page, press, say, whenWritten, whenInSlack, written } = await open(newPhone());
    const pressed = (name: string, state: boolean) =>
      page.locator(`#controls [aria-pressed="${state}"]`).filter({ hasText: name }).waitFor();

    await press('workflow', 'WhatsApp down');
    await page.locator('#phone-status').filter({ hasText: 'waiting for network' }).waitFor();
    await say('How much is delivery?');
    await press('workflow', 'Slow model');
    await pressed('Slow model', true);
    await press('workflow', 'WhatsApp down');
    await page.locator('#bubbles .typing').waitFor();
    await press('workflow', 'Slow model');
    expect(await whenWritten('assistant', 1)).toMatch(/R ?\d+/);

    await press('workflow', 'Model down');
    await press('workflow', 'Slack down');
    await page.locator('#slack-offline').waitFor();
    await press('workflow', 'Orders down');
    await pressed('Orders down', true);
    await say('I want a refund for the kettle');
    await whenWritten('notice', 1);
    for (const name of ['Slack down', 'Model down', 'Orders down']) {
      await press('workflow', name);
      await pressed(name, false);
    }
    await whenInSlack('I want a refund for the kettle');
    expect(await written('assistant')).toHaveLength(1);
  }, 180_000);

  test('when the shop is closed, then who asks for a person reads when it opens, until it is opened again', async () => {
    const { page, press, say, whenWritten } = await open(newPhone());
    const shop = (closed: boolean) => page.locator(`#shop-closed[aria-pressed="${closed}"]`).waitFor();
    await shop(false);
    await press('workflow', 'Shop closed');
    await shop(true);
    await say('I want to talk to a person');
    expect(await whenWritten('notice', 1)).toMatch(/closed now and opens again on \w+ 08:00/);
    await press('workflow', 'Shop closed');
    await shop(false);
  }, 60_000);

  test('when the worker is killed, then the page tells what was recorded meanwhile, and the customer is answered once', async () => {
    const { page, press, say, whenWritten, written } = await open(newPhone());
    await say('What are your trading hours?');
    await whenWritten('assistant', 1);
    await press('workflow', 'Kill the worker');
    await page.locator('#worker').getByText('was killed with SIGKILL').waitFor();
    await say('Are you open on public holidays?');
    await page.locator('#worker').getByText('signal customerMessage').first().waitFor();
    await page.locator('#worker').getByText('A new worker').waitFor({ timeout: 90_000 });
    expect(await whenWritten('assistant', 2)).toContain('closed');
    await page.locator('#worker').getByRole('button', { name: 'Dismiss' }).click();
    await page.locator('#worker').waitFor({ state: 'hidden' });
    expect(await written('assistant')).toHaveLength(2);
  }, 180_000);

  test('when there are several customers, then each has a row that says how it stands and what is unread', async () => {
    const first = newPhone();
    const { page, press, say, whenWritten } = await open(first);
    const row = page.locator(`[data-phone="${first}"]`);
    await page.getByRole('button', { name: 'Send a voice note' }).click();
    await whenWritten('notice', 1);
    await press('phone', 'Yes, connect me');
    await row.filter({ hasText: 'waiting' }).waitFor();

    await press('inbox', 'New customer');
    await page.locator('#phone-text').fill('my kettle');
    await page.getByRole('button', { name: 'Send a photo' }).click();
    await page.locator('#bubbles .picture').waitFor();
    await press('phone', 'How much is delivery?');
    await whenWritten('assistant', 1);
    const control = createControl(facts.simulator);
    await control.say(first, 'Is anybody there?');
    await row.filter({ hasText: '1 unread' }).waitFor();

    await row.click();
    await page.locator('#bubbles').getByText('Is anybody there?').waitFor();
    await row.filter({ hasNotText: 'unread' }).waitFor();
    await say('Hello?');
    await page.locator(`[data-phone="${first}"][aria-current]`).waitFor();
  }, 120_000);

  test('when somebody is not an agent, then Slack tells him alone, and the others do not see it', async () => {
    const { page, press, say, whenWritten, write } = await open(newPhone());
    await say('How much is delivery?');
    await whenWritten('assistant', 1);
    await page.getByLabel('You are').selectOption({ label: 'Vusi Visitor (not an agent)' });
    await page.locator('#slack-try').getByRole('button').click();
    const alone = page.locator('#messages .ephemeral').last();
    await alone.getByText('Only visible to you').waitFor();
    await page.getByLabel('You are').selectOption({ label: 'Pieter Botha' });
    await alone.waitFor({ state: 'detached' });
    await page.locator('#slack-try').getByRole('button').click();
    await page.locator('#who-speaks').filter({ hasText: 'Pieter' }).waitFor();
    await page.locator('#messages .ephemeral').getByRole('button', { name: 'Dismiss' }).last().click();

    await press('slack', 'Writing in this thread');
    await page.locator('#target').getByText('To the channel').waitFor();
    await page.locator('#messages').getByRole('button', { name: 'Reply in thread' }).last().click();
    await write('note: he has called before');
    await page.locator('#messages').getByText('he has called before').waitFor();
    await page.getByText('What may come next').click();
    await page.locator('#diagram li').filter({ hasText: '30 minutes without people' }).waitFor();
    await page.locator('#messages [data-action="more"] summary').last().click();
    await page.getByRole('button', { name: 'Snooze until …' }).last().click();
    await page.getByRole('dialog').getByText('Until', { exact: true }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.locator('#messages [data-action="resolve"]').last().selectOption({ label: 'Solved' });
    await page.locator('#who-speaks').filter({ hasText: 'The assistant' }).waitFor();
  }, 120_000);
});

describe('the page itself', () => {
  test.each(WIDTHS)(
    'when it is %i pixels wide, then axe finds nothing and nothing sticks out',
    async (width) => {
      const phone = newPhone();
      const { page, say, press, whenWritten } = await open(phone, width);
      await say('I want a refund');
      await whenWritten('notice', 1);
      const tabs = width < 861 ? ['Phone', 'Workflow', 'Slack'] : [''];
      for (const tab of tabs) {
        if (tab) await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: tab }).click();
        for (const colorScheme of ['dark', 'light'] as const) {
          await page.emulateMedia({ colorScheme });
          expect(await accessibilityProblems(page)).toEqual([]);
        }
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      }
      await press('tour', 'Not now');
      expect(await accessibilityProblems(page)).toEqual([]);
    },
    120_000,
  );

  test('when nothing happens, then the browser asks for nothing; what happens elsewhere appears by itself', async () => {
    const phone = newPhone();
    const page = await browser.page();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.clock.install();
    const { whenWritten } = await openDemoPage(page, facts.page, phone);
    const views = [`/control/customers/${phone}/messages`, '/control/slack/screen', '/control/faults'];
    await until(
      () => views.filter((view) => !asked.includes(view)),
      (missing) => missing.length === 0,
    );
    const before = asked.length;
    await page.clock.runFor('10:00');
    expect(asked.slice(before)).toEqual([]);
    await page.clock.resume();
    await createControl(facts.simulator).say(phone, 'How much is delivery?');
    await whenWritten('assistant', 1);
  }, 60_000);

  test('when somebody wants to see the desk, then the link at the top leads there', async () => {
    const { page } = await open(newPhone());
    const link = page.getByRole('link', { name: 'Desk page' });
    expect(await link.getAttribute('href')).toBe(`${facts.gateway}/desk`);
    const [desk] = await Promise.all([page.waitForEvent('popup'), link.click()]);
    await desk.getByRole('link', { name: 'Sign in' }).waitFor();
  }, 60_000);

  test('when there is only a keyboard, then a customer can write and an agent can take over', async () => {
    const { page, whenWritten, whenSpeaks } = await open(newPhone());
    await page.locator('#phone-text').focus();
    await page.keyboard.type('I want a refund');
    await page.keyboard.press('Enter');
    await whenWritten('notice', 1);
    await page.locator('.target-thread [data-action="take_over"]').waitFor();
    await page.locator('#person').focus();
    const tabbed = async (): Promise<unknown> => {
      await page.keyboard.press('Tab');
      return page.evaluate('document.activeElement.closest(".target-thread") && document.activeElement.dataset.action');
    };
    await until(tabbed, (action) => action === 'take_over');
    await page.keyboard.press('Enter');
    await whenSpeaks('Thandi');
  }, 60_000);

  test('when people want less motion, then nothing moves', async () => {
    const page = await browser.page({ reducedMotion: 'reduce' });
    await openDemoPage(page, facts.page);
    expect(await page.evaluate('document.getAnimations().length')).toBe(0);
  });
});
