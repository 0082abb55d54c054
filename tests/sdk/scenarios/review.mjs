import assert from 'node:assert/strict';
import { claim, refused, sameSet } from '../expect.mjs';

// ann moderates a community where posts are reviewed; ben and cat are members, dan is not
export async function setup(cast) {
  const [ann, ben, cat, dan] = await cast.login('ann', 'ben', 'cat', 'dan');
  const { data: { communityId: club } } = await ann.sdk.CommunityRepository.createCommunity({
    displayName: `Reviewed ${cast.run}`, userIds: [ben.id, cat.id], postSetting: 'ADMIN_REVIEW_POST_REQUIRED',
  });
  return { ann, ben, cat, dan, club };
}

const say = async (person, club, text) =>
  (await person.sdk.PostRepository.createPost({ targetType: 'community', targetId: club, data: { text } })).data;
const list = async (person, targetId, feedType) =>
  (await person.watch.PostRepository.getPosts({ targetType: 'community', targetId, feedType, limit: 50 })).ids('postId');
const postsCount = async (person, club) => (await person.sdk.CommunityRepository.getCommunityByIds([club])).data[0].postsCount;

const postSetting = (person, club, setting) => person.sdk.CommunityRepository.updateCommunity(club, { postSetting: setting });

/** Another club like the first, for claims that change its settings. */
async function reviewed(cast, ann, ben, cat) {
  const { data: { communityId: club } } = await ann.sdk.CommunityRepository.createCommunity({
    displayName: `Reviewed too ${cast.run}`, userIds: [ben.id, cat.id], postSetting: 'ADMIN_REVIEW_POST_REQUIRED',
  });
  return { club, ask: async (text) => (await say(ben, club, text)).postId };
}

