using System.Reflection;
using System.Text.Json.Nodes;
using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using Amity.Modules;
using Amity.Tests.Kit;
using Amity.Tests.Networks;
using Amity.Tests.Posts;
using Xunit;
using static Amity.Tests.Networks.NetworkCalls;

namespace Amity.Tests.Audit;

public sealed class AuditLogTests
{
    [Fact]
    public async Task what_an_administrator_does_is_written_down_with_the_ids_and_without_texts()
    {
        var clock = new TestClock();
        await using var amity = await AmityHost.Start(time: clock);
        var alice = await amity.Login("alice");
        var post = await alice.Writes("Of no interest");
        var admin = await amity.Administrator();
        clock.Advance(TimeSpan.FromHours(1));

        (await admin.Put("/api/v3/users", new { userId = "alice", description = "Private words", roles = new[] { "moderator" } })).Ok();
        (await admin.Delete($"/api/v4/posts/{post}")).Ok();
        (await admin.Put("/api/v3/network-settings/social", new { isFollowWithRequestEnabled = true })).Ok();

        var log = await admin.Log();
        Assert.Equal(["updateSocialSettings", "deletePost", "updateUser", "createAdminToken", "createNetwork"], log.Select(entry => entry.Text("action")));
        Assert.All(log.Take(3), entry =>
        {
            Assert.Equal(("administrator", "admin", amity.Network.Id), (entry.Text("actorKind"), entry.Text("actor"), entry.Text("networkId")));
            Assert.Equal("2030-01-01T01:00:00", entry.Text("createdAt")[..19]);
            Assert.Equal(log[3]["target"]!.Text("tokenId"), entry.Text("credentialId"));
            Assert.Empty(entry["permissions"]!.AsArray());
        });
        Assert.Equal("""{"userId":"alice","roles":["moderator"]}""", log[2]["target"]!.ToJsonString());
        Assert.Equal(post, log[1]["target"]!.Text("postId"));
        Assert.True(log[0]["target"]!.Flag("isFollowWithRequestEnabled"));
        Assert.Equal(("command", "command"), (log[3].Text("actorKind"), log[3].Text("actor")));
        Assert.Equal("server", log[4].Text("actorKind"));
        Assert.DoesNotContain(log, entry => entry.ToJsonString().Contains("Private words", StringComparison.Ordinal));
    }

    [Fact]
    public async Task reads_and_what_was_refused_leave_nothing()
    {
        await using var amity = await AmityHost.Start();
        await amity.Login("alice");
        var admin = await amity.Administrator();
        (await admin.Get("/api/v3/users/alice")).Ok();
        (await admin.Get(AuditLog)).Ok();
        (await admin.Put("/api/v3/users", new { userId = "nobody", description = "x" })).Refused(ErrorKind.NotFound);
        (await admin.Put("/api/v3/users", new { userId = "alice", roles = new[] { "no-such-role" } })).Refused(ErrorKind.NotFound);
        (await admin.Post(Keys, new { kind = "api" })).Refused(ErrorKind.BadRequest);
        (await admin.Post(Keys, new { kind = "x" })).Refused(ErrorKind.Invalid);

        Assert.Equal(["createAdminToken"], await admin.Actions("actor=command&limit=10"));
        Assert.Empty(await admin.Actions("actor=admin"));
    }

    [Fact]
    public async Task the_entry_goes_with_the_write()
    {
        await using var amity = await AmityHost.Start();
        await amity.Login("alice");
        var admin = await amity.Administrator();
        (await admin.Get("/api/v3/sessions")).Ok();
        await amity.Network.Database.Write(tx => tx.Run("drop table audit_entries"));

        Assert.Equal(Envelope.Status(ErrorKind.Unexpected), (await admin.Put("/api/v3/users", new { userId = "alice", description = "Unseen" })).Status);

        Assert.Equal(0, await amity.Number("select count(*) from users where description = 'Unseen'"));
    }

