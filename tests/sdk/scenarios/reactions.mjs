import assert from 'node:assert/strict';
import { claim, isTime, later, refused, sameSet } from '../expect.mjs';

export async function setup(cast) {
  const [ann, ben, cat] = await cast.login('ann', 'ben', 'cat');
  const community = async (bundle) => (await ann.sdk.CommunityRepository.createCommunity(bundle)).data.communityId;
  const club = await community({ displayName: `Club ${cast.run}`, userIds: [ben.id] });
  const secret = await community({ displayName: `Secret ${cast.run}`, isPublic: false });
  const newPost = async (text, targetId = club) =>
    (await ann.sdk.PostRepository.createPost({ targetType: 'community', targetId, data: { text } })).data.postId;
  const newComment = async (referenceId) =>
    (await ann.sdk.CommentRepository.createComment({ referenceType: 'post', referenceId, data: { text: 'React' } })).data.commentId;
  return { ann, ben, cat, club, secret, newPost, newComment };
}

const freshPost = async (person, id) => (await person.sdk.PostRepository.getPostByIds([id])).data[0];
const freshComment = async (person, id) => (await person.sdk.CommentRepository.getCommentByIds([id])).data[0];
const mine = ({ reactionsCount, reactions, myReactions }) => [reactionsCount, reactions, (myReactions ?? []).toSorted()];

