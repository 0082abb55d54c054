// What the claims are checked with, beside node:assert.
import assert from 'node:assert/strict';

export const claim = (name, check) => ({ name, check });

/** The attempt must fail, and the app must see this code of the server. */
export async function refused(attempt, code) {
  try {
    await attempt;
  } catch (error) {
    assert.equal(error.code, code, `refused, but as ${error.code}: ${error.message}`);
    return;
  }
  assert.fail(`was not refused, expected ${code}`);
}

export const later = (after, before, what = 'updatedAt') =>
  assert.ok(Date.parse(after) > Date.parse(before), `${what} did not grow: ${before}, then ${after}`);

/** ISO 8601, UTC, milliseconds: the only form that the SDK sorts rightly. */
export const isTime = (text, what = 'time') => assert.match(text ?? '', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/, what);

export const sorted = (values) => [...values].sort();

export const sameSet = (actual, expected, message) => assert.deepEqual(sorted(actual), sorted(expected), message);

/**
 * Three pages of a list, forth and back, by the tokens that the server gave: nothing twice, nothing missing, and on the way back the same pages
 * again. `rows` takes the ids out of an answer. Returns the ids of the three pages in order.
 */
export async function threePagesEachWay(person, path, { limit = 3, options = {}, ...params }, rows) {
  const page = async (place) => {
    const answer = await person.http('GET', path, { params: { ...params, options: { ...options, ...place } } });
    return { ids: rows(answer), ...answer.paging };
  };
  const first = await page({ limit });
  assert.ok(!first.previous, 'the first page has a previous one');
  const second = await page({ token: first.next });
  const third = await page({ token: second.next });
  const all = [...first.ids, ...second.ids, ...third.ids];
  assert.deepEqual([first, second, third].map(({ ids }) => ids.length), [limit, limit, limit]);
  assert.equal(new Set(all).size, 3 * limit, 'a row is on two pages');
  const secondAgain = await page({ token: third.previous });
  assert.deepEqual(secondAgain.ids, second.ids, 'the page before the third is not the second');
  const firstAgain = await page({ token: secondAgain.previous });
  assert.deepEqual(firstAgain.ids, first.ids, 'the page before the second is not the first');
  assert.ok(!firstAgain.previous, 'back on the first page there is still a previous one');
  assert.deepEqual((await page({ token: firstAgain.next })).ids, second.ids, 'forward again leads elsewhere');
  return { pages: [first.ids, second.ids, third.ids], last: !third.next };
}
