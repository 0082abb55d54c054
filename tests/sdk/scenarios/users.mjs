import assert from 'node:assert/strict';
import { claim, isTime, later, refused, sameSet } from '../expect.mjs';

// 'a/b' and 'a%2Fb' are two users: the SDK encodes ids of lists twice, so what decodes them once, or not always, takes one for the other
const oddIds = ['a/b', 'a%2Fb', 'c@d', 'ü ñ', '#x', 'a b', '100%', '日本/😀', "q?&=+;'\""];

export async function setup(cast) {
  const [ann, ben] = await cast.login('ann', 'ben');
  const odd = oddIds.map((id) => [`${id}-${cast.run}`, `Odd ${id}`]);
  await cast.crowd(odd, async () => {});
  const pager = `Pager${cast.run}`;
  await cast.crowd([3, 1, 5, 2, 4].map((n) => [`${pager}-${n}`, `${pager} ${n}`]), async () => {});
  return { ann, ben, odd, pager };
}

export const claims = [
  claim('ids with slashes, percent signs, blanks and letters of any script are users of their own', async ({ ann, odd }) => {
    for (const [id, displayName] of odd) {
      const user = await ann.look.UserRepository.getUser(id);
      assert.deepEqual([user.userId, user.displayName], [id, displayName]);
    }
  }),

  claim('getUserByIds finds all of them in one call', async ({ ann, odd }) => {
    const { data } = await ann.sdk.UserRepository.getUserByIds(odd.map(([id]) => id));
    sameSet(data.map(({ userId, displayName }) => `${userId}: ${displayName}`), odd.map(([id, displayName]) => `${id}: ${displayName}`));
  }),

  claim('getUserByIds of one odd id gives that user and no other', async ({ ann, odd }) => {
    for (const [id] of odd.slice(0, 3)) {
      const { data } = await ann.sdk.UserRepository.getUserByIds([id]);
      assert.deepEqual(data.map(({ userId }) => userId), [id]);
    }
  }),

  claim('of a list of ids those that exist come back', async ({ ann, ben }) => {
    const { data } = await ann.sdk.UserRepository.getUserByIds([ann.id, 'nobody-at-all', ben.id]);
    sameSet(data.map(({ userId }) => userId), [ann.id, ben.id]);
    assert.deepEqual((await ann.sdk.UserRepository.getUserByIds(['nobody-at-all'])).data, []);
  }),

  claim('a user has all that the SDK reads of him', async ({ ann, ben }) => {
    const user = await ann.look.UserRepository.getUser(ben.id);
    const { user: self } = await ben.session();
    assert.deepEqual(
      [user._id, user.userInternalId, user.userPublicId, user.path, user.displayName],
      [self._id, self._id, ben.id, self.path, 'Ben'],
    );
    assert.deepEqual([user.isDeleted, user.isGlobalBanned, user.isGlobalBan, user.isBrand, user.flagCount, user.hashFlag ?? null], [false, false, false, false, 0, null]);
    assert.ok(Array.isArray(user.roles) && Array.isArray(user.permissions));
    isTime(user.createdAt);
    isTime(user.updatedAt);
  }),

  claim('an unknown user is 400400, and the SDK does not ask again', async ({ ann }) => {
    await refused(ann.look.UserRepository.getUser('nobody-at-all'), 400400);
    const { requests } = await ann.traffic();
    await refused(ann.look.UserRepository.getUser('nobody-at-all'), 400400);
    assert.equal((await ann.traffic()).requests, requests);
  }),

  claim('an update changes what it names and leaves the rest', async ({ ann, ben }) => {
    const before = (await ben.sdk.UserRepository.getUserByIds([ben.id])).data[0];
    const metadata = { verified: true, favourites: ['a', 'b'], nested: { deep: [1, 2.5, null, 'ü😀'] } };
    const { data: changed } = await ben.sdk.UserRepository.updateUser(ben.id, { metadata });
    assert.deepEqual([changed.displayName, changed.metadata], ['Ben', metadata]);
    later(changed.updatedAt, before.updatedAt);
    const { data: again } = await ben.sdk.UserRepository.updateUser(ben.id, { description: 'likes trees', avatarCustomUrl: 'https://example.com/ben.png' });
    assert.deepEqual([again.displayName, again.description, again.avatarCustomUrl, again.metadata], ['Ben', 'likes trees', 'https://example.com/ben.png', metadata]);
    later(again.updatedAt, changed.updatedAt);
    const seen = await ann.look.UserRepository.getUser(ben.id);
    assert.deepEqual([seen.displayName, seen.description, seen.metadata, seen.createdAt], ['Ben', 'likes trees', metadata, before.createdAt]);
  }),

  claim('an avatar is an address on the web, and an empty one takes it away', async ({ ann }) => {
    const set = async (avatarCustomUrl) => (await ann.sdk.UserRepository.updateUser(ann.id, { avatarCustomUrl })).data.avatarCustomUrl;
    assert.equal(await set('https://example.com/ann.png'), 'https://example.com/ann.png');
    await refused(set('javascript:alert(1)'), 500000);
    assert.ok(!await set(''));
  }),

  claim('metadata is replaced, not merged', async ({ ben }) => {
    await ben.sdk.UserRepository.updateUser(ben.id, { metadata: { one: 1 } });
    const { data } = await ben.sdk.UserRepository.updateUser(ben.id, { metadata: { two: 2 } });
    assert.deepEqual(data.metadata, { two: 2 });
  }),

  claim('metadata may have 5,000 bytes of UTF-8, and not one more', async ({ ann, ben }) => {
    const fits = { k: 'ü'.repeat(2496) };
    assert.equal(Buffer.byteLength(JSON.stringify(fits)), 5000);
    assert.deepEqual((await ben.sdk.UserRepository.updateUser(ben.id, { metadata: fits })).data.metadata, fits);
    await refused(ben.sdk.UserRepository.updateUser(ben.id, { displayName: 'Big Ben', metadata: { k: `${fits.k}x` } }), 500000);
    const seen = await ann.look.UserRepository.getUser(ben.id);
    assert.deepEqual([seen.displayName, seen.metadata], ['Ben', fits], 'nothing of a refused update happened');
  }),

  claim('nobody changes another user: 400301, and the session goes on', async ({ ann, ben }) => {
    await refused(ann.sdk.UserRepository.updateUser(ben.id, { displayName: 'Bad Ben' }), 400301);
    assert.equal((await ann.look.UserRepository.getUser(ben.id)).displayName, 'Ben');
    assert.equal((await ann.session()).state, 'established');
  }),

  claim('a display name with a NUL or half a character is refused with 500000', async ({ ann }) => {
    await refused(ann.sdk.UserRepository.updateUser(ann.id, { displayName: 'Ann\u0000' }), 500000);
    await refused(ann.sdk.UserRepository.updateUser(ann.id, { displayName: 'Ann\ud83d' }), 500000);
    await refused(ann.sdk.UserRepository.updateUser(ann.id, { metadata: { half: '\ude00' } }), 500000);
    assert.equal((await ann.sdk.UserRepository.getUserByIds([ann.id])).data[0].displayName, 'Ann');
  }),

  claim('a search by display name finds those whose name has it, page by page', async ({ ann, pager }) => {
    const found = await ann.watch.UserRepository.searchUserByDisplayName({ displayName: pager, limit: 2 });
    assert.equal(found.items.length, 2);
    await found.nextPage();
    assert.equal(found.items.length, 4);
    await found.nextPage();
    assert.equal(found.hasNextPage, false);
    sameSet(found.ids('displayName'), [1, 2, 3, 4, 5].map((n) => `${pager} ${n}`));
    await found.close();
  }),

  claim('a search that nobody matches is empty', async ({ ann }) => {
    const found = await ann.watch.UserRepository.searchUserByDisplayName({ displayName: 'Nobody has this name' });
    assert.deepEqual([found.items, found.hasNextPage], [[], false]);
  }),

  claim('a search tells A from Ä', async ({ cast, ann }) => {
    const [alice, aelice] = [`Alice${cast.run}`, `Älice${cast.run}`];
    await cast.crowd([[`plain-${cast.run}`, alice], [`umlaut-${cast.run}`, aelice]], async () => {});
    const found = await ann.watch.UserRepository.searchUserByDisplayName({ displayName: alice });
    assert.deepEqual(found.ids('displayName'), [alice]);
    const other = await ann.watch.UserRepository.searchUserByDisplayName({ displayName: aelice });
    assert.deepEqual(other.ids('displayName'), [aelice]);
  }),

  claim('users are listed newest first, oldest first or by name', async ({ ann, pager }) => {
    const query = async (params) => (await ann.http('GET', '/api/v3/users', { params: { options: { limit: 100 }, ...params } })).users;
    const times = (users) => users.map(({ createdAt }) => createdAt);
    const newest = times(await query({ sortBy: 'lastCreated' }));
    assert.deepEqual(newest, [...newest].sort().reverse());
    const oldest = times(await query({ sortBy: 'firstCreated' }));
    assert.deepEqual(oldest, [...oldest].sort());
    const names = (await query({ sortBy: 'displayName' })).map(({ displayName }) => displayName).filter((name) => name.startsWith(pager));
    assert.deepEqual(names, [1, 2, 3, 4, 5].map((n) => `${pager} ${n}`));
  }),

  claim('the live list of users grows by pages and shows nobody twice', async ({ ann }) => {
    const users = await ann.watch.UserRepository.getUsers({ sortBy: 'lastCreated', limit: 4 });
    assert.equal(users.items.length, 4);
    await users.nextPage();
    await users.nextPage();
    assert.equal(new Set(users.ids('userId')).size, 12);
    assert.deepEqual(users.ids('createdAt'), [...users.ids('createdAt')].sort().reverse());
    await users.close();
  }),
];
