import assert from 'node:assert/strict';
import { claim, refused } from '../expect.mjs';

// Each refusal by the code that the app sees, and what it does to the session. The topics have their own; here are the ones that belong to no topic.
export async function setup(cast) {
  const [ann, ben] = await cast.login('ann', 'ben');
  const { data: { communityId } } = await ann.sdk.CommunityRepository.createCommunity({ displayName: `Club ${cast.run}`, isPublic: false });
  return { ann, ben, communityId };
}

export const claims = [
  claim('the eleventh call of one operation within a second is 400311, and the session goes on', async ({ ann, ben, communityId }) => {
    const burst = await quick(ann, 15, 'UserRepository.getUserByIds', [ben.id]);
    assert.equal(burst.served, 10);
    assert.deepEqual(burst.codes, Array(5).fill(400311));
    assert.equal((await ann.session()).state, 'established');
    assert.equal((await ann.look.CommunityRepository.getCommunity(communityId)).communityId, communityId, 'another operation is served');
    assert.equal((await ben.sdk.UserRepository.getUserByIds([ann.id])).data[0].userId, ann.id, 'another user is served');
    await new Promise((resolve) => setTimeout(resolve, 1100));
    assert.equal((await ann.sdk.UserRepository.getUserByIds([ben.id])).data[0].userId, ben.id, 'a second later he is served again');
  }),

  claim('a refused call says when to come back', async ({ ann, ben, cast }) => {
    const { token } = await ann.session();
    const path = `/api/v3/users/${ben.id}`;
    const answers = await Promise.all(Array.from({ length: 30 }, () => cast.plain('GET', path, { token: token.accessToken })));
    const late = answers.filter(({ status }) => status === 429);
    assert.ok(late.length > 0, 'none was refused');
    for (const { body, headers } of late) {
      assert.equal(body.code, 400311);
      assert.match(headers.get('retry-after') ?? '', /^\d+$/);
    }
  }),

  claim('a missing right never ends the session', async ({ ann, ben, communityId }) => {
    await refused(ben.sdk.UserRepository.updateUser(ann.id, { displayName: 'x' }), 400301);
    await refused(ben.sdk.CommunityRepository.updateCommunity(communityId, { displayName: 'x' }), 400400);
    const { state, states } = await ben.session();
    assert.equal(state, 'established');
    assert.ok(!states.includes('terminated'));
    assert.equal((await ben.sdk.UserRepository.getUserByIds([ann.id])).data[0].displayName, 'Ann');
  }),

  claim('a garbled, unsigned, altered or missing token is 401 and 400100', async ({ cast, ann }) => {
    const { token } = await ann.session();
    const [head, body] = token.accessToken.split('.');
    const unsigned = `${Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')}.${body}.`;
    const answers = [];
    for (const credential of ['nonsense', `${head}.${body}.AAAA`, unsigned, `${token.accessToken}x`, undefined]) {
      answers.push(await cast.plain('GET', `/api/v3/users/${ann.id}`, { token: credential }));
    }
    assert.deepEqual(answers.map(({ status, body: { code } }) => `${status} ${code}`), Array(5).fill('401 400100'));
    assert.equal((await ann.sdk.UserRepository.getUserByIds([ann.id])).data[0].userId, ann.id, 'the true token still works');
  }),

  claim('an unknown route is 400400, a wrong method 400000', async ({ ann }) => {
    await refused(ann.http('GET', '/api/v3/nothing-here'), 400400);
    await refused(ann.http('GET', '/api/v99/posts'), 400400);
    await refused(ann.http('PATCH', '/api/v4/posts'), 400000);
  }),

  claim('a body that is no JSON is 400000, one of a wrong type 500000 with the field named', async ({ cast, ann }) => {
    const { token } = await ann.session();
    const headers = { authorization: `Bearer ${token.accessToken}`, 'content-type': 'application/json' };
    const send = async (body, more) => {
      const answer = await fetch(`${cast.url}/api/v4/posts`, { method: 'POST', headers: { ...headers, ...more }, body });
      return [answer.status, await answer.json()];
    };
    const [status, broken] = await send('{"targetType":');
    assert.deepEqual([status, broken.code], [400, 400000]);
    const [typeStatus, wrong] = await send(JSON.stringify({ targetType: 'user', targetId: ann.id, data: { text: ['a', 'b'] } }));
    assert.deepEqual([typeStatus, wrong.code], [422, 500000]);
    assert.match(JSON.stringify(wrong.data.detail), /text/);
    const [mediaStatus, media] = await send('a=b', { 'content-type': 'application/x-www-form-urlencoded' });
    assert.deepEqual([mediaStatus, media.code], [415, 400000]);
  }),

  claim('a body over the limit is refused with 500000', async ({ ann }) => {
    await refused(ann.http('POST', '/api/v4/posts', { body: { targetType: 'user', targetId: ann.id, data: { text: 'x' }, metadata: { big: 'x'.repeat(1_100_000) } } }), 500000);
  }),

  claim('a page token of nonsense is 400000 on every list', async ({ ann, communityId }) => {
    const lists = [
      ['/api/v3/users', {}],
      ['/api/v3/communities', {}],
      ['/api/v4/posts', { targetType: 'user', targetId: ann.id }],
      [`/api/v3/communities/${communityId}/users`, {}],
      ['/api/v4/me/followers', {}],
      ['/api/v4/me/global-feeds', {}],
      ['/api/v5/me/global-feeds', {}],
    ];
    for (const [path, params] of lists) await refused(ann.http('GET', path, { params: { ...params, options: { token: 'bm9uc2Vuc2U' } } }), 400000);
  }),
];

/** Bursts until one of them fitted well into a second, so that the exact number can be claimed however busy the machine is. */
async function quick(person, times, ...call) {
  for (;;) {
    const burst = await person.burst(times, ...call);
    if (burst.took < 900) return burst;
    await new Promise((resolve) => setTimeout(resolve, 1100));
  }
}
