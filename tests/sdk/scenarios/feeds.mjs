import assert from 'node:assert/strict';
import { claim, refused, sameSet } from '../expect.mjs';

// gus writes on his wall, in a community that the reader joins, in one that she does not join, and in a private one; hal is a stranger
export async function setup(cast) {
  const [fay, gus, hal] = await cast.login('fay', 'gus', 'hal');
  const community = async (displayName, isPublic = true) =>
    (await gus.sdk.CommunityRepository.createCommunity({ displayName: `${displayName} ${cast.run}`, isPublic })).data.communityId;
  const [joined, unjoined, secret] = [await community('Joined'), await community('Unjoined'), await community('Secret', false)];
  const write = async (person, targetType, targetId, text) =>
    (await person.sdk.PostRepository.createPost({ targetType, targetId, data: { text } })).data.postId;
  const wall = await write(gus, 'user', gus.id, 'on his wall');
  const inside = await write(gus, 'community', joined, 'in the community');
  await write(gus, 'community', unjoined, 'elsewhere');
  await write(gus, 'community', secret, 'in secret');
  await write(hal, 'user', hal.id, 'a stranger');
  return { fay, gus, hal, joined, secret, write, wall, inside };
}

const chronological = async (person, query) => (await person.sdk.FeedRepository.queryGlobalFeed(query)).data.map(({ postId }) => postId);
const ranked = async (person, query) => (await person.sdk.FeedRepository.getCustomRankingGlobalFeed(query)).data.map(({ postId }) => postId);

