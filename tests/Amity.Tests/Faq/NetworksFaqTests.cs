using Amity.Core.Errors;
using Amity.Tests.Kit;
using Amity.Tests.Networks;
using Amity.Tests.Posts;
using Xunit;
using static Amity.Tests.Networks.NetworkCalls;

namespace Amity.Tests.Faq;

/// <summary>What the product's FAQ promises of applications, their keys and their administrators. The numbers are those of its questions.</summary>
public sealed class NetworksFaqTests
{
    /// <summary>Questions 2 and 53: what a console's button does.</summary>
    [Fact]
    public async Task an_administrator_makes_a_token_that_every_administrative_operation_takes()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var token = (await (await amity.Administrator()).Post(Tokens, new { name = "ops" })).Ok().Text("token");

        var ops = new Person(amity.Http, "ops", token);
        (await ops.Get("/api/v3/network-settings/social")).Ok();
        (await ops.Delete("/api/v4/sessions/users/alice")).Ok();
        (await amity.Nobody(("x-admin-token", token)).Get(Tokens)).Ok();
        (await alice.Post(Tokens, new { name = "mine" })).Refused(ErrorKind.Unauthenticated);
        (await (await amity.Login("alice")).Post(Tokens, new { name = "mine" })).Refused(ErrorKind.PermissionDenied);
    }

    /// <summary>Question 57.</summary>
    [Fact]
    public async Task the_api_key_is_shown_and_opens_sessions()
    {
        await using var amity = await AmityHost.Start();
        var shop = await amity.Tenant();
        var key = (await shop.Admin.Get(Security)).Ok().Text("apiKey");
        (await shop.Register("alice", apiKey: key)).Ok();
    }

    /// <summary>Question 33.</summary>
    [Fact]
    public async Task in_secure_mode_an_authentication_token_gives_an_access_token()
    {
        await using var amity = await AmityHost.Start();
        var shop = await amity.Tenant();
        (await shop.Admin.Put(Security, new { secureMode = true })).Ok();

        (await shop.Register("alice")).Refused(ErrorKind.Unauthenticated);
        var alice = await shop.LoginVerified("alice");
        (await alice.Get("/api/v3/users/alice")).Ok();
    }

    /// <summary>Questions 60 and 91.</summary>
    [Fact]
    public async Task of_two_applications_each_is_invisible_with_the_keys_and_tokens_of_the_other()
    {
        await using var amity = await AmityHost.Start();
        var (one, two) = (await amity.Tenant("One"), await amity.Tenant("Two"));
        var (alice, twin) = (await one.Login("alice"), await two.Login("alice"));
        var post = await alice.Writes("Only here");
        (await alice.Get($"/api/v3/posts/{post}")).Ok();

        (await twin.Get($"/api/v3/posts/{post}")).Refused(ErrorKind.NotFound);
        (await two.Admin.Get($"/api/v3/posts/{post}")).Refused(ErrorKind.NotFound);
        (await two.Admin.Delete($"/api/v3/posts/{post}")).Refused(ErrorKind.NotFound);
        Assert.Empty((await twin.Get("/api/v4/posts?targetType=user&targetId=alice")).Ok()["posts"]!.AsArray());
        (await two.Register("alice", await one.AuthenticationToken("alice"))).Refused(ErrorKind.Unauthenticated);
        (await alice.Get($"/api/v3/posts/{post}")).Ok();
    }
}
