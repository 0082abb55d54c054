import assert from 'node:assert/strict';
import { claim, refused } from '../expect.mjs';

const live = { config: {} }; // realtime is on unless an app switches it off

export async function setup(cast) {
  const [ann, ben] = [await cast.person('ann'), await cast.person('ben')];
  for (const person of [ann, ben]) assert.equal(await person.login(live), true);
  const { user } = await ann.session();
  await eventually(() => ben.connected());
  await ben.subscribe(user.path);
  return { ann, ben, path: user.path, network: user.path.split('/user/')[0] };
}

export const claims = [
  claim('a login connects over MQTT', async ({ ann, ben }) => {
    await eventually(() => ann.connected());
    await eventually(() => ben.connected());
  }),

  claim('a live user shows what its user changes, without a reload', async ({ ann, ben }) => {
    const seen = await ben.watch.UserRepository.getUser(ann.id);
    await ann.sdk.UserRepository.updateUser(ann.id, { description: 'told at once' });
    await seen.until(({ items }) => items.description === 'told at once', 'the new description');
    await seen.close();
  }),

  claim('a change arrives soon after its author has the answer', async ({ cast, ann, ben }) => {
    const waits = [];
    for (let times = 0; times < 20; times++) {
      const since = Date.now();
      await ann.sdk.UserRepository.updateUser(ann.id, { description: `at ${since}` });
      const answered = Date.now();
      const { at, data } = await ben.hears('user.updated', since);
      assert.equal(data.users[0].description, `at ${since}`);
      waits.push(at - answered);
    }
    waits.sort((one, other) => one - other);
    assert.ok(waits.at(-1) < 2000, `${waits.at(-1)} ms after the answer`);
    cast.tally.figures.push(`from the author's answer to the listener's callback: median ${waits[10]} ms, longest ${waits.at(-1)} ms of ${waits.length}`);
  }),

  claim('a new post of another user arrives at who listens to the community', async ({ cast, ann, ben, network }) => {
    const { data: community } = await ann.sdk.CommunityRepository.createCommunity({ displayName: cast.id('trails'), isPublic: true });
    await ben.subscribe(`${network}/social/community/${community.communityId}/post/+`);
    const since = Date.now();
    const { data: post } = await ann.sdk.PostRepository.createPost({ targetType: 'community', targetId: community.communityId, data: { text: 'The ridge is open' } });
    const { data } = await ben.hears('post.created', since);
    assert.equal(data.posts[0].postId, post.postId);
    assert.equal(data.posts[0].data.text, 'The ridge is open');
    assert.equal('myReactions' in data.posts[0], false);
    assert.equal('isJoined' in data.communities[0], false);
  }),

  claim('a live community shows what its moderator changes', async ({ cast, ann, ben }) => {
    const { data: community } = await ann.sdk.CommunityRepository.createCommunity({ displayName: cast.id('bread'), isPublic: true });
    const seen = await ben.watch.CommunityRepository.getCommunity(community.communityId);
    await ben.subscribe(community.path);
    await ann.sdk.CommunityRepository.updateCommunity(community.communityId, { description: 'flour and water' });
    await seen.until(({ items }) => items.description === 'flour and water', 'the new description');
    await seen.close();
  }),

  claim('a private community and another user\'s own topics are refused', async ({ cast, ann, ben, path, network }) => {
    const { data: community } = await ann.sdk.CommunityRepository.createCommunity({ displayName: cast.id('secret'), isPublic: false });
    await refused(ben.subscribe(community.path), 800000);
    await refused(ben.subscribe(`${network}/smartfeed/${path.split('/').at(-1)}/messages`), 800000);
    await ann.subscribe(community.path);
  }),

  claim('after the connection was cut, what was subscribed to arrives as before', async ({ ann, ben }) => {
    assert.equal(await ben.cut(), 1);
    await eventually(async () => !(await ben.connected()));
    await eventually(() => ben.connected());
    const since = Date.now();
    await ann.sdk.UserRepository.updateUser(ann.id, { description: 'after the cut' });
    const { data } = await ben.hears('user.updated', since);
    assert.equal(data.users[0].description, 'after the cut');
  }),

  claim('after a restart of the server, what was subscribed to arrives as before', async ({ cast, ann, ben }) => {
    if (!cast.restart) return; // a server that others run is not restarted
    await cast.restart();
    await eventually(() => ben.connected());
    const since = Date.now();
    await ann.sdk.UserRepository.updateUser(ann.id, { description: 'after the restart' });
    const { data } = await ben.hears('user.updated', since);
    assert.equal(data.users[0].description, 'after the restart');
  }),

  claim('a renewed session keeps the connection of the old token', async ({ cast, ann }) => {
    const cat = await cast.person('cat');
    await cat.login(live);
    await eventually(() => cat.connected());
    const { user } = await ann.session();
    await cat.subscribe(user.path);
    await cat.renew();
    const since = Date.now();
    await ann.sdk.UserRepository.updateUser(ann.id, { description: 'after the renewal' });
    await cat.hears('user.updated', since);
    assert.equal(await cat.connected(), true);
  }),

  claim('a ban from the network ends the session while it happens', async ({ cast, ann, path }) => {
    const dan = await cast.person('dan');
    await dan.login(live);
    await eventually(() => dan.connected());
    await dan.subscribe(path);
    const banned = await cast.plain('POST', '/api/v2/users/ban', { token: cast.adminToken, body: { userId: dan.id } });
    assert.equal(banned.status, 200);
    assert.equal(await dan.reaches('terminated'), 'terminated');
    assert.equal((await ann.session()).state, 'established', 'nobody else is told');
  }),
];

/** Realtime has no call that ends when it is ready. */
async function eventually(holds) {
  for (let tries = 0; tries < 240; tries++) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.fail(`never held: ${holds}`);
}
