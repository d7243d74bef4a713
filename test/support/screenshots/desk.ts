import type { Page } from 'playwright-core';

/** As much of the stage as the desk page needs. */
interface Stage {
  facts: { gateway: string };
  page(width: number, height: number): Promise<Page>;
}

async function desk({ facts, page: newPage }: Stage, width: number, height: number): Promise<Page> {
  const page = await newPage(width, height);
  await page.goto(`${facts.gateway}/desk`);
  await page.getByRole('link', { name: 'Sign in' }).click();
  await page.locator('[data-user=U_THANDI]').click();
  await page.waitForURL(/\/desk\/queue$/);
  return page;
}

/** The conversation that Thandi has. */
async function conversation(stage: Stage, width: number, height: number): Promise<Page> {
  const page = await desk(stage, width, height);
  await page.goto(`${stage.facts.gateway}/desk/all`);
  await page.locator('#list .row.claimed').first().click();
  await page.getByText('You have this conversation.').waitFor();
  return page;
}

export const DESK_PICTURES = [
  { name: 'desk-1440', show: (stage: Stage) => conversation(stage, 1440, 900) },
  { name: 'desk-390', show: (stage: Stage) => conversation(stage, 390, 844) },
  {
    name: 'desk-report',
    async show(stage: Stage) {
      const page = await desk(stage, 1440, 900);
      await page.goto(`${stage.facts.gateway}/desk/report`);
      await page.locator('svg').first().waitFor();
      return page;
    },
  },
  {
    name: 'desk-dark',
    async show(stage: Stage) {
      const page = await desk(stage, 1440, 900);
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.goto(`${stage.facts.gateway}/desk/all`);
      return page;
    },
  },
];
