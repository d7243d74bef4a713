import type { Page } from 'playwright-core';
import type { PageOptions, TestBrowser } from './browser';
import type { Shift } from './shift';

/** The desk page of a running gateway, as people come to it. */
export const createDeskPage = (browser: TestBrowser, shift: () => Shift) => ({
  /** Through the issuer, by one click. */
  async signIn(user: string, options: PageOptions = {}): Promise<Page> {
    const page = await browser.page(options);
    await page.goto(`${shift().system.gateway}/desk`);
    await page.getByRole('link', { name: 'Sign in' }).click();
    await page.locator(`[data-user=${user}]`).click();
    return page;
  },
  async open(page: Page, phone: string): Promise<void> {
    const id = await shift().system.workflowIdOf(phone);
    await page.goto(`${shift().system.gateway}/desk/conversations/${id}`);
  },
});

/** What a page says of what was pressed last. */
export const said = (page: Page) => page.locator('#said');
