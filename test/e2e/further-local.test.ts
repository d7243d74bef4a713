import { useSystem } from '../support/engines';
import { answers } from './further/answers';
import { desk } from './further/desk';
import { outages } from './further/outages';

describe('without a model', () => {
  const stage = useSystem('local');
  answers(stage);
  desk(stage);
  outages(stage);
});
