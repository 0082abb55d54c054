import assert from 'node:assert/strict';
import { claim, refused } from '../expect.mjs';

export async function setup(cast) {
  const [ann] = await cast.login('ann');
  const set = async (name, body) => {
    const { status, body: settings } = await cast.plain('PUT', `/api/v3/network-settings/${name}`, { token: cast.adminToken, body });
    assert.equal(status, 200, JSON.stringify(settings));
    return settings;
  };
  return { ann, set };
}

export const claims = [
  claim('the social settings are where the SDK looks for them', async ({ ann }) => {
    const settings = await ann.client('getSocialSettings');
    assert.deepEqual([settings.enabled, settings.userPrivacySetting, settings.isFollowWithRequestEnabled], [true, 'public', false]);
    assert.equal(settings.globalFeed.showMyPost, true);
    assert.equal(settings.story.expiryTimeMinutes, 1440);
  }),

  claim('what an administrator changes is what the SDK reads next', async ({ ann, set }) => {
    await set('social', { isAllowEditPostWhenReviewingEnabled: true });
    assert.equal((await ann.client('getSocialSettings')).isAllowEditPostWhenReviewingEnabled, true);
    await set('social', { isAllowEditPostWhenReviewingEnabled: false });
    assert.equal((await ann.client('getSocialSettings')).isAllowEditPostWhenReviewingEnabled, false);
  }),

  claim('the feed settings say feed by feed which videos are taken', async ({ ann }) => {
    const settings = await ann.client('getFeedSettings');
    const longest = Object.entries(settings).map(([feedType, [{ contentType, maxDurationSeconds }]]) => [feedType, contentType, maxDurationSeconds]);
    assert.deepEqual(longest, [['post', 'video', 7200], ['message', 'video', 600], ['story', 'video', 90]]);
  }),

  claim('the message preview follows the chat settings', async ({ ann, set }) => {
    await set('chat', { messagePreviewSetting: { enabled: true, isIncludeDeleted: false } });
    const changed = await ann.client('getMessagePreviewSetting');
    await set('chat', { messagePreviewSetting: { enabled: false } });
    assert.deepEqual([changed, await ann.client('getMessagePreviewSetting')], ['message-preview-not-include-deleted', 'no-message-preview']);
  }),

  claim('a user changes no setting: 400301', async ({ ann }) => {
    for (const name of ['social', 'chat', 'feed-setting', 'users', 'uikit', 'product']) {
      await refused(ann.http('PUT', `/api/v3/network-settings/${name}`, { body: {} }), 400301);
    }
    await refused(ann.http('GET', '/api/v3/network-settings/users'), 400301);
  }),

  claim('users who may not rename themselves are refused in the words that applications look for', async ({ ann, set }) => {
    await set('users', { isAllowUpdateDisplayName: false });
    try {
      await assert.rejects(ann.sdk.UserRepository.updateUser(ann.id, { displayName: 'Queen' }), /400301.*Only administrator can update user display name\./);
    } finally {
      await set('users', { isAllowUpdateDisplayName: true });
    }
    assert.equal((await ann.sdk.UserRepository.updateUser(ann.id, { displayName: 'Anna' })).data.displayName, 'Anna');
  }),
];
