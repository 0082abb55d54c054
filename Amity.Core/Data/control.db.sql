-- The control database: which networks this server has, and their keys.
--
-- The rules are those of amity.db.sql: portable types only, instants are milliseconds since 1970 UTC, ids are text. It is small and
-- read rarely: the server keeps what it needs in memory, and looks here when a network or a key is not there yet, because
-- `amity networks create` may have added it beside the running server.

-- A network (the Console calls it an application) is a tenant. Its content lies in networks/<network_id>/amity.db.
create table networks (
    network_id  text    not null primary key,   -- ASCII letters, digits, underscores: also the name of its folder
    name        text    not null,
    is_default  boolean not null default false, -- the one that Amity:ApiKey, Amity:ServerKey and Amity:SecureMode configure
    is_disabled boolean not null default false, -- refuses every request; its data stays
    secure_mode boolean not null default false, -- new sessions need an authentication token; Amity:SecureMode goes before it
    created_at  bigint  not null,
    check (length(network_id) between 1 and 100),
    check (is_default in (false, true)),
    check (is_disabled in (false, true)),
    check (secure_mode in (false, true))
);

-- The list of them.
create index networks_by_created on networks (created_at, network_id);

-- There is one default at most.
create unique index networks_by_default on networks (is_default) where is_default;

-- Networks that are gone and whose folder may still be there: it is removed after the row, at the latest with the next start.
create table network_deletions (
    network_id  text   not null primary key,
    created_at  bigint not null
);

-- The keys that apps and servers present. Old and new may live side by side until the old one is revoked.
create table network_keys (
    key_id      text   not null primary key,
    network_id  text   not null references networks (network_id) on delete cascade,
    kind        text   not null,                -- api: shipped in apps, no secret; server: acts for the operator's own backend
    key_value   text   not null,                -- api: the key itself; server: SHA-256 of the key, 64 hexadecimal digits
    created_at  bigint not null,
    revoked_at  bigint,                         -- dead from this instant on
    check (kind in ('api', 'server')),
    unique (kind, key_value)                    -- a request brings the key only: it leads to the network
);

-- The keys of one network, for its administrators.
create index network_keys_by_network on network_keys (network_id, created_at, key_id);

-- What the server signs with. Never leaves it.
create table network_secrets (
    network_id  text   not null references networks (network_id) on delete cascade,
    purpose     text   not null,                -- access-token, authentication-token, page-token
    secret      text   not null,                -- random bytes, base64
    created_at  bigint not null,
    primary key (network_id, purpose)
);

-- Who did what to the installation, written in the transaction that did it: networks made, disabled and deleted, keys, secure mode. What
-- was done inside a network stands in its own database. Rows outlive their network, so that nothing refers to it.
create table audit_log (
    entry_id      text   not null primary key,
    actor_kind    text   not null,              -- administrator, command, server
    actor         text   not null,              -- the administrator's user id; of others the kind again
    credential_id text   not null,              -- the administrator's token; '' without one
    action        text   not null,              -- the name of the use case
    permissions   text   not null,              -- JSON; always empty here
    target        text   not null,              -- JSON: ids, numbers and switches; no texts, no secrets
    network_id    text   not null,              -- the network that it concerns
    created_at    bigint not null
);

-- One network's, for its own administrators; all of them, for those of the default network.
create index audit_log_by_network on audit_log (network_id, created_at, entry_id);
create index audit_log_by_created on audit_log (created_at, entry_id);
create index audit_log_by_actor   on audit_log (actor, created_at, entry_id);
create index audit_log_by_action  on audit_log (action, created_at, entry_id);
