import assert from 'node:assert/strict';
import { claim, refused } from '../expect.mjs';

export async function setup(cast) {
  const [ann, cat] = await cast.login('ann', 'cat');
  const club = (await ann.sdk.CommunityRepository.createCommunity({ displayName: `Club ${cast.run}` })).data.communityId;
  const ban = (userId, how = 'ban', token = cast.adminToken) => cast.plain('POST', `/api/v2/users/${how}`, { token, body: { userId } });
  const newcomer = async (name) => {
    const person = await cast.person(name);
    assert.equal(await person.login(), true);
    return person;
  };
  return { ann, cat, club, ban, newcomer };
}

const done = ({ status, body }) => assert.deepEqual([status, body], [200, { success: true }]);
const refusal = ({ status, body }, ...expected) => assert.deepEqual([status, body.code], expected);

export const claims = [
  claim('a global ban ends the session of a client that runs: its next call is refused with 400100, and it forgets what it knew', async ({ ann, ban, newcomer }) => {
    const ben = await newcomer('ben');
    await ben.look.UserRepository.getUser(ann.id);
    assert.equal((await ben.cached('user', 'get', ann.id)).userId, ann.id);
    done(await ban(ben.id));
    await refused(ben.sdk.UserRepository.getUserByIds([ann.id]), 400100);
    assert.equal(await ben.reaches('terminated'), 'terminated');
    assert.equal(await ben.cached('user', 'get', ann.id), undefined);
    assert.equal((await ann.session()).state, 'established');
    assert.equal((await ann.sdk.UserRepository.getUserByIds([ben.id])).data[0].userId, ben.id, 'others go on');
  }),

  claim('all devices of the banned user are thrown out', async ({ cast, ann, ban }) => {
    const id = cast.id('dora');
    const [phone, desk] = [await cast.person('phone', { id }), await cast.person('desk', { id })];
    await phone.login({ deviceId: `phone-${id}` });
    await desk.login({ deviceId: `desk-${id}` });
    done(await ban(id));
    for (const device of [phone, desk]) {
      await refused(device.sdk.UserRepository.getUserByIds([ann.id]), 400100);
      assert.equal(await device.reaches('terminated'), 'terminated');
    }
  }),

  claim('a banned user is refused at login with 400312, and gets in again after the ban is lifted', async ({ cast, ann, ban, newcomer }) => {
    const eve = await newcomer('eve');
    done(await ban(eve.id));
    await refused(eve.login(), 400312);
    await refused((await cast.person('other', { id: eve.id })).login({ deviceId: `other-${eve.id}` }), 400312);
    done(await ban(eve.id, 'unban'));
    assert.equal(await eve.login(), true);
    assert.equal((await eve.session()).state, 'established');
    assert.equal((await eve.sdk.UserRepository.getUserByIds([ann.id])).data[0].userId, ann.id);
  }),

  claim('others see the ban, and all that the banned user wrote and is in', async ({ ann, cat, club, ban, newcomer }) => {
    const fay = await newcomer('fay');
    await fay.sdk.CommunityRepository.joinCommunity(club);
    const { postId } = (await fay.sdk.PostRepository.createPost({ targetType: 'community', targetId: club, data: { text: 'Still here' } })).data;
    const { commentId } = (await fay.sdk.CommentRepository.createComment({ referenceType: 'post', referenceId: postId, data: { text: 'And here' } })).data;
    await ann.sdk.UserRepository.Relationship.follow(fay.id);
    done(await ban(fay.id));

    const seen = await cat.look.UserRepository.getUser(fay.id);
    assert.deepEqual([seen.isGlobalBanned, seen.isDeleted, seen.displayName], [true, false, 'Fay']);
    const post = (await cat.sdk.PostRepository.getPostByIds([postId])).data[0];
    assert.deepEqual([post.isDeleted, post.data.text, post.commentsCount], [false, 'Still here', 1]);
    const comment = (await cat.sdk.CommentRepository.getCommentByIds([commentId])).data[0];
    assert.deepEqual([comment.isDeleted, comment.data.text], [false, 'And here']);
    const members = await ann.watch.CommunityRepository.Membership.getMembers({ communityId: club, memberships: ['member'], limit: 20 });
    assert.ok(members.ids('userId').includes(fay.id), 'no member any more');
    assert.equal((await ann.look.UserRepository.Relationship.getFollowInfo(fay.id)).followerCount, 1);
    done(await ban(fay.id, 'unban'));
    assert.equal((await cat.look.UserRepository.getUser(fay.id)).isGlobalBanned, false);
  }),

  claim('others may still follow and report a banned user', async ({ cat, ban, newcomer }) => {
    const gil = await newcomer('gil');
    done(await ban(gil.id));
    assert.equal((await cat.sdk.UserRepository.Relationship.follow(gil.id)).data.status, 'accepted');
    assert.equal(await cat.sdk.UserRepository.flagUser(gil.id), true);
    assert.equal((await cat.sdk.UserRepository.getUserByIds([gil.id])).data[0].flagCount, 1);
  }),

  claim('a user without the permission bans nobody and lifts no ban, and is not logged out by the attempt', async ({ cast, ann, cat, ban }) => {
    const { token } = await ann.session();
    refusal(await ban(cat.id, 'ban', token.accessToken), 403, 400301);
    refusal(await ban(cat.id, 'unban', token.accessToken), 403, 400301);
    await refused(ann.http('POST', '/api/v2/users/ban', { body: { userId: cat.id } }), 400301);
    assert.equal((await ann.session()).state, 'established');
    assert.equal((await cat.sdk.UserRepository.getUserByIds([ann.id])).data[0].isGlobalBanned, false);
    refusal(await cast.plain('POST', '/api/v2/users/ban', { body: { userId: cat.id } }), 401, 400100);
  }),

  claim('administrators are exempt, the unknown are not found, and a repeat changes nothing', async ({ cast, cat, ban, newcomer }) => {
    const boss = await newcomer('boss');
    assert.equal((await cast.plain('PUT', '/api/v3/users', { token: cast.adminToken, body: { userId: boss.id, roles: ['global-admin'] } })).status, 200);
    refusal(await ban(boss.id), 403, 400306);
    refusal(await ban(cast.id('nobody')), 404, 400400);
    refusal(await ban(undefined), 422, 500000);
    const hal = await newcomer('hal');
    done(await ban(hal.id));
    const first = (await cat.sdk.UserRepository.getUserByIds([hal.id])).data[0].updatedAt;
    done(await ban(hal.id));
    assert.equal((await cat.sdk.UserRepository.getUserByIds([hal.id])).data[0].updatedAt, first);
    done(await ban(hal.id, 'unban'));
    done(await ban(hal.id, 'unban'));
    assert.equal(await hal.login(), true);
  }),
];
