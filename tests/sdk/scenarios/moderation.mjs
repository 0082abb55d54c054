import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { claim, refused } from '../expect.mjs';

// Mutes, repetitions and the settings that close something, as the SDK's users meet them. They are the whole network's: every claim leaves them as it found them.
export async function setup(cast) {
  const [ann, bea] = await cast.login('ann', 'bea');
  const { data: { communityId: club } } = await ann.sdk.CommunityRepository.createCommunity({ displayName: `Club ${cast.run}` });
  const admin = async (method, path, body) => {
    const answer = await cast.plain(method, path, { token: cast.adminToken, body });
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    return answer.body;
  };
  const settings = (name, body) => admin('PUT', `/api/v3/network-settings${name && `/${name}`}`, body);
  /** Plays while these settings are so, and turns each of them back. */
  const within = async (name, on, off, play) => {
    await settings(name, on);
    try {
      await play();
    } finally {
      await settings(name, off);
    }
  };
  const off = { maxRepetition: 0, maxRepetitionTimeout: 0, maxRepetitionMuteTimeout: 0, blacklistMuteTimeout: 0, whitelistMuteTimeout: 0 };
  /** Plays with mutes and repetitions so, with `wordx` blocked and with no link allowed; lifts every mute that is left. */
  const moderated = async (bundle, play) => {
    await admin('PUT', '/api/v2/moderation-settings', { ...off, ...bundle });
    await admin('POST', '/api/v3/blocklists', { regexs: ['wordx'] });
    await settings('moderation', { isWhitelistEnabled: true });
    try {
      await play();
    } finally {
      await settings('moderation', { isWhitelistEnabled: false });
      await admin('PUT', '/api/v2/blacklist/records', { regexs: [] });
      await admin('PUT', '/api/v2/moderation-settings', off);
      for (const { userId } of (await admin('GET', '/api/admin/v1/mutes')).mutes) await admin('DELETE', `/api/admin/v1/mutes/${encodeURIComponent(userId)}`);
    }
  };
  return { ann, bea, club, admin, settings, within, moderated };
}

const post = ({ club }, person, text) => person.sdk.PostRepository.createPost({ targetType: 'community', targetId: club, data: { text } });
const comment = (person, referenceId, text) => person.sdk.CommentRepository.createComment({ referenceType: 'post', referenceId, data: { text } });
const poll = (person, question) => person.sdk.PollRepository.createPoll({
  question, answers: ['Yes', 'No'].map((data) => ({ dataType: 'text', data })), answerType: 'single', closedIn: 60_000,
});
const alive = async (person) => assert.notEqual((await person.session()).state, 'terminated');

