import assert from 'node:assert/strict';
import { claim, isTime, later, refused } from '../expect.mjs';

// ann moderates an open and a private club; ben is a member of both, cat of none. The SDK reads pins; who makes them asks the server itself.
export async function setup(cast) {
  const [ann, ben, cat] = await cast.login('ann', 'ben', 'cat');
  const found = async (isPublic) => (await ann.sdk.CommunityRepository.createCommunity({
    displayName: `Pins ${cast.run}`, isPublic, userIds: [ben.id],
  })).data.communityId;
  const admin = (method, path, body) => cast.plain(method, path, { token: cast.adminToken, body });
  await admin('DELETE', '/api/v1/pinned-posts/global');
  await admin('PUT', '/api/v3/network-settings/social', { maxGlobalPinnedPost: 1 });
  return { ann, ben, cat, admin, open: await found(true), secret: await found(false) };
}

const say = async (person, club, text) =>
  (await person.sdk.PostRepository.createPost({ targetType: 'community', targetId: club, data: { text } })).data.postId;
const path = (...parts) => ['/api/v1/pinned-posts/communities', ...parts].join('/');
const pin = (person, club, postId, placement = 'default') => person.http('POST', path(club, placement, postId));
const unpin = (person, club, postId, placement = 'default') => person.http('DELETE', path(club, placement, postId));
const pinned = (person, communityId, more = {}) => person.watch.PostRepository.getPinnedPosts({ communityId, ...more });
const pinnedGlobally = (person) => person.watch.PostRepository.getGlobalPinnedPosts({});
const globally = (postId) => `/api/v1/pinned-posts/global/${postId}`;

