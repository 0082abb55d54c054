// Live objects and live collections of every kind, fed by what a second user does: nothing here loads anything anew.
import assert from 'node:assert/strict';
import { claim } from '../expect.mjs';

const live = { config: {} };

export async function setup(cast) {
  const [ann, ben, cat] = [await cast.person('ann'), await cast.person('ben'), await cast.person('cat')];
  for (const person of [ann, ben, cat]) assert.equal(await person.login(live), true);
  for (const person of [ann, ben, cat]) await connected(person);
  const club = (await ann.sdk.CommunityRepository.createCommunity({ displayName: cast.id('club'), isPublic: true, userIds: [ben.id] })).data;
  for (const level of ['', '/post/+', '/post/+/comment/+']) await ben.subscribe(`${club.path}${level}`);
  const newPost = async (text) => (await ann.sdk.PostRepository.createPost({ targetType: 'community', targetId: club.communityId, data: { text } })).data;
  const newComment = async (referenceId, text) =>
    (await ann.sdk.CommentRepository.createComment({ referenceType: 'post', referenceId, data: { text } })).data;
  const network = club.path.split('/')[0];
  const own = async (person) => (await person.session()).user.path;
  return { ann, ben, cat, club, network, own, newPost, newComment };
}

export const claims = [
  claim('a live collection of posts gets a new post, and loses a deleted one', async ({ ann, ben, club, newPost }) => {
    const posts = await ben.watch.PostRepository.getPosts({ targetType: 'community', targetId: club.communityId, limit: 10 });
    const post = await newPost('Fresh');
    await posts.until(({ items }) => items.some(({ postId }) => postId === post.postId), 'the new post');
    await ann.sdk.PostRepository.softDeletePost(post.postId);
    await posts.until(({ items }) => items.every(({ postId }) => postId !== post.postId), 'the post gone');
    await posts.close();
  }),

  claim('a live post shows edits, reactions and flags', async ({ ann, ben, newPost }) => {
    const { postId } = await newPost('First words');
    const seen = await ben.watch.PostRepository.getPost(postId);
    await ann.sdk.PostRepository.editPost(postId, { data: { text: 'Second words' } });
    await seen.until(({ items }) => items.data.text === 'Second words', 'the edit');
    await ann.sdk.ReactionRepository.addReaction('post', postId, 'like');
    await seen.until(({ items }) => items.reactionsCount === 1 && items.reactions.like === 1, 'the reaction');
    assert.deepEqual(seen.items.myReactions ?? [], [], 'it is not ben\'s');
    await ann.sdk.ReactionRepository.removeReaction('post', postId, 'like');
    await seen.until(({ items }) => items.reactionsCount === 0, 'the reaction gone');
    await ann.sdk.PostRepository.flagPost(postId);
    await seen.until(({ items }) => items.flagCount === 1 && items.hashFlag, 'the flag');
    await ann.sdk.PostRepository.unflagPost(postId);
    await seen.until(({ items }) => items.flagCount === 0 && !items.hashFlag, 'the flag gone');
    await seen.close();
  }),

  claim('one\'s own reaction stays one\'s own when others react', async ({ ann, ben, newPost }) => {
    const { postId } = await newPost('Liked by both');
    const seen = await ben.watch.PostRepository.getPost(postId);
    await ben.sdk.ReactionRepository.addReaction('post', postId, 'love');
    await ann.sdk.ReactionRepository.addReaction('post', postId, 'like');
    await seen.until(({ items }) => items.reactionsCount === 2, 'both reactions');
    assert.deepEqual(seen.items.myReactions, ['love']);
    await seen.close();
  }),

  claim('a live collection of comments gets new ones, edits, reactions, flags, and loses deleted ones', async ({ ann, ben, newPost, newComment }) => {
    const { postId } = await newPost('Discuss');
    const comments = await ben.watch.CommentRepository.getComments({ referenceType: 'post', referenceId: postId, limit: 10 });
    const { commentId } = await newComment(postId, 'First');
    const shows = (holds, what) => comments.until(({ items }) => items.some((item) => item.commentId === commentId && holds(item)), what);
    await shows(({ data }) => data.text === 'First', 'the new comment');
    await ann.sdk.CommentRepository.updateComment(commentId, { data: { text: 'Second' } });
    await shows(({ data }) => data.text === 'Second', 'the edit');
    await ann.sdk.ReactionRepository.addReaction('comment', commentId, 'like');
    await shows(({ reactionsCount }) => reactionsCount === 1, 'the reaction');
    await ann.sdk.ReactionRepository.removeReaction('comment', commentId, 'like');
    await shows(({ reactionsCount }) => reactionsCount === 0, 'the reaction gone');
    await ann.sdk.CommentRepository.flagComment(commentId);
    await shows(({ flagCount }) => flagCount === 1, 'the flag');
    await ann.sdk.CommentRepository.unflagComment(commentId);
    await shows(({ flagCount }) => flagCount === 0, 'the flag gone');
    await ann.sdk.CommentRepository.softDeleteComment(commentId);
    await comments.until(({ items }) => items.every((item) => item.commentId !== commentId), 'the comment gone');
    await comments.close();
  }),

  claim('a live collection of members sees who joins, is promoted, is banned and leaves', async ({ ann, ben, cat, club }) => {
    const members = await ben.watch.CommunityRepository.Membership.getMembers({ communityId: club.communityId, memberships: ['member'], limit: 20 });
    const has = (holds) => ({ items }) => items.some((item) => item.userId === cat.id && holds(item));
    await cat.sdk.CommunityRepository.joinCommunity(club.communityId);
    await members.until(has(() => true), 'who joined');
    await ann.sdk.CommunityRepository.Moderation.addRoles(club.communityId, ['community-moderator'], [cat.id]);
    await members.until(has(({ roles }) => roles.includes('community-moderator')), 'the role');
    await ann.sdk.CommunityRepository.Moderation.removeRoles(club.communityId, ['community-moderator'], [cat.id]);
    await members.until(has(({ roles }) => !roles.includes('community-moderator')), 'the role gone');
    await cat.sdk.CommunityRepository.leaveCommunity(club.communityId);
    await members.until(({ items }) => items.every(({ userId }) => userId !== cat.id), 'who left gone');
    await members.close();
  }),

  claim('who is added to a private community, removed or banned is told so on their own topic', async ({ cast, ann, cat }) => {
    const { communityId } = (await ann.sdk.CommunityRepository.createCommunity({ displayName: cast.id('inner circle'), isPublic: false })).data;
    const since = Date.now();
    await ann.sdk.CommunityRepository.Membership.addMembers(communityId, [cat.id]);
    assert.equal((await cat.hears('community.userAdded', since)).data.communityUsers[0].communityMembership, 'member');
    await ann.sdk.CommunityRepository.Membership.removeMembers(communityId, [cat.id]);
    assert.equal((await cat.hears('community.userRemoved', since)).data.communityUsers[0].communityMembership, 'none');
    await ann.sdk.CommunityRepository.Moderation.banMembers(communityId, [cat.id]);
    assert.equal((await cat.hears('community.userBanned', since)).data.communityUsers[0].communityMembership, 'banned');
    await ann.sdk.CommunityRepository.Moderation.unbanMembers(communityId, [cat.id]);
    assert.equal((await cat.hears('community.userUnbanned', since)).data.communityUsers[0].communityMembership, 'none');
  }),

  claim('a live community is told of its end', async ({ cast, ann, ben }) => {
    const community = (await ann.sdk.CommunityRepository.createCommunity({ displayName: cast.id('short-lived'), isPublic: true })).data;
    const seen = await ben.watch.CommunityRepository.getCommunity(community.communityId);
    await ben.subscribe(community.path);
    await ann.sdk.CommunityRepository.deleteCommunity(community.communityId);
    await seen.until(({ items }) => items.isDeleted === true, 'the end');
    await seen.close();
  }),

  claim('a post that waits is told to its author when it was approved or declined', async ({ cast, ann, ben }) => {
    const { communityId, path } = (await ann.sdk.CommunityRepository.createCommunity({
      displayName: cast.id('reviewed'), isPublic: true, userIds: [ben.id], postSetting: 'ADMIN_REVIEW_POST_REQUIRED',
    })).data;
    await ben.subscribe(`${path}/post/+`);
    const write = async (text) => (await ben.sdk.PostRepository.createPost({ targetType: 'community', targetId: communityId, data: { text } })).data.postId;
    const [good, bad] = [await write('Good'), await write('Bad')];
    const since = Date.now();
    await ann.sdk.PostRepository.approvePost(good);
    assert.equal((await ben.hears('post.approved', since)).data.posts[0].postId, good);
    await ann.sdk.PostRepository.declinePost(bad);
    assert.equal((await ben.hears('post.declined', since)).data.posts[0].postId, bad);
  }),

  claim('live followers and followings come and go', async ({ ann, ben, network, own }) => {
    const id = (await own(ben)).split('/').at(-1);
    await ben.subscribe(`${network}/membership/${id}/+/+`);
    const followers = await ben.watch.UserRepository.Relationship.getFollowers({ userId: ben.id, status: 'accepted' });
    await ann.sdk.UserRepository.Relationship.follow(ben.id);
    await followers.until(({ items }) => items.some(({ from }) => from === ann.id), 'the follower');
    await ann.sdk.UserRepository.Relationship.unfollow(ben.id);
    await followers.until(({ items }) => items.every(({ from }) => from !== ann.id), 'the follower gone');
    await followers.close();
  }),

  claim('a live user shows flags, and a deleted one goes', async ({ cast, ann, ben, own }) => {
    const dan = await cast.person('dan');
    await dan.login();
    await ben.subscribe(await own(dan));
    const seen = await ben.watch.UserRepository.getUser(dan.id);
    await ann.sdk.UserRepository.flagUser(dan.id);
    await seen.until(({ items }) => items.flagCount === 1, 'the flag');
    const since = Date.now();
    const gone = await cast.plain('DELETE', `/api/v4/users/${dan.id}`, { token: cast.adminToken });
    assert.equal(gone.status, 200);
    const { data } = await ben.hears('user.deleted', since);
    assert.deepEqual([data.users[0].userId, data.users[0].isDeleted], [dan.id, true]);
    await seen.close();
  }),

  claim('a poll that its creator closes is closed for who looks at its post', async ({ ann, ben, club }) => {
    const { pollId } = (await ann.sdk.PollRepository.createPoll({ question: 'Tea?', answerType: 'single', answers: [{ dataType: 'text', data: 'yes' }, { dataType: 'text', data: 'no' }], closedIn: 86400000 })).data;
    await ann.sdk.PostRepository.createPost({ targetType: 'community', targetId: club.communityId, dataType: 'poll', data: { text: 'Tea?', pollId } });
    const seen = await ben.watch.PollRepository.getPoll(pollId);
    await ann.sdk.PollRepository.closePoll(pollId);
    await seen.until(({ items }) => items.status === 'closed', 'the end of the poll');
    await seen.close();
  }),
];

async function connected(person) {
  for (let tries = 0; tries < 200; tries++) {
    if (await person.connected()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.fail(`${person.id} never connected`);
}
