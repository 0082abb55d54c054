import assert from 'node:assert/strict';
import { claim, isTime, later, refused, sameSet } from '../expect.mjs';

export async function setup(cast) {
  const [ann, ben, cat] = await cast.login('ann', 'ben', 'cat');
  const community = async (bundle) => (await ann.sdk.CommunityRepository.createCommunity(bundle)).data.communityId;
  const club = await community({ displayName: `Club ${cast.run}` });
  const secret = await community({ displayName: `Secret ${cast.run}`, isPublic: false });
  await ben.sdk.CommunityRepository.joinCommunity(club);
  return { ann, ben, cat, club, secret };
}

const post = async (person, targetType, targetId, bundle) =>
  (await person.sdk.PostRepository.createPost({ targetType, targetId, ...bundle })).data;
const say = (person, club, text, more) => post(person, 'community', club, { data: { text }, ...more });
const fresh = async (person, id) => (await person.sdk.PostRepository.getPostByIds([id])).data[0];
const postsCount = async (person, club) => (await person.sdk.CommunityRepository.getCommunityByIds([club])).data[0].postsCount;
const list = async (person, targetId, params) => (await person.watch.PostRepository.getPosts({ targetType: 'community', targetId, limit: 20, ...params }));

export const claims = [
  claim('a post on the own feed has what was given and starts at zero', async ({ ann }) => {
    const metadata = { mood: 'good', nested: { list: [1, 'ü', null] } };
    const made = await post(ann, 'user', ann.id, { data: { text: 'Hello, world' }, tags: ['first', 'hello'], metadata });
    assert.match(made.postId, /^[0-9a-f]{24}$/);
    const { postedUserId, targetType, targetId, dataType, data, tags, children, comments, commentsCount, reactionsCount, reactions, flagCount, hashFlag = null } = made;
    assert.deepEqual(
      { postedUserId, targetType, targetId, dataType, data, tags, children, comments, commentsCount, reactionsCount, reactions, flagCount, hashFlag },
      {
        postedUserId: ann.id, targetType: 'user', targetId: ann.id, dataType: 'text', data: { text: 'Hello, world' }, tags: ['first', 'hello'],
        children: [], comments: [], commentsCount: 0, reactionsCount: 0, reactions: {}, flagCount: 0, hashFlag: null,
      },
    );
    assert.deepEqual(made.metadata, metadata);
    assert.deepEqual([made.isDeleted, made.editedAt === made.createdAt, made.myReactions ?? [], made.parentPostId || null], [false, true, [], null]);
    assert.deepEqual([made.impression, made.reach, made.hasFlaggedChildren, made.hasFlaggedComment], [0, 0, false, false]);
    assert.equal(made.creator.displayName, 'Ann');
    const { user } = await ann.session();
    assert.match(made.path, new RegExp(`^\\w+/social/user/${user._id}/post/${made.postId}$`));
    isTime(made.createdAt);
  }),

  claim('a member posts in the community, which counts it', async ({ ben, club }) => {
    const before = await postsCount(ben, club);
    const made = await say(ben, club, 'From a member');
    assert.deepEqual([made.targetType, made.targetId, made.postedUserId], ['community', club, ben.id]);
    assert.match(made.path, new RegExp(`^\\w+/social/community/${club}/post/${made.postId}$`));
    assert.equal(await postsCount(ben, club), before + 1);
  }),

  claim('others read the same post, one by one and by ids', async ({ ann, ben, cat, club }) => {
    const made = await say(ann, club, 'Read me', { metadata: { a: 1 }, tags: ['read'] });
    for (const reader of [ben, cat]) {
      const seen = await reader.look.PostRepository.getPost(made.postId);
      assert.deepEqual(
        [seen.postId, seen.data, seen.tags, seen.metadata, seen.postedUserId, seen.createdAt, seen.creator.displayName],
        [made.postId, made.data, made.tags, made.metadata, ann.id, made.createdAt, 'Ann'],
      );
    }
    const other = await say(ann, club, 'Read me too');
    const { data } = await cat.sdk.PostRepository.getPostByIds([made.postId, 'f'.repeat(24), other.postId]);
    sameSet(data.map(({ postId }) => postId), [made.postId, other.postId]);
  }),

  claim('text comes back exactly as it went in', async ({ ann, cat, club }) => {
    for (const text of ['<b>x</b><script>alert(1)</script>', 'ü ñ 日本 😀 \u200b e\u0301', '"quoted" \\ back \n\t two lines', '{"json":[1]}']) {
      const made = await say(ann, club, text);
      assert.equal((await cat.look.PostRepository.getPost(made.postId)).data.text, text);
    }
  }),

  claim('a community is listed newest first or oldest first, with the kind of feed', async ({ cast, ann, cat }) => {
    const { data: { communityId } } = await ann.sdk.CommunityRepository.createCommunity({ displayName: `Order ${cast.run}` });
    const ids = [];
    for (let n = 0; n < 5; n++) ids.push((await say(ann, communityId, `Number ${n}`)).postId);
    const newest = await list(cat, communityId, { sortBy: 'lastCreated', feedType: 'published' });
    assert.deepEqual(newest.ids('postId'), [...ids].reverse());
    assert.deepEqual(newest.ids('feedType'), Array(5).fill('published'));
    assert.deepEqual((await list(cat, communityId, { sortBy: 'firstCreated' })).ids('postId'), ids);
    assert.deepEqual((await list(cat, communityId, {})).ids('postId'), [...ids].reverse());
    const onWire = await cat.http('GET', '/api/v4/posts', { params: { targetType: 'community', targetId: communityId, sortBy: 'firstCreated', options: { type: 'pagination', limit: 20 } } });
    assert.deepEqual(onWire.posts.map(({ postId }) => postId), ids, 'the server sorts, not only the SDK');
  }),

  claim('a list by tags has what carries all of them', async ({ ann, cat, club, cast }) => {
    const [x, y] = [`x${cast.run}`, `y${cast.run}`];
    const both = await say(ann, club, 'both', { tags: [x, y] });
    const one = await say(ann, club, 'one', { tags: [x] });
    sameSet((await list(cat, club, { tags: [x] })).ids('postId'), [both.postId, one.postId]);
    sameSet((await list(cat, club, { tags: [x, y] })).ids('postId'), [both.postId]);
  }),

  claim('an edit changes what it names, and shows that there was one', async ({ ann, cat }) => {
    const made = await post(ann, 'user', ann.id, { data: { text: 'Before' }, tags: ['kept'], metadata: { kept: true } });
    const { data: edited } = await ann.sdk.PostRepository.editPost(made.postId, { data: { text: 'After' } });
    assert.deepEqual([edited.data.text, edited.tags, edited.metadata, edited.createdAt], ['After', ['kept'], { kept: true }, made.createdAt]);
    later(edited.updatedAt, made.updatedAt);
    later(edited.editedAt, made.editedAt, 'editedAt');
    const { data: again } = await ann.sdk.PostRepository.editPost(made.postId, { tags: ['new'], metadata: { other: 1 } });
    assert.deepEqual([again.data.text, again.tags, again.metadata], ['After', ['new'], { other: 1 }]);
    const seen = await cat.look.PostRepository.getPost(made.postId);
    assert.deepEqual([seen.data.text, seen.tags, seen.metadata], ['After', ['new'], { other: 1 }]);
  }),

  claim('a member does not edit or delete the post of another: 400301, and nothing happens', async ({ ann, ben, cat, club }) => {
    const made = await say(ann, club, 'Mine');
    for (const other of [ben, cat]) {
      await refused(other.sdk.PostRepository.editPost(made.postId, { data: { text: 'Yours' } }), 400301);
      await refused(other.sdk.PostRepository.softDeletePost(made.postId), 400301);
      await refused(other.sdk.PostRepository.hardDeletePost(made.postId), 400301);
      assert.equal((await other.session()).state, 'established');
    }
    const seen = await fresh(ann, made.postId);
    assert.deepEqual([seen.data.text, seen.isDeleted, seen.updatedAt], ['Mine', false, made.updatedAt]);
  }),

  claim('a moderator edits and deletes the posts of members', async ({ ann, ben, club }) => {
    const made = await say(ben, club, 'Rude');
    assert.equal((await ann.sdk.PostRepository.editPost(made.postId, { data: { text: 'Polite' } })).data.data.text, 'Polite');
    assert.equal((await fresh(ben, made.postId)).postedUserId, ben.id);
    assert.equal((await ann.sdk.PostRepository.softDeletePost(made.postId)).isDeleted, true);
    assert.ok(!(await list(ben, club, {})).ids('postId').includes(made.postId));
  }),

  claim('a deleted post leaves the list and the count, and stays as deleted for its owner', async ({ cast, ann }) => {
    const { data: { communityId } } = await ann.sdk.CommunityRepository.createCommunity({ displayName: `Deleting ${cast.run}` });
    const [gone, kept] = [await say(ann, communityId, 'gone'), await say(ann, communityId, 'kept')];
    const open = await list(ann, communityId, {});
    const deleted = await ann.sdk.PostRepository.softDeletePost(gone.postId);
    assert.deepEqual([deleted.postId, deleted.isDeleted], [gone.postId, true]);
    await open.until(() => open.items.length === 1, 'the list without the deleted post');
    assert.equal(await postsCount(ann, communityId), 1);
    assert.deepEqual((await list(ann, communityId, { limit: 19 })).ids('postId'), [kept.postId]);
    const all = (await list(ann, communityId, { includeDeleted: true })).items;
    sameSet(all.map(({ postId, isDeleted }) => `${postId} ${isDeleted}`), [`${gone.postId} true`, `${kept.postId} false`]);
  }),

  claim('a post that its author deletes for good is gone for everybody, and so are its comments', async ({ ann, ben, club }) => {
    const before = await postsCount(ann, club);
    const made = await say(ben, club, 'for good');
    const { data: { commentId } } = await ann.sdk.CommentRepository.createComment({ referenceType: 'post', referenceId: made.postId, data: { text: 'Bye' } });
    await refused(ann.sdk.PostRepository.hardDeletePost(made.postId), 400301);
    await ben.sdk.PostRepository.hardDeletePost(made.postId);
    for (const reader of [ann, ben]) {
      assert.deepEqual((await reader.sdk.PostRepository.getPostByIds([made.postId])).data, []);
      assert.deepEqual((await reader.sdk.CommentRepository.getCommentByIds([commentId])).data, []);
    }
    assert.equal(await postsCount(ann, club), before);
  }),

  claim('hashtags are taken from the text, and only members of a private community can be mentioned in it', async ({ ann, ben, secret }) => {
    const { posts: [tagged] } = await ann.http('POST', '/api/v4/posts', { body: { targetType: 'user', data: { text: 'A #walk in the #ΒΟΥΝΌ' } } });
    assert.deepEqual(tagged.hashtags, ['walk', 'ΒΟΥΝΌ']);
    await refused(say(ann, secret, '@Ben', { mentionees: [{ type: 'user', userIds: [ben.id] }] }), 400000);
    await refused(post(ann, 'user', ann.id, { data: { text: '@Who' }, mentionees: [{ type: 'user', userIds: ['nobody at all'] }] }), 400400);
  }),

  claim('an outsider posts in no community, and the private one does not exist for him', async ({ cat, ben, club, secret }) => {
    const before = await postsCount(ben, club);
    await refused(say(cat, club, 'I am not in'), 400301);
    await refused(say(cat, secret, 'I am not in'), 400400);
    await refused(say(cat, '0'.repeat(24), 'I am nowhere'), 400400);
    assert.equal(await postsCount(ben, club), before);
    assert.equal((await cat.session()).state, 'established');
  }),

  claim('where only administrators post, a member is refused with 400300', async ({ cast, ann, ben }) => {
    const { data: { communityId } } = await ann.sdk.CommunityRepository.createCommunity({ displayName: `News ${cast.run}`, postSetting: 'ONLY_ADMIN_CAN_POST', userIds: [ben.id] });
    await refused(say(ben, communityId, 'me too'), 400300);
    assert.equal((await say(ann, communityId, 'news')).data.text, 'news');
    assert.equal((await ben.session()).state, 'established');
  }),

  claim('posts of a private community are hidden from outsiders in every way', async ({ ann, cat, secret }) => {
    const hidden = await say(ann, secret, 'hidden');
    await refused(cat.look.PostRepository.getPost(hidden.postId), 400400);
    assert.deepEqual((await cat.sdk.PostRepository.getPostByIds([hidden.postId])).data, []);
    await refused(list(cat, secret, {}), 400400);
    await refused(cat.sdk.PostRepository.editPost(hidden.postId, { data: { text: 'seen' } }), 400400);
    assert.deepEqual((await list(ann, secret, {})).ids('postId'), [hidden.postId]);
  }),

  claim('a text may have 50,000 characters, and not one more', async ({ ann, cat }) => {
    const text = 'ä'.repeat(50_000);
    const made = await post(ann, 'user', ann.id, { data: { text } });
    assert.equal((await cat.look.PostRepository.getPost(made.postId)).data.text, text);
    await refused(post(ann, 'user', ann.id, { data: { text: `${text}x` } }), 500000);
  }),

  claim('too many tags, a tag too long or no text at all is refused with 500000', async ({ ann, club }) => {
    const before = await postsCount(ann, club);
    await refused(say(ann, club, 'six', { tags: ['1', '2', '3', '4', '5', '6'] }), 500000);
    await refused(say(ann, club, 'long', { tags: ['t'.repeat(25)] }), 500000);
    await refused(say(ann, club, 12), 500000);
    await refused(say(ann, club, 'NUL \u0000'), 500000);
    await refused(post(ann, 'community', club, {}), 500000);
    assert.equal(await postsCount(ann, club), before);
  }),

  claim('a live list grows by pages to the end', async ({ cast, ann, cat }) => {
    const { data: { communityId } } = await ann.sdk.CommunityRepository.createCommunity({ displayName: `Pages ${cast.run}` });
    const ids = [];
    for (let n = 0; n < 7; n++) ids.unshift((await say(ann, communityId, `Post ${n}`)).postId);
    const posts = await list(cat, communityId, { limit: 3 });
    assert.deepEqual(posts.ids('postId'), ids.slice(0, 3));
    await posts.nextPage();
    assert.deepEqual(posts.ids('postId'), ids.slice(0, 6));
    await posts.nextPage();
    assert.deepEqual(posts.ids('postId'), ids);
    assert.equal(posts.hasNextPage, false);
  }),

  claim('an open list takes in what its reader writes and edits', async ({ cast, ann }) => {
    const { data: { communityId } } = await ann.sdk.CommunityRepository.createCommunity({ displayName: `Open ${cast.run}` });
    await say(ann, communityId, 'first');
    const posts = await list(ann, communityId, { feedType: 'published' });
    const { postId } = await say(ann, communityId, 'second');
    await posts.until(() => posts.items.length === 2, 'the new post');
    assert.deepEqual([posts.items[0].postId, posts.items[0].data.text, posts.items[0].feedType], [postId, 'second', 'published']);
    await ann.sdk.PostRepository.editPost(postId, { data: { text: 'edited' } });
    await posts.until(() => posts.items[0].data.text === 'edited', 'the edit');
  }),

  claim('posts that come while one turns pages shift nothing', async ({ cast, ann, cat }) => {
    const { data: { communityId } } = await ann.sdk.CommunityRepository.createCommunity({ displayName: `Shift ${cast.run}` });
    const ids = [];
    for (let n = 0; n < 6; n++) ids.unshift((await say(ann, communityId, `Post ${n}`)).postId);
    const query = { targetType: 'community', targetId: communityId, sortBy: 'lastCreated', isDeleted: false };
    const first = await cat.http('GET', '/api/v4/posts', { params: { ...query, options: { limit: 3 } } });
    await say(ann, communityId, 'late');
    await ann.sdk.PostRepository.softDeletePost(ids[0]);
    const second = await cat.http('GET', '/api/v4/posts', { params: { ...query, options: { token: first.paging.next } } });
    assert.deepEqual([...first.posts, ...second.posts].map(({ postId }) => postId), ids);
    assert.ok(!second.paging.next);
  }),

  claim('a limit over 100 is refused with 500000', async ({ ann, club }) => {
    await refused(list(ann, club, { limit: 101 }), 500000);
  }),
];