    [Fact]
    public async Task users_are_written_down_where_they_used_a_permission_of_the_whole_network_and_nowhere_else()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        var alice = await amity.Login("alice");
        await amity.Login("mia");
        (await admin.Put("/api/v3/users", new { userId = "mia", roles = new[] { "super-moderator" } })).Ok();
        var mia = await amity.LoginVerified("mia");
        var community = await amity.Community("mia", isPublic: true, "alice");
        var (first, second) = (await alice.Writes("First"), await alice.Writes("Second"));
        var foreign = await amity.CommunityPost("alice", await amity.Community("alice", isPublic: true));

        // What everybody may: posts, edits of one's own, reactions, and what a role in one community allows.
        var own = await mia.Writes("My own");
        (await mia.Put($"/api/v4/posts/{own}", new { data = new { text = "Better" } })).Ok();
        (await mia.Post("/api/v2/reactions", new { referenceType = "post", referenceId = first, reactionName = "like" })).Ok();
        (await mia.Delete($"/api/v4/posts/{await amity.CommunityPost("alice", community)}")).Ok();
        (await mia.Delete($"/api/v4/posts/{own}")).Ok();
        Assert.Empty(await admin.Actions("actor=mia"));

        (await mia.Delete($"/api/v4/posts/{second}")).Ok();
        (await mia.Delete($"/api/v4/posts/{foreign}")).Ok();
        (await alice.Delete($"/api/v4/posts/{first}")).Ok();

