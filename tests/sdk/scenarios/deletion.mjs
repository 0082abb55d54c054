import assert from 'node:assert/strict';
import { claim, refused } from '../expect.mjs';

export async function setup(cast) {
  const [ann, cat] = await cast.login('ann', 'cat');
  const club = (await ann.sdk.CommunityRepository.createCommunity({ displayName: `Club ${cast.run}`, userIds: [cat.id] })).data.communityId;
  const remove = (userId, flags = '', token = cast.adminToken) => cast.plain('DELETE', `/api/v4/users/${userId}?${flags}`, { token });
  const newcomer = async (name) => {
    const person = await cast.person(name);
    assert.equal(await person.login(), true);
    return person;
  };
  /** A user who has left something everywhere. */
  const author = async (name) => {
    const person = await newcomer(name);
    await person.sdk.CommunityRepository.joinCommunity(club);
    const post = async (by) => (await by.sdk.PostRepository.createPost({ targetType: 'community', targetId: club, data: { text: `By ${by.name}` } })).data.postId;
    const comment = async (by, referenceId, parentId) =>
      (await by.sdk.CommentRepository.createComment({ referenceType: 'post', referenceId, parentId, data: { text: `By ${by.name}` } })).data.commentId;
    const [own, hers] = [await post(person), await post(ann)];
    const [onOwn, said] = [await comment(ann, own), await comment(person, hers)];
    const reply = await comment(ann, hers, said);
    await person.sdk.ReactionRepository.addReaction('post', hers, 'like');
    return { person, own, hers, onOwn, said, reply };
  };
  return { ann, cat, club, remove, newcomer, author };
}

const done = ({ status, body }) => assert.deepEqual([status, body], [200, { success: true }]);
const refusal = ({ status, body }, ...expected) => assert.deepEqual([status, body.code], expected);
const patience = 10_000;

/** What was deleted goes step by step, within moments. */
async function until(holds, what) {
  for (const end = Date.now() + patience; !(await holds()); await new Promise((resolve) => setTimeout(resolve, 200))) {
    assert.ok(Date.now() < end, `not in time: ${what}`);
  }
}

const posts = async (person, ...ids) => (await person.sdk.PostRepository.getPostByIds(ids)).data;
const comments = async (person, ...ids) => (await person.sdk.CommentRepository.getCommentByIds(ids)).data.map(({ commentId }) => commentId);
const counts = async (person, id) => {
  const { followerCount, followingCount } = await person.look.UserRepository.Relationship.getFollowInfo(id);
  return [followerCount, followingCount];
};

