'use strict';

const { default: Sequencer } = require('@jest/test-sequencer');

/** The longest first, so that none begins when the others are nearly done; what is short fills the gaps. */
const ORDER = ['/test/e2e/chaos.', '/test/e2e/', '/test/workflow/', '/test/property/', '/test/system/page.', ''];

/** Jest goes by how long a file took before, and by its size where it has not run yet; a fresh clone knows nothing. */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => ORDER.findIndex((part) => path.replaceAll('\\', '/').includes(part));
    return super.sort(tests).sort((one, other) => rank(one) - rank(other));
  }
};
