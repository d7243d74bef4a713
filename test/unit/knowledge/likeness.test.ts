import { groupAlike } from '../../../activities/assistant/local/retrieval/likeness';
import { withoutIdentity } from '../../../src/without-identity';

const grouped = (texts: string[]): string[][] => groupAlike(texts).map((group) => group.map((at) => texts[at]!));

describe('questions that ask the same', () => {
  test('when they differ in words, order or spelling, they are one group; others are groups of their own', () => {
    const trays = ['do you sell seedling trays', 'Do you have seedling trays?', 'seedling trays do you sell those'];
    const hire = ['can I hire a wheelbarrow', 'can i hire a wheelbarow'];
    const groups = grouped([trays[0]!, hire[0]!, trays[1]!, 'is there wifi in the tea garden', hire[1]!, trays[2]!]);
    expect(groups).toEqual([trays, hire, ['is there wifi in the tea garden']]);
  });

  test('when words mean nothing to anybody, the same ones are one group and others are not', () => {
    expect(grouped(['please do', 'Please do!', 'asdf qwer', 'nee wat'])).toEqual([
      ['please do', 'Please do!'],
      ['asdf qwer'],
      ['nee wat'],
    ]);
  });

  test('when there is nothing, there are no groups', () => {
    expect(groupAlike([])).toEqual([]);
  });
});

describe('words without the one who wrote them', () => {
  test('when numbers, an e-mail address or the own name stand in them, they are taken out', () => {
    const text = "I'm Thabo (thabo.m@mail.example, 082 555 1234): do you hire out 2 tents for 14 days?";
    expect(withoutIdentity(text, 'Thabo Mokoena')).toBe(
      "I'm [name] ([e-mail], [number]): do you hire out 2 tents for 14 days?",
    );
  });

  test('when a name is part of a word, or is too short to be one, the word stays', () => {
    expect(withoutIdentity('Do you sell roses? Ask Al or Rose', 'Rose Al')).toBe('Do you sell roses? Ask Al or [name]');
  });

  test('when a name holds signs of a pattern, it is a name all the same', () => {
    expect(withoutIdentity('here is (.*) again', '(.*) [a-z]+')).toBe('here is (.*) again');
  });
});