export const claims = [
  claim('who follows nobody and is nowhere in has empty global feeds', async ({ fay }) => {
    assert.deepEqual(await chronological(fay), []);
    assert.deepEqual(await ranked(fay), []);
  }),

  claim('following somebody brings his wall, not his posts elsewhere', async ({ fay, gus, wall }) => {
    await fay.sdk.UserRepository.Relationship.follow(gus.id);
    assert.deepEqual(await chronological(fay), [wall]);
    assert.deepEqual(await ranked(fay), [wall]);
  }),

  claim('joining a community brings the posts that are there already', async ({ fay, joined, wall, inside }) => {
    await fay.sdk.CommunityRepository.joinCommunity(joined);
    assert.deepEqual(await chronological(fay), [inside, wall]);
    sameSet(await ranked(fay), [inside, wall]);
  }),

  claim('a post in the global feed comes with its author and its community', async ({ fay, gus, joined, inside }) => {
    const { data } = await fay.sdk.FeedRepository.queryGlobalFeed();
    const post = data.find(({ postId }) => postId === inside);
    assert.deepEqual([post.targetType, post.targetId, post.creator.displayName, post.isDeleted], ['community', joined, 'Gus', false]);
    assert.equal((await fay.cached('community', 'get', joined)).communityId, joined);
    assert.equal((await fay.cached('user', 'get', gus.id)).userId, gus.id);
  }),

  claim('own posts are in the own global feed', async ({ fay, write, wall, inside }) => {
    const own = await write(fay, 'user', fay.id, 'my own');
    assert.deepEqual(await chronological(fay), [own, inside, wall]);
    sameSet(await ranked(fay), [own, inside, wall]);
    await fay.sdk.PostRepository.softDeletePost(own);
    assert.deepEqual(await chronological(fay), [inside, wall], 'a deleted post is in no feed');
    sameSet(await ranked(fay), [inside, wall]);
  }),

  claim('leaving and unfollowing take the posts away again', async ({ cast, gus, joined, wall, inside }) => {
    const [ida] = await cast.login('ida');
    await ida.sdk.UserRepository.Relationship.follow(gus.id);
    await ida.sdk.CommunityRepository.joinCommunity(joined);
    assert.deepEqual(await chronological(ida), [inside, wall]);
    await ida.sdk.CommunityRepository.leaveCommunity(joined);
    assert.deepEqual(await chronological(ida), [wall]);
    await ida.sdk.UserRepository.Relationship.unfollow(gus.id);
    assert.deepEqual(await chronological(ida), []);
    assert.deepEqual(await ranked(ida), []);
  }),

  claim('a member of a private community has its posts in the feed until he is removed', async ({ cast, gus, secret }) => {
    const [jim] = await cast.login('jim');
    await gus.sdk.CommunityRepository.Membership.addMembers(secret, [jim.id]);
    assert.equal((await chronological(jim)).length, 1);
    await gus.sdk.CommunityRepository.Membership.removeMembers(secret, [jim.id]);
    assert.deepEqual(await chronological(jim), []);
    assert.deepEqual(await ranked(jim), []);
  }),

  claim('the ranked feed puts what is talked about above what is newer', async ({ cast, write }) => {
    const [kay, leo] = await cast.login('kay', 'leo');
    await kay.sdk.UserRepository.Relationship.follow(leo.id);
    const posts = [];
    for (const text of ['commented', 'reacted', 'silent', 'silent and newer']) posts.push(await write(leo, 'user', leo.id, text));
    await leo.sdk.CommentRepository.createComment({ referenceType: 'post', referenceId: posts[0], data: { text: 'two points' } });
    await leo.sdk.ReactionRepository.addReaction('post', posts[1], 'one point');
    assert.deepEqual(await ranked(kay), [posts[0], posts[1], posts[3], posts[2]]);
    assert.deepEqual(await chronological(kay), [...posts].reverse());
  }),

  claim('a user\'s feed has his wall only, a community\'s feed its own posts only', async ({ fay, gus, joined, wall, inside }) => {
    const user = await fay.watch.PostRepository.getPosts({ targetType: 'user', targetId: gus.id });
    assert.deepEqual(user.ids('postId'), [wall]);
    const community = await fay.watch.PostRepository.getPosts({ targetType: 'community', targetId: joined });
    assert.deepEqual(community.ids('postId'), [inside]);
  }),

  claim('three pages of the chronological feed each way, by the server\'s tokens', async ({ cast, write }) => {
    const { reader, ids } = await nine(cast, write, 'mia', 'ned');
    const page = (query) => reader.sdk.FeedRepository.queryGlobalFeed(query);
    await forthAndBack(page, ids, 3);
  }),

  claim('three pages of the ranked feed each way, by the server\'s tokens', async ({ cast, write }) => {
    const { reader, ids } = await nine(cast, write, 'ole', 'pia');
    const page = (query) => reader.sdk.FeedRepository.getCustomRankingGlobalFeed(query);
    await forthAndBack(page, ids, 3);
  }),

  claim('the pages that the SDK takes out of the tokens lead on as well', async ({ cast, write }) => {
    const { reader, ids } = await nine(cast, write, 'roy', 'sue');
    for (const feed of ['queryGlobalFeed', 'getCustomRankingGlobalFeed']) {
      const page = async (query) => {
        const { data, nextPage, prevPage } = await reader.sdk.FeedRepository[feed](query);
        return { ids: data.map(({ postId }) => postId), nextPage, prevPage };
      };
      const first = await page({ limit: 3 });
      assert.equal(first.nextPage.limit, 3);
      assert.equal(first.prevPage, undefined);
      const second = await page({ page: first.nextPage });
      const third = await page({ page: second.nextPage });
      assert.deepEqual([...first.ids, ...second.ids, ...third.ids], ids);
      assert.equal(second.prevPage.limit, 3);
      assert.deepEqual((await page({ page: second.prevPage })).ids, first.ids);
      const jump = await page({ page: { after: 4, limit: 2 } });
      assert.deepEqual(jump.ids, ids.slice(4, 6), 'the printed form {"skip":n,"limit":m}');
    }
  }),

  claim('without a limit a page has twenty posts', async ({ cast, write }) => {
    const [tom] = await cast.login('tom');
    const ids = [];
    for (let n = 0; n < 22; n++) ids.unshift(await write(tom, 'user', tom.id, `Number ${n}`));
    const { posts, paging } = await tom.http('GET', '/api/v4/posts', { params: { targetType: 'user', targetId: tom.id } });
    assert.deepEqual(posts.map(({ postId }) => postId), ids.slice(0, 20));
    assert.ok(paging.next);
    assert.equal((await chronological(tom)).length, 20);
  }),

  claim('the feed of those whom one follows is ranked, or newest first as asked', async ({ cast, write }) => {
    const [pam, quin] = await cast.login('pam', 'quin');
    await pam.sdk.UserRepository.Relationship.follow(quin.id);
    const [older, newer] = [await write(quin, 'user', quin.id, 'older'), await write(quin, 'user', quin.id, 'newer')];
    await pam.sdk.CommentRepository.createComment({ referenceType: 'post', referenceId: older, data: { text: 'Well said' } });
    const following = async (params) => (await pam.http('GET', '/api/v1/me/following-feeds', { params })).posts.map(({ postId }) => postId);
    assert.deepEqual(await following({}), [older, newer]);
    assert.deepEqual(await following({ sortBy: 'lastCreated' }), [newer, older]);
    assert.equal((await pam.http('GET', `/api/v3/user-feeds/${quin.id}/count`)).postsCount, 2);
  }),

  claim('a page token that is not ours, or is another list\'s, is 400000', async ({ fay, cast, write }) => {
    await refused(fay.sdk.FeedRepository.queryGlobalFeed({ queryToken: 'abc' }), 400000);
    await refused(fay.sdk.FeedRepository.getCustomRankingGlobalFeed({ queryToken: 'bm90IGpzb24=' }), 400000);
    const { reader } = await nine(cast, write, 'uma', 'vic');
    const { paging } = await reader.sdk.FeedRepository.queryGlobalFeed({ limit: 3 });
    await refused(reader.sdk.FeedRepository.getCustomRankingGlobalFeed({ queryToken: paging.next }), 400000);
    const opened = JSON.parse(Buffer.from(paging.next, 'base64'));
    const forged = Buffer.from(JSON.stringify({ ...opened, after: `${opened.after}x` })).toString('base64');
    await refused(reader.sdk.FeedRepository.queryGlobalFeed({ queryToken: forged }), 400000);
  }),
];

/** A reader who sees nine posts of one writer, newest first; they are silent, so that both feeds have them in this order. */
async function nine(cast, write, reads, writes) {
  const [reader, writer] = await cast.login(reads, writes);
  await reader.sdk.UserRepository.Relationship.follow(writer.id);
  const ids = [];
  for (let n = 0; n < 9; n++) ids.unshift(await write(writer, 'user', writer.id, `Number ${n}`));
  return { reader, ids };
}

async function forthAndBack(page, ids, limit) {
  const at = async (query) => {
    const { data, paging } = await page(query);
    return { ids: data.map(({ postId }) => postId), ...paging };
  };
  const first = await at({ limit });
  const second = await at({ queryToken: first.next });
  const third = await at({ queryToken: second.next });
  assert.deepEqual([...first.ids, ...second.ids, ...third.ids], ids);
  assert.ok(!first.previous && !third.next, 'the ends of the list are its ends');
  const back = await at({ queryToken: third.previous });
  assert.deepEqual(back.ids, second.ids);
  const start = await at({ queryToken: back.previous });
  assert.deepEqual(start.ids, first.ids);
  assert.ok(!start.previous);
}
