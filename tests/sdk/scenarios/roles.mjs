import assert from 'node:assert/strict';
import { claim, refused, sameSet } from '../expect.mjs';

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
];