        var log = await admin.Log("actor=mia");
        Assert.Equal(["deletePost", "deletePost"], log.Select(entry => entry.Text("action")));
        Assert.Equal(["DELETE_COMMUNITY_POST", "DELETE_USER_FEED_POST"], log.Select(entry => Assert.Single(entry["permissions"]!.AsArray())!.GetValue<string>()));
        Assert.Equal([foreign, second], log.Select(entry => entry["target"]!.Text("postId")));
        Assert.All(log, entry => Assert.Equal("user", entry.Text("actorKind")));
        Assert.Empty(await admin.Actions("actor=alice"));
    }

    [Fact]
    public async Task keys_tokens_and_secure_mode_are_written_down_without_the_secrets()
    {
        await using var amity = await AmityHost.Start();
        var shop = await amity.Tenant();
        var key = (await shop.Admin.Post(Keys, new { kind = "server" })).Ok();
        (await shop.Admin.Put(Security, new { secureMode = true })).Ok();
        (await shop.Admin.Delete($"{Keys}/{key.Text("keyId")}?expiresIn=60")).Ok();
        var token = (await shop.Admin.Post(Tokens, new { name = "ops" })).Ok();
        (await shop.Admin.Delete($"{Tokens}/{token.Text("tokenId")}")).Ok();

        var log = await shop.Admin.Log();

        Assert.Equal(
            ["revokeAdminToken", "createAdminToken", "revokeKey", "updateSecurity", "createKey", "createAdminToken", "createNetwork"],
            log.Select(entry => entry.Text("action")));
        Assert.Equal($$"""{"keyId":"{{key.Text("keyId")}}","expiresIn":60}""", log[2]["target"]!.ToJsonString());
        Assert.Equal("""{"secureMode":true}""", log[3]["target"]!.ToJsonString());
        Assert.Equal($$"""{"kind":"server","keyId":"{{key.Text("keyId")}}"}""", log[4]["target"]!.ToJsonString());
        Assert.Equal($$"""{"name":"ops","tokenId":"{{token.Text("tokenId")}}"}""", log[1]["target"]!.ToJsonString());
        var text = string.Concat(log.Select(entry => entry.ToJsonString()));
        Assert.DoesNotContain(key.Text("key"), text);
        Assert.DoesNotContain(token.Text("token"), text);
        Assert.DoesNotContain(shop.ServerKey, text);
    }

    /// <summary>What is done, and what its entry says of it.</summary>
    public static TheoryData<string, string, string, string> Deeds => new()
    {
        { "POST /api/v3/roles", """{"roleId":"usher","displayName":"Private words","permissions":["ADD_COMMUNITY_USER"]}""", "createRole", """{"roleId":"usher","permissions":["ADD_COMMUNITY_USER"]}""" },
        { "PUT /api/v3/roles/community-moderator", """{"permissions":["EDIT_COMMUNITY","BAN_COMMUNITY_USER"]}""", "updateRole", """{"roleId":"community-moderator","permissions":["EDIT_COMMUNITY","BAN_COMMUNITY_USER"]}""" },
        { "PUT /api/v2/roles", """{"publicIds":["moderator"],"permissions":["BAN_USER"]}""", "addPermissions", """{"publicIds":["moderator"],"permissions":["BAN_USER"]}""" },
        { "PUT /api/v3/blacklist/records", """{"regexs":["private words"],"isMatchExactWord":true}""", "refreshRecords", """{"list":"block","isMatchExactWord":true}""" },
        { "PUT /api/v2/whitelist/records", """{"regexs":["private.example.com"]}""", "refreshRecords", """{"list":"allow"}""" },
        { "POST /api/v3/blacklist/records", """{"regexs":["private words"]}""", "addRecords", """{"list":"block"}""" },
        { "PUT /api/v3/network-settings/social", """{"userPrivacySetting":"private","maxGlobalPinnedPost":3}""", "updateSocialSettings", """{"userPrivacySetting":"private","maxGlobalPinnedPost":3}""" },
        {
            "PUT /api/v3/network-settings/feed-setting",
            """{"post":{"video":{"allowed":false,"maxDurationSeconds":60,"transcodeConfig":{"maxResolution":"720p"}}},"story":{"video":{}}}""",
            "updateFeedSettings",
            """{"post":{"video":{"allowed":false,"maxDurationSeconds":60,"transcodeConfig":{"maxResolution":"720p"}}}}"""
        },
        {
            "PUT /api/v3/network-settings/prehook",
            """{"enabled":true,"callbackUrl":"https://private.example.com/?secret","defaultAction":"deny"}""",
            "updatePreHookSettings",
            """{"enabled":true,"defaultAction":"deny"}"""
        },
        {
            "PUT /api/v3/network-settings/video-streaming",
            """{"moderation":{"enabled":true,"categories":[{"category":"violence","flagThreshold":0.5,"terminateThreshold":0.9}]}}""",
            "updateVideoStreamingSettings",
            """{"moderation":{"enabled":true,"categories":[{"category":"violence","flagThreshold":0.5,"terminateThreshold":0.9}]}}"""
        },
    };

    [Theory]
    [MemberData(nameof(Deeds))]
    public async Task an_entry_says_what_was_done_without_what_was_written(string route, string body, string action, string target)
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        var (method, path) = (route.Split(' ')[0], route.Split(' ')[1]);

        (await admin.Send(new HttpMethod(method), path, JsonNode.Parse(body))).Ok();

        var entry = (await admin.Log())[0];
        Assert.Equal(action, entry.Text("action"));
        Assert.Equal(target, entry["target"]!.ToJsonString());
    }

    [Fact]
    public async Task texts_of_users_stay_out_of_entries_of_what_administrators_write()
    {
        await using var amity = await AmityHost.Start();
        await amity.Login("alice");
        var admin = await amity.Administrator();
        var post = await admin.Writes("Private words", tags: ["Private words"]);
        (await admin.Post("/api/v3/comments", new { referenceType = "post", referenceId = post, data = new { text = "Private words" } })).Ok();
        (await admin.Post("/api/v3/polls", new { question = "Private words", answers = new[] { "Private words", "x" }.Select(data => new { dataType = "text", data }) })).Ok();
        (await admin.Post("/api/v3/communities", new { displayName = "Private words", description = "Private words", metadata = new { Private = "words" } })).Ok();
        (await admin.Put("/api/v3/users", new { userId = "alice", displayName = "Private words", metadata = new { Private = "words" } })).Ok();

        var log = await admin.Log();

        Assert.Equal(["updateUser", "createCommunity", "createPoll", "createComment", "createPost"], log.Take(5).Select(entry => entry.Text("action")));
        Assert.DoesNotContain(log, entry => entry.ToJsonString().Contains("Private", StringComparison.Ordinal));
    }

    [Fact]
    public void no_entry_of_an_administrators_route_is_only_its_name()
    {
        // Their name says all: what they clear is the network's, and a look is opaque and replaced as a whole.
        string[] sayAll = ["clearGlobalPins", "updateUiKitSettings"];
        var silent =
            from type in typeof(AmityModules).Assembly.GetTypes()
            where typeof(IWriteRequest).IsAssignableFrom(type) || typeof(IControlWrite).IsAssignableFrom(type)
            let useCase = type.GetCustomAttribute<UseCaseAttribute>(inherit: false)
            where useCase is { Allow: Allow.Administrators } && !AuditTarget.Tells(type)
            select useCase.Name;

        Assert.Equal(sayAll, silent.Order());
    }

    [Fact]
    public async Task who_runs_the_installation_sees_what_was_done_to_all_networks_and_others_only_what_was_done_to_theirs()
    {
        await using var amity = await AmityHost.Start();
        var (shop, other) = (await amity.Tenant(), await amity.Tenant("Third shop"));
        var admin = await amity.Administrator();
        (await shop.Admin.Post(Keys, new { kind = "api" })).Ok();
        (await admin.Post($"{AllNetworks}/{other.NetworkId}/disable")).Ok();
        (await admin.Post($"{AllNetworks}/{other.NetworkId}/enable")).Ok();
        (await other.Admin.Put("/api/v3/users", new { userId = "admin", description = "x" })).Ok();

        var seen = await admin.Log();
        Assert.Equal(["enableNetwork", "disableNetwork", "createKey", "createNetwork", "createNetwork", "createNetwork"],
            seen.Where(entry => entry.Text("action") is not "createAdminToken").Select(entry => entry.Text("action")));
        Assert.Equal([other.NetworkId, other.NetworkId, shop.NetworkId], seen.Take(20).Where(entry => entry.Text("action") is not "createAdminToken").Take(3).Select(entry => entry.Text("networkId")));
        Assert.Equal(["createKey", "createAdminToken", "createNetwork"], await shop.Admin.Actions());
        Assert.Equal(["updateUser", "enableNetwork", "disableNetwork", "createAdminToken", "createNetwork"], await other.Admin.Actions());

        (await admin.Delete($"{AllNetworks}/{other.NetworkId}")).Ok();
        Assert.Contains(await admin.Log(), entry => entry.Text("action") == "deleteNetwork" && entry.Text("networkId") == other.NetworkId);
    }

    [Fact]
    public async Task it_is_read_by_actor_action_and_time()
    {
        var clock = new TestClock();
        await using var amity = await AmityHost.Start(time: clock);
        await amity.Login("alice");
        var (admin, ops) = (await amity.Administrator(), await amity.Administrator("ops"));
        foreach (var who in (Person[])[admin, ops, admin])
        {
            clock.Advance(TimeSpan.FromHours(1));
            (await who.Put("/api/v3/users", new { userId = "alice", description = "x" })).Ok();
            (await who.Put("/api/v3/network-settings/social", new { isFollowWithRequestEnabled = true })).Ok();
        }

        Assert.Equal(4, (await admin.Log("actor=admin")).Count);
        Assert.Equal(3, (await admin.Log("action=updateUser")).Count);
        Assert.Equal(1, (await admin.Log("action=updateUser&actor=ops"))?.Count);
        Assert.Equal(["ops", "ops"], (await admin.Log("from=2030-01-01T02:00:00Z&to=2030-01-01T03:00Z")).Select(entry => entry.Text("actor")));
        Assert.Equal(["admin", "admin"], (await admin.Log("from=2030-01-01T04%3A00%3A00%2B01%3A00")).Select(entry => entry.Text("actor")));
        Assert.Equal(5, (await admin.Log("from=2030-01-01&to=2030-01-01T02:00:00.000Z")).Count);
        Assert.Empty(await admin.Log("from=2031-01-01"));
        Assert.Empty(await admin.Log("action=deletePost"));
        (await admin.Get($"{AuditLog}?from=yesterday")).Refused(ErrorKind.Invalid);
        (await admin.Get($"{AuditLog}?to=1893456000000")).Refused(ErrorKind.Invalid);
    }

    [Theory]
    [InlineData("")]
    [InlineData("&actor=admin")]
    [InlineData("&action=createKey")]
    [InlineData("&from=2030-01-01T00:01:00Z&to=2030-01-01T00:08:30Z")]
    public async Task its_pages_run_through_both_databases_forth_and_back(string filter)
    {
        var clock = new TestClock();
        await using var amity = await AmityHost.Start(time: clock);
        var shop = await amity.Tenant();
        for (var i = 0; i < 9; i++)
        {
            clock.Advance(TimeSpan.FromMinutes(1));
            (await shop.Admin.Put("/api/v3/users", new { userId = "admin", description = $"{i}" })).Ok();
            (await shop.Admin.Post(Keys, new { kind = "server" })).Ok();
        }

        var all = (await shop.Admin.Log($"limit=100{filter}")).Select(entry => entry.Text("entryId")).ToList();
        Assert.True(all.Count >= 9);
        var pages = new List<IReadOnlyList<string>>();
        System.Text.Json.Nodes.JsonNode page = (await shop.Admin.Get($"{AuditLog}?limit=4{filter}")).Ok();
        pages.Add(page.All("entries", "entryId"));
        while (page["paging"]!["next"] is { } next)
        {
            page = (await shop.Admin.Get($"{AuditLog}?token={Uri.EscapeDataString(next.GetValue<string>())}{filter}")).Ok();
            pages.Add(page.All("entries", "entryId"));
        }

        Assert.Equal(all, pages.SelectMany(some => some));
        for (var i = pages.Count - 2; i >= 0; i--)
        {
            page = (await shop.Admin.Get($"{AuditLog}?token={Uri.EscapeDataString(page["paging"]!.Text("previous"))}{filter}")).Ok();
            Assert.Equal(pages[i], page.All("entries", "entryId"));
        }

        Assert.Null(page["paging"]!["previous"]);
        Assert.Equal(all.Skip(3).Take(2), (await shop.Admin.Get($"{AuditLog}?token={Convert.ToBase64String("{\"skip\":3,\"limit\":2}"u8)}{filter}")).Ok().All("entries", "entryId"));
        (await shop.Admin.Get($"{AuditLog}?token={Uri.EscapeDataString((await shop.Admin.Get($"{AuditLog}?limit=4{filter}")).Ok()["paging"]!.Text("next"))}&actor=somebody")).Refused(ErrorKind.BadRequest);
    }

    [Fact]
    public async Task what_the_command_line_does_is_written_down_as_its_doing()
    {
        using var folder = new ScratchFolder();
        Assert.Equal(0, (await AmityProgram.Run(folder.Path, "admin-token")).ExitCode);
        var created = await AmityProgram.Run(folder.Path, "networks", "create", "Second shop");
        var id = created.OutputLines[0].Split(' ')[^1];
        Assert.Equal(0, (await AmityProgram.Run(folder.Path, "networks", "disable", id)).ExitCode);
        Assert.Equal(0, (await AmityProgram.Run(folder.Path, "networks", "enable", id)).ExitCode);
        Assert.Equal(0, (await AmityProgram.Run(folder.Path, "networks", "delete", id)).ExitCode);
        Assert.Equal(0, (await AmityProgram.Run(folder.Path, "backup", folder.Inside("all.tar"))).ExitCode);
        Assert.Equal(0, (await AmityProgram.Run(folder.Path, "restore", folder.Inside("all.tar"), "--replace")).ExitCode);

        await using var amity = await AmityHost.Start(folder: folder.Data);
        var log = await (await amity.Administrator()).Log();

        Assert.Equal(
            ["createAdminToken", "restore", "deleteNetwork", "enableNetwork", "disableNetwork", "createNetwork", "createAdminToken", "createNetwork"],
            log.Select(entry => entry.Text("action")));
        Assert.Equal(["command", "command", "command", "command", "command", "command", "command", "server"], log.Select(entry => entry.Text("actorKind")));
        Assert.All(log.Skip(2).Take(4), entry => Assert.Equal(id, entry["target"]!.Text("networkId")));
    }

    [Fact]
    public async Task no_route_changes_it()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        foreach (var method in (HttpMethod[])[HttpMethod.Post, HttpMethod.Put, HttpMethod.Delete, HttpMethod.Patch])
        {
            (await admin.Send(method, AuditLog, null)).Refused(ErrorKind.MethodNotAllowed);
        }
    }
}
