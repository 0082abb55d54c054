import assert from 'node:assert/strict';
import { claim, isTime, refused, sameSet, threePagesEachWay } from '../expect.mjs';

const path = '/api/v3/community-categories';

export async function setup(cast) {
  const [ann] = await cast.login('ann');
  const admin = async (method, at, body) => {
    const answer = await cast.plain(method, `${path}${at}`, { token: cast.adminToken, body });
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    return answer.body;
  };
  const create = async (name, rest) => (await admin('POST', '', { name: `${name} ${cast.run}`, ...rest })).categories[0];
  const parks = await create('Parks', { metadata: { colour: 'green' } });
  return { ann, admin, create, parks };
}

const mine = (cast, list) => list.ids('name').filter((name) => name.endsWith(cast.run)).map((name) => name.split(' ')[0]);

export const claims = [
  claim('a category is read as it was created', async ({ cast, ann, parks }) => {
    const { data } = await ann.sdk.CategoryRepository.getCategory(parks.categoryId);
    assert.deepEqual([data.name, data.metadata, data.isDeleted], [`Parks ${cast.run}`, { colour: 'green' }, false]);
    isTime(data.createdAt);
    isTime(data.updatedAt);
  }),

  claim('an unknown category is 400400', async ({ ann }) => {
    await refused(ann.sdk.CategoryRepository.getCategory('0'.repeat(24)), 400400);
  }),

  claim('categories are listed by name, or newest or oldest first', async ({ cast, ann, create }) => {
    await create('Zoos');
    await create('Alps');
    const list = async (sortBy) => mine(cast, await ann.watch.CategoryRepository.getCategories({ sortBy, includeDeleted: false, limit: 100 }));
    assert.deepEqual(await list('name'), ['Alps', 'Parks', 'Zoos']);
    assert.deepEqual(await list('firstCreated'), ['Parks', 'Zoos', 'Alps']);
    assert.deepEqual(await list('lastCreated'), ['Alps', 'Zoos', 'Parks']);
  }),

  claim('lists of categories come in pages', async ({ cast, ann, create }) => {
    for (const name of ['P1', 'P2', 'P3', 'P4', 'P5', 'P6', 'P7', 'P8', 'P9']) await create(name);
    const rows = ({ categories }) => categories.map(({ categoryId }) => categoryId);
    await threePagesEachWay(ann, path, { sortBy: 'lastCreated' }, rows);
    const [ben] = await cast.login('ben'); // the SDK keeps all lists of categories in one place: ann has some open
    const list = await ben.watch.CategoryRepository.getCategories({ sortBy: 'name', limit: 4 });
    assert.equal(list.items.length, 4);
    await list.nextPage();
    assert.equal(list.items.length, 8);
  }),

  claim('users create, change and delete none: 400301', async ({ ann, parks }) => {
    await refused(ann.http('POST', path, { body: { name: 'Mine' } }), 400301);
    await refused(ann.http('PUT', `${path}/${parks.categoryId}`, { body: { name: 'Mine' } }), 400301);
    await refused(ann.http('DELETE', `${path}/${parks.categoryId}`, { params: { categoryId: parks.categoryId } }), 400301);
    assert.equal((await ann.session()).state, 'established');
  }),

  claim('communities are put into categories, and found by them', async ({ cast, ann, create, parks }) => {
    const ponds = await create('Ponds');
    const { data: swamp } = await ann.sdk.CommunityRepository.createCommunity({ displayName: `Swamp ${cast.run}`, categoryIds: [ponds.categoryId, parks.categoryId] });
    const { data: lawn } = await ann.sdk.CommunityRepository.createCommunity({ displayName: `Lawn ${cast.run}`, categoryIds: [parks.categoryId] });
    assert.deepEqual(swamp.categoryIds, [ponds.categoryId, parks.categoryId]);
    const [ben] = await cast.login('ben');
    const seen = await ben.look.CommunityRepository.getCommunity(swamp.communityId);
    assert.deepEqual(seen.categoryIds, swamp.categoryIds);
    assert.equal((await ben.cached('category', 'get', ponds.categoryId)).name, ponds.name);
    const found = async ({ categoryId }) => (await ann.watch.CommunityRepository.getCommunities({ categoryId, membership: 'all', limit: 10 })).ids('communityId');
    sameSet(await found(parks), [swamp.communityId, lawn.communityId]);
    sameSet(await found(ponds), [swamp.communityId]);
    const { data: moved } = await ann.sdk.CommunityRepository.updateCommunity(lawn.communityId, { categoryIds: [ponds.categoryId] });
    assert.deepEqual(moved.categoryIds, [ponds.categoryId]);
    await refused(ann.sdk.CommunityRepository.createCommunity({ displayName: 'Nowhere', categoryIds: ['made-up'] }), 400400);
  }),

  claim('a deleted category is marked as such, out of the lists, and on no community', async ({ cast, ann, admin, create }) => {
    const doomed = await create('Doomed');
    const { data: { communityId } } = await ann.sdk.CommunityRepository.createCommunity({ displayName: `Home ${cast.run}`, categoryIds: [doomed.categoryId] });
    assert.deepEqual(await admin('DELETE', `/${doomed.categoryId}?categoryId=${doomed.categoryId}`), { success: true });
    assert.equal((await ann.sdk.CategoryRepository.getCategory(doomed.categoryId)).data.isDeleted, true);
    const list = async (includeDeleted) => mine(cast, await ann.watch.CategoryRepository.getCategories({ sortBy: 'name', includeDeleted, limit: 100 }));
    assert.ok(!(await list(false)).includes('Doomed'));
    assert.ok((await list(true)).includes('Doomed'));
    assert.deepEqual((await ann.look.CommunityRepository.getCommunity(communityId)).categoryIds, []);
    const { communities } = await ann.http('GET', '/api/v3/communities', { params: { categoryId: doomed.categoryId } });
    assert.deepEqual(communities, []);
    await create('Doomed');
  }),
];
