import assert from 'node:assert/strict';
import { claim, refused, later, sameSet } from '../expect.mjs';

// ann blocks bob; cat is between them, with a community that all three are in; dan has blocked many
export async function setup(cast) {
  const [ann, bob, cat, dan] = await cast.login('ann', 'bob', 'cat', 'dan');
  const community = (await cat.sdk.CommunityRepository.createCommunity({ displayName: `Hikers ${cast.run}`, isPublic: true })).data.communityId;
  for (const person of [ann, bob]) await person.sdk.CommunityRepository.joinCommunity(community);
  const write = async (person, targetType, targetId, text) =>
    (await person.sdk.PostRepository.createPost({ targetType, targetId, data: { text } })).data.postId;
  const posts = {
    annWall: await write(ann, 'user', ann.id, 'hers'),
    bobWall: await write(bob, 'user', bob.id, 'his'),
    annInside: await write(ann, 'community', community, 'hers inside'),
    bobInside: await write(bob, 'community', community, 'his inside'),
    catInside: await write(cat, 'community', community, 'in between'),
  };
  const comment = async (person, referenceId) =>
    (await person.sdk.CommentRepository.createComment({ referenceType: 'post', referenceId, data: { text: person.name } })).data.commentId;
  const comments = { ann: await comment(ann, posts.catInside), bob: await comment(bob, posts.catInside), onAnnWall: await comment(ann, posts.annWall) };
  const foes = Array.from({ length: 7 }, (_, i) => `foe${i}-${cast.run}`);
  await cast.crowd(foes.map((id, i) => [id, `Foe ${i}`]), async () => {});
  for (const foe of foes) await dan.sdk.UserRepository.Relationship.blockUser(foe);
  return { ann, bob, cat, dan, community, posts, comments, foes };
}

const info = (person, userId) => person.look.UserRepository.Relationship.getFollowInfo(userId);
const global = async (person) => (await person.sdk.FeedRepository.queryGlobalFeed()).data.map(({ postId }) => postId);
const ranked = async (person) => (await person.sdk.FeedRepository.getCustomRankingGlobalFeed()).data.map(({ postId }) => postId);
const list = async (person, targetType, targetId, limit = 10) =>
  (await person.watch.PostRepository.getPosts({ targetType, targetId, limit })).ids('postId');
const talk = async (person, referenceId, limit = 10) =>
  (await person.watch.CommentRepository.getComments({ referenceType: 'post', referenceId, limit })).ids('commentId');

