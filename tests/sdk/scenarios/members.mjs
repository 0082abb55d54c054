import assert from 'node:assert/strict';
import { claim, isTime, refused, sameSet } from '../expect.mjs';

export async function setup(cast) {
  const [ann, ben, cat] = await cast.login('ann', 'ben', 'cat');
  const crew = ['dan', 'eve', 'fay', 'gus'].map((name) => [cast.id(name), `${name} of ${cast.run}`]);
  await cast.crowd(crew, async () => {});
  const { data: club } = await ann.sdk.CommunityRepository.createCommunity({ displayName: `Club ${cast.run}`, userIds: [ben.id] });
  return { ann, ben, cat, club: club.communityId, crew: crew.map(([id]) => id) };
}

const count = async (person, club) => (await person.sdk.CommunityRepository.getCommunityByIds([club])).data[0].membersCount;
const members = async (person, params) => (await person.watch.CommunityRepository.Membership.getMembers({ limit: 20, ...params }));

const sdkOf = (person) => person.sdk.CommunityRepository;

export const claims = [
  claim('the creator is listed as community moderator with his permissions, the others without', async ({ ann, ben, club }) => {
    const list = await members(ann, { communityId: club });
    sameSet(list.ids('userId'), [ann.id, ben.id]);
    const row = (id) => list.items.find(({ userId }) => userId === id);
    assert.deepEqual([row(ann.id).communityMembership, row(ann.id).roles.includes('community-moderator')], ['member', true]);
    assert.deepEqual([row(ben.id).communityMembership, row(ben.id).roles], ['member', []]);
    for (const permission of ['EDIT_COMMUNITY', 'ADD_COMMUNITY_USER', 'REMOVE_COMMUNITY_USER', 'EDIT_COMMUNITY_POST', 'DELETE_COMMUNITY_COMMENT']) {
      assert.ok(row(ann.id).permissions.includes(permission), permission);
      assert.ok(!row(ben.id).permissions.includes(permission), permission);
    }
    assert.deepEqual([row(ben.id).isBanned, row(ben.id).isMuted, row(ben.id).user.displayName], [false, false, 'Ben']);
    isTime(row(ben.id).createdAt);
  }),

  claim('a moderator adds members', async ({ ann, club, crew }) => {
    assert.equal(await ann.sdk.CommunityRepository.Membership.addMembers(club, crew), true);
    assert.equal(await count(ann, club), 6);
  }),

  claim('adding somebody who is in already changes nothing', async ({ ann, club, crew }) => {
    assert.equal(await ann.sdk.CommunityRepository.Membership.addMembers(club, [crew[0]]), true);
    assert.equal(await count(ann, club), 6);
  }),

  claim('members are listed oldest first or newest first, in pages', async ({ ann, ben, club, crew }) => {
    const list = await members(ann, { communityId: club, sortBy: 'firstCreated', limit: 4 });
    assert.equal(list.items.length, 4);
    await list.nextPage();
    sameSet(list.ids('userId'), [ann.id, ben.id, ...crew]);
    assert.equal(list.hasNextPage, false);
    assert.deepEqual(list.ids('createdAt'), [...list.ids('createdAt')].sort());
    const newest = await members(ann, { communityId: club, sortBy: 'lastCreated' });
    assert.deepEqual(newest.ids('createdAt'), [...newest.ids('createdAt')].sort().reverse());
    const two = await members(ann, { communityId: club, sortBy: 'lastCreated', limit: 2 });
    assert.deepEqual(two.ids('userId'), newest.ids('userId').slice(0, 2), 'a page has its rows, and not the caller\'s beside them');
  }),

  claim('members are found by role, by name and by id', async ({ cast, ann, club, crew }) => {
    const moderators = await members(ann, { communityId: club, roles: ['community-moderator'] });
    assert.deepEqual(moderators.ids('userId'), [ann.id]);
    const byName = await ann.watch.CommunityRepository.Membership.searchMembers({ communityId: club, search: `eve of ${cast.run}`, limit: 20 });
    assert.deepEqual(byName.ids('userId'), [crew[1]]);
    const byId = await ann.watch.CommunityRepository.Membership.searchMembers({ communityId: club, search: crew[3], limit: 20 });
    assert.deepEqual(byId.ids('userId'), [crew[3]]);
  }),

  claim('a moderator removes members', async ({ ann, ben, club, crew }) => {
    assert.equal(await ann.sdk.CommunityRepository.Membership.removeMembers(club, crew.slice(0, 2)), true);
    assert.equal(await count(ann, club), 4);
    const list = await members(ann, { communityId: club, memberships: ['member'] });
    sameSet(list.ids('userId'), [ann.id, ben.id, ...crew.slice(2)]);
  }),

  claim('an open list of members takes in who is added and lets go who is removed', async ({ ann, club, crew }) => {
    const list = await members(ann, { communityId: club, limit: 19 });
    await ann.sdk.CommunityRepository.Membership.addMembers(club, [crew[0]]);
    await list.until(() => list.ids('userId').includes(crew[0]), 'the added one');
    await ann.sdk.CommunityRepository.Membership.removeMembers(club, [crew[0]]);
    await list.until(() => !list.ids('userId').includes(crew[0]), 'the list without the removed one');
  }),

  claim('who is no moderator adds and removes nobody: 400301', async ({ ann, ben, cat, club, crew }) => {
    await refused(ben.sdk.CommunityRepository.Membership.addMembers(club, [cat.id]), 400301);
    await refused(ben.sdk.CommunityRepository.Membership.removeMembers(club, [crew[2]]), 400301);
    await refused(cat.sdk.CommunityRepository.Membership.addMembers(club, [cat.id]), 400301);
    assert.equal(await count(ann, club), 4);
    assert.equal((await ben.session()).state, 'established');
  }),

  claim('a moderator shares the role, and what it gives counts at once', async ({ cast, ann, ben, club }) => {
    const { Moderation } = sdkOf(ann);
    assert.equal(await Moderation.addRoles(club, ['community-moderator', 'channel-moderator'], [ben.id]), true);
    const list = await members(ann, { communityId: club, roles: ['community-moderator'] });
    sameSet(list.ids('userId'), [ann.id, ben.id]);
    await ben.sdk.CommunityRepository.updateCommunity(club, { description: `Ben was here ${cast.run}` });
    assert.equal(await Moderation.removeRoles(club, ['community-moderator', 'channel-moderator'], [ben.id]), true);
    await refused(ben.sdk.CommunityRepository.updateCommunity(club, { description: 'again' }), 400301);
    assert.deepEqual((await members(ann, { communityId: club, roles: ['community-moderator'] })).ids('userId'), [ann.id]);
  }),

  claim('an open list by role takes in who gets the role and lets go who loses it', async ({ ann, ben, club }) => {
    const { Moderation } = sdkOf(ann);
    const list = await members(ann, { communityId: club, roles: ['community-moderator'], limit: 18 });
    await Moderation.addRoles(club, ['community-moderator'], [ben.id]);
    await list.until(() => list.ids('userId').includes(ben.id), 'the new moderator');
    await Moderation.removeRoles(club, ['community-moderator'], [ben.id]);
    await list.until(() => !list.ids('userId').includes(ben.id), 'the list without him');
  }),

  claim('roles are not shared by who has none, nor with who is not in, nor beyond the community', async ({ ann, ben, cat, club }) => {
    await refused(sdkOf(ben).Moderation.addRoles(club, ['community-moderator'], [ben.id]), 400301);
    await refused(sdkOf(ben).Moderation.removeRoles(club, ['community-moderator'], [ann.id]), 400301);
    await refused(sdkOf(ann).Moderation.addRoles(club, ['community-moderator'], [cat.id]), 400301);
    await refused(sdkOf(ann).Moderation.addRoles(club, ['global-admin'], [ben.id]), 400300);
    await refused(sdkOf(ann).Moderation.addRoles(club, ['made-up'], [ben.id]), 400400);
    await refused(sdkOf(ann).Moderation.removeRoles(club, ['community-moderator'], [ann.id]), 400317);
    assert.equal((await ben.session()).state, 'established');
  }),

  claim('a banned member is out, is told so, and gets in again only after the ban was lifted', async ({ cast, ann, club }) => {
    const [ian] = await cast.login('ian');
    await ian.sdk.CommunityRepository.joinCommunity(club);
    const before = await count(ann, club);
    const { data: [row] } = await sdkOf(ann).Moderation.banMembers(club, [ian.id]);
    assert.deepEqual([row.userId, row.communityMembership, row.isBanned, row.roles], [ian.id, 'banned', true, []]);
    assert.equal(await count(ann, club), before - 1);
    sameSet((await members(ann, { communityId: club, memberships: ['banned'] })).ids('userId'), [ian.id]);
    await refused(ian.sdk.CommunityRepository.joinCommunity(club), 400304);
    await refused(ian.sdk.PostRepository.createPost({ targetType: 'community', targetId: club, data: { text: 'still here?' } }), 400304);
    await refused(ann.sdk.CommunityRepository.Membership.addMembers(club, [ian.id]), 400304);
    const { data: [lifted] } = await sdkOf(ann).Moderation.unbanMembers(club, [ian.id]);
    assert.deepEqual([lifted.userId, lifted.communityMembership, lifted.isBanned], [ian.id, 'none', false]);
    assert.equal(await count(ann, club), before - 1);
    assert.equal(await ian.sdk.CommunityRepository.joinCommunity(club), true);
    assert.equal(await count(ann, club), before);
    assert.equal((await ian.session()).state, 'established');
  }),

  claim('who is no moderator bans nobody: 400301; a ban that is not there is not lifted: 400316', async ({ ann, ben, club, crew }) => {
    await refused(sdkOf(ben).Moderation.banMembers(club, [crew[2]]), 400301);
    await refused(sdkOf(ben).Moderation.unbanMembers(club, [crew[2]]), 400301);
    await refused(sdkOf(ann).Moderation.unbanMembers(club, [crew[2]]), 400316);
    await refused(sdkOf(ann).Moderation.banMembers(club, [ann.id]), 400300);
    assert.deepEqual((await members(ben, { communityId: club, memberships: ['banned'] })).items, []);
  }),

  claim('an administrator is exempt from bans, and not removed by who cannot ban: 400306', async ({ cast, ann, club }) => {
    const { status, body } = await cast.plain('POST', `/api/v3/communities/${club}/join`, { token: cast.adminToken });
    assert.equal(status, 200);
    const [{ userId }] = body.communityUsers;
    await refused(sdkOf(ann).Moderation.banMembers(club, [userId]), 400306);
    await refused(sdkOf(ann).Membership.removeMembers(club, [userId]), 400306);
    assert.equal((await cast.plain('DELETE', `/api/v3/communities/${club}/leave`, { token: cast.adminToken })).status, 200);
  }),

  claim('the newer SDKs\' way of joining is granted at once', async ({ cast, ann, club }) => {
    const [jan] = await cast.login('jan');
    const { joinRequests: [request], communityUsers, users } = await jan.http('POST', `/api/v4/communities/${club}/join`);
    assert.deepEqual([request.status, request.targetId, request.requestorPublicId], ['approved', club, jan.id]);
    assert.deepEqual([communityUsers[0].communityMembership, users[0].userId], ['member', jan.id]);
    assert.equal((await jan.look.CommunityRepository.getCommunity(club)).isJoined, true);
    await sdkOf(ann).Moderation.banMembers(club, [jan.id]);
    await refused(jan.http('POST', `/api/v4/communities/${club}/join`), 400304);
  }),

  claim('what one may do is answered by roles', async ({ ann, ben, club }) => {
    const read = (person) => person.http('GET', `/api/v3/communities/${club}/permissions/me`);
    const mine = await read(ann);
    assert.deepEqual([mine.isCreator, mine.permissions.includes('BAN_COMMUNITY_USER')], [true, true]);
    assert.deepEqual(await read(ben), { isCreator: false, permissions: [] });
  }),

  claim('who was removed is no longer in', async ({ cast, ann, club }) => {
    const [hal] = await cast.login('hal');
    await ann.sdk.CommunityRepository.Membership.addMembers(club, [hal.id]);
    assert.equal((await hal.look.CommunityRepository.getCommunity(club)).isJoined, true);
    await ann.sdk.CommunityRepository.Membership.removeMembers(club, [hal.id]);
    const { data: [seen] } = await hal.sdk.CommunityRepository.getCommunityByIds([club]);
    assert.equal(seen.isJoined, false);
    await refused(hal.sdk.PostRepository.createPost({ targetType: 'community', targetId: club, data: { text: 'still here?' } }), 400301);
  }),

  claim('the last moderator neither leaves nor is removed or demoted: 400317, and the only member is told so: 400318', async ({ cast, ann, ben }) => {
    const found = async (userIds) => (await sdkOf(ann).createCommunity({ displayName: `Last ${cast.run}`, userIds })).data.communityId;
    const [alone, pair] = [await found([]), await found([ben.id])];
    await refused(sdkOf(ann).leaveCommunity(alone), 400318);
    await refused(sdkOf(ann).leaveCommunity(pair), 400317);
    await refused(sdkOf(ann).Membership.removeMembers(pair, [ann.id]), 400317);
    await refused(sdkOf(ann).Moderation.removeRoles(pair, ['community-moderator'], [ann.id]), 400317);
    await sdkOf(ann).Moderation.addRoles(pair, ['moderator'], [ben.id]);
    assert.deepEqual((await members(ann, { communityId: pair, roles: ['moderator'] })).ids('userId'), [ben.id]);
    await refused(sdkOf(ann).leaveCommunity(pair), 400317);
    await sdkOf(ann).Moderation.addRoles(pair, ['community-moderator'], [ben.id]);
    assert.equal(await sdkOf(ann).leaveCommunity(pair), true);
    assert.deepEqual((await members(ben, { communityId: pair })).ids('userId'), [ben.id]);
  }),

  claim('of a private community nothing is left for who was banned, of a public one all but taking part', async ({ cast, ann, ben, cat }) => {
    const found = async (isPublic) => (await sdkOf(ann).createCommunity({ displayName: `Ban ${cast.run}`, isPublic, userIds: [ben.id, cat.id] })).data.communityId;
    const [open, secret] = [await found(true), await found(false)];
    const say = async (person, club) => (await person.sdk.PostRepository.createPost({ targetType: 'community', targetId: club, data: { text: 'Hello' } })).data.postId;
    const [inOpen, inSecret] = [await say(ann, open), await say(ann, secret)];
    const his = await say(ben, open);
    for (const club of [open, secret]) await sdkOf(ann).Moderation.banMembers(club, [ben.id]);

    assert.equal((await ben.look.PostRepository.getPost(inOpen)).data.text, 'Hello');
    await refused(ben.sdk.ReactionRepository.addReaction('post', inOpen, 'like'), 400304);
    await refused(ben.sdk.CommentRepository.createComment({ referenceType: 'post', referenceId: inOpen, data: { text: 'Me' } }), 400304);
    await refused(ben.sdk.PostRepository.softDeletePost(his), 400304);
    await refused(ben.look.PostRepository.getPost(inSecret), 400400);
    await refused(ben.look.CommunityRepository.getCommunity(secret), 400400);
    assert.equal((await cat.look.PostRepository.getPost(his)).data.text, 'Hello', 'what he wrote stays');
    assert.deepEqual((await members(cat, { communityId: open, memberships: ['banned'] })).items, []);
    sameSet((await members(cat, { communityId: open })).ids('userId'), [ann.id, cat.id]);

    assert.equal(await sdkOf(ann).Membership.removeMembers(open, [ben.id]), true, 'removing lifts a ban');
    assert.equal(await sdkOf(ben).joinCommunity(open), true);
    assert.equal((await ben.session()).state, 'established');
  }),
];
