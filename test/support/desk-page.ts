import type { Page } from 'playwright-core';
import { accessibilityProblems, obscuredFocus, type PageOptions, type TestBrowser } from './browser';
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

/**
 * What sticks out, what axe finds, and what lies over the focus, in each of these colours at each of these widths. Leaves
 * the page light, and as large as it was. `isDrawn`: a drawer is open, which may lie over anything because Escape closes it.
 */
export async function screenProblems(
  page: Page,
  colorSchemes: readonly ('light' | 'dark')[],
  widths: readonly number[],
  { isDrawn = false } = {},
): Promise<string[]> {
  const size = page.viewportSize()!;
  const problems: string[] = [];
  for (const colorScheme of colorSchemes) {
    await page.emulateMedia({ colorScheme });
    for (const width of widths) {
      await page.setViewportSize({ width, height: 844 });
      const wide = await page.evaluate<number>('document.documentElement.scrollWidth');
      const found = [...(await accessibilityProblems(page)), ...(isDrawn ? [] : await obscuredFocus(page))];
      if (wide !== width) found.push(`it is ${wide} pixels wide`);
      problems.push(...found.map((problem) => `${colorScheme}, ${width}: ${problem}`));
    }
  }
  await page.setViewportSize(size);
  await page.emulateMedia({ colorScheme: 'light' });
  return problems;
}
