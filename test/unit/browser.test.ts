import { accessibilityProblems, useBrowser } from '../support/browser';
import { closeAll, startHttpServer } from '../support/http';

const browser = useBrowser();
afterEach(closeAll);

const page = (body: string): string =>
  `<!doctype html><html lang="en"><title>A page</title><main><h1>A page</h1>${body}</main></html>`;

/** Where a page with this body is served. */
async function serve(body: string): Promise<string> {
  const { url } = await startHttpServer((response, { path }) => {
    response.writeHead(path === '/' ? 200 : 204, { 'content-type': 'text/html; charset=utf-8' }).end(page(body));
  });
  return url;
}

describe('the browser of the tests', () => {
  it('when a page is opened at a width, then it is that wide, runs its scripts and is checked by axe', async () => {
    const url = await serve('<p id="p"></p><script>document.getElementById("p").textContent = innerWidth</script>');
    const opened = await browser.page({ width: 390 });
    await opened.goto(url);
    expect(await opened.textContent('#p')).toBe('390');
    expect(await accessibilityProblems(opened)).toEqual([]);
  });

  it('when an image has no alternative, then axe names it', async () => {
    const opened = await browser.page();
    await opened.goto(await serve('<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">'));
    expect(await accessibilityProblems(opened)).toEqual([expect.stringContaining('image-alt')]);
  });

  it('when a page throws, writes an error or asks another host, then each is a complaint', async () => {
    const foreign = 'http://baton.example/pixel.gif';
    const url = await serve(`<script>
      console.error('a written error');
      fetch('${foreign}').catch(() => { document.title = 'failed'; throw new Error('a thrown error'); });
    </script>`);
    const opened = await browser.page();
    const complaints = [/^console: a written error$/, /^error: a thrown error$/, /^foreign host: baton\.example$/];
    for (const pattern of [...complaints, /^console: .*ERR_NAME_NOT_RESOLVED/]) browser.expectComplaint(pattern);
    await opened.goto(url);
    await opened.waitForFunction('document.title === "failed"');
  });
});
