-- The database of one network.
--
-- Conventions. Ids are text: 24 hexadecimal digits that sort by time, but for users, whose id the application chooses. Times are
-- milliseconds since 1970 UTC. JSON is opaque text. Rows of content are deleted softly (is_deleted) and stay readable to those who
-- may; hard deletion removes them. Counters stand beside what they count and move in the same transaction. A table is written by the
-- module that its banner names and by no other; "readable" says that other modules may join it. Everything here is plain SQL that
-- PostgreSQL would take as well.


-- Roles ------------------------------------------------------------------------------------------ readable by all modules

create table roles (
    role_id             text    not null primary key,               -- what users and members hold
    display_name        text    not null,
    display_name_key    text    not null,
    display_name_search text    not null,
    is_system           boolean not null check (is_system in (false, true)),       -- built in: keeps its name, is never deleted
    is_network_wide     boolean not null check (is_network_wide in (false, true)), -- held by a user, it counts everywhere: not of roles that are members' alone
    is_deleted          boolean not null default false check (is_deleted in (false, true)),
    created_at          bigint  not null,
    updated_at          bigint  not null
);

create index roles_by_name    on roles (display_name_key, role_id);
create index roles_by_created on roles (created_at, role_id);

create table role_permissions (
    role_id    text not null references roles (role_id),
    permission text not null,
    primary key (role_id, permission)
);

create index role_permissions_by_permission on role_permissions (permission, role_id);  -- which roles give something

-- The default matrix. No source publishes one: a moderator has all that concerns the one community or channel, its members and their
-- content; a super moderator has it everywhere, with the content of walls; an administrator has everything.

insert into roles (role_id, display_name, display_name_key, display_name_search, is_system, is_network_wide, created_at, updated_at)
values
    ('community-moderator', 'Community moderator', 'community!moderator  v', 'community moderator', true, false, 1767225600000, 1767225600000),
    ('channel-moderator', 'Channel moderator', 'channel!moderator  v', 'channel moderator', true, false, 1767225600000, 1767225600000),
    ('moderator', 'Moderator', 'moderator  v', 'moderator', true, false, 1767225600000, 1767225600000),
    ('super-moderator', 'Super moderator', 'super!moderator  v', 'super moderator', true, true, 1767225600000, 1767225600000),
    ('global-admin', 'Global administrator', 'global!administrator  v', 'global administrator', true, true, 1767225600000, 1767225600000);

insert into role_permissions (role_id, permission)
values
    ('community-moderator', 'EDIT_COMMUNITY'),
    ('community-moderator', 'DELETE_COMMUNITY'),
    ('community-moderator', 'ADD_COMMUNITY_USER'),
    ('community-moderator', 'EDIT_COMMUNITY_USER'),
    ('community-moderator', 'REMOVE_COMMUNITY_USER'),
    ('community-moderator', 'MUTE_COMMUNITY_USER'),
    ('community-moderator', 'BAN_COMMUNITY_USER'),
    ('community-moderator', 'ASSIGN_COMMUNITY_USER_ROLE'),
    ('community-moderator', 'EDIT_COMMUNITY_POST'),
    ('community-moderator', 'DELETE_COMMUNITY_POST'),
    ('community-moderator', 'PIN_COMMUNITY_POST'),
    ('community-moderator', 'REVIEW_COMMUNITY_POST'),
    ('community-moderator', 'CREATE_PRIVILEGED_POST'),
    ('community-moderator', 'EDIT_COMMUNITY_COMMENT'),
    ('community-moderator', 'DELETE_COMMUNITY_COMMENT'),
    ('community-moderator', 'MANAGE_COMMUNITY_STORY');

insert into role_permissions (role_id, permission)
values
    ('channel-moderator', 'EDIT_CHANNEL'),
    ('channel-moderator', 'MUTE_CHANNEL'),
    ('channel-moderator', 'CLOSE_CHANNEL'),
    ('channel-moderator', 'EDIT_CHANNEL_RATELIMIT'),
    ('channel-moderator', 'EDIT_MESSAGE'),
    ('channel-moderator', 'DELETE_MESSAGE'),
    ('channel-moderator', 'BAN_USER_FROM_CHANNEL'),
    ('channel-moderator', 'MUTE_USER_INSIDE_CHANNEL'),
    ('channel-moderator', 'ADD_CHANNEL_USER'),
    ('channel-moderator', 'REMOVE_CHANNEL_USER'),
    ('channel-moderator', 'EDIT_CHANNEL_USER'),
    ('channel-moderator', 'ASSIGN_CHANNEL_USER_ROLE');

