import assert from 'node:assert/strict';
import { claim, isTime, later, refused, sameSet } from '../expect.mjs';

export async function setup(cast) {
  const [ann, ben, cat] = await cast.login('ann', 'ben', 'cat');
  const community = async (bundle) => (await ann.sdk.CommunityRepository.createCommunity(bundle)).data.communityId;
  const club = await community({ displayName: `Club ${cast.run}`, userIds: [ben.id] });
  const secret = await community({ displayName: `Secret ${cast.run}`, isPublic: false });
  const newPost = async (text, targetId = club) =>
    (await ann.sdk.PostRepository.createPost({ targetType: 'community', targetId, data: { text } })).data.postId;
  return { ann, ben, cat, club, secret, newPost };
}

const comment = async (person, referenceId, text, more) =>
  (await person.sdk.CommentRepository.createComment({ referenceType: 'post', referenceId, data: { text }, ...more })).data;
const list = (person, referenceId, params) => person.watch.CommentRepository.getComments({ referenceType: 'post', referenceId, limit: 20, ...params });
const freshPost = async (person, id) => (await person.sdk.PostRepository.getPostByIds([id])).data[0];
const fresh = async (person, id) => (await person.sdk.CommentRepository.getCommentByIds([id])).data[0];

export const claims = [
  claim('a comment has what was given, and the post counts and shows it', async ({ ann, ben, club, newPost }) => {
    const postId = await newPost('Comment me');
    const before = await freshPost(ann, postId);
    const made = await comment(ben, postId, 'Nice', { metadata: { stars: 5 } });
    assert.match(made.commentId, /^[0-9a-f]{24}$/);
    assert.deepEqual(
      [made.userId, made.referenceType, made.referenceId, made.data, made.metadata, made.dataType, made.targetType, made.targetId],
      [ben.id, 'post', postId, { text: 'Nice' }, { stars: 5 }, 'text', 'community', club],
    );
    assert.deepEqual([made.children, made.childrenNumber, made.reactionsCount, made.reactions, made.isDeleted, made.hashFlag ?? null], [[], 0, 0, {}, false, null]);
    assert.equal('parentId' in made, false, 'a comment on the post itself has no parentId, not even null');
    assert.equal(made.editedAt, made.createdAt);
    assert.match(made.path, new RegExp(`/post/${postId}/comment/${made.commentId}$`));
    isTime(made.createdAt);
    const after = await freshPost(ann, postId);
    assert.deepEqual([after.commentsCount, after.comments, after.latestComments[0].data.text], [1, [made.commentId], 'Nice']);
    later(after.updatedAt, before.updatedAt);
  }),

  claim('a reply hangs on its comment', async ({ ann, ben, newPost }) => {
    const postId = await newPost('Talk');
    const root = await comment(ann, postId, 'Question');
    const reply = await comment(ben, postId, 'Answer', { parentId: root.commentId });
    assert.deepEqual([reply.parentId, reply.rootId, reply.userId], [root.commentId, root.commentId, ben.id]);
    const parent = await fresh(ann, root.commentId);
    assert.deepEqual([parent.childrenNumber, parent.children], [1, [reply.commentId]]);
    assert.equal((await freshPost(ann, postId)).commentsCount, 2);
  }),

  claim('the list of a post has its comments without the replies, the list of a comment only its replies', async ({ ann, ben, cat, newPost }) => {
    const postId = await newPost('Two levels');
    const [one, two] = [await comment(ann, postId, 'One'), await comment(ben, postId, 'Two')];
    const replies = [await comment(ben, postId, 'Re: one', { parentId: one.commentId }), await comment(ann, postId, 'Re: one again', { parentId: one.commentId })];
    await comment(ann, postId, 'Re: two', { parentId: two.commentId });
    const roots = await list(cat, postId, { sortBy: 'firstCreated' });
    assert.deepEqual(roots.ids('commentId'), [one.commentId, two.commentId]);
    assert.ok(roots.items.every((item) => !('parentId' in item)));
    sameSet(roots.items[0].childrenComment.map(({ data }) => data.text), ['Re: one', 'Re: one again']);
    const children = await list(cat, postId, { parentId: one.commentId, sortBy: 'firstCreated' });
    assert.deepEqual(children.ids('commentId'), replies.map(({ commentId }) => commentId));
    assert.deepEqual(children.items.map(({ creator }) => creator.displayName), ['Ben', 'Ann']);
  }),

  claim('comments are listed newest first or oldest first', async ({ ann, cat, newPost }) => {
    const postId = await newPost('Order');
    const ids = [];
    for (let n = 0; n < 4; n++) ids.push((await comment(ann, postId, `Number ${n}`)).commentId);
    assert.deepEqual((await list(cat, postId, { sortBy: 'firstCreated' })).ids('commentId'), ids);
    assert.deepEqual((await list(cat, postId, { sortBy: 'lastCreated' })).ids('commentId'), [...ids].reverse());
    const onWire = await cat.http('GET', '/api/v3/comments', { params: { referenceType: 'post', referenceId: postId, sortBy: 'firstCreated', options: { type: 'pagination', limit: 20 } } });
    assert.deepEqual(onWire.comments.map(({ commentId }) => commentId), ids, 'the server sorts, not only the SDK');
  }),

  claim('a live list grows by pages, and takes a new comment in', async ({ ann, cat, newPost }) => {
    const postId = await newPost('Pages');
    const ids = [];
    for (let n = 0; n < 7; n++) ids.unshift((await comment(ann, postId, `Number ${n}`)).commentId);
    const comments = await list(cat, postId, { limit: 3 });
    assert.deepEqual(comments.ids('commentId'), ids.slice(0, 3));
    await comments.nextPage();
    await comments.nextPage();
    assert.deepEqual(comments.ids('commentId'), ids);
    assert.equal(comments.hasNextPage, false);
    const { commentId } = await comment(cat, postId, 'Me too');
    await comments.until(() => comments.ids('commentId')[0] === commentId, 'the new comment on top');
  }),

  claim('an open list of posts counts the comments that its reader writes and deletes', async ({ cast, ann }) => {
    const { data: { communityId } } = await ann.sdk.CommunityRepository.createCommunity({ displayName: `Counting ${cast.run}` });
    const { data: { postId } } = await ann.sdk.PostRepository.createPost({ targetType: 'community', targetId: communityId, data: { text: 'Count' } });
    const posts = await ann.watch.PostRepository.getPosts({ targetType: 'community', targetId: communityId });
    const { commentId } = await comment(ann, postId, 'One');
    await posts.until(() => posts.items[0].commentsCount === 1, 'one comment');
    await ann.sdk.CommentRepository.softDeleteComment(commentId);
    await posts.until(() => posts.items[0].commentsCount === 0, 'no comment');
  }),

  claim('several comments are read by their ids, unknown ones left out', async ({ ann, cat, newPost }) => {
    const postId = await newPost('By ids');
    const [one, two] = [await comment(ann, postId, 'One'), await comment(ann, postId, 'Two')];
    const { data } = await cat.sdk.CommentRepository.getCommentByIds([one.commentId, 'f'.repeat(24), two.commentId]);
    sameSet(data.map(({ commentId, data: { text } }) => `${commentId} ${text}`), [`${one.commentId} One`, `${two.commentId} Two`]);
    assert.equal((await cat.look.CommentRepository.getComment(one.commentId)).data.text, 'One');
    await refused(cat.look.CommentRepository.getComment('f'.repeat(24)), 400400);
  }),

  claim('an edit changes what it names, and shows that there was one', async ({ ann, ben, newPost }) => {
    const postId = await newPost('Edit');
    const made = await comment(ben, postId, 'Before', { metadata: { kept: 1 } });
    const { data: edited } = await ben.sdk.CommentRepository.updateComment(made.commentId, { data: { text: 'After' } });
    assert.deepEqual([edited.data.text, edited.metadata, edited.createdAt], ['After', { kept: 1 }, made.createdAt]);
    later(edited.updatedAt, made.updatedAt);
    later(edited.editedAt, made.editedAt, 'editedAt');
    const { data: again } = await ben.sdk.CommentRepository.updateComment(made.commentId, { metadata: { other: 2 } });
    assert.deepEqual([again.data.text, again.metadata], ['After', { other: 2 }]);
    assert.deepEqual((await fresh(ann, made.commentId)).metadata, { other: 2 });
  }),

  claim('a member does not edit or delete the comment of another: 400301', async ({ ann, ben, newPost }) => {
    const made = await comment(ann, await newPost('Mine'), 'Mine');
    await refused(ben.sdk.CommentRepository.updateComment(made.commentId, { data: { text: 'Yours' } }), 400301);
    await refused(ben.sdk.CommentRepository.softDeleteComment(made.commentId), 400301);
    const seen = await fresh(ann, made.commentId);
    assert.deepEqual([seen.data.text, seen.isDeleted], ['Mine', false]);
    assert.equal((await ben.session()).state, 'established');
  }),

  claim('a deleted comment leaves the list and the count', async ({ ann, ben, cat, newPost }) => {
    const postId = await newPost('Deleting');
    const [gone, kept] = [await comment(ben, postId, 'gone'), await comment(ben, postId, 'kept')];
    const open = await list(ben, postId, {});
    const deleted = await ben.sdk.CommentRepository.softDeleteComment(gone.commentId);
    assert.deepEqual([deleted.commentId, deleted.isDeleted], [gone.commentId, true]);
    await open.until(() => open.items.length === 1, 'the list without the deleted comment');
    assert.deepEqual((await list(cat, postId, {})).ids('commentId'), [kept.commentId]);
    assert.equal((await freshPost(cat, postId)).commentsCount, 1);
    const all = (await list(ben, postId, { includeDeleted: true })).items;
    sameSet(all.map(({ commentId, isDeleted }) => `${commentId} ${isDeleted}`), [`${gone.commentId} true`, `${kept.commentId} false`]);
  }),

  claim('a comment that its author deletes for good takes its replies along', async ({ ann, ben, newPost }) => {
    const postId = await newPost('For good');
    const gone = await comment(ben, postId, 'gone');
    const reply = await comment(ann, postId, 'reply', { parentId: gone.commentId });
    const kept = await comment(ann, postId, 'kept');
    await refused(ann.sdk.CommentRepository.hardDeleteComment(gone.commentId), 400301);
    await ben.sdk.CommentRepository.hardDeleteComment(gone.commentId);
    assert.deepEqual((await ann.sdk.CommentRepository.getCommentByIds([gone.commentId, reply.commentId])).data, []);
    assert.deepEqual((await list(ann, postId, { includeDeleted: true })).ids('commentId'), [kept.commentId]);
    assert.equal((await freshPost(ann, postId)).commentsCount, 1);
  }),

  claim('content of the application is commented on by its own id', async ({ cast, ann, ben, cat }) => {
    const referenceId = `article ${cast.run}`;
    const on = async (person, text, more) => (await person.sdk.CommentRepository.createComment({ referenceType: 'content', referenceId, data: { text }, ...more })).data;
    const first = await on(ann, 'First');
    const reply = await on(ben, 'Reply', { parentId: first.commentId });
    assert.deepEqual([first.referenceType, first.referenceId, first.segmentNumber, reply.segmentNumber], ['content', referenceId, 1, 2]);
    const seen = await cat.watch.CommentRepository.getComments({ referenceType: 'content', referenceId, limit: 20 });
    assert.deepEqual(seen.ids('commentId'), [first.commentId]);
    await cat.sdk.ReactionRepository.addReaction('comment', first.commentId, 'like');
    assert.deepEqual((await fresh(ben, first.commentId)).reactions, { like: 1 });
    await refused(cat.sdk.CommentRepository.softDeleteComment(first.commentId), 400301);
  }),

  claim('a deleted reply leaves its comment\'s count', async ({ ann, ben, newPost }) => {
    const postId = await newPost('Deleting replies');
    const root = await comment(ann, postId, 'root');
    const [gone, kept] = [await comment(ben, postId, 'gone', { parentId: root.commentId }), await comment(ben, postId, 'kept', { parentId: root.commentId })];
    await ben.sdk.CommentRepository.softDeleteComment(gone.commentId);
    const parent = await fresh(ann, root.commentId);
    assert.deepEqual([parent.childrenNumber, parent.children], [1, [kept.commentId]]);
    assert.equal((await freshPost(ann, postId)).commentsCount, 2);
  }),

  claim('who is not in a public community may still comment there, in a private one he finds nothing', async ({ ann, cat, secret, newPost }) => {
    const open = await newPost('Open to all');
    assert.equal((await comment(cat, open, 'From outside')).userId, cat.id);
    const hidden = await newPost('Hidden', secret);
    const { commentId } = await comment(ann, hidden, 'Psst');
    await refused(comment(cat, hidden, 'I hear you'), 400400);
    await refused(list(cat, hidden, {}), 400400);
    await refused(cat.look.CommentRepository.getComment(commentId), 400400);
    assert.deepEqual((await cat.sdk.CommentRepository.getCommentByIds([commentId])).data, []);
  }),

  claim('a comment on nothing, or a reply to nothing, is 400400', async ({ ann, newPost }) => {
    await refused(comment(ann, 'f'.repeat(24), 'Where?'), 400400);
    const postId = await newPost('Here');
    await refused(comment(ann, postId, 'Whom?', { parentId: 'f'.repeat(24) }), 400400);
    assert.equal((await freshPost(ann, postId)).commentsCount, 0);
  }),

  claim('an empty or overlong comment, or more than ten ids at once, is refused with 500000', async ({ ann, newPost }) => {
    const postId = await newPost('Limits');
    await refused(ann.sdk.CommentRepository.createComment({ referenceType: 'post', referenceId: postId }), 500000);
    await refused(comment(ann, postId, 'x'.repeat(50_001)), 500000);
    await refused(ann.sdk.CommentRepository.createComment({ referenceType: 'nothing', referenceId: postId, data: { text: 'x' } }), 500000);
    await refused(ann.sdk.CommentRepository.getCommentByIds(Array.from({ length: 11 }, (_, n) => n.toString(16).padStart(24, '0'))), 500000);
    assert.equal((await freshPost(ann, postId)).commentsCount, 0);
  }),
];