export const claims = [
  claim("a member's post waits in the review queue, a moderator's does not", async ({ ann, ben, cat, club }) => {
    const waiting = await say(ben, club, 'May I?');
    const rules = await say(ann, club, 'Rules');
    assert.equal(waiting.feedType, 'reviewing');
    assert.equal(rules.feedType, 'published');
    assert.deepEqual(await list(ann, club, 'reviewing'), [waiting.postId]);
    assert.deepEqual(await list(ben, club, 'reviewing'), [waiting.postId], 'its author sees it');
    assert.deepEqual(await list(cat, club, 'reviewing'), []);
    assert.deepEqual(await list(cat, club, 'published'), [rules.postId]);
  }),

  claim('what waits does not exist for others', async ({ ben, cat, dan, club }) => {
    const { postId } = await say(ben, club, 'Not yet');
    for (const other of [cat, dan]) {
      await refused(other.look.PostRepository.getPost(postId), 400400);
      assert.deepEqual((await other.sdk.PostRepository.getPostByIds([postId])).data, []);
    }
    await refused(ben.sdk.CommentRepository.createComment({ referenceType: 'post', referenceId: postId, data: { text: 'Hurry' } }), 400300);
  }),

  claim('an approved post is published and counts', async ({ ann, ben, cat, club }) => {
    const before = await postsCount(cat, club);
    const { postId } = await say(ben, club, 'Please');
    const { data: approved } = await ann.sdk.PostRepository.approvePost(postId);
    assert.deepEqual([approved.postId, approved.feedType], [postId, 'published']);
    assert.equal((await cat.look.PostRepository.getPost(postId)).data.text, 'Please');
    assert.equal(await postsCount(cat, club), before + 1);
    await refused(ann.sdk.PostRepository.approvePost(postId), 400000);
  }),

  claim('a declined post stays with its author and the moderators', async ({ ann, ben, cat, club }) => {
    const before = await postsCount(cat, club);
    const { postId } = await say(ben, club, 'Buy this');
    assert.equal((await ann.sdk.PostRepository.declinePost(postId)).data.feedType, 'declined');
    await refused(cat.look.PostRepository.getPost(postId), 400400);
    assert.equal((await ben.look.PostRepository.getPost(postId)).feedType, 'declined');
    assert.equal(await postsCount(cat, club), before);
  }),

  claim('only moderators approve and decline', async ({ ben, cat, dan, club }) => {
    const { postId } = await say(ben, club, 'Me?');
    await refused(ben.sdk.PostRepository.approvePost(postId), 400301);
    await refused(cat.sdk.PostRepository.approvePost(postId), 400400);
    await refused(dan.sdk.PostRepository.declinePost(postId), 400400);
  }),

  claim('a poll post shows its poll, which is voted for as soon as it is published', async ({ ann, ben, cat, club }) => {
    const { data: poll } = await ben.sdk.PollRepository.createPoll({
      question: 'Where to?', answers: [{ dataType: 'text', data: 'sea' }, { dataType: 'text', data: 'hills' }], answerType: 'single', closedIn: 86_400_000,
    });
    const made = (await ben.sdk.PostRepository.createPost({ targetType: 'community', targetId: club, dataType: 'poll', data: { text: 'Say!', pollId: poll.pollId } })).data;
    assert.equal(made.children.length, 1);
    await refused(ben.sdk.PollRepository.votePoll(poll.pollId, [poll.answers[0].id]), 400300);
    await ann.sdk.PostRepository.approvePost(made.postId);
    const [child] = (await cat.sdk.PostRepository.getPostByIds(made.children)).data;
    assert.deepEqual([child.dataType, child.data.pollId, child.parentPostId], ['poll', poll.pollId, made.postId]);
    await cat.sdk.PollRepository.votePoll(poll.pollId, [poll.answers[1].id]);
    sameSet(await list(cat, club, 'published').then((ids) => ids.filter((id) => id === made.postId)), [made.postId]);
    await refused(ben.sdk.PostRepository.createPost({ targetType: 'community', targetId: club, dataType: 'poll', data: { text: 'Again', pollId: poll.pollId } }), 400000);
    await refused(cat.sdk.PostRepository.createPost({ targetType: 'community', targetId: club, dataType: 'poll', data: { text: 'Mine', pollId: poll.pollId } }), 400400);
  }),

  claim('what waits goes on waiting when only moderators may post from now on, and is still approved and declined', async ({ cast, ann, ben, cat }) => {
    const { club, ask } = await reviewed(cast, ann, ben, cat);
    const [good, bad] = [await ask('Good'), await ask('Bad')];
    await postSetting(ann, club, 'ONLY_ADMIN_CAN_POST');
    await refused(say(ben, club, 'Too late'), 400300);
    sameSet(await list(ann, club, 'reviewing'), [good, bad]);
    sameSet(await list(ben, club, 'reviewing'), [good, bad]);
    assert.deepEqual(await list(cat, club, 'reviewing'), []);
    assert.equal(await postsCount(cat, club), 0);
    await ann.sdk.PostRepository.approvePost(good);
    await ann.sdk.PostRepository.declinePost(bad);
    assert.deepEqual(await list(cat, club, 'published'), [good]);
    assert.deepEqual([await list(ben, club, 'declined'), await list(cat, club, 'declined')], [[bad], []]);
    assert.equal(await postsCount(cat, club), 1);
  }),

  claim('where everybody may post from now on, what is new is published and what waited waits', async ({ cast, ann, ben, cat }) => {
    const { club, ask } = await reviewed(cast, ann, ben, cat);
    const waiting = await ask('May I?');
    await postSetting(ann, club, 'ANYONE_CAN_POST');
    const fresh = await say(ben, club, 'At once');
    assert.equal(fresh.feedType, 'published');
    assert.deepEqual(await list(cat, club, 'published'), [fresh.postId]);
    assert.deepEqual(await list(ann, club, 'reviewing'), [waiting]);
    await refused(ann.sdk.PostRepository.declinePost(fresh.postId), 400000);
    await ann.sdk.PostRepository.approvePost(waiting);
    sameSet(await list(cat, club, 'published'), [fresh.postId, waiting]);
  }),

  claim('who is promoted sees the queue and decides on it at once, who is demoted does neither', async ({ cast, ann, ben, cat }) => {
    const { club, ask } = await reviewed(cast, ann, ben, cat);
    const [first, second] = [await ask('First'), await ask('Second')];
    const { Moderation } = ann.sdk.CommunityRepository;
    await Moderation.addRoles(club, ['community-moderator'], [cat.id]);
    sameSet(await list(cat, club, 'reviewing'), [first, second]);
    await cat.sdk.PostRepository.approvePost(first);
    await Moderation.removeRoles(club, ['community-moderator'], [cat.id]);
    assert.deepEqual(await list(cat, club, 'reviewing'), []);
    await refused(cat.sdk.PostRepository.approvePost(second), 400400);
    assert.equal((await cat.session()).state, 'established');
  }),
];
