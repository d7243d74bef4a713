import { useSystem } from '../support/engines';
import { answers } from './further/answers';
import { desk, slowModel } from './further/desk';
import { modelOutages, outages } from './further/outages';

describe('with a model', () => {
  const stage = useSystem('openai');
  answers(stage);
  desk(stage);
  slowModel(stage);
  outages(stage);
  modelOutages(stage);
});
