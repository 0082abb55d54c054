import assert from 'node:assert/strict';
import { claim, isTime, later, refused, sameSet } from '../expect.mjs';

export async function setup(cast) {
  const [ann, ben, cat] = await cast.login('ann', 'ben', 'cat');
  const tag = `tag-${cast.run}`;
  const create = async (bundle) => (await ann.sdk.CommunityRepository.createCommunity({ tags: [tag], ...bundle })).data;
  const garden = await create({
    displayName: `Garden ${cast.run}`, description: 'Trees and more', isPublic: true, tags: [tag, 'green'], metadata: { zone: { hardy: 7 } },
  });
  const secret = await create({ displayName: `Secret garden ${cast.run}`, isPublic: false, userIds: [ben.id] });
  return { ann, ben, cat, tag, create, garden, secret };
}

const fresh = async (person, id) => (await person.sdk.CommunityRepository.getCommunityByIds([id])).data[0];

export const claims = [
  claim('a new community is as it was asked for, with its creator in it', async ({ ann, garden, tag, cast }) => {
    const { displayName, description, isPublic, isOfficial, tags, metadata, userId, categoryIds } = garden;
    assert.deepEqual(
      { displayName, description, isPublic, isOfficial, tags, metadata, userId, categoryIds },
      {
        displayName: `Garden ${cast.run}`, description: 'Trees and more', isPublic: true, isOfficial: false, tags: [tag, 'green'],
        metadata: { zone: { hardy: 7 } }, userId: ann.id, categoryIds: [],
      },
    );
    assert.deepEqual([garden.isDeleted, garden.isJoined, garden.postSetting, garden.allowCommentInStory], [false, true, 'ANYONE_CAN_POST', true]);
    assert.deepEqual([garden.membersCount, garden.postsCount, garden.hasFlaggedPost, garden.hasFlaggedComment], [1, 0, false, false]);
    assert.equal(garden.channelId, garden.communityId);
    assert.match(garden.path, new RegExp(`^\\w+/social/community/${garden.communityId}$`));
    isTime(garden.createdAt);
    isTime(garden.updatedAt);
  }),

  claim('the creator has the permissions of a moderator there, a member has not', async ({ ann, ben, garden, secret }) => {
    assert.equal(await ann.may('EDIT_COMMUNITY', garden.communityId), true);
    assert.equal(await ann.may('DELETE_COMMUNITY_POST', garden.communityId), true);
    await fresh(ben, secret.communityId);
    assert.equal(await ben.may('EDIT_COMMUNITY', secret.communityId), false);
    assert.equal(await ann.may('EDIT_COMMUNITY', secret.communityId), true);
  }),

  claim('members named at creation are in it and see it, even when it is private', async ({ ann, ben, secret }) => {
    assert.deepEqual([secret.isPublic, secret.membersCount, secret.isJoined], [false, 2, true]);
    const seen = await ben.look.CommunityRepository.getCommunity(secret.communityId);
    assert.deepEqual([seen.displayName, seen.isJoined, seen.userId], [secret.displayName, true, ann.id]);
  }),

  claim('to an outsider a private community does not exist', async ({ cat, secret }) => {
    await refused(cat.look.CommunityRepository.getCommunity(secret.communityId), 400400);
    assert.deepEqual((await cat.sdk.CommunityRepository.getCommunityByIds([secret.communityId])).data, []);
    const found = await cat.watch.CommunityRepository.searchCommunities({ displayName: secret.displayName });
    assert.deepEqual(found.items, []);
    await refused(cat.sdk.CommunityRepository.joinCommunity(secret.communityId), 400400);
    await refused(cat.sdk.CommunityRepository.updateCommunity(secret.communityId, { displayName: 'Mine' }), 400400);
  }),

  claim('an outsider sees a public community as not joined', async ({ cat, garden }) => {
    const seen = await cat.look.CommunityRepository.getCommunity(garden.communityId);
    assert.deepEqual([seen.displayName, seen.isJoined, seen.membersCount], [garden.displayName, false, 1]);
  }),

  claim('joining makes a member, once', async ({ ann, ben, garden }) => {
    const before = await fresh(ann, garden.communityId);
    assert.equal(await ben.sdk.CommunityRepository.joinCommunity(garden.communityId), true);
    const after = await fresh(ben, garden.communityId);
    assert.deepEqual([after.isJoined, after.membersCount], [true, 2]);
    later(after.updatedAt, before.updatedAt);
    assert.equal(await ben.sdk.CommunityRepository.joinCommunity(garden.communityId), true);
    assert.equal((await fresh(ann, garden.communityId)).membersCount, 2);
  }),

  claim('leaving ends the membership', async ({ ann, ben, garden }) => {
    assert.equal(await ben.sdk.CommunityRepository.leaveCommunity(garden.communityId), true);
    const after = await fresh(ben, garden.communityId);
    assert.deepEqual([after.isJoined, after.membersCount], [false, 1]);
    assert.equal((await fresh(ann, garden.communityId)).membersCount, 1);
  }),

  claim('leaving a community that one is not in is refused with 400301', async ({ cat, garden }) => {
    await refused(cat.sdk.CommunityRepository.leaveCommunity(garden.communityId), 400301);
    assert.equal((await cat.session()).state, 'established');
  }),

  claim('the last moderator cannot leave: 400317, and 400318 where nobody else is in', async ({ ann, ben, garden, secret }) => {
    await refused(ann.sdk.CommunityRepository.leaveCommunity(garden.communityId), 400318);
    await refused(ann.sdk.CommunityRepository.leaveCommunity(secret.communityId), 400317);
    assert.equal((await fresh(ann, garden.communityId)).membersCount, 1);
    assert.equal((await fresh(ben, secret.communityId)).membersCount, 2);
  }),

  claim('an update changes what it names and leaves the rest', async ({ ann, cat, garden, cast }) => {
    const before = await fresh(ann, garden.communityId);
    const displayName = `Botanical garden ${cast.run}`;
    const { data } = await ann.sdk.CommunityRepository.updateCommunity(garden.communityId, { displayName });
    assert.deepEqual([data.displayName, data.description, data.tags, data.metadata], [displayName, before.description, before.tags, before.metadata]);
    later(data.updatedAt, before.updatedAt);
    const { data: closed } = await ann.sdk.CommunityRepository.updateCommunity(garden.communityId, { postSetting: 'ONLY_ADMIN_CAN_POST', metadata: { zone: 8 } });
    assert.deepEqual([closed.postSetting, closed.metadata, closed.displayName], ['ONLY_ADMIN_CAN_POST', { zone: 8 }, displayName]);
    const { data: open } = await ann.sdk.CommunityRepository.updateCommunity(garden.communityId, { postSetting: 'ANYONE_CAN_POST' });
    assert.equal(open.postSetting, 'ANYONE_CAN_POST');
    assert.equal((await fresh(cat, garden.communityId)).displayName, displayName);
  }),

  claim('who is no moderator does not update or delete a community: 400301', async ({ ann, ben, cat, garden, secret }) => {
    await refused(cat.sdk.CommunityRepository.updateCommunity(garden.communityId, { displayName: 'Mine' }), 400301);
    await refused(ben.sdk.CommunityRepository.updateCommunity(secret.communityId, { displayName: 'Mine' }), 400301);
    await refused(ben.sdk.CommunityRepository.deleteCommunity(secret.communityId), 400301);
    const unharmed = await fresh(ann, secret.communityId);
    assert.deepEqual([unharmed.displayName, unharmed.isDeleted], [secret.displayName, false]);
    assert.equal((await ben.session()).state, 'established');
  }),

  claim('a community without a name, or with more than ten tags, is refused with 500000', async ({ ann }) => {
    await refused(ann.sdk.CommunityRepository.createCommunity({ displayName: '' }), 500000);
    await refused(ann.sdk.CommunityRepository.createCommunity({ description: 'no name' }), 500000);
    await refused(ann.sdk.CommunityRepository.createCommunity({ displayName: 'Tags', tags: Array.from({ length: 11 }, (_, n) => `t${n}`) }), 500000);
  }),

  claim('a name that must be unique is not given twice: 400315', async ({ create, ann, cast }) => {
    const displayName = `Only one ${cast.run}`;
    await create({ displayName, isUniqueDisplayName: true });
    await refused(ann.sdk.CommunityRepository.createCommunity({ displayName, isUniqueDisplayName: true }), 400315);
  }),

  claim('an unknown community is 400400', async ({ ann }) => {
    await refused(ann.look.CommunityRepository.getCommunity('0'.repeat(24)), 400400);
    await refused(ann.sdk.CommunityRepository.joinCommunity('0'.repeat(24)), 400400);
  }),

  claim('communities are listed by membership', async ({ cast, ann, create }) => {
    const tags = [`sets-${cast.run}`];
    const [dan] = await cast.login('dan');
    const [a, b, c] = [await create({ displayName: 'Set A', tags }), await create({ displayName: 'Set B', tags }), await create({ displayName: 'Set C', tags, isPublic: false })];
    await dan.sdk.CommunityRepository.joinCommunity(b.communityId);
    const list = async (person, membership) => (await person.watch.CommunityRepository.getCommunities({ membership, tags, limit: 10 })).ids('displayName');
    sameSet(await list(dan, 'member'), ['Set B']);
    sameSet(await list(dan, 'notMember'), ['Set A']);
    sameSet(await list(dan, 'all'), ['Set A', 'Set B']);
    sameSet(await list(ann, 'member'), ['Set A', 'Set B', 'Set C']);
    assert.deepEqual(await list(ann, 'notMember'), []);
    assert.equal((await fresh(dan, b.communityId)).isJoined, true);
    assert.equal((await fresh(dan, a.communityId)).isJoined, false);
    assert.equal(await fresh(dan, c.communityId), undefined);
  }),

  claim('an open list of joined communities follows joining and leaving', async ({ cast, create }) => {
    const tags = [`open-${cast.run}`];
    const [eve] = await cast.login('eve');
    const { communityId } = await create({ displayName: 'Open house', tags });
    const joined = await eve.watch.CommunityRepository.getCommunities({ membership: 'member', tags });
    assert.deepEqual(joined.items, []);
    await eve.sdk.CommunityRepository.joinCommunity(communityId);
    await joined.until(() => joined.items.length === 1, 'the joined community');
    await eve.sdk.CommunityRepository.leaveCommunity(communityId);
    await joined.until(() => joined.items.length === 0, 'the list without it');
  }),

  claim('a query by several tags finds what carries all of them', async ({ ann, create, cast }) => {
    const [x, y] = [`x-${cast.run}`, `y-${cast.run}`];
    await create({ displayName: 'Both', tags: [x, y] });
    await create({ displayName: 'One', tags: [x] });
    const list = async (tags) => (await ann.watch.CommunityRepository.getCommunities({ tags, membership: 'all', limit: 10 })).ids('displayName');
    sameSet(await list([x]), ['Both', 'One']);
    sameSet(await list([x, y]), ['Both']);
  }),

  claim('a search by name finds it anywhere in the name, in any case, and in the order asked for', async ({ cast, ann, create }) => {
    const word = `Meadow${cast.run}`;
    for (const name of ['Wet', 'Alpine', 'Summer']) await create({ displayName: `${name} ${word} club` });
    const search = async (displayName, sortBy) => (await ann.watch.CommunityRepository.searchCommunities({ displayName, sortBy, limit: 10 })).ids('displayName');
    assert.deepEqual(await search(word, 'displayName'), ['Alpine', 'Summer', 'Wet'].map((name) => `${name} ${word} club`));
    assert.deepEqual(await search(word.toUpperCase(), 'lastCreated'), ['Summer', 'Alpine', 'Wet'].map((name) => `${name} ${word} club`));
    assert.deepEqual(await search(word.toLowerCase(), 'firstCreated'), ['Wet', 'Alpine', 'Summer'].map((name) => `${name} ${word} club`));
    assert.deepEqual(await search(`${word} nowhere`, 'lastCreated'), []);
  }),

  claim('the trending are those where most happens, joined or not, in the order in which they come', async ({ cast, ann, ben, create }) => {
    const [busy, calm] = [await create({ displayName: `Busy ${cast.run}` }), await create({ displayName: `Calm ${cast.run}` })];
    const post = async ({ communityId }) => (await ann.sdk.PostRepository.createPost({ targetType: 'community', targetId: communityId, data: { text: 'Hear' } })).data.postId;
    for (let n = 0; n < 9; n++) await post(busy);
    for (let n = 0; n < 8; n++) await post(calm);
    const list = await ben.watch.CommunityRepository.getTrendingCommunities({ limit: 2 });
    assert.deepEqual(list.ids('displayName'), [busy.displayName, calm.displayName]);
    assert.deepEqual([list.hasNextPage, list.items[0].isJoined], [false, false]);
    const { data: plain } = await ben.sdk.CommunityRepository.getTopTrendingCommunities({ limit: 2 });
    assert.deepEqual(plain.map(({ displayName }) => displayName), [busy.displayName, calm.displayName]);
    await ann.sdk.CommunityRepository.updateCommunity(busy.communityId, { isPublic: false });
    const { data: [first] } = await ben.sdk.CommunityRepository.getTopTrendingCommunities({ limit: 2 });
    assert.equal(first.displayName, calm.displayName);
  }),

  claim('recommended is what is like one\'s own and not joined yet', async ({ cast, create }) => {
    const tags = [`taste-${cast.run}`];
    const [fay] = await cast.login('fay');
    const [own, alike, alikeToo] = [await create({ displayName: 'Own', tags }), await create({ displayName: 'Alike', tags }), await create({ displayName: 'Alike too', tags })];
    await create({ displayName: 'Hidden', tags, isPublic: false });
    await fay.sdk.CommunityRepository.joinCommunity(own.communityId);
    const list = await fay.watch.CommunityRepository.getRecommendedCommunities({ limit: 2 });
    assert.deepEqual(list.ids('communityId'), [alikeToo.communityId, alike.communityId]);
    assert.deepEqual([list.hasNextPage, list.items[0].isJoined], [false, false]);
    await fay.sdk.CommunityRepository.joinCommunity(alikeToo.communityId);
    const { communities: [first] } = await fay.http('GET', '/api/v3/communities/recommended', { params: { options: { limit: 1 } } });
    assert.equal(first.communityId, alike.communityId);
  }),

  claim('lists of communities come in pages', async ({ cast, ann, create }) => {
    const tags = [`pages-${cast.run}`];
    for (let n = 1; n <= 7; n++) await create({ displayName: `Page ${n}`, tags });
    const list = await ann.watch.CommunityRepository.getCommunities({ tags, membership: 'all', sortBy: 'lastCreated', limit: 3 });
    assert.deepEqual(list.ids('displayName'), ['Page 7', 'Page 6', 'Page 5']);
    await list.nextPage();
    assert.equal(list.items.length, 6);
    await list.nextPage();
    assert.deepEqual(list.ids('displayName'), [7, 6, 5, 4, 3, 2, 1].map((n) => `Page ${n}`));
    assert.equal(list.hasNextPage, false);
  }),

  claim('a deleted community is marked as such, and out of the lists', async ({ cast, ann, create }) => {
    const tags = [`gone-${cast.run}`];
    const doomed = await create({ displayName: 'Doomed', tags });
    await create({ displayName: 'Kept', tags });
    const deleted = await ann.sdk.CommunityRepository.deleteCommunity(doomed.communityId);
    assert.deepEqual([deleted.communityId, deleted.isDeleted], [doomed.communityId, true]);
    later(deleted.updatedAt, doomed.updatedAt);
    const list = async (person, includeDeleted) => (await person.watch.CommunityRepository.getCommunities({ tags, membership: 'all', includeDeleted, limit: 10 })).items
      .map(({ displayName, isDeleted }) => `${displayName} ${isDeleted}`);
    sameSet(await list(ann, false), ['Kept false']);
    sameSet(await list(ann, true), ['Doomed true', 'Kept false']);
    await refused(ann.sdk.CommunityRepository.joinCommunity(doomed.communityId), 400400);
  }),
];