export const claims = [
  claim('a reaction counts for all and shows as mine only to me', async ({ ann, ben, newPost }) => {
    const postId = await newPost('Like me');
    const before = await freshPost(ben, postId);
    assert.equal(await ben.sdk.ReactionRepository.addReaction('post', postId, 'like'), true);
    const after = await freshPost(ben, postId);
    assert.deepEqual(mine(after), [1, { like: 1 }, ['like']]);
    later(after.updatedAt, before.updatedAt);
    assert.deepEqual(mine(await freshPost(ann, postId)), [1, { like: 1 }, []]);
  }),

  claim('several people and several names add up', async ({ ann, ben, cat, newPost }) => {
    const postId = await newPost('Many');
    await ann.sdk.ReactionRepository.addReaction('post', postId, 'like');
    await ben.sdk.ReactionRepository.addReaction('post', postId, 'like');
    await ben.sdk.ReactionRepository.addReaction('post', postId, 'love');
    await cat.sdk.ReactionRepository.addReaction('post', postId, 'Like');
    assert.deepEqual(mine(await freshPost(ben, postId)), [4, { like: 2, love: 1, Like: 1 }, ['like', 'love']]);
    assert.deepEqual(mine(await freshPost(cat, postId)), [4, { like: 2, love: 1, Like: 1 }, ['Like']]);
  }),

  claim('the same reaction twice is one', async ({ ben, newPost }) => {
    const postId = await newPost('Twice');
    await ben.sdk.ReactionRepository.addReaction('post', postId, 'like');
    assert.equal(await ben.sdk.ReactionRepository.addReaction('post', postId, 'like'), true);
    assert.deepEqual(mine(await freshPost(ben, postId)), [1, { like: 1 }, ['like']]);
  }),

  claim('a removed reaction is gone from all counts', async ({ ann, ben, newPost }) => {
    const postId = await newPost('Take back');
    for (const name of ['like', 'love']) await ben.sdk.ReactionRepository.addReaction('post', postId, name);
    await ann.sdk.ReactionRepository.addReaction('post', postId, 'like');
    assert.equal(await ben.sdk.ReactionRepository.removeReaction('post', postId, 'love'), true);
    const after = await freshPost(ben, postId);
    assert.deepEqual([after.reactionsCount, after.reactions.like, after.reactions.love ?? 0, after.myReactions], [2, 2, 0, ['like']]);
    await ben.sdk.ReactionRepository.removeReaction('post', postId, 'like');
    const last = await freshPost(ben, postId);
    assert.deepEqual([last.reactionsCount, last.reactions.like, last.myReactions ?? []], [1, 1, []]);
    later(last.updatedAt, after.updatedAt);
  }),

  claim('removing what was never there is 400400', async ({ ann, ben, newPost }) => {
    const postId = await newPost('Nothing');
    await ann.sdk.ReactionRepository.addReaction('post', postId, 'like');
    await refused(ben.sdk.ReactionRepository.removeReaction('post', postId, 'like'), 400400);
    assert.equal((await freshPost(ann, postId)).reactionsCount, 1);
  }),

  claim('comments take reactions just so', async ({ ann, ben, newPost, newComment }) => {
    const commentId = await newComment(await newPost('Comments'));
    const before = await freshComment(ben, commentId);
    await ben.sdk.ReactionRepository.addReaction('comment', commentId, 'wow');
    await ann.sdk.ReactionRepository.addReaction('comment', commentId, 'wow');
    const after = await freshComment(ben, commentId);
    assert.deepEqual(mine(after), [2, { wow: 2 }, ['wow']]);
    later(after.updatedAt, before.updatedAt);
    await ann.sdk.ReactionRepository.removeReaction('comment', commentId, 'wow');
    assert.deepEqual(mine(await freshComment(ann, commentId)), [1, { wow: 1 }, []]);
  }),

  claim('an open list of posts shows the own reaction as it comes and goes', async ({ ben, newPost, club }) => {
    const postId = await newPost('Open');
    const posts = await ben.watch.PostRepository.getPosts({ targetType: 'community', targetId: club, limit: 20 });
    const shown = () => mine(posts.items.find((item) => item.postId === postId));
    await ben.sdk.ReactionRepository.addReaction('post', postId, 'like');
    await posts.until(() => shown()[0] === 1, 'the reaction');
    assert.deepEqual(shown(), [1, { like: 1 }, ['like']]);
    await ben.sdk.ReactionRepository.removeReaction('post', postId, 'like');
    await posts.until(() => shown()[0] === 0, 'the post without the reaction');
    assert.deepEqual(shown()[2], []);
  }),

  claim('the list of reactions names who reacted and how', async ({ ann, ben, cat, newPost }) => {
    const postId = await newPost('Who');
    await ann.sdk.ReactionRepository.addReaction('post', postId, 'like');
    await ben.sdk.ReactionRepository.addReaction('post', postId, 'love');
    await cat.sdk.ReactionRepository.addReaction('post', postId, 'like');
    const all = await cat.watch.ReactionRepository.getReactions({ referenceType: 'post', referenceId: postId });
    sameSet(all.items.map(({ userId, reactionName, user }) => `${userId} ${reactionName} ${user.displayName}`), [`${ann.id} like Ann`, `${ben.id} love Ben`, `${cat.id} like Cat`]);
    assert.equal(new Set(all.ids('reactionId')).size, 3);
    isTime(all.items[0].createdAt);
    const likes = await cat.watch.ReactionRepository.getReactions({ referenceType: 'post', referenceId: postId, reactionName: 'like' });
    sameSet(likes.ids('userId'), [ann.id, cat.id]);
  }),

  claim('what nobody reacted to has an empty list, not an error', async ({ cat, newPost, newComment }) => {
    const postId = await newPost('Nobody');
    const none = await cat.watch.ReactionRepository.getReactions({ referenceType: 'post', referenceId: postId });
    assert.deepEqual([none.items, none.hasNextPage], [[], false]);
    const neither = await cat.watch.ReactionRepository.getReactions({ referenceType: 'comment', referenceId: await newComment(postId) });
    assert.deepEqual(neither.items, []);
  }),

  claim('reactions come in pages, newest first', async ({ cat, newPost }) => {
    const postId = await newPost('Pages');
    const names = ['a', 'b', 'c', 'd', 'e'];
    for (const name of names) await cat.sdk.ReactionRepository.addReaction('post', postId, name);
    const list = await cat.watch.ReactionRepository.getReactions({ referenceType: 'post', referenceId: postId, limit: 2 });
    assert.deepEqual(list.ids('reactionName'), ['e', 'd']);
    await list.nextPage();
    await list.nextPage();
    assert.deepEqual(list.ids('reactionName'), [...names].reverse());
    assert.equal(list.hasNextPage, false);
  }),

  claim('a page token that the client made itself is understood', async ({ cat, newPost }) => {
    const postId = await newPost('Client tokens');
    for (const name of ['a', 'b', 'c']) await cat.sdk.ReactionRepository.addReaction('post', postId, name);
    const token = await cat.sdk.toToken({ limit: 2 }, 'afterbeforeraw');
    const { reactions: [{ reactors }], paging } = await cat.http('GET', '/api/v3/reactions', { params: { referenceType: 'post', referenceId: postId, options: { token } } });
    assert.equal(reactors.length, 2);
    assert.equal((await cat.sdk.toPageRaw(paging.next)).limit, 2);
  }),

  claim('a reaction to nothing is 400400, and so is one to what one may not see', async ({ ann, cat, secret, newPost }) => {
    await refused(cat.sdk.ReactionRepository.addReaction('post', 'f'.repeat(24), 'like'), 400400);
    const hidden = await newPost('Hidden', secret);
    await refused(cat.sdk.ReactionRepository.addReaction('post', hidden, 'like'), 400400);
    await refused(cat.watch.ReactionRepository.getReactions({ referenceType: 'post', referenceId: hidden }), 400400);
    assert.equal((await freshPost(ann, hidden)).reactionsCount, 0);
  }),

  claim('a reaction without a name, or with one over 100 characters, is refused with 500000', async ({ ann, newPost }) => {
    const postId = await newPost('Names');
    await refused(ann.sdk.ReactionRepository.addReaction('post', postId, ''), 500000);
    await refused(ann.sdk.ReactionRepository.addReaction('post', postId, 'n'.repeat(101)), 500000);
    await refused(ann.sdk.ReactionRepository.addReaction('nothing', postId, 'like'), 500000);
    assert.equal((await freshPost(ann, postId)).reactionsCount, 0);
  }),
];
