import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { root } from '../support/run';

const pages = execFileSync('git', ['ls-files', '*.md', ':!test/fixtures'], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter(Boolean);

/** As GitHub names the anchors of a page's headings. */
function anchorsOf(page: string): Set<string> {
  const headings = readFileSync(page, 'utf8').matchAll(/^#{1,6} +(.+)$/gm);
  return new Set(
    [...headings].map(([, heading = '']) =>
      heading
        .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .replace(/ /g, '-'),
    ),
  );
}

function linksOf(page: string): string[] {
  const text = readFileSync(join(root, page), 'utf8').replace(/^```[^]*?^```/gm, '');
  return [...text.matchAll(/\]\(<?([^)\s>]+)>?(?: "[^"]*")?\)/g)].map(([, target = '']) => target);
}

function isBroken(page: string, target: string): boolean {
  if (/^(https?:|mailto:)/.test(target)) return false;
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? join(root, page) : join(root, dirname(page), decodeURIComponent(path));
  if (!existsSync(file) || relative(root, file).startsWith('..')) return true;
  return anchor !== undefined && file.endsWith('.md') && !anchorsOf(file).has(anchor);
}

describe('links between the pages', () => {
  test.each(pages)('when %s links to a file or a heading, then it is there', (page) => {
    expect(linksOf(page).filter((target) => isBroken(page, target))).toEqual([]);
  });

  test('when a link leads nowhere, then it is found', () => {
    expect(
      ['docs/none.md', '#none', '../outside.md', 'docs/architecture.md#none'].map((to) => isBroken('README.md', to)),
    ).toEqual([true, true, true, true]);
    expect(isBroken('README.md', '#licence')).toBe(false);
  });
});
