import assert from 'node:assert/strict';
import { claim, isTime, later, refused, sameSet } from '../expect.mjs';

export async function setup(cast) {
  const [ann] = await cast.login('ann');
  return { ann };
}

const builtIn = ['channel-moderator', 'community-moderator', 'global-admin', 'moderator', 'super-moderator'];

export const claims = [
  claim('the roles come with what they give', async ({ ann }) => {
    const { data } = await ann.sdk.queryRoles({ sortBy: 'displayName' });
    sameSet(data.map(({ roleId }) => roleId).filter((id) => builtIn.includes(id)), builtIn);
    const moderator = data.find(({ roleId }) => roleId === 'community-moderator');
    assert.ok(moderator.permissions.includes('DELETE_COMMUNITY_POST'));
    assert.ok(!moderator.permissions.includes('BAN_USER'));
  }),

  claim('the roles come in pages', async ({ ann }) => {
    const { data, paging } = await ann.sdk.queryRoles({ limit: 3, sortBy: 'displayName' });
    assert.equal(data.length, 3);
    const next = await ann.sdk.queryRoles({ queryToken: paging.next, sortBy: 'displayName' });
    assert.ok(next.data.length >= 2);
    assert.equal(new Set([...data, ...next.data].map(({ roleId }) => roleId)).size, data.length + next.data.length);
  }),

  claim('a role is found by its name and by its id', async ({ ann }) => {
    const { data: found } = await ann.sdk.queryRoles({ displayName: 'super mod' });
    assert.deepEqual(found.map(({ roleId }) => roleId), ['super-moderator']);
    const { data: role } = await ann.sdk.getRole('super-moderator');
    assert.equal(role.displayName, 'Super moderator');
  }),

  claim('an unknown role is 400400', async ({ ann }) => {
    await refused(ann.sdk.getRole('no-such-role'), 400400);
  }),

  claim('users give themselves no role: 400301', async ({ ann }) => {
    await refused(ann.http('PUT', '/api/v3/users', { body: { userId: ann.id, roles: ['global-admin'] } }), 400301);
    assert.deepEqual((await ann.look.UserRepository.getUser(ann.id)).roles, []);
  }),

  claim('a role from an administrator shows on the user, and no more than that without a verified session', async ({ cast, ann }) => {
    const roles = async (...given) => (await cast.plain('PUT', '/api/v3/users', { token: cast.adminToken, body: { userId: ann.id, roles: given } })).body.users[0];
    assert.ok((await roles('super-moderator')).permissions.includes('BAN_USER'));
    assert.deepEqual((await ann.look.UserRepository.getUser(ann.id)).roles, ['super-moderator']);
    const [ben] = await cast.login('ben');
    const { data: { postId } } = await ben.sdk.PostRepository.createPost({ targetType: 'user', targetId: ben.id, data: { text: 'Mine' } });
    await refused(ann.sdk.PostRepository.deletePost(postId), 400301);
    assert.deepEqual((await roles()).permissions, []);
  }),

  claim('a role that an administrator makes, changes and deletes is read as such', async ({ cast, ann }) => {
    const admin = administrator(cast);
    const roleId = cast.id('porter');
    const [made] = (await admin('POST', '/api/v3/roles', { roleId, displayName: 'Porter', permissions: ['ADD_COMMUNITY_USER'] })).body;
    assert.deepEqual([made.roleId, made.displayName, made.isDeleted], [roleId, 'Porter', false]);
    isTime(made.createdAt);
    assert.deepEqual((await ann.sdk.getRole(roleId)).data.permissions, ['ADD_COMMUNITY_USER']);
    const newest = (await ann.sdk.queryRoles({ displayName: 'porter' })).data;
    assert.ok(newest.some((role) => role.roleId === roleId));
    await admin('PUT', `/api/v3/roles/${roleId}`, { displayName: 'Doorman', permissions: ['BAN_COMMUNITY_USER'] });
    assert.equal((await admin('PUT', '/api/v2/roles', { publicIds: [roleId], permissions: ['EDIT_COMMUNITY'] })).status, 200);
    const { data: changed } = await ann.sdk.getRole(roleId);
    assert.deepEqual([changed.displayName, changed.permissions], ['Doorman', ['BAN_COMMUNITY_USER', 'EDIT_COMMUNITY']]);
    later(changed.updatedAt, made.updatedAt);
    assert.equal((await admin('DELETE', `/api/v3/roles/${roleId}`)).body[0].isDeleted, true);
    await refused(ann.sdk.getRole(roleId), 400400);
    assert.ok(!(await ann.sdk.queryRoles({ displayName: 'doorman' })).data.some((role) => role.roleId === roleId));
  }),

  claim('users write no roles: 400301, and a permission that there is not is 500000', async ({ cast, ann }) => {
    const admin = administrator(cast);
    const roleId = cast.id('usurper');
    await refused(ann.http('POST', '/api/v3/roles', { body: { roleId, permissions: [] } }), 400301);
    await refused(ann.http('PUT', '/api/v3/roles/community-moderator', { body: { permissions: [] } }), 400301);
    await refused(ann.http('PUT', '/api/v2/roles', { body: { publicIds: ['community-moderator'], permissions: ['EDIT_USER'] } }), 400301);
    await refused(ann.http('DELETE', '/api/v3/roles/community-moderator'), 400301);
    assert.equal((await admin('POST', '/api/v3/roles', { roleId, permissions: ['FLY'] })).body.code, 500000);
    assert.equal((await admin('DELETE', '/api/v3/roles/community-moderator')).body.code, 400300);
    assert.ok((await ann.sdk.getRole('community-moderator')).data.permissions.includes('EDIT_COMMUNITY'));
  }),

  claim('hasPermission().currentUser() is what the roles in the network give to a verified session, after every change, and to no other', async ({ cast }) => {
    const admin = administrator(cast);
    const cid = await cast.vouched('cid');
    const roleId = cast.id('keeper');
    await admin('POST', '/api/v3/roles', { roleId, permissions: ['EDIT_USER'] });
    const may = async (permission) => {
      await cid.look.UserRepository.getUser(cid.id);
      return cid.may(permission);
    };
    assert.equal(await may('EDIT_USER'), false);
    await admin('PUT', '/api/v3/users', { userId: cid.id, roles: [roleId, 'community-moderator'] });
    assert.deepEqual([await may('EDIT_USER'), await may('EDIT_ROLE'), await may('EDIT_COMMUNITY')], [true, false, false]);
    await admin('PUT', `/api/v3/roles/${roleId}`, { permissions: ['EDIT_ROLE'] });
    assert.deepEqual([await may('EDIT_USER'), await may('EDIT_ROLE')], [false, true]);
    const [uma] = await cast.login('uma');
    await admin('PUT', '/api/v3/users', { userId: uma.id, roles: [roleId] });
    assert.deepEqual((await uma.look.UserRepository.getUser(uma.id)).roles, [roleId]);
    assert.equal(await uma.may('EDIT_ROLE'), false);
    await admin('DELETE', `/api/v3/roles/${roleId}`);
    assert.equal(await may('EDIT_ROLE'), false);
    assert.deepEqual((await cid.look.UserRepository.getUser(cid.id)).roles, ['community-moderator']);
  }),

  claim('a right in the network counts in a session that the app vouched for, until the very call after its loss', async ({ cast, ann }) => {
    const admin = administrator(cast);
    const dan = await cast.vouched('dan');
    const roleId = cast.id('cleaner');
    await admin('POST', '/api/v3/roles', { roleId, permissions: ['DELETE_USER_FEED_POST'] });
    await admin('PUT', '/api/v3/users', { userId: dan.id, roles: [roleId] });
    const write = async () => (await ann.sdk.PostRepository.createPost({ targetType: 'user', targetId: ann.id, data: { text: 'Mine' } })).data.postId;
    await dan.sdk.PostRepository.deletePost(await write());
    await admin('PUT', `/api/v3/roles/${roleId}`, { permissions: [] });
    await refused(dan.sdk.PostRepository.deletePost(await write()), 400301);
    await admin('PUT', '/api/v2/roles', { publicIds: [roleId], permissions: ['DELETE_USER_FEED_POST'] });
    await dan.sdk.PostRepository.deletePost(await write());
  }),

  claim('addRoles and removeRoles: hasPermission().community() follows, here and in no other community', async ({ cast, ann }) => {
    const admin = administrator(cast);
    const [eva, fay] = await cast.login('eva', 'fay');
    const roleId = cast.id('usher');
    await admin('POST', '/api/v3/roles', { roleId, permissions: ['ADD_COMMUNITY_USER'] });
    const found = async (displayName) => (await ann.sdk.CommunityRepository.createCommunity({ displayName, userIds: [eva.id] })).data.communityId;
    const [here, there] = [await found('Here'), await found('There')];
    const may = async (permission, communityId) => {
      await eva.look.CommunityRepository.getCommunity(communityId);
      return eva.may(permission, communityId);
    };
    const add = (communityId) => eva.sdk.CommunityRepository.Membership.addMembers(communityId, [fay.id]);
    assert.equal(await may('ADD_COMMUNITY_USER', here), false);
    await refused(add(here), 400301);
    assert.equal(await ann.sdk.CommunityRepository.Moderation.addRoles(here, [roleId], [eva.id]), true);
    assert.deepEqual([await may('ADD_COMMUNITY_USER', here), await may('EDIT_COMMUNITY', here), await may('ADD_COMMUNITY_USER', there)], [true, false, false]);
    await add(here);
    await refused(add(there), 400301);
    assert.equal(await ann.sdk.CommunityRepository.Moderation.removeRoles(here, [roleId], [eva.id]), true);
    assert.equal(await may('ADD_COMMUNITY_USER', here), false);
    await refused(eva.sdk.CommunityRepository.Membership.removeMembers(here, [fay.id]), 400301);
  }),

  claim('who may assign roles gives none that gives more: 400301', async ({ cast, ann }) => {
    const admin = administrator(cast);
    const [gil] = await cast.login('gil');
    const roleId = cast.id('deputy');
    await admin('POST', '/api/v3/roles', { roleId, permissions: ['ASSIGN_COMMUNITY_USER_ROLE'] });
    const { data: { communityId } } = await ann.sdk.CommunityRepository.createCommunity({ displayName: 'Stairs', userIds: [gil.id] });
    await ann.sdk.CommunityRepository.Moderation.addRoles(communityId, [roleId], [gil.id]);
    await refused(gil.sdk.CommunityRepository.Moderation.addRoles(communityId, ['community-moderator'], [gil.id]), 400301);
    await refused(gil.sdk.CommunityRepository.Moderation.removeRoles(communityId, ['community-moderator'], [ann.id]), 400301);
    await refused(ann.sdk.CommunityRepository.Moderation.addRoles(communityId, [cast.id('nobody')], [gil.id]), 400400);
    await refused(ann.sdk.CommunityRepository.Moderation.addRoles(communityId, ['global-admin'], [gil.id]), 400300);
  }),
];

const administrator = (cast) => (method, path, body) => cast.plain(method, path, { token: cast.adminToken, body });
