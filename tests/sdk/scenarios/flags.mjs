import assert from 'node:assert/strict';
import { claim, later, refused } from '../expect.mjs';

export async function setup(cast) {
  const [ann, ben, cat] = await cast.login('ann', 'ben', 'cat');
  const community = async (bundle) => (await ann.sdk.CommunityRepository.createCommunity(bundle)).data.communityId;
  const club = await community({ displayName: `Club ${cast.run}`, userIds: [ben.id] });
  const secret = await community({ displayName: `Secret ${cast.run}`, isPublic: false });
  const newPost = async (text, targetId = club) =>
    (await ann.sdk.PostRepository.createPost({ targetType: 'community', targetId, data: { text } })).data.postId;
  const newComment = async (referenceId, text = 'Flag me') =>
    (await ann.sdk.CommentRepository.createComment({ referenceType: 'post', referenceId, data: { text } })).data.commentId;
  return { ann, ben, cat, club, secret, newPost, newComment };
}

const freshPost = async (person, id) => (await person.sdk.PostRepository.getPostByIds([id])).data[0];
const freshComment = async (person, id) => (await person.sdk.CommentRepository.getCommentByIds([id])).data[0];
const freshUser = async (person, id) => (await person.sdk.UserRepository.getUserByIds([id])).data[0];

/** Not flagged, or with a filter of the form that SDKs read. */
function hasFlags({ flagCount, hashFlag }, count) {
  assert.equal(flagCount, count);
  if (count === 0) return assert.equal(hashFlag, null);
  assert.deepEqual([typeof hashFlag.bits, typeof hashFlag.hashes, typeof hashFlag.hash], ['number', 'number', 'string']);
}

