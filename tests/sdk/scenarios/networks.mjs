import assert from 'node:assert/strict';
import { claim, refused } from '../expect.mjs';

const networks = '/api/admin/v1/networks';

/** Two networks of this scenario's own, and in each the same two users. */
export async function setup(cast) {
  const [one, two] = [await made(cast, 'One'), await made(cast, 'Two')];
  const id = cast.id('ann');
  const [ann, twin] = [await cast.person('ann', { id, apiKey: one.apiKey }), await cast.person('ann', { id, apiKey: two.apiKey })];
  assert.equal(await ann.login({ displayName: 'Ann of One' }), true);
  assert.equal(await twin.login({ displayName: 'Ann of Two' }), true);
  const { data: post } = await ann.sdk.PostRepository.createPost({ targetType: 'user', targetId: id, data: { text: 'Only in One' } });
  const { data: community } = await ann.sdk.CommunityRepository.createCommunity({ displayName: 'Only in One', isPublic: true });
  return { one, two, id, ann, twin, post, community };
}

export const claims = [
  claim('the same user id is another user in each network', async ({ id, ann, twin }) => {
    const [mine, theirs] = [await ann.look.UserRepository.getUser(id), await twin.look.UserRepository.getUser(id)];
    assert.deepEqual([mine.displayName, theirs.displayName], ['Ann of One', 'Ann of Two']);
    const [first, second] = [(await ann.session()).user, (await twin.session()).user];
    assert.notEqual(first._id, second._id);
    assert.notEqual(first.path.split('/')[0], second.path.split('/')[0]);
  }),

  claim('what is written in one network is not there in the other, by id or in lists', async ({ id, ann, twin, post, community }) => {
    assert.equal((await ann.look.PostRepository.getPost(post.postId)).data.text, 'Only in One');
    await refused(twin.look.PostRepository.getPost(post.postId), 400400);
    await refused(twin.look.CommunityRepository.getCommunity(community.communityId), 400400);
    await refused(twin.sdk.CommunityRepository.joinCommunity(community.communityId), 400400);
    await refused(twin.sdk.ReactionRepository.addReaction('post', post.postId, 'like'), 400400);
    const mine = await ann.watch.PostRepository.getPosts({ targetType: 'user', targetId: id });
    const theirs = await twin.watch.PostRepository.getPosts({ targetType: 'user', targetId: id });
    assert.deepEqual(mine.ids('postId'), [post.postId]);
    assert.deepEqual(theirs.items, []);
    await Promise.all([mine.close(), theirs.close()]);
  }),

  claim('an administrator reaches nothing of the other network', async ({ cast, two, post, community, ann }) => {
    const { adminToken: token } = two;
    for (const [method, path] of [['GET', `/api/v3/posts/${post.postId}`], ['DELETE', `/api/v4/posts/${post.postId}`], ['DELETE', `/api/v3/communities/${community.communityId}`]]) {
      const answer = await cast.plain(method, path, { token });
      assert.deepEqual([answer.status, answer.body.code], [404, 400400], `${method} ${path}`);
    }
    for (const [method, path] of [['GET', networks], ['POST', networks], ['DELETE', `${networks}/${two.networkId}`]]) {
      const answer = await cast.plain(method, path, { token, body: method === 'POST' ? { name: 'Mine' } : undefined });
      assert.deepEqual([answer.status, answer.body.code], [403, 400301], `${method} ${path}`);
    }
    assert.equal((await ann.look.PostRepository.getPost(post.postId)).isDeleted, false);
  }),

  claim('an authentication token of one network opens no session in the other', async ({ cast, one, two, id }) => {
    const authToken = await tokenOf(cast, one, id);
    const stranger = await cast.person('stranger', { id, apiKey: two.apiKey });
    await refused(stranger.login({ authToken }), 400100);
  }),

  claim('in secure mode a login needs an authentication token, until it is switched off again', async ({ cast, one, ann, id }) => {
    assert.deepEqual((await security(cast, one, { secureMode: true })).body.secureMode, true);
    const ben = await cast.person('ben', { apiKey: one.apiKey });
    await refused(ben.login(), 400100);
    await refused(ben.login({ authToken: await tokenOf(cast, one, id) }), 400100);
    assert.equal(await ben.login({ authToken: await tokenOf(cast, one, ben.id) }), true);
    assert.equal((await ben.look.UserRepository.getUser(id)).userId, id);
    assert.equal((await ann.look.UserRepository.getUser(ben.id)).userId, ben.id, 'who was logged in before stays so');
    assert.deepEqual((await security(cast, one, { secureMode: false })).body.secureMode, false);
    const cat = await cast.person('cat', { apiKey: one.apiKey });
    assert.equal(await cat.login(), true);
  }),

  claim('the API key is rotated while people stay logged in', async ({ cast, two, twin, id }) => {
    const { adminToken: token } = two;
    const listed = (await cast.plain('GET', '/api/admin/v1/keys', { token })).body.keys;
    const old = listed.find((key) => key.kind === 'api');
    assert.equal(old.key, two.apiKey);
    assert.equal(listed.find((key) => key.kind === 'server').key, undefined);
    const fresh = (await cast.plain('POST', '/api/admin/v1/keys', { token, body: { kind: 'api' } })).body;
    const both = await Promise.all([two.apiKey, fresh.key].map(async (apiKey, i) => (await cast.person(`dan${i}`, { apiKey })).login()));
    assert.deepEqual(both, [true, true], 'old and new are good side by side');
    assert.equal((await cast.plain('DELETE', `/api/admin/v1/keys/${old.keyId}`, { token })).body.isLive, false);
    await refused((await cast.person('eve', { apiKey: two.apiKey })).login(), 400100);
    assert.equal(await (await cast.person('fay', { apiKey: fresh.key })).login(), true);
    assert.equal((await twin.look.UserRepository.getUser(id)).displayName, 'Ann of Two');
    const last = await cast.plain('DELETE', `/api/admin/v1/keys/${fresh.keyId}`, { token });
    assert.deepEqual([last.status, last.body.code], [403, 400300], 'one API key remains');
  }),

  claim('a token of an administrator is dead when it is revoked', async ({ cast, one }) => {
    const body = (await cast.plain('POST', '/api/admin/v1/admin-tokens', { token: one.adminToken, body: { name: 'ops', days: 1 } })).body;
    assert.equal((await cast.plain('GET', '/api/admin/v1/security', { token: body.token })).status, 200);
    assert.equal((await cast.plain('DELETE', `/api/admin/v1/admin-tokens/${body.tokenId}`, { token: one.adminToken })).status, 200);
    const dead = await cast.plain('GET', '/api/admin/v1/security', { token: body.token });
    assert.deepEqual([dead.status, dead.body.code], [401, 400100]);
  }),

  claim('what administrators did is in the audit log of their network, and without secrets', async ({ cast, one, two }) => {
    const log = (await cast.plain('GET', '/api/admin/v1/audit-log?limit=100', { token: one.adminToken })).body.entries;
    assert.deepEqual(
      log.map((entry) => entry.action),
      ['revokeAdminToken', 'createAdminToken', 'updateSecurity', 'updateSecurity', 'createAdminToken', 'createNetwork'],
    );
    assert.ok(log.every((entry) => entry.networkId === one.networkId));
    for (const secret of [one.serverKey, one.adminToken, two.serverKey]) assert.ok(!JSON.stringify(log).includes(secret));
  }),

  claim('disabling a network ends its sessions, and enabling it brings them back', async ({ cast, one, ann, twin, id }) => {
    assert.equal((await cast.plain('POST', `${networks}/${one.networkId}/disable`, { token: cast.adminToken })).body.isDisabled, true);
    const { token } = await ann.session();
    const dead = await cast.plain('GET', `/api/v3/users/${id}`, { token: token.accessToken });
    assert.deepEqual([dead.status, dead.body.code], [401, 400100]);
    await refused((await cast.person('gus', { apiKey: one.apiKey })).login(), 400100);
    assert.equal((await twin.look.UserRepository.getUser(id)).displayName, 'Ann of Two', 'the other network goes on');
    assert.equal((await cast.plain('POST', `${networks}/${one.networkId}/enable`, { token: cast.adminToken })).body.isDisabled, false);
    assert.equal((await cast.plain('GET', `/api/v3/users/${id}`, { token: token.accessToken })).status, 200);
    assert.equal((await ann.look.UserRepository.getUser(id)).displayName, 'Ann of One');
  }),

  claim('a call of the SDK in a disabled network ends its session', async ({ cast, one, id }) => {
    const hal = await cast.person('hal', { apiKey: one.apiKey });
    await hal.login();
    await cast.plain('POST', `${networks}/${one.networkId}/disable`, { token: cast.adminToken });
    await refused(hal.look.UserRepository.getUser(id), 400100);
    await hal.reaches('tokenExpired').catch(() => hal.reaches('terminated'));
    await cast.plain('POST', `${networks}/${one.networkId}/enable`, { token: cast.adminToken });
    assert.equal(await hal.login(), true);
    assert.equal((await hal.look.UserRepository.getUser(id)).displayName, 'Ann of One');
  }),

  claim('a deleted network is gone for good', async ({ cast, two, twin, id }) => {
    const { token } = await twin.session();
    assert.deepEqual((await cast.plain('DELETE', `${networks}/${two.networkId}`, { token: cast.adminToken })).body, { success: true });
    const dead = await cast.plain('GET', `/api/v3/users/${id}`, { token: token.accessToken });
    assert.deepEqual([dead.status, dead.body.code], [401, 400100]);
    assert.equal((await cast.plain('GET', '/api/admin/v1/security', { token: two.adminToken })).status, 401);
    assert.equal((await cast.plain('DELETE', `${networks}/${two.networkId}`, { token: cast.adminToken })).status, 404);
  }),
];

async function made(cast, name) {
  const answer = await cast.plain('POST', networks, { token: cast.adminToken, body: { name } });
  assert.equal(answer.status, 200);
  return answer.body;
}

async function tokenOf(cast, network, userId) {
  const answer = await cast.plain('GET', `/api/v3/authentication/token?userId=${encodeURIComponent(userId)}`, { headers: { 'x-server-key': network.serverKey } });
  return JSON.parse(answer.body.startsWith('"') ? answer.body : JSON.stringify(answer.body));
}

const security = (cast, network, body) => cast.plain('PUT', '/api/admin/v1/security', { token: network.adminToken, body });
