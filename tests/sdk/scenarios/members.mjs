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

  claim('who was removed is no longer in', async ({ cast, ann, club }) => {
    const [hal] = await cast.login('hal');
    await ann.sdk.CommunityRepository.Membership.addMembers(club, [hal.id]);
    assert.equal((await hal.look.CommunityRepository.getCommunity(club)).isJoined, true);
    await ann.sdk.CommunityRepository.Membership.removeMembers(club, [hal.id]);
    const { data: [seen] } = await hal.sdk.CommunityRepository.getCommunityByIds([club]);
    assert.equal(seen.isJoined, false);
    await refused(hal.sdk.PostRepository.createPost({ targetType: 'community', targetId: club, data: { text: 'still here?' } }), 400301);
  }),
];