export const claims = [
  claim('a flagged post counts for all and shows as flagged by me only to me', async ({ ann, ben, newPost }) => {
    const postId = await newPost('Flag me');
    const before = await freshPost(ben, postId);
    hasFlags(before, 0);
    assert.equal(await ben.sdk.PostRepository.flagPost(postId), true);
    const after = await freshPost(ann, postId);
    hasFlags(after, 1);
    later(after.updatedAt, before.updatedAt);
    assert.equal(await ben.sdk.PostRepository.isPostFlaggedByMe(postId), true);
    assert.equal(await ann.sdk.PostRepository.isPostFlaggedByMe(postId), false);
  }),

  claim('a post flagged twice has one flag, and an unflag takes it back', async ({ ben, cat, newPost }) => {
    const postId = await newPost('Twice');
    await cat.sdk.PostRepository.flagPost(postId);
    await ben.sdk.PostRepository.flagPost(postId);
    await ben.sdk.PostRepository.flagPost(postId);
    hasFlags(await freshPost(ben, postId), 2);
    assert.equal(await ben.sdk.PostRepository.unflagPost(postId), true);
    hasFlags(await freshPost(ben, postId), 1);
    assert.equal(await ben.sdk.PostRepository.isPostFlaggedByMe(postId), false);
    assert.equal(await cat.sdk.PostRepository.isPostFlaggedByMe(postId), true);
    assert.equal(await ben.sdk.PostRepository.unflagPost(postId), true);
    await cat.sdk.PostRepository.unflagPost(postId);
    hasFlags(await freshPost(cat, postId), 0);
  }),

  claim('comments are flagged just so', async ({ ann, ben, newPost, newComment }) => {
    const postId = await newPost('Comments');
    const commentId = await newComment(postId);
    const before = await freshComment(ben, commentId);
    assert.equal(await ben.sdk.CommentRepository.flagComment(commentId), true);
    const after = await freshComment(ann, commentId);
    hasFlags(after, 1);
    later(after.updatedAt, before.updatedAt);
    assert.equal(await ben.sdk.CommentRepository.isCommentFlaggedByMe(commentId), true);
    assert.equal(await ann.sdk.CommentRepository.isCommentFlaggedByMe(commentId), false);
    assert.equal((await freshPost(ann, postId)).hasFlaggedComment, true);
    assert.equal(await ben.sdk.CommentRepository.unflagComment(commentId), true);
    hasFlags(await freshComment(ann, commentId), 0);
    assert.equal((await freshPost(ann, postId)).hasFlaggedComment, false);
  }),

  claim('users are flagged just so, and can be listed', async ({ ann, ben, cat }) => {
    assert.equal(await ann.sdk.UserRepository.flagUser(cat.id), true);
    hasFlags(await freshUser(ben, cat.id), 1);
    assert.equal(await ann.sdk.UserRepository.isUserFlaggedByMe(cat.id), true);
    assert.equal(await ben.sdk.UserRepository.isUserFlaggedByMe(cat.id), false);
    const flagged = await ben.watch.UserRepository.getUsers({ filter: 'flagged' });
    assert.ok(flagged.ids('userId').includes(cat.id) && !flagged.ids('userId').includes(ben.id));
    assert.equal(await ann.sdk.UserRepository.unflagUser(cat.id), true);
    hasFlags(await freshUser(ben, cat.id), 0);
  }),

  claim('a report is a flag, whatever it is on', async ({ ann, ben, cat, newPost, newComment }) => {
    const postId = await newPost('Report');
    const commentId = await newComment(postId);
    for (const [type, id, fresh] of [['post', postId, freshPost], ['comment', commentId, freshComment], ['user', cat.id, freshUser]]) {
      assert.equal(await ben.sdk.createReport(type, id), true);
      hasFlags(await fresh(ann, id), 1);
      assert.equal(await ben.sdk.isReportedByMe(type, id), true);
      assert.equal(await ann.sdk.isReportedByMe(type, id), false);
      assert.equal(await ben.sdk.deleteReport(type, id), true);
      hasFlags(await fresh(ann, id), 0);
    }
  }),

  claim('lists of posts and comments can be of what is flagged, or of the rest', async ({ ann, ben, newPost, newComment }) => {
    const targetId = (await ann.sdk.CommunityRepository.createCommunity({ displayName: 'Flagged' })).data.communityId;
    const [bad, fine] = [await newPost('Bad', targetId), await newPost('Fine', targetId)];
    const [rude, kind] = [await newComment(fine, 'Rude'), await newComment(fine, 'Kind')];
    await ben.sdk.PostRepository.flagPost(bad);
    const posts = async (hasFlag) => (await ben.watch.PostRepository.getPosts({ targetType: 'community', targetId, hasFlag })).ids('postId');
    assert.deepEqual([await posts(true), await posts(false)], [[bad], [fine]]);
    await ben.sdk.CommentRepository.flagComment(rude);
    const comments = async (hasFlag) => (await ben.watch.CommentRepository.getComments({ referenceType: 'post', referenceId: fine, hasFlag })).ids('commentId');
    assert.deepEqual([await comments(true), await comments(false)], [[rude], [kind]]);
    const { hasFlaggedPost, hasFlaggedComment } = await ann.look.CommunityRepository.getCommunity(targetId);
    assert.deepEqual([hasFlaggedPost, hasFlaggedComment], [true, true]);
  }),

  claim('what one may not see cannot be flagged: 400400', async ({ ann, cat, secret, newPost, newComment }) => {
    const hidden = await newPost('Hidden', secret);
    await refused(cat.sdk.PostRepository.flagPost(hidden), 400400);
    await refused(cat.sdk.PostRepository.isPostFlaggedByMe(hidden), 400400);
    await refused(cat.sdk.CommentRepository.flagComment(await newComment(hidden)), 400400);
    await refused(cat.sdk.PostRepository.flagPost('f'.repeat(24)), 400400);
    await refused(cat.sdk.UserRepository.flagUser('nobody at all'), 400400);
    hasFlags(await freshPost(ann, hidden), 0);
  }),
];