insert into role_permissions (role_id, permission)
select 'moderator', permission
from role_permissions
where role_id in ('community-moderator', 'channel-moderator');

insert into role_permissions (role_id, permission)
select 'super-moderator', permission
from role_permissions
where role_id = 'moderator';

insert into role_permissions (role_id, permission)
values
    ('super-moderator', 'BAN_USER'),
    ('super-moderator', 'EXEMPT_FROM_BLACKLIST'),
    ('super-moderator', 'EXEMPT_FROM_WHITELIST'),
    ('super-moderator', 'EXEMPT_FROM_REPETITION_CHECK'),
    ('super-moderator', 'EXEMPT_FROM_MUTE'),
    ('super-moderator', 'EDIT_USER_FEED_POST'),
    ('super-moderator', 'DELETE_USER_FEED_POST'),
    ('super-moderator', 'EDIT_USER_FEED_COMMENT'),
    ('super-moderator', 'DELETE_USER_FEED_COMMENT');

insert into role_permissions (role_id, permission)
select 'global-admin', permission
from role_permissions
where role_id = 'super-moderator';

insert into role_permissions (role_id, permission)
values
    ('global-admin', 'EDIT_USER'),
    ('global-admin', 'ASSIGN_USER_ROLE'),
    ('global-admin', 'EXEMPT_FROM_BAN'),
    ('global-admin', 'EXEMPT_FROM_FILTERS'),
    ('global-admin', 'EXEMPT_FROM_RATE_LIMITS'),
    ('global-admin', 'CREATE_COMMUNITY_CATEGORY'),
    ('global-admin', 'EDIT_COMMUNITY_CATEGORY'),
    ('global-admin', 'DELETE_COMMUNITY_CATEGORY'),
    ('global-admin', 'CREATE_ROLE'),
    ('global-admin', 'EDIT_ROLE'),
    ('global-admin', 'DELETE_ROLE');


-- Users ------------------------------------------------------------------------------------------ readable by all modules

create table users (
    user_id             text    not null primary key,               -- public: chosen by the application
    internal_id         text    not null unique,                    -- chosen by the server; in MQTT topics and markers
    display_name        text    not null,
    display_name_key    text    not null,                           -- sort key: base letter, accent, case
    display_name_search text    not null,                           -- case-folded, for keyword search
    description         text    not null default '',
    avatar_file_id      text,
    avatar_custom_url   text,
    metadata            text    not null default '{}',
    flag_count          bigint  not null default 0,                 -- kept by Moderation through UserCounters
    follower_count      bigint  not null default 0,                 -- accepted followers; kept by Follows through UserCounters
    following_count     bigint  not null default 0,
    pending_count       bigint  not null default 0,                 -- requests that wait for this user
    is_global_banned    boolean not null default false check (is_global_banned in (false, true)),
    is_deleted          boolean not null default false check (is_deleted in (false, true)),
    created_at          bigint  not null,
    updated_at          bigint  not null
);

create index users_by_name    on users (display_name_key, user_id);     -- the default order of the user list
create index users_by_created on users (created_at, user_id);           -- firstCreated, lastCreated

create table user_roles (
    user_id text not null references users (user_id),
    role_id text not null,
    primary key (user_id, role_id)
);

create index user_roles_by_role on user_roles (role_id, user_id);       -- who may do something in the whole network


-- Sessions ----------------------------------------------------------------------------------------------------------------

create table sessions (
    session_id    text    not null primary key,
    token_hash    text    not null unique,                          -- SHA-256 of the access token, hexadecimal
    user_id       text    not null references users (user_id),
    device_id     text    not null,
    device_kind   text,
    device_model  text,
    sdk_version   text,
    is_verified   boolean not null check (is_verified in (false, true)), -- opened with an authentication token
    issued_at     bigint  not null,
    expires_at    bigint  not null,
    superseded_at bigint                                            -- by the same user on the same device: realtime may still use it
);

