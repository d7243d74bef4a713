import type { Page } from 'playwright-core';

const PATIENCE_MS = 45_000;

/** The demo page as people use it: by what stands on its buttons and fields. */
export interface DemoPage {
  page: Page;
  /** The customer types and sends. */
  say(text: string): Promise<void>;
  /** Texts of the business's bubbles by this author, oldest first. */
  written(author: 'assistant' | 'agent' | 'notice'): Promise<string[]>;
  /** Waits until this author has written `count` bubbles, and returns the last. */
  whenWritten(author: 'assistant' | 'agent' | 'notice', count: number): Promise<string>;
  /** Waits until the text is to be seen in the channel. */
  whenInSlack(text: string): Promise<void>;
  /** The agent types in the composer of Slack and sends. */
  write(text: string): Promise<void>;
  /** Presses the last button with this name inside the part of the page. */
  press(part: Part, name: string): Promise<void>;
  /** Waits until the middle says that this one speaks. */
  whenSpeaks(who: string): Promise<void>;
}

type Part = 'phone' | 'workflow' | 'slack' | 'tour' | 'inbox';

const PARTS: Record<Part, string> = {
  phone: '#panel-phone',
  workflow: '#panel-workflow',
  slack: '#panel-slack',
  tour: '#tour',
  inbox: '.inbox',
};

/** Opens the page of a demo for a customer, or for the one that it begins with. */
export async function openDemoPage(page: Page, origin: string, phone?: string): Promise<DemoPage> {
  page.setDefaultTimeout(PATIENCE_MS);
  await page.goto(phone === undefined ? `${origin}/` : `${origin}/?phone=${phone}`);
  await page.locator('#who-speaks').waitFor({ state: 'attached' });
  const bubbles = (author: string) => page.locator(`#bubbles [data-author="${author}"]`);
  const fill = async (field: string, text: string): Promise<void> => {
    await page.locator(field).fill(text);
    await page.locator(field).press('Enter');
  };
  return {
    page,
    say: (text) => fill('#phone-text', text),
    written: (author) => bubbles(author).allInnerTexts(),
    async whenWritten(author, count) {
      await bubbles(author)
        .nth(count - 1)
        .waitFor();
      return bubbles(author)
        .nth(count - 1)
        .innerText();
    },
    whenInSlack: (text) => page.locator('#messages').getByText(text).last().waitFor(),
    write: (text) => fill('#slack-text', text),
    press: (part, name) => page.locator(PARTS[part]).getByRole('button', { name, exact: true }).last().click(),
    whenSpeaks: (who) => page.locator('#who-speaks').filter({ hasText: who }).waitFor(),
  };
}
