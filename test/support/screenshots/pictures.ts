import type { Locator, Page } from 'playwright-core';
import type { DemoFacts } from '../../../src/demo/facts';
import type { Control } from '../control';
import { openDemoPage, type DemoPage } from '../demo-page';
import { DESK_PICTURES } from './desk';
import { OPERATIONS_PICTURES } from './operations';
import { CUSTOMER } from './scene';

/** What a picture is taken of: a demo in the middle of the story, and a browser. */
export interface Stage {
  facts: DemoFacts;
  control: Control;
  /** A page of a new visitor, in CSS pixels. */
  page(width: number, height: number): Promise<Page>;
}

export interface Picture {
  /** In docs/images, without the ending. */
  name: string;
  /** Goes there and returns what to take; a page is taken as it is seen. */
  show(stage: Stage): Promise<Page | Locator>;
}

const settled = (page: Page): Promise<unknown> => page.evaluate('document.fonts.ready');

async function demoPage(stage: Stage, width: number, height: number): Promise<DemoPage> {
  const shown = await openDemoPage(await stage.page(width, height), stage.facts.page, CUSTOMER);
  await shown.press('tour', 'Not now');
  await shown.page.locator('#bubbles [data-author="agent"]').first().waitFor({ state: 'attached' });
  await shown.page.locator('#messages [data-action="hand_back"]').first().waitFor({ state: 'attached' });
  await settled(shown.page);
  return shown;
}

async function onTab(stage: Stage, tab: string): Promise<Page> {
  const { page } = await demoPage(stage, 390, 844);
  await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: tab }).click();
  return page;
}

async function tour(stage: Stage): Promise<Page> {
  const { page, press } = await openDemoPage(await stage.page(1440, 900), stage.facts.page);
  await press('tour', 'Start the tour');
  await press('tour', 'Do it for me');
  await page.locator('#tour[data-scene="told"]').waitFor();
  return page;
}

async function card({ control }: Stage) {
  const cards = (await control.slack()).filter(({ text }) => text.includes('+27 ••••• 1234'));
  return cards.at(-1)!;
}

async function slackCard(stage: Stage): Promise<Locator> {
  const { page } = await demoPage(stage, 1440, 1400);
  const { ts } = await card(stage);
  return page.locator(`[data-thread="${ts}"]`);
}

/** The Home tab as Thandi sees it. */
async function slackHome(stage: Stage): Promise<Locator> {
  const { page } = await demoPage(stage, 1440, 1000);
  await page.locator('#slack-home-toggle').click();
  await page.locator('#slack-home').getByText('Waiting').first().waitFor();
  return page.locator('#slack-home');
}

async function transcript(stage: Stage, width: number): Promise<Page> {
  const shown = await demoPage(stage, 1440, 900);
  const url = await shown.page.locator('#history').getByRole('link', { name: 'Transcript' }).getAttribute('href');
  const page = await stage.page(width, 900);
  await page.goto(url!);
  return page;
}

async function temporal(stage: Stage): Promise<Page> {
  const shown = await demoPage(stage, 1440, 900);
  const link = shown.page.locator('#history').getByRole('link', { name: 'Open in Temporal UI' });
  const page = await stage.page(1440, 1000);
  await page.goto((await link.getAttribute('href'))!);
  await page.getByText('takeOver').locator('visible=true').first().waitFor();
  await settled(page);
  return page;
}

/** Every picture of docs/images but the animated one. To have one more, add a line. */
export const PICTURES: Picture[] = [
  { name: 'page-1440', show: async (stage) => (await demoPage(stage, 1440, 900)).page },
  { name: 'page-1024', show: async (stage) => (await demoPage(stage, 1024, 768)).page },
  { name: 'page-390-phone', show: (stage) => onTab(stage, 'Phone') },
  { name: 'page-390-workflow', show: (stage) => onTab(stage, 'Workflow') },
  { name: 'page-390-slack', show: (stage) => onTab(stage, 'Slack') },
  { name: 'tour', show: tour },
  { name: 'slack-card', show: slackCard },
  { name: 'slack-home', show: slackHome },
  { name: 'transcript-1440', show: (stage) => transcript(stage, 1440) },
  { name: 'transcript-1024', show: (stage) => transcript(stage, 1024) },
  { name: 'transcript-390', show: (stage) => transcript(stage, 390) },
  { name: 'temporal-workflow', show: temporal },
  ...DESK_PICTURES,
  ...OPERATIONS_PICTURES,
];
