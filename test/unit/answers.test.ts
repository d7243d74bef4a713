import { readYesOrNo, saysSettled } from '../../workflows/conversation/answers';

describe('typed answers', () => {
  test.each([
    ['English', ['yes', 'Yes!', ' YES please ', 'y', 'sure', 'Yes, connect me']],
    [
      'English, as it is typed',
      ['yes thanks', 'yes thank you very much', 'yup', 'ok', 'Okay please', 'alright', 'yes I do', '👍', '👍🏾'],
    ],
    ['mixed', ['ja asb', 'ya please', 'ok dankie', 'yebo thanks']],
    ['Afrikaans', ['ja', 'Ja, asseblief', 'ja graag']],
    ['isiZulu', ['yebo', 'Yebo, ngicela']],
    ['isiXhosa', ['ewe', 'Ewe nceda']],
    ['Sesotho', ['e', 'ee', 'eya', 'E, ka kopo']],
  ])('when the whole message is a yes in %s, then it is a yes', (_language, texts) => {
    expect(texts.map(readYesOrNo)).toEqual(texts.map(() => 'yes'));
  });

  test.each([
    ['English', ['no', 'No, thanks', 'nope', 'not now', "no it's fine", "No that's fine, thank you", '👎']],
    ['Afrikaans', ['nee', 'Nee dankie']],
    ['isiZulu', ['cha', 'Cha, ngiyabonga']],
    ['isiXhosa', ['hayi', 'Hayi enkosi']],
    ['Sesotho', ['tjhe', 'Tjhe, kea leboha']],
  ])('when the whole message is a no in %s, then it is a no', (_language, texts) => {
    expect(texts.map(readYesOrNo)).toEqual(texts.map(() => 'no'));
  });

  test.each([
    'ja nee',
    'Ja-nee',
    'yes but when',
    'no idea',
    'yesterday',
    'e-mail',
    'nota',
    '',
    '?',
    'yes no',
    'thanks',
    'no, connect me',
    'ok but when',
    '👍 great service',
  ])('when it is "%s", then it is neither', (text) => {
    expect(readYesOrNo(text)).toBeUndefined();
  });

  test.each([
    'never mind',
    'Sorted, thanks!',
    "It's sorted",
    'toemaar',
    'dis reg',
    'Sekulungile',
    'ho lokile jwale',
    'found it',
    'Never mind, sorted',
    'Never mind, I found it',
    'Problem solved, thanks!',
    'sharp, sorted',
    "It's fine now, thank you",
  ])('when it is "%s", then the matter is settled', (text) => {
    expect(saysSettled(text)).toBe(true);
  });

  test.each([
    'is it sorted',
    'not sorted',
    'thanks',
    'never',
    'sorted by size',
    'never mind, send it back',
    'ok, thanks',
    '',
  ])('when it is "%s", then it is not', (text) => {
    expect(saysSettled(text)).toBe(false);
  });
});
