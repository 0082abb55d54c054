using System.Net.Http.Headers;
using System.Text;
using Amity.Core.Errors;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Http;

/// <summary>Every failure is in the envelope, those that the framework would answer itself too.</summary>
public sealed class EnvelopeTests
{
    [Theory]
    [InlineData("GET", "/")]
    [InlineData("GET", "/api/v3/nothing")]
    [InlineData("POST", "/api/v9/sessions")]
    [InlineData("GET", "/favicon.ico")]
    public async Task an_unknown_route_is_not_found(string method, string path)
    {
        await using var amity = await AmityHost.Start();

        (await amity.Nobody().Send(new HttpMethod(method), path, null)).Refused(ErrorKind.NotFound);
    }

    [Theory]
    [InlineData("PATCH", "/api/v3/users")]
    [InlineData("DELETE", "/api/v3/users/alice")]
    [InlineData("GET", "/api/v5/sessions")]
    [InlineData("HEAD", "/api/v3/users/alice")]
    public async Task a_wrong_method_is_said_to_be_wrong(string method, string path)
    {
        await using var amity = await AmityHost.Start();

        var answer = await amity.Nobody().Send(new HttpMethod(method), path, null);

        Assert.Equal(Envelope.Status(ErrorKind.MethodNotAllowed), answer.Status);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    public async Task a_body_that_is_no_json_is_an_unsupported_media_type(string type)
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var body = new StringContent("""{"userId":"alice"}""");
        body.Headers.ContentType = MediaTypeHeaderValue.Parse(type);

        (await alice.Put("/api/v3/users", body)).Refused(ErrorKind.UnsupportedMediaType);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{\"userId\":}")]
    [InlineData("{'userId':'alice'}")]
    [InlineData("{\"userId\":\"alice\"} trailing")]
    [InlineData("{\"userId\":\"alice\",}")]
    [InlineData("NaN")]
    public async Task malformed_json_is_a_bad_request(string body)
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");

        (await alice.Put("/api/v3/users", new StringContent(body, Encoding.UTF8, "application/json"))).Refused(ErrorKind.BadRequest);
    }

    [Fact]
    public async Task nesting_without_end_is_a_bad_request()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var deep = """{"userId":"alice","metadata":""" + string.Concat(Enumerable.Repeat("{\"a\":", 2000)) + "1" + new string('}', 2001);

        (await alice.Put("/api/v3/users", new StringContent(deep, Encoding.UTF8, "application/json"))).Refused(ErrorKind.BadRequest);
    }

    [Fact]
    public async Task bytes_that_are_no_utf8_are_a_bad_request()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var body = new ByteArrayContent([.. "{\"userId\":\""u8, 0xC3, 0x28, .. "\"}"u8]);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");

        (await alice.Put("/api/v3/users", body)).Refused(ErrorKind.BadRequest);
    }

    [Fact]
    public async Task an_oversized_body_is_refused_whether_or_not_it_says_its_length()
    {
        await using var amity = await AmityHost.Start(options => options.MaxBodyBytes = 1000);
        var alice = await amity.Login("alice");
        var text = $$"""{"userId":"alice","description":"{{new string('x', 2000)}}"}""";

        (await alice.Put("/api/v3/users", new StringContent(text, Encoding.UTF8, "application/json"))).Refused(ErrorKind.TooLarge);
        var chunked = new StreamContent(new NoLength(Encoding.UTF8.GetBytes(text)));
        chunked.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        (await alice.Put("/api/v3/users", chunked)).Refused(ErrorKind.TooLarge);
        (await alice.Get("/api/v3/users/alice")).Ok();
    }

    [Fact]
    public async Task an_empty_form_typed_body_is_an_empty_object()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var empty = new StringContent("");
        empty.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");

        // Not 415 and not 400: the body is an empty object, which lacks its user.
        (await alice.Put("/api/v3/users", empty)).Refused(ErrorKind.Invalid);
    }

    [Fact]
    public async Task a_preflight_is_answered_before_authentication_and_errors_carry_the_cors_headers()
    {
        await using var amity = await AmityHost.Start();
        var browser = amity.Nobody(
            ("Origin", "https://app.example"),
            ("Access-Control-Request-Method", "PUT"),
            ("Access-Control-Request-Headers", "authorization,x-api-key,set-access-token-cookie,content-type,x-no-cache"));

        foreach (var path in (string[])["/api/v3/users", "/api/v5/sessions", "/api/v3/users/alice"])
        {
            var preflight = await browser.Send(HttpMethod.Options, path, null);
            Assert.Equal(Envelope.NoContent, preflight.Status);
            Assert.Equal("*", preflight.Headers.GetValues("Access-Control-Allow-Origin").Single());
            Assert.Contains("x-no-cache", preflight.Headers.GetValues("Access-Control-Allow-Headers").Single());
            Assert.Contains("PUT", preflight.Headers.GetValues("Access-Control-Allow-Methods").Single());
            Assert.False(preflight.Headers.Contains("Access-Control-Allow-Credentials"));
        }

        var refused = await amity.Nobody(("Origin", "https://app.example")).Get("/api/v3/users/alice");
        refused.Refused(ErrorKind.Unauthenticated);
        Assert.Equal("*", refused.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Contains("Retry-After", refused.Headers.GetValues("Access-Control-Expose-Headers").Single());
    }

    [Fact]
    public async Task only_configured_origins_are_allowed()
    {
        await using var amity = await AmityHost.Start(options => options.Cors.Origins = "https://one.example, https://two.example");

        Assert.Equal(
            "https://two.example",
            (await amity.Nobody(("Origin", "https://two.example")).Get("/healthz")).Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.False((await amity.Nobody(("Origin", "https://three.example")).Get("/healthz")).Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("eyJhZnRlciI6Ind3dyJ9")]
    [InlineData("%F0%9F%98%80")]
    public async Task a_page_token_that_is_not_ours_is_said_to_be_invalid(string token)
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");

        Assert.Contains("Query Token is invalid", (await alice.Get($"/api/v3/users?options[token]={token}")).Refused(ErrorKind.BadRequest).Text("message"));
    }

    private sealed class NoLength(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
