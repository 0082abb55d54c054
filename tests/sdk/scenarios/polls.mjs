import assert from 'node:assert/strict';
import { claim, isTime, later, refused } from '../expect.mjs';

export async function setup(cast) {
  const [ann, ben, cat] = await cast.login('ann', 'ben', 'cat');
  const community = async (bundle) => (await ann.sdk.CommunityRepository.createCommunity(bundle)).data.communityId;
  const club = await community({ displayName: `Club ${cast.run}`, userIds: [ben.id] });
  const secret = await community({ displayName: `Secret ${cast.run}`, isPublic: false });
  const ask = async (bundle) => (await ann.sdk.PollRepository.createPoll({ ...question, ...bundle })).data;
  const show = async ({ pollId }, targetId = club) => (await ann.sdk.PostRepository.createPost({
    targetType: 'community', targetId, dataType: 'poll', data: { pollId, text: 'Have your say' },
  })).data;
  const shown = async (bundle, targetId) => {
    const poll = await ask(bundle);
    await show(poll, targetId);
    return poll;
  };
  return { ann, ben, cat, secret, ask, show, shown };
}

const question = {
  question: 'Which colour?',
  answers: ['red', 'green', 'blue'].map((data) => ({ dataType: 'text', data })),
  answerType: 'single',
  closedIn: 24 * 60 * 60 * 1000,
};
const counts = ({ answers }) => answers.map(({ voteCount }) => voteCount);
const mine = ({ answers }) => answers.map(({ isVotedByUser }) => isVotedByUser);
const pick = (poll, ...places) => places.map((place) => poll.answers[place].id);

