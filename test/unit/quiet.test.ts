import { quietFor } from '../../workflows/conversation/quiet';

const message = (text: string, at = 0, tapped = false) => ({ text, at, tapped });

describe('how long to wait for more', () => {
  test.each([
    ['a question mark', 'Open today?', 1000],
    ['six words', 'I would like to know more', 1000],
    ['a greeting', 'Good morning!', 4000],
    ['a greeting in isiZulu', 'Sawubona', 4000],
    ['a fragment of three words', 'my order number', 4000],
    ['a bare number', '5544', 4000],
    ['a number with a dash', '# 55-44', 4000],
    ['a trailing comma', 'I would like to know whether, today,', 4000],
    ['a trailing "and"', 'I have got a question and', 4000],
    ['four words', 'I have a question', 2000],
    ['a word that ends like "and"', 'send it to my friends in Rand', 1000],
  ])('when it ends with %s, then so long', (_what, text, expected) => {
    expect(quietFor([message(text)])).toBe(expected);
  });

  test('when a button was tapped, then one second', () => {
    expect(quietFor([message('Yes', 0, true)])).toBe(1000);
  });

  test('when several came, then the last one counts', () => {
    expect(quietFor([message('hello'), message('Are you open today?', 3000)])).toBe(1000);
  });

  test('when the customer goes on and on, then never more than twelve seconds after the first', () => {
    expect(quietFor([message('hello'), message('hmm', 10_500)])).toBe(1500);
    expect(quietFor([message('hello'), message('hmm', 12_000)])).toBe(0);
    expect(quietFor([message('hello'), message('hmm', 60_000)])).toBe(0);
  });

  test('when there is nothing, then there is nothing to wait for', () => {
    expect(quietFor([])).toBe(0);
  });
});