create index sessions_by_device on sessions (device_id, superseded_at);  -- the device rule
create index sessions_by_user   on sessions (user_id, issued_at);        -- revocation of all of a user's
create index sessions_by_expiry on sessions (expires_at);                -- removal of the expired

create table admin_tokens (
    token_id   text   not null primary key,
    token_hash text   not null unique,
    name       text   not null,                                     -- who or what uses it; also the administrator's user id
    created_at bigint not null,
    expires_at bigint not null,
    revoked_at bigint                                               -- dead from then on; the row stays until it has expired
);

create index admin_tokens_by_created on admin_tokens (created_at, token_id);
create index admin_tokens_by_name    on admin_tokens (name);         -- an administrator whose roles change
create index admin_tokens_by_expiry  on admin_tokens (expires_at);   -- removal of the expired


-- Audit -------------------------------------------------------------------------------------------------------------------

-- What was done with more rights than a user's own, written in the transaction that did it. Nothing changes or removes a row.
create table audit_entries (
    entry_id      text   not null primary key,
    actor_kind    text   not null check (actor_kind in ('administrator', 'user', 'command', 'server')),
    actor         text   not null,                                  -- the user id; of others the kind again
    credential_id text   not null,                                  -- the administrator's token or the session; '' without one
    action        text   not null,                                  -- the name of the use case
    permissions   text   not null,                                  -- JSON: those of a user in the whole network that it took
    target        text   not null,                                  -- JSON: ids, numbers and switches; no texts, no secrets
    created_at    bigint not null
);

create index audit_entries_by_created on audit_entries (created_at, entry_id);
create index audit_entries_by_actor   on audit_entries (actor, created_at, entry_id);
create index audit_entries_by_action  on audit_entries (action, created_at, entry_id);
create index audit_entries_by_both    on audit_entries (actor, action, created_at, entry_id);


-- Settings ----------------------------------------------------------------------------------------------------------------

create table settings (
    name  text not null primary key,                                -- chat, social, ...
    value text not null                                             -- JSON object; what it lacks has its default
);


-- Follows ----------------------------------------------------------------------------------- readable by Posts, Comments, Feeds

create table follows (
    follow_id    text   not null,                                   -- order of the lists: newest first
    from_user_id text   not null references users (user_id),
    to_user_id   text   not null references users (user_id),
    status       text   not null check (status in ('pending', 'accepted')),
    created_at   bigint not null,
    updated_at   bigint not null,
    primary key (from_user_id, to_user_id)
);

create index follows_by_follower on follows (from_user_id, follow_id);   -- whom a user follows
create index follows_by_followed on follows (to_user_id, follow_id);     -- who follows a user

-- The same of one status: the few that wait are found among any number of accepted ones.
create index follows_by_follower_status on follows (from_user_id, status, follow_id);
create index follows_by_followed_status on follows (to_user_id, status, follow_id);


-- Blocks ----------------------------------------------------------------------------------------- readable by all modules

create table blocks (
    block_id        text   not null,                                -- order of the list: newest first
    user_id         text   not null references users (user_id),     -- who blocks
    blocked_user_id text   not null references users (user_id),
    created_at      bigint not null,
    primary key (user_id, blocked_user_id)
);

create index blocks_by_user    on blocks (user_id, block_id);            -- whom a user blocks
create index blocks_by_blocked on blocks (blocked_user_id, user_id);     -- who blocks a user


-- Categories ------------------------------------------------------------------------------------- readable by all modules

create table categories (
    category_id    text    not null primary key,
    name           text    not null,
    name_key       text    not null,                                -- sort key
    name_search    text    not null,                                -- case-folded; unique among the live
    avatar_file_id text,
    metadata       text    not null default '{}',
    is_deleted     boolean not null default false check (is_deleted in (false, true)),
    created_at     bigint  not null,
    updated_at     bigint  not null
);

create index categories_by_name           on categories (name_key, category_id);
create index categories_by_created        on categories (created_at, category_id);
create unique index categories_live_names on categories (name_search) where not is_deleted;


-- Communities ------------------------------------------------------------------------------------ readable by all modules

