using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Amity.Core.Errors;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Sessions;

/// <summary>Credentials that are not ours.</summary>
public sealed class TokenTests
{
    [Fact]
    public async Task a_jwt_without_signature_is_nobody()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var claims = alice.Token!.Split('.')[1];

        foreach (var header in (string[])["""{"alg":"none","typ":"JWT"}""", """{"alg":"NONE"}""", """{"alg":"HS256"}""", "{}"])
        {
            foreach (var signature in (string[])["", "AAAA"])
            {
                var token = $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header))}.{claims}.{signature}";
                (await new Person(amity.Http, "alice", token).Get("/api/v3/users/alice")).Refused(ErrorKind.Unauthenticated);
            }
        }
    }

    [Fact]
    public async Task a_token_that_is_signed_rightly_but_was_never_issued_is_nobody()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var parts = alice.Token!.Split('.');
        var claims = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1])).Replace("\"alice\"", "\"bob\"");
        var signed = $"{parts[0]}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}";
        var mac = HMACSHA256.HashData(amity.Network.SigningKey, Encoding.ASCII.GetBytes(signed));

        var forged = new Person(amity.Http, "bob", $"{signed}.{Base64Url.EncodeToString(mac)}");

        (await forged.Get("/api/v3/sessions")).Refused(ErrorKind.Unauthenticated);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("a.b.c")]
    [InlineData("....")]
    [InlineData("eyJhbGciOiJIUzI1NiJ9.bm90IGpzb24.c2ln")]
    [InlineData("eyJhbGciOiJIUzI1NiJ9.eyJ1c2VyIjoxfQ.c2ln")]
    [InlineData("eyJhbGciOiJIUzI1NiJ9.eyJ1c2VyIjp7Im5ldHdvcmtJZCI6Ii4uLy4uIn19.c2ln")]
    public async Task anything_else_is_nobody(string token)
    {
        await using var amity = await AmityHost.Start();

        (await new Person(amity.Http, "", token).Get("/api/v3/users/alice")).Refused(ErrorKind.Unauthenticated);
    }

    [Fact]
    public async Task the_token_of_one_network_is_nobody_in_another_server()
    {
        await using var one = await AmityHost.Start();
        await using var other = await AmityHost.Start();
        var alice = await one.Login("alice");
        await other.Login("alice");

        (await new Person(other.Http, "alice", alice.Token).Get("/api/v3/users/alice")).Refused(ErrorKind.Unauthenticated);
    }

    [Fact]
    public async Task no_operation_is_authorised_by_a_cookie()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");

        (await amity.Nobody(("Cookie", $"upstra-access-token={alice.Token}")).Get("/api/v3/users/alice")).Refused(ErrorKind.Unauthenticated);
    }

    [Fact]
    public async Task an_administrators_token_is_also_taken_from_its_own_header()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();

        (await amity.Nobody(("x-admin-token", admin.Token!)).Get("/api/v3/users/admin")).Ok();
    }

    [Fact]
    public async Task a_session_under_an_administrators_name_has_no_administrators_rights()
    {
        await using var amity = await AmityHost.Start();
        (await (await amity.Administrator("root")).Get("/api/v3/users/root")).Ok();
        await amity.Login("alice");

        var impostor = await amity.Login("root");

        (await impostor.Delete("/api/v4/sessions/users/alice")).Refused(ErrorKind.PermissionDenied);
    }
}