export const claims = [
  claim('before a block the two follow each other and read everything', async ({ ann, bob, posts, comments }) => {
    await ann.sdk.UserRepository.Relationship.follow(bob.id);
    await bob.sdk.UserRepository.Relationship.follow(ann.id);
    assert.equal((await info(ann, bob.id)).status, 'accepted');
    sameSet(await global(ann), Object.values(posts));
    sameSet(await talk(bob, posts.catInside), [comments.ann, comments.bob]);
  }),

  claim('blocking answers the relation and the counts of the blocked user', async ({ ann, bob }) => {
    const { follows, followCounts } = await ann.sdk.UserRepository.Relationship.blockUser(bob.id);
    assert.deepEqual(follows.map(({ from, to, status }) => [from, to, status]), [[ann.id, bob.id, 'blocked']]);
    const { userId, followerCount, followingCount, pendingCount } = followCounts[0];
    assert.deepEqual([userId, followerCount, followingCount, pendingCount], [bob.id, 0, 0, 0]);
    assert.equal((await ann.cached('followInfo', 'get', bob.id)).followerCount, 0);
  }),

  claim('blocking again changes nothing', async ({ ann, bob }) => {
    const [first, again] = [await ann.sdk.UserRepository.Relationship.blockUser(bob.id), await ann.sdk.UserRepository.Relationship.blockUser(bob.id)];
    assert.deepEqual(again, first);
  }),

  claim('who blocks reads blocked, and who is blocked reads what a stranger does', async ({ ann, bob }) => {
    const his = await info(ann, bob.id);
    assert.deepEqual([his.status, his.followerCount, his.followingCount], ['blocked', 0, 0]);
    const hers = await info(bob, ann.id);
    assert.deepEqual([hers.status, hers.followerCount, hers.followingCount], ['none', 0, 0]);
    const { followerCount, followingCount } = await info(bob, bob.id);
    assert.deepEqual([followerCount, followingCount], [0, 0]);
  }),

  claim('the list of blocked users has the blocked one alone, and the other has none', async ({ ann, bob }) => {
    const blocked = await ann.watch.UserRepository.getBlockedUsers({ limit: 5 });
    assert.deepEqual(blocked.items.map(({ userId, displayName }) => [userId, displayName]), [[bob.id, 'Bob']]);
    assert.equal(blocked.hasNextPage, false);
    assert.deepEqual((await bob.watch.UserRepository.getBlockedUsers({ limit: 5 })).items, []);
  }),

  claim('blocked users come in pages, newest first, with their number', async ({ dan, foes }) => {
    const blocked = await dan.watch.UserRepository.getBlockedUsers({ limit: 3 });
    assert.deepEqual(blocked.ids('userId'), foes.slice(4).reverse());
    await blocked.nextPage();
    await blocked.nextPage();
    assert.deepEqual(blocked.ids('userId'), [...foes].reverse());
    assert.equal(blocked.hasNextPage, false);
    const first = await dan.http('GET', '/api/v4/me/user-blocks', { params: { limit: 5 } });
    const second = await dan.http('GET', '/api/v4/me/user-blocks', { params: { token: first.paging.next } });
    assert.deepEqual([first.paging.total, second.paging.total], [7, 7]);
    assert.deepEqual([...first.users, ...second.users].map(({ userId }) => userId), [...foes].reverse());
    assert.ok(!second.paging.next);
  }),

  claim('the collection of older applications reads the same list', async ({ dan, foes }) => {
    const blocked = await dan.watch.UserRepository.Relationship.getBlockedUsers({ limit: 20 });
    assert.deepEqual(blocked.ids('userId'), [...foes].reverse());
  }),

  claim('neither follows nor unfollows the other: 400300', async ({ ann, bob }) => {
    for (const [person, other] of [[ann, bob], [bob, ann]]) {
      await refused(person.sdk.UserRepository.Relationship.follow(other.id), 400300);
      await refused(person.sdk.UserRepository.Relationship.unfollow(other.id), 400300);
      await refused(person.sdk.UserRepository.Relationship.acceptMyFollower(other.id), 400400);
    }
  }),

  claim('global feeds of both leave out the posts of the other, also in the community', async ({ ann, bob, cat, posts }) => {
    for (const feed of [global, ranked]) {
      sameSet(await feed(ann), [posts.annWall, posts.annInside, posts.catInside]);
      sameSet(await feed(bob), [posts.bobWall, posts.bobInside, posts.catInside]);
      sameSet(await feed(cat), [posts.annInside, posts.bobInside, posts.catInside]);
    }
  }),

  claim('the wall of each is empty for the other', async ({ ann, bob, cat, posts }) => {
    assert.deepEqual(await list(ann, 'user', bob.id), []);
    assert.deepEqual(await list(bob, 'user', ann.id), []);
    assert.deepEqual(await list(cat, 'user', ann.id), [posts.annWall]);
  }),

  claim('nobody comments on or reacts to a post on such a wall: 400400', async ({ bob, posts, comments }) => {
    const { CommentRepository, ReactionRepository } = bob.sdk;
    await refused(CommentRepository.createComment({ referenceType: 'post', referenceId: posts.annWall, data: { text: 'let me in' } }), 400400);
    await refused(ReactionRepository.addReaction('post', posts.annWall, 'like'), 400400);
    await refused(ReactionRepository.addReaction('comment', comments.onAnnWall, 'like'), 400400);
    await refused(bob.http('GET', `/api/v3/posts/${posts.annWall}`), 400400);
  }),

  claim('the feed of the community stays whole', async ({ ann, bob, community, posts }) => {
    for (const person of [ann, bob]) {
      assert.deepEqual(await list(person, 'community', community), [posts.catInside, posts.bobInside, posts.annInside]);
    }
  }),

  claim('each reads the comments of all others', async ({ ann, bob, cat, posts, comments }) => {
    assert.deepEqual(await talk(ann, posts.catInside), [comments.ann]);
    assert.deepEqual(await talk(bob, posts.catInside, 9), [comments.bob]);
    sameSet(await talk(cat, posts.catInside), [comments.ann, comments.bob]);
    assert.equal((await ann.look.PostRepository.getPost(posts.catInside)).commentsCount, 2);
    await refused(ann.http('GET', `/api/v3/comments/${comments.bob}`), 400400);
  }),

  claim('neither finds the other by name, and both read each other by id', async ({ ann, bob, cat }) => {
    const found = async (person, displayName) => (await person.watch.UserRepository.searchUserByDisplayName({ displayName })).ids('userId');
    assert.ok(!(await found(ann, 'Bob')).includes(bob.id));
    assert.ok(!(await found(bob, 'Ann')).includes(ann.id));
    assert.ok((await found(cat, 'Bob')).includes(bob.id));
    assert.equal((await ann.look.UserRepository.getUser(bob.id)).displayName, 'Bob');
    assert.equal((await bob.look.UserRepository.getUser(ann.id)).displayName, 'Ann');
  }),

  claim('a mention across the block is dropped without a word', async ({ ann, bob, cat }) => {
    const { data } = await bob.sdk.PostRepository.createPost({
      targetType: 'user', targetId: bob.id, data: { text: '@Ann @Cat' }, mentionees: [{ type: 'user', userIds: [ann.id, cat.id] }],
    });
    assert.deepEqual(data.mentionees.flatMap(({ userIds }) => userIds), [cat.id]);
    await bob.sdk.PostRepository.softDeletePost(data.postId);
  }),

  claim('nobody blocks himself, nor who is not there: 400000 and 400400', async ({ ann }) => {
    await refused(ann.sdk.UserRepository.Relationship.blockUser(ann.id), 400000);
    await refused(ann.sdk.UserRepository.Relationship.blockUser('nobody-at-all'), 400400);
    await refused(ann.sdk.UserRepository.Relationship.unBlockUser('nobody-at-all'), 400400);
  }),

  claim('unblocking takes the user out of an open list and brings no follow back', async ({ ann, bob }) => {
    const blocked = await ann.watch.UserRepository.getBlockedUsers({ limit: 6 });
    const before = await ann.cached('follow', 'get', `${ann.id}#${bob.id}`);
    const { follows, followCounts } = await ann.sdk.UserRepository.Relationship.unBlockUser(bob.id);
    assert.deepEqual(follows.map(({ from, to, status }) => [from, to, status]), [[ann.id, bob.id, 'none']]);
    assert.equal(followCounts[0].userId, bob.id);
    later(follows[0].updatedAt, before.updatedAt);
    assert.equal((await ann.cached('follow', 'get', `${ann.id}#${bob.id}`)).status, 'none');
    await blocked.until(({ items }) => items.length === 0, 'nobody');
    const { status, followerCount } = await info(ann, bob.id);
    assert.deepEqual([status, followerCount], ['none', 0]);
  }),

  claim('afterwards each follows and reads the other again', async ({ ann, bob, posts }) => {
    assert.equal((await bob.sdk.UserRepository.Relationship.follow(ann.id)).data.status, 'accepted');
    assert.deepEqual(await list(bob, 'user', ann.id, 8), [posts.annWall]);
    assert.ok((await global(bob)).includes(posts.annInside));
    assert.ok((await global(ann)).includes(posts.bobInside));
  }),
];