create table communities (
    community_id                    text    not null primary key,
    user_id                         text    not null references users (user_id),   -- creator
    display_name                    text    not null,
    display_name_key                text    not null,
    display_name_search             text    not null,
    description                     text    not null default '',
    avatar_file_id                  text,
    metadata                        text    not null default '{}',
    is_public                       boolean not null check (is_public in (false, true)),
    is_discoverable                 boolean not null default false check (is_discoverable in (false, true)),   -- private, and found by all
    requires_join_approval          boolean not null default false check (requires_join_approval in (false, true)),
    is_official                     boolean not null check (is_official in (false, true)),
    only_admin_can_post             boolean not null check (only_admin_can_post in (false, true)),
    need_approval_on_post_creation  boolean not null check (need_approval_on_post_creation in (false, true)),
    allow_comment_in_story          boolean not null check (allow_comment_in_story in (false, true)),
    notification_mode               text    not null default 'default' check (notification_mode in ('default', 'silent', 'subscribe')),
    posts_count                     bigint  not null default 0,                    -- published, live, without children
    members_count                   bigint  not null default 0,
    is_deleted                      boolean not null default false check (is_deleted in (false, true)),
    created_at                      bigint  not null,
    updated_at                      bigint  not null,
    check (not (is_public and is_discoverable))
);

create index communities_by_created on communities (created_at, community_id);
create index communities_by_name    on communities (display_name_key, community_id);
create index communities_by_search  on communities (display_name_search, community_id);   -- names that must be unique

-- The largest that everybody may find: what is recommended when there is nothing better.
create index communities_by_members on communities (members_count, community_id) where is_public and not is_deleted;

create table community_categories (
    community_id text   not null references communities (community_id),
    position     bigint not null,
    category_id  text   not null references categories (category_id),           -- one that was deleted is not shown any more
    primary key (community_id, category_id)
);

create index community_categories_by_category on community_categories (category_id, community_id);

create table community_tags (
    community_id text   not null references communities (community_id),
    position     bigint not null,
    tag          text   not null,
    primary key (community_id, tag)
);

create index community_tags_by_tag on community_tags (tag, community_id);

create table community_users (
    community_id text   not null references communities (community_id),
    user_id      text   not null references users (user_id),
    membership   text   not null check (membership in ('member', 'banned')), -- no row: none
    created_at   bigint not null,                                   -- joined
    updated_at   bigint not null,
    primary key (community_id, user_id)
);

create index community_users_by_joined on community_users (community_id, created_at, user_id);  -- the member list
create index community_users_by_user   on community_users (user_id, community_id);              -- what a user is in

create table community_user_roles (
    community_id text not null,
    user_id      text not null,
    role_id      text not null,
    primary key (community_id, user_id, role_id),
    foreign key (community_id, user_id) references community_users (community_id, user_id) on delete cascade
);

create index community_user_roles_by_role on community_user_roles (community_id, role_id, user_id);  -- who moderates a community

create table community_join_requests (
    community_id text   not null references communities (community_id),
    user_id      text   not null references users (user_id),
    status       text   not null check (status in ('pending', 'approved', 'rejected', 'cancelled')),
    responder_id text   references users (user_id),                 -- null while pending, and when the user alone ended it
    created_at   bigint not null,                                   -- asked
    updated_at   bigint not null,
    primary key (community_id, user_id)                             -- the newest only: who asks again begins anew
);

create index community_join_requests_by_community on community_join_requests (community_id, status, created_at, user_id);
create index community_join_requests_by_user      on community_join_requests (user_id, status, created_at, community_id);


-- Polls ---------------------------------------------------------------------------------------------- readable by all modules

create table polls (
    poll_id     text    not null primary key,
    user_id     text    not null references users (user_id),        -- creator: the only one who may close it and show it in a post
    question    text    not null,
    answer_type text    not null check (answer_type in ('single', 'multiple')),
    closed_in   bigint,                                             -- milliseconds from its creation; null for a poll without an end
    post_id     text,                                               -- the child post that shows it, one at most; null until then
    closed_at   bigint,                                             -- when it closes or was closed; open while null or later than now
    is_deleted  boolean not null default false check (is_deleted in (false, true)),
    created_at  bigint  not null,
    updated_at  bigint  not null
);

create index polls_by_user on polls (user_id);                           -- go with their creator

