import assert from 'node:assert/strict';
import { claim, refused } from '../expect.mjs';

// The lists of a network, as an administrator changes them and the SDK's users meet them. They are the whole network's: every claim leaves them as it found them.
export async function setup(cast) {
  const [ann] = await cast.login('ann');
  const { data: { communityId: club } } = await ann.sdk.CommunityRepository.createCommunity({ displayName: `Club ${cast.run}` });
  const admin = async (method, path, body) => {
    const answer = await cast.plain(method, path, { token: cast.adminToken, body });
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    return answer.body;
  };
  const rules = async (list) => (await admin('GET', `/api/v2/${list}/records`)).data.results;
  /** Plays with these words blocked, or links allowed and no others. */
  const within = (list, play) => async (bundle) => {
    if (list === 'whitelist') await admin('PUT', '/api/v3/network-settings/moderation', { isWhitelistEnabled: true });
    try {
      await admin('POST', `/api/v3/${list === 'whitelist' ? 'allowlists' : 'blocklists'}`, bundle);
      await play();
    } finally {
      await admin('PUT', `/api/v2/${list}/records`, { regexs: [] });
      if (list === 'whitelist') await admin('PUT', '/api/v3/network-settings/moderation', { isWhitelistEnabled: false });
    }
  };
  return { ann, club, admin, rules, within };
}

const post = ({ ann, club }, text, more) =>
  ann.sdk.PostRepository.createPost({ targetType: 'community', targetId: club, data: { text, ...more } });
const comment = ({ ann }, referenceId, text) => ann.sdk.CommentRepository.createComment({ referenceType: 'post', referenceId, data: { text } });
const poll = ({ ann }, question, answer) => ann.sdk.PollRepository.createPoll({
  question, answers: [answer, 'other'].map((data) => ({ dataType: 'text', data })), answerType: 'single', closedIn: 60_000,
});
const texts = ({ ann }, ...data) => ann.client('validateTexts', data);
const urls = ({ ann }, ...data) => ann.client('validateUrls', data);

export const claims = [
  claim('a blocked word is 400308 in posts, comments and polls, new and edited, and nothing of it is stored', async (stage) => {
    const { ann, club, within } = stage;
    const { data: { postId } } = await post(stage, 'Fine');
    const { data: { commentId } } = await comment(stage, postId, 'Fine as well');
    await within('blacklist', async () => {
      await refused(post(stage, 'A wOrD1 here'), 400308);
      await refused(post(stage, 'Fine', { title: 'word1' }), 400308);
      await refused(ann.sdk.PostRepository.editPost(postId, { data: { text: 'word1' } }), 400308);
      await refused(comment(stage, postId, 'word1'), 400308);
      await refused(ann.sdk.CommentRepository.updateComment(commentId, { data: { text: 'word1' } }), 400308);
      await refused(poll(stage, 'word1?', 'yes'), 400308);
      await refused(poll(stage, 'Yes?', 'word1'), 400308);
    })({ regexs: ['word1', 'word2'] });
    const { items } = await ann.watch.PostRepository.getPosts({ targetType: 'community', targetId: club });
    assert.deepEqual(items.map(({ data, commentsCount }) => [data.text, commentsCount]), [['Fine', 1]]);
    assert.equal((await ann.look.CommentRepository.getComment(commentId)).data.text, 'Fine as well');
    assert.notEqual((await ann.session()).state, 'terminated');
  }),

  claim('an exact word is refused by itself and not inside of others', async (stage) => {
    await stage.within('blacklist', async () => {
      await refused(post(stage, 'it is word1.'), 400308);
      assert.equal((await post(stage, 'aword1b')).data.data.text, 'aword1b');
    })({ regexs: ['word1'], isMatchExactWord: true });
  }),

  claim('validateTexts tells before anything is written', async (stage) => {
    assert.equal(await texts(stage, 'word1'), true);
    await stage.within('blacklist', async () => {
      assert.equal(await texts(stage, 'fine', 'also fine'), true);
      await refused(texts(stage, 'fine', 'word1'), 400308);
    })({ regexs: ['word1'] });
    assert.equal(await texts(stage, 'word1'), true);
  }),

  claim('a link that is not allowed is 400309 in posts, comments and polls, once the allowlist is on', async (stage) => {
    const { data: { postId } } = await post(stage, 'See https://evil.net');
    await stage.within('whitelist', async () => {
      for (const text of ['See https://evil.net/a.', '(evil.net)', 'EVIL.NET', 'http://example.com@evil.net', 'bücher.de']) await refused(post(stage, text), 400309);
      await refused(stage.ann.sdk.PostRepository.editPost(postId, { data: { text: 'evil.net' } }), 400309);
      await refused(comment(stage, postId, 'evil.net'), 400309);
      await refused(poll(stage, 'evil.net?', 'yes'), 400309);
      await refused(poll(stage, 'Where?', 'evil.net'), 400309);
      for (const text of ['See https://www.example.com/a.', '(example.com)', 'file.txt v1.2.3', 'bob@evil.net']) assert.equal((await post(stage, text)).data.data.text, text);
      await comment(stage, postId, 'example.com');
    })({ regexs: ['example.com'] });
    await post(stage, 'evil.net again');
  }),

  claim('validateUrls tells what is no link, what is not allowed and what is', async (stage) => {
    assert.equal(await urls(stage, 'https://evil.net'), true);
    await refused(urls(stage, 'no link'), 400000);
    await stage.within('whitelist', async () => {
      assert.equal(await urls(stage, 'https://example.com/a', 'shop.example.com'), true);
      await refused(urls(stage, 'https://example.com', 'https://evil.net'), 400309);
      await refused(urls(stage, 'example.com', 'no link'), 400000);
    })({ regexs: ['example.com'] });
  }),

  claim('every change of a rule acts on the next call', async (stage) => {
    const { admin, rules, within } = stage;
    await within('blacklist', async () => {
      await refused(texts(stage, 'word1'), 400308);
      const [{ ruleId }] = await rules('blacklist');
      await admin('PUT', `/api/v2/blacklist/records/${ruleId}`, { ruleId, isEnabled: false });
      assert.equal(await texts(stage, 'word1'), true);
      await admin('PUT', `/api/v2/blacklist/records/${ruleId}`, { ruleId, isEnabled: true });
      await refused(texts(stage, 'word1'), 400308);
      await admin('PUT', '/api/v2/blacklist/records', { regexs: ['word2'] });
      assert.equal(await texts(stage, 'word1'), true);
      await refused(texts(stage, 'word2'), 400308);
      await admin('DELETE', `/api/v2/blacklist/records?ruleIds[]=${(await rules('blacklist'))[0].ruleId}`);
      assert.equal(await texts(stage, 'word2'), true);
    })({ regexs: ['word1'] });
  }),

  claim('a user reads and changes no list: 400301', async ({ ann, rules }) => {
    for (const path of ['v3/blocklists', 'v3/allowlists', 'v2/blacklist/records', 'v2/whitelist/records']) {
      await refused(ann.http('GET', `/api/${path}`), 400301);
      await refused(ann.http('POST', `/api/${path}`, { body: { regexs: ['word1'] } }), 400301);
    }
    await refused(ann.http('PUT', '/api/v3/network-settings/moderation', { body: { isWhitelistEnabled: true } }), 400301);
    assert.deepEqual([await rules('blacklist'), await rules('whitelist')], [[], []]);
  }),
];
