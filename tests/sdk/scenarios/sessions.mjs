import assert from 'node:assert/strict';
import { claim, isTime, refused } from '../expect.mjs';

const day = 24 * 60 * 60 * 1000;

export async function setup(cast) {
  const [ann, ben] = await cast.login('ann', 'ben');
  return { ann, ben };
}

export const claims = [
  claim('a login makes a session of exactly that user', async ({ ann }) => {
    const { state, userId, user } = await ann.session();
    assert.equal(state, 'established');
    assert.equal(userId, ann.id);
    assert.equal(user.userId, ann.id);
    assert.match(user._id, /^[0-9a-f]{24}$/);
    assert.match(user.path, new RegExp(`^\\w+/user/${user._id}$`));
  }),

  claim('an access token lives 30 days', async ({ ann }) => {
    const { token } = await ann.session();
    isTime(token.issuedAt);
    isTime(token.expiresAt);
    assert.equal(Date.parse(token.expiresAt) - Date.parse(token.issuedAt), 30 * day);
    assert.ok(Math.abs(Date.now() - Date.parse(token.issuedAt)) < 5 * 60 * 1000, 'the clocks of server and client agree');
  }),

  claim('two users are logged in side by side, each as himself', async ({ ann, ben }) => {
    const [his, hers] = [await ben.session(), await ann.session()];
    assert.notEqual(his.token.accessToken, hers.token.accessToken);
    assert.notEqual(his.user._id, hers.user._id);
    assert.equal((await ann.look.UserRepository.Relationship.getFollowInfo(ann.id)).userId, ann.id);
    assert.equal((await ben.look.UserRepository.Relationship.getFollowInfo(ben.id)).userId, ben.id);
  }),

  claim('the display name given at login is what others see', async ({ ann, ben }) => {
    assert.equal((await ben.look.UserRepository.getUser(ann.id)).displayName, 'Ann');
  }),

  claim('without a display name a new user is called by his id', async ({ cast, ann }) => {
    const nameless = await cast.person('nameless');
    assert.equal(await nameless.login({ displayName: undefined }), true);
    assert.equal((await ann.look.UserRepository.getUser(nameless.id)).displayName, nameless.id);
  }),

  claim('a renewal gives another token and keeps the display name', async ({ cast, ann }) => {
    const cat = await cast.person('cat');
    await cat.login();
    const before = (await cat.session()).token;
    const after = await cat.renew();
    assert.notEqual(after.accessToken, before.accessToken);
    assert.equal((await ann.look.UserRepository.getUser(cat.id)).displayName, 'Cat');
    assert.equal((await cat.look.UserRepository.getUser(cat.id)).userId, cat.id);
    const old = await cast.plain('GET', `/api/v3/users/${ann.id}`, { token: before.accessToken });
    assert.deepEqual([old.status, old.body.code], [401, 400100], 'the renewed token is dead over HTTP');
  }),

  claim('logging in again gives a distinct token', async ({ cast }) => {
    const dan = await cast.person('dan');
    await dan.login();
    const first = (await dan.session()).token.accessToken;
    assert.equal(await dan.login(), true);
    assert.notEqual((await dan.session()).token.accessToken, first);
  }),

  claim('logging in under another name changes the name', async ({ cast, ann }) => {
    const eve = await cast.person('eve');
    await eve.login({ displayName: 'Eve' });
    await eve.login({ displayName: 'Eva' });
    assert.equal((await ann.look.UserRepository.getUser(eve.id)).displayName, 'Eva');
  }),

  claim('one user has sessions on two devices, and logging out on one leaves the other', async ({ cast, ann }) => {
    const id = cast.id('fay');
    const [phone, desk] = [await cast.person('phone', { id }), await cast.person('desk', { id })];
    await phone.login({ deviceId: `phone-${id}` });
    await desk.login({ deviceId: `desk-${id}` });
    assert.equal((await phone.look.UserRepository.getUser(ann.id)).userId, ann.id);
    assert.equal(await desk.sdk.Client.secureLogout(), true);
    assert.equal((await phone.look.UserRepository.getUser(ann.id)).userId, ann.id);
    assert.equal((await phone.session()).state, 'established');
  }),

  claim('a secure logout revokes the token: the next call is refused with 400100', async ({ cast, ann }) => {
    const gus = await cast.person('gus');
    await gus.login();
    const { token } = await gus.session();
    assert.equal(await gus.sdk.Client.secureLogout(), true);
    assert.equal((await gus.session()).state, 'notLoggedIn');
    await refused(gus.sdk.UserRepository.getUserByIds([ann.id]), 400100);
    const revoked = await cast.plain('GET', `/api/v3/users/${ann.id}`, { token: token.accessToken });
    assert.deepEqual([revoked.status, revoked.body.code], [401, 400100]);
    assert.equal(await gus.login(), true, 'the user himself may come back');
    assert.equal((await gus.sdk.UserRepository.getUserByIds([ann.id])).data[0].userId, ann.id);
  }),

  claim('an administrator revokes a user\'s sessions: the SDK sees 400100, ends the session and forgets what it knew', async ({ cast, ann }) => {
    const hal = await cast.person('hal');
    await hal.login();
    await hal.look.UserRepository.getUser(ann.id);
    assert.equal((await hal.cached('user', 'get', ann.id)).userId, ann.id);
    const revoked = await cast.plain('DELETE', `/api/v4/sessions/users/${hal.id}`, { token: cast.adminToken });
    assert.deepEqual([revoked.status, revoked.body], [200, { success: true }]);
    await refused(hal.sdk.UserRepository.getUserByIds([ann.id]), 400100);
    assert.equal(await hal.reaches('terminated'), 'terminated');
    assert.equal(await hal.cached('user', 'get', ann.id), undefined);
  }),

  claim('another user on the same device ends the first one\'s session', async ({ cast, ann }) => {
    const [ida, jim] = [await cast.person('ida'), await cast.person('jim')];
    const deviceId = `shared-${cast.run}`;
    await ida.login({ deviceId });
    await jim.login({ deviceId });
    await refused(ida.sdk.UserRepository.getUserByIds([ann.id]), 400100);
    assert.equal(await ida.reaches('terminated'), 'terminated');
    assert.equal((await jim.sdk.UserRepository.getUserByIds([ann.id])).data[0].userId, ann.id);
  }),

  claim('a wrong API key gets no session, but 400100', async ({ cast }) => {
    const stranger = await cast.person('stranger', { apiKey: 'not-the-key' });
    await refused(stranger.login(), 400100);
  }),

  claim('a made-up authentication token is refused, although none is needed', async ({ cast }) => {
    const forger = await cast.person('forger');
    await refused(forger.login({ authToken: 'A'.repeat(43) }), 400100);
  }),

  claim('a user id or display name that is too long is refused with 500000', async ({ cast }) => {
    const long = await cast.person('long');
    await refused(long.login({ userId: 'u'.repeat(51) }), 500000);
    await refused(long.login({ displayName: 'n'.repeat(101) }), 500000);
    await refused(long.login({ deviceId: 'd'.repeat(151) }), 500000);
  }),

  claim('login resolves with the SDK\'s default settings, realtime included', async ({ cast, ann }) => {
    const kay = await cast.person('kay');
    assert.equal(await kay.login({ config: {} }), true);
    assert.equal((await kay.sdk.UserRepository.getUserByIds([ann.id])).data[0].userId, ann.id);
    assert.equal((await kay.session()).state, 'established');
  }),

  claim('the chat settings say how messages are previewed, which every login asks', async ({ ann }) => {
    assert.equal(await ann.client('getMessagePreviewSetting'), 'no-message-preview');
  }),
];