create table poll_answers (
    answer_id  text   not null primary key,
    poll_id    text   not null references polls (poll_id),
    position   bigint not null,
    data_type  text   not null,
    data       text   not null,
    vote_count bigint not null default 0,
    unique (poll_id, position)
);

create table poll_voters (
    poll_id    text   not null references polls (poll_id),
    user_id    text   not null references users (user_id),
    created_at bigint not null,
    primary key (poll_id, user_id)                                  -- one vote of a user, whatever two of their devices do at once
);

create index poll_voters_by_user on poll_voters (user_id, poll_id);      -- taken back with their user

create table poll_votes (
    vote_id    text   not null primary key,
    poll_id    text   not null references polls (poll_id),
    answer_id  text   not null references poll_answers (answer_id),
    user_id    text   not null references users (user_id),
    created_at bigint not null,
    unique (answer_id, user_id)
);

create index poll_votes_by_answer on poll_votes (answer_id, created_at, vote_id);   -- the voters of an answer
create index poll_votes_by_user   on poll_votes (poll_id, user_id);                 -- a user's own


-- Jobs --------------------------------------------------------------------------------------------------------------------

create table jobs (
    job_id     text   not null primary key,
    kind       text   not null,
    argument   text   not null,                                     -- JSON
    attempts   bigint not null default 0,                           -- that failed since the last step
    due_at     bigint not null,                                     -- of the next step; later than its creation after a failure
    created_at bigint not null
);

create index jobs_by_due on jobs (due_at, job_id);


-- Posts ------------------------------------------------------------------------------------------ readable by all modules

create table feeds (
    feed_id     text   not null primary key,
    target_type text   not null check (target_type in ('user', 'community', 'content')),
    target_id   text   not null,
    feed_type   text   not null check (feed_type in ('published', 'reviewing', 'declined')),
    post_count  bigint not null default 0,                          -- live posts, without children
    created_at  bigint not null,
    updated_at  bigint not null,
    unique (target_type, target_id, feed_type)
);

create table posts (
    post_id         text    not null primary key,
    feed_id         text    not null references feeds (feed_id),
    target_type     text    not null check (target_type in ('user', 'community', 'content')),
    target_id       text    not null,
    feed_type       text    not null default 'published' check (feed_type in ('published', 'reviewing', 'declined')), -- that of feed_id
    parent_post_id  text    references posts (post_id),
    user_id         text    not null references users (user_id),    -- author
    data_type       text    not null,
    data            text    not null,
    metadata        text    not null default '{}',
    mentionees      text    not null default '[]',
    links           text    not null default '[]',                  -- previews, as the client made them
    comments_count  bigint  not null default 0,                     -- live comments of all levels; kept by Comments through PostCounters
    reactions_count bigint  not null default 0,                     -- kept by Reactions through PostCounters
    flag_count      bigint  not null default 0,                     -- kept by Moderation through PostCounters
    is_deleted      boolean not null default false check (is_deleted in (false, true)),
    edited_at       bigint  not null,
    ranked_at       bigint  not null default 0,                     -- when comments, reactions or edited_at last changed
    created_at      bigint  not null,
    updated_at      bigint  not null
);

create index posts_by_feed_created on posts (target_type, target_id, feed_type, created_at, post_id);  -- community and user feeds
create index posts_by_feed_updated on posts (target_type, target_id, feed_type, updated_at, post_id);  -- lastUpdated, firstUpdated
create index posts_by_type_created on posts (target_type, feed_type, created_at, post_id);             -- all communities or all walls
create index posts_by_parent       on posts (parent_post_id);
create index posts_by_user         on posts (user_id, created_at, post_id);

-- The newest live parents of one feed, without a look at what was deleted: the global feed asks every source for its twenty.
create index posts_newest_in_feed on posts (feed_id, created_at, post_id) where not is_deleted and parent_post_id is null;

-- Ids that were of posts which are gone for good. None is given again: an application chooses ids itself, comments and reactions below
-- such a post go later than the post, and polls remember the post that showed them.
create table removed_posts (
    post_id text not null primary key
);

-- Authors whose posts are being removed with them, which takes many writes. Their posts are hidden from every read as long as they are here.
create table post_departures (
    user_id text not null primary key references users (user_id)
);