export const claims = [
  claim('a new poll is open, unanswered and its maker\'s', async ({ ann, ask }) => {
    const poll = await ask();
    assert.deepEqual([poll.question, poll.userId, poll.answerType, poll.status, poll.isVoted], ['Which colour?', ann.id, 'single', 'open', false]);
    assert.deepEqual(poll.answers.map(({ dataType, data }) => [dataType, data]), [['text', 'red'], ['text', 'green'], ['text', 'blue']]);
    assert.deepEqual(counts(poll), [0, 0, 0]);
    for (const time of ['createdAt', 'updatedAt', 'closedAt']) isTime(poll[time], time);
    assert.equal(poll.closedIn, question.closedIn);
    assert.equal(Date.parse(poll.closedAt) - Date.parse(poll.createdAt), question.closedIn);
    assert.equal((await ann.look.PollRepository.getPoll(poll.pollId)).pollId, poll.pollId);
  }),

  claim('whoever was told the id of a poll that no post shows yet reads it and votes', async ({ ben, ask }) => {
    const poll = await ask();
    assert.equal((await ben.look.PollRepository.getPoll(poll.pollId)).question, 'Which colour?');
    await ben.sdk.PollRepository.votePoll(poll.pollId, pick(poll, 0));
    assert.deepEqual(counts(await ben.look.PollRepository.getPoll(poll.pollId)), [1, 0, 0]);
  }),

  claim('a post shows one poll through a child of its own', async ({ ben, ask, show }) => {
    const poll = await ask();
    const post = await show(poll);
    assert.equal(post.children.length, 1);
    const { data: [child] } = await ben.sdk.PostRepository.getPostByIds(post.children);
    assert.deepEqual([child.dataType, child.data.pollId, child.parentPostId], ['poll', poll.pollId, post.postId]);
    await refused(show(poll), 400000);
  }),

  claim('a vote counts for all and shows as mine only to me', async ({ ann, ben, shown }) => {
    const poll = await shown();
    const { data: voted } = await ben.sdk.PollRepository.votePoll(poll.pollId, pick(poll, 1));
    assert.deepEqual([counts(voted), mine(voted), voted.isVoted], [[0, 1, 0], [false, true, false], true]);
    later(voted.updatedAt, poll.updatedAt);
    const seen = await ann.look.PollRepository.getPoll(poll.pollId);
    assert.deepEqual([counts(seen), mine(seen), seen.isVoted], [[0, 1, 0], [false, false, false], false]);
  }),

  claim('a poll of several answers takes any of them, a poll of one answer refuses two', async ({ ben, cat, shown }) => {
    const several = await shown({ answerType: 'multiple' });
    await ben.sdk.PollRepository.votePoll(several.pollId, pick(several, 0, 2));
    const { data } = await cat.sdk.PollRepository.votePoll(several.pollId, pick(several, 0));
    assert.deepEqual(counts(data), [2, 0, 1]);
    const one = await shown();
    await refused(ben.sdk.PollRepository.votePoll(one.pollId, pick(one, 0, 1)), 400000);
    await refused(ben.sdk.PollRepository.votePoll(one.pollId, []), 500000);
  }),

  claim('nobody votes twice, however quickly', async ({ cast, ben, shown }) => {
    const poll = await shown();
    const [dee] = await cast.login('dee');
    const votes = await dee.burst(5, 'PollRepository.votePoll', poll.pollId, pick(poll, 0));
    assert.equal(votes.served, 1);
    assert.deepEqual(votes.codes, Array(4).fill(400000));
    assert.deepEqual(counts(await ben.look.PollRepository.getPoll(poll.pollId)), [1, 0, 0]);
  }),

  claim('a vote is taken back as newer SDKs do it, and given anew', async ({ ben, shown }) => {
    const poll = await shown();
    await ben.sdk.PollRepository.votePoll(poll.pollId, pick(poll, 0));
    const { polls: [open] } = await ben.http('PUT', `/api/v3/polls/${poll.pollId}/votes`, { body: { pollId: poll.pollId, answerIds: [] } });
    assert.deepEqual([counts(open), open.isVoted], [[0, 0, 0], false]);
    assert.deepEqual(counts((await ben.sdk.PollRepository.votePoll(poll.pollId, pick(poll, 2))).data), [0, 0, 1]);
  }),

  claim('its maker closes a poll, and nobody votes any more', async ({ ann, ben, shown }) => {
    const poll = await shown();
    await refused(ben.sdk.PollRepository.closePoll(poll.pollId), 400300);
    const { data: closed } = await ann.sdk.PollRepository.closePoll(poll.pollId);
    assert.equal(closed.status, 'closed');
    await refused(ben.sdk.PollRepository.votePoll(poll.pollId, pick(poll, 0)), 400000);
    assert.equal((await ben.look.PollRepository.getPoll(poll.pollId)).status, 'closed');
  }),

  claim('a poll closes by itself when its time is over', async ({ ben, shown }) => {
    const poll = await shown({ closedIn: 1500 });
    assert.equal(poll.status, 'open');
    await new Promise((resolve) => setTimeout(resolve, 1600));
    assert.equal((await ben.look.PollRepository.getPoll(poll.pollId)).status, 'closed');
    await refused(ben.sdk.PollRepository.votePoll(poll.pollId, pick(poll, 0)), 400000);
  }),

  claim('its maker deletes a poll, and nobody finds it any more', async ({ ann, ben, shown }) => {
    const poll = await shown();
    await refused(ben.sdk.PollRepository.deletePoll(poll.pollId), 400301);
    assert.equal(await ann.sdk.PollRepository.deletePoll(poll.pollId), true);
    await refused(ben.look.PollRepository.getPoll(poll.pollId), 400400);
    await refused(ben.sdk.PollRepository.votePoll(poll.pollId, pick(poll, 0)), 400400);
  }),

  claim('the voters of an answer come in pages, the latest first', async ({ ann, ben, cat, shown }) => {
    const poll = await shown();
    for (const voter of [ann, ben, cat]) await voter.sdk.PollRepository.votePoll(poll.pollId, pick(poll, 1));
    const path = `/api/v3/polls/${poll.pollId}/answers/${poll.answers[1].id}`;
    const page = async (options) => ann.http('GET', path, { params: { options } });
    const first = await page({ limit: 2 });
    assert.deepEqual(first.UsersAnswered.map(({ userId, answerIds }) => [userId, answerIds]), [[cat.id, pick(poll, 1)], [ben.id, pick(poll, 1)]]);
    const second = await page({ token: first.paging.next });
    assert.deepEqual(second.UsersAnswered.map(({ userId }) => userId), [ann.id]);
    assert.ok(!second.paging.next);
  }),

  claim('in a private community an outsider finds no poll', async ({ ben, secret, shown }) => {
    const poll = await shown({}, secret);
    await refused(ben.look.PollRepository.getPoll(poll.pollId), 400400);
    await refused(ben.sdk.PollRepository.votePoll(poll.pollId, pick(poll, 0)), 400400);
  }),

  claim('a poll of one answer, of eleven or without a question is refused with 500000', async ({ ask }) => {
    const [answer] = question.answers;
    await refused(ask({ answers: [answer] }), 500000);
    await refused(ask({ answers: Array(11).fill(answer) }), 500000);
    await refused(ask({ question: '' }), 500000);
  }),
];
