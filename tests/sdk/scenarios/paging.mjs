import assert from 'node:assert/strict';
import { claim, threePagesEachWay } from '../expect.mjs';

// Live collections of the SDK only turn forwards; backwards these go through its transport, with the queries that its collections send.
export async function setup(cast) {
  const [ann, ben] = await cast.login('ann', 'ben');
  const fans = Array.from({ length: 10 }, (_, n) => cast.id(`fan${n}`));
  const tags = [`paging-${cast.run}`];
  const { data: { communityId } } = await ann.sdk.CommunityRepository.createCommunity({ displayName: `Club ${cast.run}`, tags });
  const posts = [];
  for (let n = 0; n < 10; n++) {
    const { data } = await ann.sdk.PostRepository.createPost({ targetType: 'community', targetId: communityId, data: { text: `Post ${n}` } });
    posts.unshift(data.postId);
    await ann.sdk.CommunityRepository.createCommunity({ displayName: `Another ${n}`, tags });
  }
  const comments = [];
  for (let n = 0; n < 10; n++) {
    const { data } = await ann.sdk.CommentRepository.createComment({ referenceType: 'post', referenceId: posts[0], data: { text: `Comment ${n}` } });
    comments.unshift(data.commentId);
  }
  await cast.crowd(fans.map((id, n) => [id, `Fan${cast.run} ${n}`]), async (fan) => {
    await fan.sdk.UserRepository.Relationship.follow(ann.id);
    await fan.sdk.CommunityRepository.joinCommunity(communityId);
    await fan.sdk.ReactionRepository.addReaction('post', posts[0], 'like');
  });
  return { ann, ben, fans, tags, communityId, posts, comments };
}

const ids = (list, key) => (answer) => answer[list].map((item) => item[key]);
const flat = ({ pages }) => pages.flat();

export const claims = [
  claim('posts: three pages each way, newest first', async ({ ben, communityId, posts }) => {
    const query = { targetType: 'community', targetId: communityId, isDeleted: false, matchingOnlyParentPost: true, options: { type: 'pagination' } };
    const seen = await threePagesEachWay(ben, '/api/v4/posts', { ...query, sortBy: 'lastCreated' }, ids('posts', 'postId'));
    assert.deepEqual([flat(seen), seen.last], [posts.slice(0, 9), false]);
  }),

  claim('posts: three pages each way, oldest first', async ({ ben, communityId, posts }) => {
    const query = { targetType: 'community', targetId: communityId, isDeleted: false, matchingOnlyParentPost: true, options: { type: 'pagination' } };
    const seen = await threePagesEachWay(ben, '/api/v4/posts', { ...query, sortBy: 'firstCreated' }, ids('posts', 'postId'));
    assert.deepEqual(flat(seen), posts.toReversed().slice(0, 9));
  }),

  claim('comments: three pages each way, newest first and oldest first', async ({ ben, posts, comments }) => {
    const query = { referenceType: 'post', referenceId: posts[0], isDeleted: false, options: { type: 'pagination' } };
    const newest = await threePagesEachWay(ben, '/api/v3/comments', { ...query, sortBy: 'lastCreated' }, ids('comments', 'commentId'));
    assert.deepEqual([flat(newest), newest.last], [comments.slice(0, 9), false]);
    const oldest = await threePagesEachWay(ben, '/api/v3/comments', { ...query, sortBy: 'firstCreated' }, ids('comments', 'commentId'));
    assert.deepEqual(flat(oldest), comments.toReversed().slice(0, 9));
  }),

  claim('users: three pages each way, by name, newest first and oldest first', async ({ ben, cast, fans }) => {
    const query = { keyword: `Fan${cast.run}`, filter: 'all', isDeleted: false };
    const byName = await threePagesEachWay(ben, '/api/v3/users', { ...query, sortBy: 'displayName' }, ids('users', 'userId'));
    assert.deepEqual([flat(byName), byName.last], [fans.slice(0, 9), false]);
    const everybody = { filter: 'all', isDeleted: false };
    const newest = await threePagesEachWay(ben, '/api/v3/users', { ...everybody, sortBy: 'lastCreated' }, ids('users', 'userId'));
    assert.deepEqual(flat(newest), fans.toReversed().slice(0, 9));
    await threePagesEachWay(ben, '/api/v3/users', { ...everybody, sortBy: 'firstCreated' }, ids('users', 'userId'));
  }),

  claim('followers and followings: three pages each way, newest first', async ({ ann, ben, fans }) => {
    const mine = await threePagesEachWay(ann, '/api/v4/me/followers', { isDeleted: false }, ids('follows', 'from'));
    assert.deepEqual(flat(mine), fans.toReversed().slice(0, 9));
    const hers = await threePagesEachWay(ben, `/api/v4/users/${ann.id}/followers`, { isDeleted: false }, ids('follows', 'from'));
    assert.deepEqual(flat(hers), fans.toReversed().slice(0, 9));
  }),

  claim('communities: three pages each way, in every order', async ({ ben, tags }) => {
    const query = { filter: 'all', tags, isDeleted: false };
    const newest = await threePagesEachWay(ben, '/api/v3/communities', { ...query, sortBy: 'lastCreated' }, ids('communities', 'displayName'));
    assert.deepEqual(flat(newest), [9, 8, 7, 6, 5, 4, 3, 2, 1].map((n) => `Another ${n}`));
    const byName = await threePagesEachWay(ben, '/api/v3/communities', { ...query, sortBy: 'displayName' }, ids('communities', 'displayName'));
    assert.deepEqual(flat(byName), [0, 1, 2, 3, 4, 5, 6, 7, 8].map((n) => `Another ${n}`));
  }),

  claim('members: three pages each way, newest first', async ({ ben, communityId, fans }) => {
    const seen = await threePagesEachWay(ben, `/api/v3/communities/${communityId}/users`, { communityId, memberships: ['member'], sortBy: 'lastCreated' }, ids('communityUsers', 'userId'));
    assert.deepEqual(flat(seen), fans.toReversed().slice(0, 9));
  }),

  claim('reactions: three pages each way, newest first', async ({ ben, posts, fans }) => {
    const rows = ({ reactions: [{ reactors }] }) => reactors.map(({ userId }) => userId);
    const seen = await threePagesEachWay(ben, '/api/v3/reactions', { referenceType: 'post', referenceId: posts[0], referenceVersion: 5 }, rows);
    assert.deepEqual(flat(seen), fans.toReversed().slice(0, 9));
  }),

  claim('every token can be taken apart by the SDK', async ({ ben, communityId }) => {
    const { paging } = await ben.http('GET', '/api/v4/posts', { params: { targetType: 'community', targetId: communityId, options: { limit: 3 } } });
    const next = await ben.sdk.toPage(paging.next);
    assert.equal(next.limit, 3);
    assert.ok(next.after);
    const second = await ben.http('GET', '/api/v4/posts', { params: { targetType: 'community', targetId: communityId, options: { token: paging.next } } });
    const previous = await ben.sdk.toPage(second.paging.previous);
    assert.deepEqual([previous.limit, typeof previous.before], [3, 'string']);
  }),
];