create table post_tags (
    post_id  text   not null references posts (post_id),
    position bigint not null,
    tag      text   not null,
    primary key (post_id, tag)
);

create index post_tags_by_tag on post_tags (tag, post_id);

create table post_hashtags (
    post_id     text   not null references posts (post_id),
    position    bigint not null,
    hashtag     text   not null,                                    -- as written first, without the #
    hashtag_key text   not null,                                    -- case-folded
    primary key (post_id, hashtag_key)
);

create index post_hashtags_by_key on post_hashtags (hashtag_key, post_id);


-- Pins --------------------------------------------------------------------------------------------------------------------

-- What moderators pinned in their community, and administrators in the whole network. Only live, published posts of live communities are
-- shown; a pin whose post was deleted softly is none any more, and its row goes with the next pin in its place.
create table pins (
    pin_id     text   not null primary key,
    target_id  text   not null,                                     -- the post's community; of a global pin the network
    placement  text   not null check (placement in ('default', 'announcement', 'global')),
    post_id    text   not null,
    user_id    text   not null references users (user_id),          -- who pinned it
    created_at bigint not null,
    unique (post_id, placement)
);

create index pins_by_place on pins (placement, target_id);

create table pin_targets (
    target_id   text   not null primary key,
    target_type text   not null check (target_type in ('community', 'network')),
    updated_at  bigint not null                                     -- when something was last pinned there, or a pin ended
);


-- Comments --------------------------------------------------------------------------------------- readable by all modules

create table comments (
    comment_id      text    not null primary key,
    reference_type  text    not null check (reference_type in ('post', 'content', 'story')),
    reference_id    text    not null,
    parent_id       text    references comments (comment_id),
    root_id         text    not null,                               -- itself at the top level
    user_id         text    not null references users (user_id),
    segment_number  bigint  not null,                               -- 1, 2, 3 … within the reference, never reused
    data_type       text    not null default 'text',
    data            text    not null,
    metadata        text    not null default '{}',
    mentionees      text    not null default '[]',
    links           text    not null default '[]',                  -- previews, as the client made them
    children_number bigint  not null default 0,                     -- live direct replies
    reactions_count bigint  not null default 0,                     -- kept by Reactions through CommentCounters
    flag_count      bigint  not null default 0,                     -- kept by Moderation through CommentCounters
    is_deleted      boolean not null default false check (is_deleted in (false, true)),
    edited_at       bigint  not null,
    created_at      bigint  not null,
    updated_at      bigint  not null
);

create unique index comments_by_segment on comments (reference_type, reference_id, segment_number);        -- scrolling
create index comments_by_parent_created on comments (reference_type, reference_id, parent_id, created_at, comment_id);
create index comments_by_parent         on comments (parent_id, segment_number);                           -- children of a page
create index comments_by_user           on comments (user_id, comment_id);                                         -- go with their author

-- What moderators look for: the posts with a flagged comment, found without a look at all others.
create index comments_flagged on comments (reference_type, reference_id) where flag_count > 0 and not is_deleted;

-- Comments that are being removed for good with all replies to them, which takes several writes. They and their replies are hidden from
-- every read as long as they are here.
create table comment_removals (
    removal_id     text not null primary key,                       -- the youngest is removed first
    reference_type text not null,
    reference_id   text not null,
    comment_id     text not null unique
);

create index comment_removals_by_reference on comment_removals (reference_type, reference_id, comment_id);

-- The same for authors: their comments are hidden with all replies to them.
create table comment_departures (
    user_id text not null primary key references users (user_id)
);

create table comment_segments (
    reference_type text   not null,
    reference_id   text   not null,
    last_segment   bigint not null,
    primary key (reference_type, reference_id)
);


-- Reactions ---------------------------------------------------------------------------------------------------------------

create table reactions (
    reaction_id    text   not null primary key,
    reference_type text   not null check (reference_type in ('post', 'comment', 'message', 'story')),
    reference_id   text   not null,
    user_id        text   not null references users (user_id),
    reaction_name  text   not null,                                 -- free, case-sensitive; several of a user on one item
    created_at     bigint not null,
    unique (reference_type, reference_id, user_id, reaction_name)
);

