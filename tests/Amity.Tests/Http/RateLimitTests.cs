using Amity.Core;
using Amity.Core.Errors;
using Amity.Tests.Kit;
using Amity.Tests.Posts;
using Amity.Tests.Roles;
using Xunit;

namespace Amity.Tests.Http;

public sealed class RateLimitTests
{
    [Fact]
    public async Task the_eleventh_call_of_an_operation_in_one_second_is_refused_and_others_are_not()
    {
        var clock = new TestClock();
        await using var amity = await AmityHost.Start(options => options.RateLimit.PermitsPerSecond = 10, clock);
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        for (var i = 0; i < 10; i++)
        {
            (await alice.Get("/api/v3/users/alice")).Ok();
        }

        var refused = await alice.Get("/api/v3/users/bob");

        refused.Refused(ErrorKind.RateLimited);
        Assert.Equal("RateLimit Exceed.", refused.Json!.Text("message"));
        Assert.Equal("1", refused.Headers.GetValues("Retry-After").Single());
        (await alice.Get("/api/v3/users")).Ok();
        (await bob.Get("/api/v3/users/alice")).Ok();
        clock.Advance(TimeSpan.FromSeconds(1));
        (await alice.Get("/api/v3/users/alice")).Ok();
    }

    [Fact]
    public async Task the_review_queue_of_a_community_is_counted_apart_from_its_published_posts()
    {
        await using var amity = await AmityHost.Start(options => options.RateLimit.PermitsPerSecond = 2, new TestClock());
        var alice = await amity.Login("alice");
        for (var i = 0; i < 2; i++)
        {
            (await alice.Get("/api/v4/posts?targetType=user&targetId=alice&feedType=published")).Ok();
            (await alice.Get("/api/v4/posts?targetType=user&targetId=alice&feedType=reviewing")).Ok();
        }

        (await alice.Get("/api/v4/posts?targetType=user&targetId=alice&feedType=published")).Refused(ErrorKind.RateLimited);
        (await alice.Get("/api/v4/posts?targetType=user&targetId=alice&feedType=reviewing")).Refused(ErrorKind.RateLimited);
    }

    [Fact]
    public async Task malformed_calls_count_too_and_the_limit_comes_before_404_and_422()
    {
        await using var amity = await AmityHost.Start(options => options.RateLimit.PermitsPerSecond = 2, new TestClock());
        var alice = await amity.Login("alice");
        (await alice.Get("/api/v3/users/nobody")).Refused(ErrorKind.NotFound);
        (await alice.Get("/api/v3/users/nobody")).Refused(ErrorKind.NotFound);
        (await alice.Get("/api/v3/users/nobody")).Refused(ErrorKind.RateLimited);
        (await alice.Put("/api/v3/users", new { })).Refused(ErrorKind.Invalid);
        (await alice.Put("/api/v3/users", new { })).Refused(ErrorKind.Invalid);
        (await alice.Put("/api/v3/users", new { })).Refused(ErrorKind.RateLimited);
    }

    [Fact]
    public async Task registrations_count_per_user_over_all_versions_of_the_route()
    {
        await using var amity = await AmityHost.Start(options => options.RateLimit.PermitsPerSecond = 3, new TestClock());
        foreach (var version in (string[])["v3", "v4", "v5"])
        {
            (await amity.Register(new { userId = "alice", deviceId = "d" }, version)).Ok();
        }

        (await amity.Register(new { userId = "alice", deviceId = "other" })).Refused(ErrorKind.RateLimited);
        (await amity.Register(new { userId = "bob", deviceId = "d" })).Ok();
    }

    [Fact]
    public async Task the_scope_user_counts_all_calls_together()
    {
        await using var amity = await AmityHost.Start(
            options => options.RateLimit = new AmityOptions.RateLimitOptions { PermitsPerSecond = 3, Scope = RateLimitScope.User }, new TestClock());
        var alice = await amity.Login("alice");
        (await alice.Get("/api/v3/users")).Ok();
        (await alice.Get("/api/v3/sessions")).Ok();

        (await alice.Get("/api/v3/users/alice")).Refused(ErrorKind.RateLimited);
    }

    [Fact]
    public async Task calls_of_a_holder_of_the_exemption_are_not_counted_while_somebody_vouches_for_the_session()
    {
        await using var amity = await AmityHost.Start(options => options.RateLimit.PermitsPerSecond = 2, new TestClock());
        var admin = await amity.Administrator();
        var unverified = await amity.Login("bob", deviceId: "other");
        (await admin.MakesRole("fast", "EXEMPT_FROM_RATE_LIMITS")).Ok();
        (await admin.GivesUser("bob", "fast")).Ok();
        var bob = await amity.LoginVerified("bob");
        for (var i = 0; i < 5; i++)
        {
            (await bob.Get("/api/v3/users/bob")).Ok();
            (await bob.Post("/api/v4/posts", Posting.Text("Hello"))).Ok();
        }

        (await unverified.Get("/api/v3/users/bob")).Ok();
        (await unverified.Get("/api/v3/users/bob")).Ok();
        (await unverified.Get("/api/v3/users/bob")).Refused(ErrorKind.RateLimited);

        (await admin.ChangesRole("fast")).Ok();
        (await bob.Get("/api/v3/users/bob")).Refused(ErrorKind.RateLimited);
    }

    [Fact]
    public async Task administrators_and_server_keys_are_not_limited()
    {
        await using var amity = await AmityHost.Start(options => options.RateLimit.PermitsPerSecond = 1, new TestClock());
        var admin = await amity.Administrator();
        var server = amity.Nobody(("x-server-key", AmityHost.ServerKey));
        for (var i = 0; i < 5; i++)
        {
            (await admin.Get("/api/v3/users/admin")).Ok();
            (await server.Get("/api/v3/authentication/token?userId=alice")).Ok();
        }
    }
}