export const claims = [
  claim('a text more often than the network allows is 400307, whatever its case and spaces, and counts in posts and comments together', async (stage) => {
    const { ann, bea, club } = stage;
    await stage.moderated({ maxRepetition: 3, maxRepetitionTimeout: 60_000 }, async () => {
      const { data: { postId } } = await post(stage, ann, 'Buy it');
      await post(stage, ann, '  buy   IT ');
      await comment(ann, postId, 'BUY IT');
      await refused(post(stage, ann, 'Buy it'), 400307);
      await refused(comment(ann, postId, 'buy it'), 400307);
      assert.equal((await post(stage, ann, 'Buy that')).data.data.text, 'Buy that');
      await ann.sdk.PostRepository.editPost(postId, { data: { text: 'Buy it' } });
    });
    const { items } = await bea.watch.PostRepository.getPosts({ targetType: 'community', targetId: club });
    assert.deepEqual(items.map(({ data }) => data.text), ['Buy that', '  buy   IT ', 'Buy it']);
    await post(stage, ann, 'Buy it');
    await alive(ann);
  }),

  claim('a repetition too many mutes: what is written then is 400302, until the time is over', async (stage) => {
    await stage.moderated({ maxRepetition: 1, maxRepetitionTimeout: 60_000, maxRepetitionMuteTimeout: 1200 }, async () => {
      await post(stage, stage.ann, 'Once');
      await refused(post(stage, stage.ann, 'Once'), 400307);
      await refused(post(stage, stage.ann, 'Other'), 400302);
      await pause(1300);
      assert.equal((await post(stage, stage.ann, 'Other')).data.data.text, 'Other');
    });
  }),

  claim('a blocked word mutes: posts, comments and polls, new and edited, are 400302, and the rest goes on', async (stage) => {
    const { ann, bea, club } = stage;
    const { data: { postId } } = await post(stage, ann, 'Mine');
    const { data: { commentId } } = await comment(ann, postId, 'And mine');
    const { data: { postId: beas } } = await ann.sdk.PostRepository.createPost({ targetType: 'user', targetId: ann.id, data: { text: 'Wall' } });
    await stage.moderated({ blacklistMuteTimeout: 600_000 }, async () => {
      await refused(post(stage, ann, 'a wordx'), 400308);
      await refused(post(stage, ann, 'fine'), 400302);
      await refused(comment(ann, postId, 'fine'), 400302);
      await refused(poll(ann, 'Fine?'), 400302);
      await refused(ann.sdk.PostRepository.editPost(postId, { data: { text: 'fine' } }), 400302);
      await refused(ann.sdk.CommentRepository.updateComment(commentId, { data: { text: 'fine' } }), 400302);
      assert.equal((await ann.look.PostRepository.getPost(postId)).data.text, 'Mine');
      await ann.sdk.ReactionRepository.addReaction('post', beas, 'like');
      assert.equal((await ann.look.PostRepository.getPost(beas)).reactions.like, 1);
      await bea.sdk.CommunityRepository.joinCommunity(club);
      assert.equal((await post(stage, bea, 'Not me')).data.data.text, 'Not me');
      const { mutes } = await stage.admin('GET', '/api/admin/v1/mutes');
      assert.deepEqual(mutes.map(({ userId, reason, createdAt, endsAt }) => [userId, reason, Date.parse(endsAt) - Date.parse(createdAt)]), [[ann.id, 'blockedWord', 600_000]]);
      await stage.admin('DELETE', `/api/admin/v1/mutes/${encodeURIComponent(ann.id)}`);
      assert.equal((await post(stage, ann, 'fine')).data.data.text, 'fine');
    });
    await alive(ann);
  }),

  claim('a link that is not allowed mutes by its own time', async (stage) => {
    await stage.moderated({ whitelistMuteTimeout: 600_000 }, async () => {
      await refused(post(stage, stage.ann, 'a wordx'), 400308);
      await refused(post(stage, stage.ann, 'evil.net'), 400309);
      await refused(post(stage, stage.ann, 'fine'), 400302);
    });
    assert.equal((await post(stage, stage.ann, 'fine again')).data.data.text, 'fine again');
  }),

  claim('asking whether a text would be refused mutes nobody', async (stage) => {
    await stage.moderated({ blacklistMuteTimeout: 600_000 }, async () => {
      await refused(stage.ann.client('validateTexts', ['wordx']), 400308);
      assert.equal((await post(stage, stage.ann, 'still here')).data.data.text, 'still here');
    });
  }),

  claim('without its social part a network refuses all of it with 400300, keeps its users logged in, and loses nothing', async (stage) => {
    const { ann, club } = stage;
    const { data: { postId } } = await post(stage, ann, 'Before');
    await stage.within('', { socialEnabled: false }, { socialEnabled: true }, async () => {
      assert.equal((await ann.client('getSocialSettings')).enabled, false);
      await refused(post(stage, ann, 'Now'), 400300);
      await refused(comment(ann, postId, 'Now'), 400300);
      await refused(poll(ann, 'Now?'), 400300);
      await refused(ann.sdk.PostRepository.flagPost(postId), 400300);
      await refused(ann.sdk.ReactionRepository.addReaction('post', postId, 'like'), 400300);
      await refused(ann.sdk.CommunityRepository.createCommunity({ displayName: 'Now' }), 400300);
      await refused(ann.sdk.UserRepository.Relationship.follow(stage.bea.id), 400300);
      await refused(ann.http('GET', `/api/v3/posts/${postId}`), 400300);
      await refused(ann.http('GET', `/api/v3/communities/${club}`), 400300);
      await refused(ann.http('GET', '/api/v4/me/global-feeds'), 400300);
      assert.equal((await ann.sdk.UserRepository.updateUser(ann.id, { description: 'here' })).data.description, 'here');
      await alive(ann);
    });
    assert.equal((await ann.look.PostRepository.getPost(postId)).data.text, 'Before');
    await comment(ann, postId, 'After');
  }),

  claim('a private network shows a wall to followers, and asks for consent where follows wait', async (stage) => {
    const { ann, bea } = stage;
    const { data: { postId } } = await ann.sdk.PostRepository.createPost({ targetType: 'user', targetId: ann.id, data: { text: 'Mine' } });
    await stage.within(
      'social',
      { userPrivacySetting: 'private', isFollowWithRequestEnabled: true },
      { userPrivacySetting: 'public', isFollowWithRequestEnabled: false },
      async () => {
        await refused(bea.http('GET', `/api/v3/posts/${postId}`), 400400);
        assert.equal((await bea.sdk.UserRepository.Relationship.follow(ann.id)).data.status, 'pending');
        await refused(bea.http('GET', `/api/v3/posts/${postId}`), 400400);
        await ann.sdk.UserRepository.Relationship.acceptMyFollower(bea.id);
        assert.equal((await bea.look.PostRepository.getPost(postId)).data.text, 'Mine');
        await bea.sdk.UserRepository.Relationship.unfollow(ann.id);
      });
    assert.equal((await bea.http('GET', `/api/v3/posts/${postId}`)).posts[0].data.text, 'Mine');
  }),

  claim('strangers only read where the network leaves communities to their members: 400301', async (stage) => {
    const { ann, bea } = stage;
    const { data: { communityId } } = await ann.sdk.CommunityRepository.createCommunity({ displayName: 'Members' });
    const { data: { postId } } = await ann.sdk.PostRepository.createPost({ targetType: 'community', targetId: communityId, data: { text: 'Hello' } });
    await stage.within('social', { disallowNonMemberInteractInCommunity: true }, { disallowNonMemberInteractInCommunity: false }, async () => {
      await refused(comment(bea, postId, 'Hi'), 400301);
      await refused(bea.sdk.ReactionRepository.addReaction('post', postId, 'like'), 400301);
      assert.equal((await bea.look.PostRepository.getPost(postId)).data.text, 'Hello');
    });
    await comment(bea, postId, 'Hi');
  }),

  claim('a user neither changes these settings nor sees or lifts mutes: 400301', async ({ ann }) => {
    await refused(ann.http('PUT', '/api/v3/network-settings', { body: { socialEnabled: false } }), 400301);
    for (const name of ['prehook', 'semantic-search', 'video-streaming', 'webhook']) {
      await refused(ann.http('GET', `/api/v3/network-settings/${name}`), 400301);
      await refused(ann.http('PUT', `/api/v3/network-settings/${name}`, { body: { enabled: true } }), 400301);
    }
    await refused(ann.http('PUT', '/api/v2/moderation-settings', { body: { maxRepetition: 1 } }), 400301);
    await refused(ann.http('GET', '/api/admin/v1/mutes'), 400301);
    await refused(ann.http('DELETE', `/api/admin/v1/mutes/${encodeURIComponent(ann.id)}`), 400301);
    assert.equal((await ann.client('getSocialSettings')).enabled, true);
  }),

  claim('the secret of the pre-hook is shown once, to the administrator who made it', async ({ settings, admin }) => {
    const first = await settings('prehook', { callbackUrl: 'https://example.com/hook', regenerateKey: true });
    assert.match(first.secretKey, /^[0-9a-f]{64}$/);
    assert.equal((await settings('prehook', { defaultAction: 'deny' })).secretKey, undefined);
    assert.deepEqual(await admin('GET', '/api/v3/network-settings/prehook'), { enabled: false, callbackUrl: 'https://example.com/hook', defaultAction: 'deny' });
    await settings('prehook', { callbackUrl: '', defaultAction: 'allow' });
  }),
];
