import assert from 'node:assert/strict';
import { claim, refused, sameSet } from '../expect.mjs';

export async function setup(cast) {
  const [ann, ben, fay] = await cast.login('ann', 'ben', 'fay');
  const fans = [1, 2, 3, 4, 5, 6, 7].map((n) => cast.id(`fan${n}`));
  await cast.crowd(fans.map((id, n) => [id, `Fan ${n + 1}`]), async (fan) => {
    await fan.sdk.UserRepository.Relationship.follow(fay.id);
  });
  const set = (body) => cast.plain('PUT', '/api/v3/network-settings/social', { token: cast.adminToken, body });
  return { ann, ben, fay, fans, set };
}

const counts = ({ followerCount, followingCount, pendingCount }) => [followerCount, followingCount, pendingCount];

export const claims = [
  claim('following is accepted at once and counted on both sides', async ({ ann, ben }) => {
    const { data } = await ann.sdk.UserRepository.Relationship.follow(ben.id);
    assert.deepEqual([data.from, data.to, data.status], [ann.id, ben.id, 'accepted']);
    const mine = await ann.look.UserRepository.Relationship.getFollowInfo(ann.id);
    assert.deepEqual(counts(mine), [0, 1, 0]);
    const his = await ann.look.UserRepository.Relationship.getFollowInfo(ben.id);
    assert.deepEqual([his.userId, his.followerCount, his.followingCount, his.status], [ben.id, 1, 0, 'accepted']);
    assert.deepEqual(counts(await ben.look.UserRepository.Relationship.getFollowInfo(ben.id)), [1, 0, 0]);
  }),

  claim('following again changes nothing', async ({ ann, ben }) => {
    assert.equal((await ann.sdk.UserRepository.Relationship.follow(ben.id)).data.status, 'accepted');
    assert.deepEqual(counts(await ben.look.UserRepository.Relationship.getFollowInfo(ben.id)), [1, 0, 0]);
  }),

  claim('being followed is not following', async ({ ann, ben }) => {
    assert.equal((await ben.look.UserRepository.Relationship.getFollowInfo(ann.id)).status, 'none');
  }),

  claim('the lists of followers and followings name both and bring the users along', async ({ ann, ben }) => {
    const followings = await ann.watch.UserRepository.Relationship.getFollowings({ userId: ann.id });
    assert.deepEqual(followings.items.map(({ from, to, status }) => [from, to, status]), [[ann.id, ben.id, 'accepted']]);
    assert.equal((await ann.cached('user', 'get', ben.id)).displayName, 'Ben');
    const followers = await ben.watch.UserRepository.Relationship.getFollowers({ userId: ben.id, status: 'accepted' });
    assert.deepEqual(followers.ids('from'), [ann.id]);
    const pending = await ben.watch.UserRepository.Relationship.getFollowers({ userId: ben.id, status: 'pending' });
    assert.deepEqual(pending.items, []);
  }),

  claim('others see the same lists', async ({ ann, ben, fay }) => {
    const followers = await fay.watch.UserRepository.Relationship.getFollowers({ userId: ben.id });
    assert.deepEqual(followers.ids('from'), [ann.id]);
    const followings = await fay.watch.UserRepository.Relationship.getFollowings({ userId: ann.id });
    assert.deepEqual(followings.ids('to'), [ben.id]);
  }),

  claim('followers come in pages, newest first', async ({ fay, fans }) => {
    const followers = await fay.watch.UserRepository.Relationship.getFollowers({ userId: fay.id, limit: 3 });
    assert.deepEqual(followers.ids('from'), fans.slice(4).reverse());
    await followers.nextPage();
    assert.equal(followers.items.length, 6);
    await followers.nextPage();
    assert.deepEqual(followers.ids('from'), [...fans].reverse());
    assert.equal(followers.hasNextPage, false);
    assert.deepEqual(counts(await fay.look.UserRepository.Relationship.getFollowInfo(fay.id)), [7, 0, 0]);
  }),

  claim('unfollowing takes both counts and both lists back', async ({ ann, ben }) => {
    assert.equal(await ann.sdk.UserRepository.Relationship.unfollow(ben.id), true);
    assert.deepEqual(counts(await ann.look.UserRepository.Relationship.getFollowInfo(ann.id)), [0, 0, 0]);
    const his = await ann.look.UserRepository.Relationship.getFollowInfo(ben.id);
    assert.deepEqual([his.followerCount, his.status], [0, 'none']);
    const followings = await ann.watch.UserRepository.Relationship.getFollowings({ userId: ann.id, limit: 6 });
    assert.deepEqual(followings.items, []);
  }),

  claim('an open list takes a new follow in', async ({ ann, ben, fay }) => {
    const followings = await ann.watch.UserRepository.Relationship.getFollowings({ userId: ann.id, limit: 7 });
    await ann.sdk.UserRepository.Relationship.follow(ben.id);
    await ann.sdk.UserRepository.Relationship.follow(fay.id);
    await followings.until(({ items }) => items.length === 2, 'both');
    sameSet(followings.ids('to'), [ben.id, fay.id]);
  }),

  claim('a user whose id has blanks and umlauts can be followed', async ({ cast, ann }) => {
    const id = `ü ñ ${cast.run}`;
    await cast.crowd([[id, 'Odd']], async () => {});
    assert.equal((await ann.sdk.UserRepository.Relationship.follow(id)).data.to, id);
    assert.equal((await ann.look.UserRepository.Relationship.getFollowInfo(id)).status, 'accepted');
  }),

  claim('nobody follows himself: 400000', async ({ ann }) => {
    await refused(ann.sdk.UserRepository.Relationship.follow(ann.id), 400000);
  }),

  claim('following somebody unknown is 400400', async ({ ann }) => {
    await refused(ann.sdk.UserRepository.Relationship.follow('nobody-at-all'), 400400);
    await refused(ann.look.UserRepository.Relationship.getFollowInfo('nobody-at-all'), 400400);
  }),

  claim('where the network asks for consent a follow waits, is accepted, declined or taken back', async ({ cast, set }) => {
    const [gil, hal] = await cast.login('gil', 'hal');
    const { follow, unfollow, acceptMyFollower, declineMyFollower } = relations(gil, hal);
    await set({ isFollowWithRequestEnabled: true });
    try {
      assert.equal((await follow()).data.status, 'pending');
      assert.deepEqual(counts(await hal.look.UserRepository.Relationship.getFollowInfo(hal.id)), [0, 0, 1]);
      assert.deepEqual((await gil.look.UserRepository.Relationship.getFollowInfo(hal.id)).status, 'pending');
      assert.deepEqual((await hal.watch.UserRepository.Relationship.getFollowers({ userId: hal.id, status: 'pending' })).ids('from'), [gil.id]);
      assert.equal(await acceptMyFollower(), true);
      assert.deepEqual(counts(await hal.look.UserRepository.Relationship.getFollowInfo(hal.id)), [1, 0, 0]);
      assert.equal((await gil.look.UserRepository.Relationship.getFollowInfo(hal.id)).status, 'accepted');
      assert.equal(await declineMyFollower(), true);
      assert.equal((await follow()).data.status, 'pending');
      assert.equal(await declineMyFollower(), true);
      assert.equal((await gil.look.UserRepository.Relationship.getFollowInfo(hal.id)).status, 'none');
      assert.equal((await follow()).data.status, 'pending');
      assert.equal(await unfollow(), true);
      await refused(acceptMyFollower(), 400400);
      assert.deepEqual(counts(await hal.look.UserRepository.Relationship.getFollowInfo(hal.id)), [0, 0, 0]);
    } finally {
      await set({ isFollowWithRequestEnabled: false });
    }
  }),

  claim('the lists of a private user are for followers: 400301', async ({ cast, ann, set }) => {
    const [ida, jim] = await cast.login('ida', 'jim');
    await ann.sdk.UserRepository.Relationship.follow(ida.id);
    await set({ userPrivacySetting: 'private' });
    try {
      await refused(jim.watch.UserRepository.Relationship.getFollowers({ userId: ida.id }), 400301);
      assert.deepEqual((await ann.watch.UserRepository.Relationship.getFollowers({ userId: ida.id })).ids('from'), [ann.id]);
    } finally {
      await set({ userPrivacySetting: 'public' });
    }
  }),
];

/** What one user does to follow another, and what that one does about it. */
function relations(from, to) {
  const [asks, asked] = [from.sdk.UserRepository.Relationship, to.sdk.UserRepository.Relationship];
  return {
    follow: () => asks.follow(to.id),
    unfollow: () => asks.unfollow(to.id),
    acceptMyFollower: () => asked.acceptMyFollower(from.id),
    declineMyFollower: () => asked.declineMyFollower(from.id),
  };
}