create index reactions_by_reference on reactions (reference_type, reference_id, created_at, reaction_id);
create index reactions_by_user      on reactions (user_id);             -- taken back with their user

create table reaction_counts (
    reference_type text   not null,
    reference_id   text   not null,
    reaction_name  text   not null,
    count          bigint not null check (count > 0),
    primary key (reference_type, reference_id, reaction_name)
);


-- Moderation ------------------------------------------------------------------------------------- readable by Communities

create table moderation_rules (
    rule_id             text    not null primary key,
    list                text    not null check (list in ('block', 'allow')),  -- words that are refused; links that are not
    regex               text    not null,                           -- a word, a phrase, an address or a regular expression
    regex_search        text    not null,                           -- case-folded, for the search by beginnings
    is_match_exact_word boolean not null check (is_match_exact_word in (false, true)),  -- whole words only; block list alone
    is_enabled          boolean not null check (is_enabled in (false, true)),
    created_at          bigint  not null,
    updated_at          bigint  not null
);

create unique index moderation_rules_by_text on moderation_rules (list, regex);     -- a rule stands in a list once
create index moderation_rules_by_created on moderation_rules (list, created_at, rule_id);

create table flags (
    reference_type text   not null check (reference_type in ('user', 'post', 'comment', 'message', 'story')),
    reference_id   text   not null,
    user_id        text   not null references users (user_id),      -- who reports it: one flag of a user
    community_id   text,                                            -- where it stands, for good; null elsewhere
    created_at     bigint not null,
    primary key (reference_type, reference_id, user_id)
);

create index flags_by_community on flags (community_id, reference_type, reference_id);  -- whether a community has a flag
create index flags_by_user      on flags (user_id);                                     -- taken back with their user

-- What users wrote lately, as hashes, while the network refuses repetitions: at most the newest 1000 texts of a user.
create table said_texts (
    user_id    text   not null,
    sequence   bigint not null,                                     -- 1, 2, 3 … of the user, from 1 again when all are forgotten
    text_hash  text   not null,
    created_at bigint not null,
    primary key (user_id, sequence)
);

create index said_texts_by_hash    on said_texts (user_id, text_hash, created_at);      -- how often one text
create index said_texts_by_created on said_texts (created_at, user_id, sequence);       -- removal of what has passed

create table mutes (
    user_id    text   not null primary key,                         -- whose texts are refused
    reason     text   not null check (reason in ('blockedWord', 'link', 'repetition')),
    ends_at    bigint not null,
    created_at bigint not null
);

create index mutes_by_created on mutes (created_at, user_id);
create index mutes_by_end     on mutes (ends_at);                    -- removal of those that have ended


-- Presence ----------------------------------------------------------------------------------------------------------------

create table presence_settings (
    name               text    not null primary key check (name = 'network'),
    is_enabled         boolean not null check (is_enabled in (false, true)),
    heartbeat_interval bigint  not null,                            -- seconds; 20 to 50
    sync_interval      bigint  not null,                            -- the same
    updated_at         bigint  not null
);

create table presence_users (
    user_id    text    not null primary key references users (user_id),  -- who has never switched it has no row and shows itself
    is_enabled boolean not null check (is_enabled in (false, true)),
    enabled_at bigint
);


-- Realtime ----------------------------------------------------------------------------------------------------------------

create table realtime_sessions (
    session_id  text   not null primary key,
    internal_id text   not null,                                    -- of the user
    client_id   text   not null,                                    -- chosen by the client
    token_hash  text   not null,                                    -- what it was opened with last: it ends with it
    used_at     bigint not null,                                    -- last known to be connected
    unique (internal_id, client_id)
);

create index realtime_sessions_by_token on realtime_sessions (token_hash);
create index realtime_sessions_by_use   on realtime_sessions (used_at);  -- those whose time is over

create table realtime_subscriptions (
    session_id text   not null,                                     -- no reference: those of a session that is over go in steps
    filter     text   not null,
    qos        bigint not null check (qos in (0, 1, 2)),
    primary key (session_id, filter)
);

create table device_peaks (
    month      text   not null primary key,                         -- 2030-01, of UTC
    devices    bigint not null check (devices > 0),                 -- the most that were connected at a time
    reached_at bigint not null
);
