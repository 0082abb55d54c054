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
    created_at  bigint  not null,
    check (length(network_id) between 1 and 100),
    check (is_default in (false, true)),
    check (is_disabled in (false, true))
);

-- There is one default at most.
create unique index networks_by_default on networks (is_default) where is_default;

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
create index network_keys_by_network on network_keys (network_id, kind, created_at);

-- What the server signs with. Never leaves it.
create table network_secrets (
    network_id  text   not null references networks (network_id) on delete cascade,
    purpose     text   not null,                -- access-token, authentication-token, page-token
    secret      text   not null,                -- random bytes, base64
    created_at  bigint not null,
    primary key (network_id, purpose)
);

-- Who did what to the installation: networks made and deleted, keys and administrators' tokens issued and revoked. Rows outlive
-- their network, so that nothing refers to it.
create table audit_log (
    entry_id    text   not null primary key,    -- ids sort by time
    actor       text   not null,                -- the command or the administrator's name
    action      text   not null,                -- network.create, key.rotate, token.issue
    network_id  text,
    detail      text   not null default '{}',   -- JSON without secrets
    created_at  bigint not null
);
