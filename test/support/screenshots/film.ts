import { openDemoPage, type DemoPage } from '../demo-page';
import { createAnimation } from './animation';
import type { Stage } from './pictures';

const SIZE = { width: 1280, height: 800 };
/** Somebody with an order that has been delivered. */
const CUSTOMER = '27715550142';
const BETWEEN_MS = 220;
const AFTER = 4;

/** Something that is done on the page until it is seen, and how long (ms) what then stands there is shown. */
type Scene = [does: (demo: DemoPage) => Promise<unknown>, holdMs: number];

const types =
  (text: string): Scene[0] =>
  ({ page }) =>
    page.locator('#phone-text').fill(text);

const sends = ({ page }: DemoPage): Promise<void> => page.locator('#phone-text').press('Enter');

/** The story in half a minute. */
const STORY: Scene[] = [
  [types('Where is my order #5538?'), 700],
  [(demo) => sends(demo).then(() => demo.whenWritten('assistant', 1)), 1_900],
  [types('It was delivered but a part is missing'), 700],
  [(demo) => sends(demo).then(() => demo.whenInSlack('Wants:')), 2_400],
  [(demo) => demo.press('slack', 'Take over').then(() => demo.whenSpeaks('Thandi')), 2_200],
  [types('Hello? Is anybody there?'), 500],
  [(demo) => sends(demo).then(() => demo.whenInSlack('Is anybody there?')), 1_300],
  [({ page }) => page.locator('#slack-text').fill('Hi, this is Thandi. Which part is missing?'), 600],
  [({ page, whenWritten }) => page.keyboard.press('Enter').then(() => whenWritten('agent', 1)), 1_700],
  [types('Do you also sell gift vouchers?'), 500],
  [(demo) => sends(demo).then(() => demo.whenInSlack('gift vouchers?')), 1_000],
  [(demo) => demo.press('workflow', '+30 minutes').then(() => demo.whenInSlack('Hand the conversation back')), 2_200],
  [(demo) => demo.press('slack', 'Hand back to the assistant').then(() => demo.whenWritten('assistant', 2)), 3_200],
];

/** The running demo as an animated picture, for the README. */
export async function film(stage: Stage): Promise<Buffer> {
  const page = await stage.page(SIZE.width, SIZE.height);
  const demo = await openDemoPage(page, stage.facts.page, CUSTOMER);
  await demo.press('tour', 'Not now');
  const animation = createAnimation();
  const take = async (holdMs: number): Promise<void> => animation.add(await page.screenshot(), holdMs);
  await take(900);
  for (const [does, holdMs] of STORY) {
    let over = false;
    const done = does(demo).finally(() => (over = true));
    while (!over) await take(BETWEEN_MS);
    await done;
    // What has arrived slides into its place.
    for (let picture = 0; picture < AFTER; picture += 1) await take(BETWEEN_MS);
    await take(holdMs);
  }
  return animation.encode();
}
