import { readYesOrNo, saysSettled } from '../../workflows/conversation/answers';

describe('typed answers', () => {
  test.each([
    ['English', ['yes', 'Yes!', ' YES please ', 'y', 'sure', 'Yes, connect me']],
    ['Afrikaans', ['ja', 'Ja, asseblief', 'ja graag']],
    ['isiZulu', ['yebo', 'Yebo, ngicela']],
    ['isiXhosa', ['ewe', 'Ewe nceda']],
    ['Sesotho', ['e', 'ee', 'eya', 'E, ka kopo']],
  ])('when the whole message is a yes in %s, then it is a yes', (_language, texts) => {
    expect(texts.map(readYesOrNo)).toEqual(texts.map(() => 'yes'));
  });

  test.each([
    ['English', ['no', 'No, thanks', 'nope', 'not now']],
    ['Afrikaans', ['nee', 'Nee dankie']],
    ['isiZulu', ['cha', 'Cha, ngiyabonga']],
    ['isiXhosa', ['hayi', 'Hayi enkosi']],
    ['Sesotho', ['tjhe', 'Tjhe, kea leboha']],
  ])('when the whole message is a no in %s, then it is a no', (_language, texts) => {
    expect(texts.map(readYesOrNo)).toEqual(texts.map(() => 'no'));
  });

  test.each(['ja nee', 'Ja-nee', 'yes but when', 'no idea', 'yesterday', 'e-mail', 'nota', '', '?', 'yes no', '👍'])(
    'when it is "%s", then it is neither',
    (text) => {
      expect(readYesOrNo(text)).toBeUndefined();
    },
  );

  test.each([
    'never mind',
    'Sorted, thanks!',
    "It's sorted",
    'toemaar',
    'dis reg',
    'Sekulungile',
    'ho lokile jwale',
    'found it',
  ])('when it is "%s", then the matter is settled', (text) => {
    expect(saysSettled(text)).toBe(true);
  });

  test.each(['is it sorted', 'not sorted', 'thanks', 'never', 'sorted by size', ''])(
    'when it is "%s", then it is not',
    (text) => {
      expect(saysSettled(text)).toBe(false);
    },
  );
});
