import { useBrowser } from '../../support/browser';
import { SCRIPTS, SLACK_MARKUP, UNICODE_TRAPS } from '../../support/corpora';
import { closeRigs, freshPhone, startRig } from './rig';

const browser = useBrowser();
afterEach(closeRigs);

const WORDS = [...SCRIPTS, ...SLACK_MARKUP, ...UNICODE_TRAPS];

describe('the page of the demo', () => {
  it('when customers and agents write scripts and call themselves so, then nothing runs and all of it can be read', async () => {
    const rig = await startRig();
    const phone = freshPhone();
    const write = (path: string, body: object, method = 'POST') => rig.control(method, path, body);
    expect((await write(`/customers/${phone}`, { name: SCRIPTS[0] }, 'PUT')).status).toBe(200);
    for (const text of WORDS) {
      expect((await write(`/customers/${phone}/messages`, { text })).status).toBe(202);
      expect((await write('/slack/messages', { user: 'U_THANDI', text, wait: 0 })).status).toBeLessThan(300);
    }
    const page = await browser.page();
    const dialogs: string[] = [];
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    await page.goto(`http://127.0.0.1:${rig.simulator.port}/`);
    const last = page.getByText('<scr').first();
    await last.waitFor({ state: 'attached' });
    await page.getByText('Thandi has it').first().waitFor({ state: 'attached' });
    expect(await page.locator('main iframe, main object, main embed, main img[src="x"]').count()).toBe(0);
    expect(dialogs).toEqual([]);
  });
});
