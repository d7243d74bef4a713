import { mentionedUsers, readAgentText } from '../../../src/slack/text';

const NAMES = new Map([['U_PIETER', 'Pieter']]);
const read = (markup: string) => readAgentText(markup, NAMES);

describe('readAgentText', () => {
  it.each([
    ['plain words', 'Good morning', 'Good morning'],
    ['escapes', 'R&amp;D &lt;b&gt; 1 &gt; 0', 'R&D <b> 1 > 0'],
    ['an escape that somebody typed', 'write &amp;lt; for a bracket', 'write &lt; for a bracket'],
    ['emoji by short name', 'Thank you :pray: :heart:', 'Thank you 🙏 ❤️'],
    ['emoji with a skin tone', ':wave::skin-tone-5: hello', '👋🏾 hello'],
    ['a flag', ':flag-za:', '🇿🇦'],
    ['an unknown short name', ':shop-logo: hello', ':shop-logo: hello'],
    ['a time of day', 'between 10:30:00 and 11:00', 'between 10:30:00 and 11:00'],
    ['names that every object has', ':constructor: :toString:', ':constructor: :toString:'],
    ['a link with a label', '<https://shop.example/track|your parcel>', 'your parcel (https://shop.example/track)'],
    ['a link without a label', 'See <https://shop.example/a?b=1&amp;c=2>', 'See https://shop.example/a?b=1&c=2'],
    ['a link that Slack made', '<http://shop.example|shop.example>', 'shop.example'],
    ['an e-mail address', '<mailto:help@shop.example|help@shop.example>', 'help@shop.example'],
    ['a phone number', '<tel:+27215550100|021 555 0100>', '021 555 0100'],
    ['formatting', '*bold* _italic_ ~gone~ `code`', '*bold* _italic_ ~gone~ `code`'],
    ['a quote', '&gt; you wrote\nyes', '> you wrote\nyes'],
    ['a date', '<!date^1759650000^{date_num}|2025-10-05>', '2025-10-05'],
    ['hard spaces', 'one\u00a0two', 'one two'],
    ['an unclosed bracket', 'a &lt; b and <c', 'a < b and <c'],
  ])('when it has %s, the customer reads it as the agent meant it', (_what, markup, text) => {
    expect(read(markup)).toEqual({ text, mentions: false, note: false });
  });

  it.each([
    ['a user', 'ask <@U_PIETER>', 'ask @Pieter'],
    ['a user whom Slack does not name', 'ask <@U_GONE>', 'ask @somebody'],
    ['a user with a label', '<@U123|vusi> please', '@vusi please'],
    ['a user group', '<!subteam^S123|@agents> look', '@agents look'],
    ['the channel', '<!channel> look', '@channel look'],
    ['everybody here', '<!here|here> look', '@here look'],
    ['another channel', 'see <#C123|returns>', 'see #returns'],
    ['a private channel without a name', 'see <#C123|>', 'see #channel'],
  ])('when it mentions %s, that is told', (_what, markup, text) => {
    expect(read(markup)).toEqual({ text, mentions: true, note: false });
  });

  it.each([
    ['!check the stock first', 'check the stock first'],
    ['!! call him', 'call him'],
    ['note: he is a regular', 'he is a regular'],
    ['Note:he is a regular', 'he is a regular'],
    ['  note: with <@U_PIETER>', 'with @Pieter'],
    ['Note : he is a regular', 'he is a regular'],
    ['NOTE： he is a regular', 'he is a regular'],
    ['Internal note: he is a regular', 'he is a regular'],
    ['*note:* he is a regular', 'he is a regular'],
    ['_note:_ he is a regular', 'he is a regular'],
    ['*Note*: he is a regular', 'he is a regular'],
    ['`note:` he is a regular', 'he is a regular'],
    ['&gt; note: he is a regular', 'he is a regular'],
    ['• note: he is a regular', 'he is a regular'],
    ['\u200bnote: he is a regular', 'he is a regular'],
    ['！call him', 'call him'],
    ['*!* call him', 'call him'],
    ['&gt;! call him', 'call him'],
    [':exclamation: call him', 'call him'],
    ['‼️ call him', 'call him'],
  ])('when it begins as a note (%s), it stays inside without the sign', (markup, text) => {
    expect(read(markup)).toMatchObject({ text, note: true });
  });

  it.each([
    'Please note: we close at five',
    'Note that we close at five',
    'A note: we close at five',
    'Notebooks: three left',
    '*Great!* Thank you',
    '¡Hola!',
    '- we close at five',
    '&gt; you wrote! yes',
    '<!channel> hello',
  ])('when the sign of a note is somewhere else (%s), it is no note', (markup) => {
    expect(read(markup).note).toBe(false);
  });

  it('when the sign of a note is below a quotation, then it is a note, with what it is about', () => {
    const text = '> Look at my lid\nhe is a liar';
    expect(read('&gt; Look at my lid\n! he is a liar')).toEqual({ text, mentions: false, note: true });
  });

  it.each([
    ['&gt; Note: my address is new\nThank you', { note: true, ownWords: { note: false } }],
    ['&gt; Should I send you my ID number?\nNo need', { note: false, sensitive: 'asked', ownWords: { note: false } }],
    ['&gt; Yes\nPlease send me your ID number', { note: false, sensitive: 'asked' }],
  ])('when a quotation reads otherwise than the words below it (%s), then both are told', (markup, judged) => {
    expect(read(markup)).toEqual({ ...judged, text: markup.replace('&gt;', '>'), mentions: false });
  });

  it('when several users are mentioned, each is named once', () => {
    expect(mentionedUsers('<@U1> <@U2|x> <@U1> &lt;@U3&gt;')).toEqual(['U1', 'U2']);
  });
});