export const claims = [
  claim('deletion ends the session of a client that runs, and nobody logs in under the id again', async ({ cast, ann, remove, newcomer }) => {
    const ben = await newcomer('ben');
    done(await remove(ben.id));
    await refused(ben.sdk.UserRepository.getUserByIds([ann.id]), 400100);
    assert.equal(await ben.reaches('terminated'), 'terminated');
    await refused(ben.login(), 400300);
    await refused((await cast.person('heir', { id: ben.id })).login({ deviceId: `heir-${ben.id}` }), 400300);
  }),

  claim('others see "Deleted user" by id, and find the user no more', async ({ cast, cat, remove, newcomer }) => {
    const dan = await newcomer('dan');
    const name = `Dan the ${cast.run}`;
    await dan.sdk.UserRepository.updateUser(dan.id, { displayName: name, description: 'Secrets', metadata: { secret: 1 } });
    assert.ok((await cat.watch.UserRepository.searchUserByDisplayName({ displayName: name })).ids('userId').includes(dan.id));
    done(await remove(dan.id));
    const seen = (await cat.sdk.UserRepository.getUserByIds([dan.id])).data[0];
    assert.deepEqual([seen.displayName, seen.isDeleted, seen.description, seen.metadata], ['Deleted user', true, '', {}]);
    assert.deepEqual((await cat.watch.UserRepository.searchUserByDisplayName({ displayName: name })).items, []);
  }),

  claim('follows end both ways and the counts of the others move', async ({ ann, cat, remove, newcomer }) => {
    const eve = await newcomer('eve');
    await eve.sdk.UserRepository.Relationship.follow(ann.id);
    await cat.sdk.UserRepository.Relationship.follow(eve.id);
    assert.deepEqual([await counts(ann, ann.id), await counts(cat, cat.id)], [[1, 0], [0, 1]]);
    done(await remove(eve.id));
    await until(async () => `${await counts(ann, ann.id)} ${await counts(cat, cat.id)}` === '0,0 0,0', 'the counts of followers and followings');
    assert.deepEqual((await ann.watch.UserRepository.Relationship.getFollowers({ userId: ann.id })).items, []);
    await refused(cat.sdk.UserRepository.Relationship.follow(eve.id), 400400);
  }),

  claim('the user leaves the communities and their members are counted anew', async ({ ann, club, remove, newcomer }) => {
    const fay = await newcomer('fay');
    await fay.sdk.CommunityRepository.joinCommunity(club);
    const before = (await ann.look.CommunityRepository.getCommunity(club)).membersCount;
    done(await remove(fay.id));
    await until(async () => (await ann.look.CommunityRepository.getCommunity(club)).membersCount === before - 1, 'the count of members');
    const members = await ann.watch.CommunityRepository.Membership.getMembers({ communityId: club, memberships: ['member'], limit: 20 });
    assert.ok(!members.ids('userId').includes(fay.id));
  }),

  claim('without a flag all content stays, by "Deleted user"', async ({ cat, remove, author }) => {
    const { person, own, hers, onOwn, said, reply } = await author('gil');
    done(await remove(person.id));
    const [mine, other] = await posts(cat, own, hers);
    assert.deepEqual([mine.postedUserId, mine.data.text, mine.commentsCount], [person.id, 'By Gil', 1]);
    assert.deepEqual([other.commentsCount, other.reactionsCount], [2, 1]);
    assert.deepEqual(await comments(cat, onOwn, said, reply), [onOwn, said, reply]);
    assert.equal((await cat.cached('user', 'get', person.id)).displayName, 'Deleted user');
  }),

  claim('hardDeletePost takes the posts with what is below them, and leaves the comments', async ({ cat, remove, author }) => {
    const { person, own, hers, onOwn, said, reply } = await author('hal');
    done(await remove(person.id, 'hardDeletePost=true'));
    await until(async () => (await posts(cat, own, hers)).length === 1, 'the post');
    assert.deepEqual(await comments(cat, onOwn, said, reply), [said, reply]);
    assert.deepEqual((await posts(cat, hers)).map(({ commentsCount, reactionsCount }) => [commentsCount, reactionsCount]), [[2, 1]]);
  }),

  claim('hardDeleteComment takes the comments with the replies to them, and leaves the posts', async ({ cat, remove, author }) => {
    const { person, own, hers, onOwn, said, reply } = await author('ida');
    done(await remove(person.id, 'hardDeleteComment=true'));
    await until(async () => (await posts(cat, hers))[0].commentsCount === 0, 'the comments');
    assert.deepEqual(await comments(cat, onOwn, said, reply), [onOwn]);
    assert.deepEqual((await posts(cat, own, hers)).map(({ commentsCount, reactionsCount }) => [commentsCount, reactionsCount]), [[1, 0], [0, 1]]);
  }),

  claim('deleteAll takes all of it, reactions too', async ({ cat, club, remove, author }) => {
    const { person, own, hers, onOwn, said, reply } = await author('jim');
    done(await remove(person.id, 'deleteAll=true'));
    await until(async () => (await posts(cat, own, hers)).map(({ commentsCount, reactionsCount }) => `${commentsCount} ${reactionsCount}`).join() === '0 0', 'all content');
    assert.deepEqual(await comments(cat, onOwn, said, reply), []);
    const feed = await cat.watch.PostRepository.getPosts({ targetType: 'community', targetId: club, limit: 50 });
    assert.ok(feed.ids('postId').includes(hers) && !feed.ids('postId').includes(own));
  }),

  claim('only administrators delete users; a second deletion is refused, the unknown are not found', async ({ cast, ann, cat, remove, newcomer }) => {
    const { token } = await ann.session();
    refusal(await remove(cat.id, '', token.accessToken), 403, 400301);
    await refused(ann.http('DELETE', `/api/v4/users/${ann.id}`), 400301);
    assert.equal((await ann.session()).state, 'established');
    refusal(await remove(cat.id, '', ''), 401, 400100);
    const kay = await newcomer('kay');
    done(await remove(kay.id));
    const again = await remove(kay.id);
    refusal(again, 400, 400000);
    assert.equal(again.body.message, 'User is already deleted');
    refusal(await remove(cast.id('nobody')), 404, 400400);
    refusal(await remove(cat.id, 'deleteAll=maybe'), 422, 500000);
    assert.equal((await cat.sdk.UserRepository.getUserByIds([cat.id])).data[0].isDeleted, false);
  }),
];