export const claims = [
  claim('a pinned post is shown with its placement, its pinner and its author, to members and outsiders', async ({ ann, ben, cat, open }) => {
    const postId = await say(ben, open, 'Rules');
    await pin(ann, open, postId);
    for (const person of [ann, ben, cat]) {
      const [one, ...others] = (await pinned(person, open)).items;
      assert.deepEqual(others, []);
      assert.deepEqual([one.referenceId, one.referenceType, one.placement], [postId, 'post', 'default']);
      assert.deepEqual([one.pinnedBy.userId, one.pinnedBy.displayName], [ann.id, 'Ann']);
      assert.deepEqual([one.post.postId, one.post.data.text, one.post.creator.userId, one.post.feedType], [postId, 'Rules', ben.id, 'published']);
      assert.deepEqual([one.target.targetId, one.target.targetType], [open, 'community']);
      isTime(one.pinnedAt);
      isTime(one.target.lastPinsUpdatedAt);
    }
    await unpin(ann, open, postId);
    assert.deepEqual((await pinned(cat, open)).items, []);
  }),

  claim('each placement has its own list, and a post may be in both', async ({ ann, ben, cat, open }) => {
    const [rules, news] = [await say(ben, open, 'Rules'), await say(ben, open, 'News')];
    await pin(ann, open, news);
    await pin(ann, open, rules);
    await pin(ann, open, news, 'announcement');
    const list = async (placement) => (await pinned(cat, open, { placement })).items.map((item) => [item.placement, item.post.postId]);
    assert.deepEqual(await list('default'), [['default', rules], ['default', news]], 'the last pinned first');
    assert.deepEqual(await list('announcement'), [['announcement', news]]);
    assert.deepEqual(await list(null), [['announcement', news], ['default', rules], ['default', news]]);
    const byPost = (await pinned(cat, open, { placement: 'default', sortBy: 'lastCreated' })).items.map(({ post }) => post.postId);
    assert.deepEqual(byPost, [news, rules]);
    await refused(pin(ann, open, news), 400000);
    await refused(pin(ann, open, rules, 'announcement'), 400000);
    await refused(pin(ann, open, rules, 'top'), 500000);
    assert.deepEqual(await ann.http('DELETE', path(open, 'default')), { success: true });
    assert.deepEqual(await list(null), [['announcement', news]]);
    assert.deepEqual(await ann.http('DELETE', path(open)), { success: true });
    assert.deepEqual(await list(null), []);
  }),

  claim('who is no moderator pins and unpins nothing: 400300, and no session ends', async ({ ann, ben, cat, open, secret }) => {
    const [here, hidden] = [await say(ben, open, 'Here'), await say(ben, secret, 'Hidden')];
    await pin(ann, open, here);
    for (const person of [ben, cat]) {
      await refused(pin(person, open, here, 'announcement'), 400300);
      await refused(unpin(person, open, here), 400300);
      await refused(person.http('DELETE', path(open)), 400300);
      await refused(person.http('POST', globally(here)), 400300);
      await refused(person.http('DELETE', '/api/v1/pinned-posts/global'), 400300);
    }
    await refused(ann.http('POST', globally(here)), 400300);
    await refused(pin(cat, secret, hidden), 400300);
    assert.equal((await pinned(cat, open)).items.length, 1);
    assert.equal((await cat.session()).state, 'established');
    await unpin(ann, open, here);
    await refused(unpin(ann, open, here), 400000);
  }),

  claim('the pins of a private community are for who is in it: others are told 400300', async ({ ann, ben, cat, secret }) => {
    const postId = await say(ben, secret, 'Hush');
    await pin(ann, secret, postId);
    assert.deepEqual((await pinned(ben, secret)).items.map(({ post }) => post.postId), [postId]);
    await refused(pinned(cat, secret), 400300);
    await refused(pinned(cat, 'f'.repeat(24)), 400400);
    await ann.sdk.CommunityRepository.Membership.addMembers(secret, [cat.id]);
    assert.equal((await pinned(cat, secret)).items.length, 1);
    await ann.sdk.CommunityRepository.Membership.removeMembers(secret, [cat.id]);
    await refused(pinned(cat, secret), 400300);
  }),

  claim('what is deleted is pinned no more, and makes room', async ({ ann, ben, cat, open }) => {
    const [first, second] = [await say(ben, open, 'First'), await say(ben, open, 'Second')];
    await pin(ann, open, first, 'announcement');
    await refused(pin(ann, open, second, 'announcement'), 400000);
    await ben.sdk.PostRepository.softDeletePost(first);
    assert.deepEqual((await pinned(cat, open)).items, []);
    await refused(pin(ann, open, first), 400000);
    const before = (await pin(ann, open, second, 'announcement')).pinTargets[0].lastPinsUpdatedAt;
    await ben.sdk.PostRepository.hardDeletePost(second);
    const { pins, pinTargets } = await cat.http('GET', path(open));
    assert.deepEqual(pins, []);
    later(pinTargets[0].lastPinsUpdatedAt, before, 'lastPinsUpdatedAt');
    await refused(pin(ann, open, second), 400400);
  }),

  claim('what waits for a review cannot be pinned before it is approved', async ({ cast, ann, ben }) => {
    const { data: { communityId } } = await ann.sdk.CommunityRepository.createCommunity({
      displayName: `Reviewed pins ${cast.run}`, userIds: [ben.id], postSetting: 'ADMIN_REVIEW_POST_REQUIRED',
    });
    const postId = await say(ben, communityId, 'May I?');
    await refused(pin(ann, communityId, postId), 400000);
    await ann.sdk.PostRepository.approvePost(postId);
    await pin(ann, communityId, postId);
    assert.deepEqual((await pinned(ben, communityId)).items.map(({ post }) => post.data.text), ['May I?']);
  }),

  claim('an administrator pins for everybody, as many as the network allows', async ({ ann, ben, cat, admin, open, secret }) => {
    const [first, second, hidden] = [await say(ben, open, 'First'), await say(ben, open, 'Second'), await say(ben, secret, 'Hidden')];
    const { status, body: { users } } = await admin('POST', globally(first));
    assert.equal(status, 200);
    const [one, ...others] = (await pinnedGlobally(cat)).items;
    assert.deepEqual(others, []);
    assert.deepEqual([one.referenceId, one.placement, one.post.data.text, one.post.creator.userId], [first, 'global', 'First', ben.id]);
    assert.ok(users.some(({ userId }) => userId === one.pinnedBy.userId) && ![ann.id, ben.id].includes(one.pinnedBy.userId));
    for (const [postId, code] of [[second, 400000], [first, 400000], [hidden, 400000], ['f'.repeat(24), 400400]]) {
      assert.equal((await admin('POST', globally(postId))).body.code, code);
    }
    await admin('PUT', '/api/v3/network-settings/social', { maxGlobalPinnedPost: 2 });
    assert.equal((await admin('POST', globally(second))).status, 200);
    assert.deepEqual((await pinnedGlobally(ben)).items.map(({ post }) => post.postId), [second, first]);
    assert.equal((await admin('DELETE', globally(first))).status, 200);
    assert.equal((await admin('DELETE', globally(first))).body.code, 400000);
    const list = await pinnedGlobally(ben);
    await ben.sdk.PostRepository.softDeletePost(second);
    await list.until(() => list.items.length === 0, 'the list without the deleted post');
    assert.deepEqual((await pinnedGlobally(cat)).items, []);
  }),

  claim('a community that turns private is shown to the whole network no more, and a closed one has no pins', async ({ ann, ben, cat, admin }) => {
    const { data: { communityId } } = await ann.sdk.CommunityRepository.createCommunity({ displayName: 'Ends', userIds: [ben.id] });
    const postId = await say(ann, communityId, 'Here');
    await pin(ann, communityId, postId);
    assert.equal((await admin('POST', globally(postId))).status, 200);
    assert.equal((await pinnedGlobally(cat)).items.length, 1);
    await ann.sdk.CommunityRepository.updateCommunity(communityId, { isPublic: false });
    for (const person of [ann, ben, cat]) assert.deepEqual((await pinnedGlobally(person)).items, []);
    assert.equal((await pinned(ben, communityId)).items.length, 1);
    await ann.sdk.CommunityRepository.deleteCommunity(communityId);
    await refused(pinned(ben, communityId), 400400);
  }),
];
